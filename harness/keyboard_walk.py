"""Walks a lesson by keyboard alone: every stop has a name and a frame, and the next Tab leads on."""

from __future__ import annotations

# What has the focus: its name as a screen reader gets it, its role, its cell, its frame.
FOCUS = """() => {
  const node = document.activeElement, style = getComputedStyle(node);
  const cell = node.closest('.jp-Cell'), box = node.getBoundingClientRect();
  const own = [...(node.labels ?? [])].map(label => label.textContent).join(' ');
  const name = node.getAttribute('aria-label') || own || node.textContent || '';
  window.stops = window.stops ?? new Map();
  if (!window.stops.has(node)) window.stops.set(node, window.stops.size);
  return {
    stop: window.stops.get(node),
    name: name.replace(/\\s+/g, ' ').trim(),
    kind: node.getAttribute('role') || (node.type ?? node.tagName).toLowerCase(),
    cell: cell && window.jupyterapp.shell.currentWidget.content.widgets
      .find(widget => widget.node === cell)?.model.id,
    ours: node.closest('.hs-panel, .hs-practice') !== null,
    frame: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    seen: box.bottom > 0 && box.top < window.innerHeight,
    value: node.getAttribute('aria-valuetext') ?? node.value ?? '',
    open: node.getAttribute('aria-expanded') ?? node.parentNode.open,
    last: Number(node.getAttribute('aria-valuenow')) >= Number(node.getAttribute('aria-valuemax')),
  };
}"""


class Walk:
    """One lesson, walked by keyboard."""

    def __init__(self, lesson):
        self.lesson, self.page = lesson, lesson.page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def at(self) -> dict:
        return self.page.evaluate(FOCUS)

    def tab(self, key: str = "Tab") -> dict:
        """Go to the next stop: it is another one, it is on screen, and a frame shows it."""
        before = self.at
        self.press(key)
        self.page.wait_for_timeout(40)
        now = self.at
        assert now["stop"] != before["stop"], f"{key} does not lead on from {before}"
        if now["ours"]:
            assert now["frame"] >= 2, f"nothing shows that this has the focus: {now}"
            assert now["seen"], f"focus has left the screen: {now}"
            assert now["name"], f"a stop without a name: {now}"
        return now

    def tab_to(self, name: str, cell: str, most: int = 60) -> dict:
        """Press Tab until the stop of this name, in this cell, has the focus."""
        passed = []
        for _ in range(most):
            now = self.tab()
            passed.append(f"{now['cell']}: {now['name'][:40]}")
            if now["cell"] == cell and now["name"].startswith(name):
                return now
        raise AssertionError(f"Tab does not reach {name!r} in {cell}; it passed {passed}")

    def back_to(self, name: str, cell: str, most: int = 6) -> dict:
        """Press Shift+Tab until the stop of this name, in this cell, has the focus."""
        for _ in range(most):
            now = self.tab("Shift+Tab")
            if now["cell"] == cell and now["name"].startswith(name):
                return now
        raise AssertionError(f"Shift+Tab does not reach {name!r} in {cell}; it is at {now}")

    def tab_until(self, **wanted) -> dict:
        """Press Tab until a stop has these properties."""
        for _ in range(100):
            stop = self.tab()
            if wanted.items() <= stop.items():
                return stop
        raise AssertionError(f"Tab reaches no {wanted}; it is at {stop}")

    def cell(self, cell_id: str):
        """Return the locator of a cell; the walk only looks at it."""
        self.page.evaluate(
            """id => { window.jupyterapp.shell.currentWidget.content.widgets
              .find(cell => cell.model.id === id).node.dataset.cellId = id; }""",
            cell_id,
        )
        return self.page.locator(f'.jp-Cell[data-cell-id="{cell_id}"]')

    def sees(self, cell_id: str, words: str) -> None:
        """Wait until a cell shows these words; the focus stays where it was."""
        self.cell(cell_id).get_by_text(words).first.wait_for(timeout=15_000)

    def holds(self, words: str) -> None:
        """Wait until what has the focus begins with these words: the kernel has answered."""
        self.page.wait_for_function(
            "words => document.activeElement.innerText.trim().startsWith(words)", arg=words, timeout=15_000
        )
