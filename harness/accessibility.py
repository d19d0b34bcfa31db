"""axe-core on a page: what keeps somebody with a screen reader, a keyboard or weak eyes out.

axe says nothing of text that it cannot see, and passes. So a check here fails as well when axe could
not judge the contrast of most of the text: JupyterLab, left as it is, hides all of a lesson from it.
"""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]  # WCAG 2.1, level AA
BLIND = 0.1  # share of the texts whose contrast axe may leave open: emojis, single letters


def serious(page, selector: str = "html", contrast: bool = True) -> list[str]:
    """Run axe-core on everything that `selector` matches; return one line for each serious finding.

    A line holds the rule, what is wrong, the element and how to mend it. Findings that axe calls
    minor or moderate are left out. Raises ValueError if the selector matches nothing, or if axe
    could not judge the contrast of the text: a check that sees nothing finds nothing.
    contrast: False where axe cannot see it, such as in the browser's top layer (an enlarged panel).
    """
    if not page.locator(selector).count():
        raise ValueError(f"Nothing on the page matches {selector!r}: there is nothing to check.")
    found = Axe().run(page, context=selector, options={"runOnly": RULES}).response
    judged, left = _contrast(found, "passes") + _contrast(found, "violations"), _contrast(found)
    if contrast and (not judged or left > BLIND * (judged + left) + 2):
        raise ValueError(
            f"axe could not judge the contrast of {left} of {judged + left} texts in {selector!r}. "
            "Is something hidden, cut off or covered? In JupyterLab call lay_open() first."
        )
    return [
        f"{finding['id']}: {finding['help']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for finding in found["violations"]
        if finding["impact"] in ("serious", "critical")
        for node in finding["nodes"]
    ]


def _contrast(found: dict, kind: str = "incomplete") -> int:
    return sum(len(f["nodes"]) for f in found[kind] if f["id"] == "color-contrast")


# What a lesson produces; the frame around it is JupyterLab's.
OURS = ".jp-Notebook :is(.jp-OutputArea-output, .jp-RenderedMarkdown)"


def lay_open(page) -> None:
    """Let axe see all of a notebook in JupyterLab: a window as tall as the notebook, nothing cut off.

    JupyterLab's body has no height and hides what overflows it, and the text of a cell stands on the
    background of the notebook behind it: axe takes the first for hidden and the second for covered.
    """
    page.add_style_tag(
        content=f"""
        html, body, #main {{ overflow: visible !important; }}
        {OURS} {{ background: var(--jp-layout-color0) !important; }}
        .jp-Notebook .jp-Cell {{ content-visibility: visible !important; }}"""
    )
    height = page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height + 400})
    page.wait_for_timeout(300)
