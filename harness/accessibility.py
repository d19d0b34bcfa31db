"""axe-core on a page: what keeps somebody with a screen reader, a keyboard or weak eyes out.

axe says nothing of text that it cannot see, and passes. So a check here fails as well when axe could
not judge the contrast of most of the text: JupyterLab, left as it is, hides all of a lesson from it.
"""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]  # WCAG 2.1, level AA
BLIND = 0.1  # share of the texts whose contrast axe may leave open: emojis, single letters


def serious(page, selector: str = "html", contrast: bool = True, rules: list[str] | None = None) -> list[str]:
    """Run axe-core on everything that `selector` matches; return one line for each serious finding.

    A line holds the rule, what is wrong, the element and how to mend it. Findings that axe calls
    minor or moderate are left out. Raises ValueError if the selector matches nothing, or if axe
    could not judge the contrast of the text: a check that sees nothing finds nothing.
    contrast: False where axe cannot see it, such as in the browser's top layer (an enlarged panel).
    rules: which of axe's rules or groups of rules to apply; those of WCAG where none are named.
    """
    if not page.locator(selector).count():
        raise ValueError(f"Nothing on the page matches {selector!r}: there is nothing to check.")
    found = Axe().run(page, context=selector, options={"runOnly": rules or RULES, "selectors": False}).response
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


def check_what_is_spoken(page, cell, cell_id: str, expected: dict) -> None:
    """Names, roles and values reach the screen reader: of the panel, the picture, every control."""
    rows = exposed(page, f'.jp-Cell[data-cell-id="{cell_id}"] .hs-panel')
    values = {(role, words): value for role, words, value in rows}
    for control, value in expected.items():
        assert values.get(control) == value, (control, [row for row in rows if row[0] == control[0]])
    title = cell.locator(".hs-panel .hs-title").first.inner_text()
    assert rows[0][:2] == ("group", title), "the panel has the name of the explorer"
    (alt,) = [words for role, words, _ in rows if role == "image"]
    assert alt.startswith(f"{title}. ")
    controls = ("button", "slider", "combobox", "checkbox", "textbox", "spinbutton", "radio")
    named = [(role, words) for role, words, _ in rows if role in controls]
    assert all(words for _, words in named), named
    assert len(set(named)) == len(named), "no two controls sound alike"
    progress = cell.locator(".hs-bar").count()  # long work says its progress in a place of its own
    assert sum(role == "status" for role, *_ in rows) == 1 + progress, "one place is read out"


def exposed(page, selector: str) -> list[tuple[str, str, str]]:
    """Return (role, name, value) of what Chromium exposes to screen readers inside an element."""
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    assert node, selector
    found = session.send("Accessibility.queryAXTree", {"nodeId": node})["nodes"]
    rows = []
    for one in found:
        if one.get("ignored"):
            continue
        value = one.get("value", {}).get("value", "")
        if one["role"]["value"] == "slider":  # Chromium's tree holds the number; speech gets the text
            dom = session.send("DOM.describeNode", {"backendNodeId": one["backendDOMNodeId"]})["node"]
            value = dict(zip(dom["attributes"][::2], dom["attributes"][1::2], strict=True))["aria-valuetext"]
        rows.append((one["role"]["value"], one.get("name", {}).get("value", ""), str(value)))
    session.detach()
    return rows
