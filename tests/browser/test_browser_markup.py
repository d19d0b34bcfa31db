"""What a student types is shown as text in a real browser, too; nothing of it runs or fetches."""

import nbformat

from harness.jupyterlab_server import LessonPage
from harness.lesson_files import LESSONS
from harness.markup import HACK, hacked_file, with_notes

CELLS_OF_ALL_LESSONS = [
    "from hosting_shift import explorers, practice\nfrom pathlib import Path",
    *("\n".join([f'lesson = practice.open_lesson("{name[:2]}")', *with_notes(name)]) for name in LESSONS),
    "from hosting_shift.practice.class_poll import class_poll\nclass_poll('hacked_class')",
]
RUNNING = """() => {
  const out = [...document.querySelectorAll('.jp-OutputArea-output, .jp-MarkdownViewer')];
  const found = [];
  for (const area of out) for (const n of area.querySelectorAll('*')) {
    for (const a of n.attributes) {
      if (/^on/i.test(a.name)) found.push(n.tagName + ' ' + a.name);
      if (/^(href|src|xlink:href)$/i.test(a.name) && /^\\s*javascript:/i.test(a.value)) found.push(n.tagName + ' ' + a.value);
    }
    if (n.tagName === 'SCRIPT' && n.textContent.includes('hacked')) found.push('SCRIPT');
    if (n.tagName === 'IMG' && !n.src.startsWith('data:')) found.push('IMG ' + n.src);
  }
  return [window.hacked ?? 0, found];
}"""


def test_markup_is_text_in_the_browser_too(browser, lab):
    """Every text of all lessons on one page, a hand-made file, the class poll, the memo's preview."""
    address, lessons = lab
    for left in [*lessons.glob("my_answers*"), *lessons.glob("my_policy_memo*")]:
        left.unlink()
    (lessons / "my_answers.json").write_bytes(hacked_file())
    there = lessons / "hacked_class"
    there.mkdir()
    (there / f"{HACK[:80].replace('/', '')}.json").write_bytes(b"{")
    (there / "<b onmouseover=window.hacked=1>.json").write_bytes(hacked_file())
    sources = enumerate(CELLS_OF_ALL_LESSONS)
    made = [nbformat.v4.new_code_cell(source, id=f"cell-{i}") for i, source in sources]
    python = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": python})
    nbformat.write(book, lessons / "hacked.ipynb")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = LessonPage(context.new_page(), address, "hacked.ipynb")
        page.open()
        page.run_all()
        assert page.cells_with_errors() == []
        asked = [sum(s.count(f"lesson.{kind}(") for s in CELLS_OF_ALL_LESSONS) for kind in ("note", "field")]
        words = checked = lists = 0
        for i in range(len(CELLS_OF_ALL_LESSONS)):
            cell = page.show_cell(f"cell-{i}")
            for area in cell.locator(".jp-OutputArea textarea").all():
                area.fill(HACK)
                words += 1
            for field in cell.locator(".hs-field:has(input[type=text])").all():
                field.locator("input[type=text]").fill(HACK)
                page.wait_until_idle()
                field.get_by_role("button", name="Check").click()
                field.locator(".hs-card").wait_for(timeout=15_000)
                checked += 1
            lists += cell.locator(".hs-field:has(select)").count()
        assert words == asked[0] >= 8 and checked + lists == asked[1] and checked >= 11
        page.page.wait_for_timeout(1500)  # words are kept after a pause
        page.wait_until_idle()
        page.run_all()  # and now it is all displayed back
        for i in range(len(CELLS_OF_ALL_LESSONS)):
            cell = page.show_cell(f"cell-{i}")
            for details in cell.locator("summary").all():
                details.click()
            page.page.wait_for_timeout(400)  # formulas are set a moment later
            assert page.page.evaluate(RUNNING) == [0, []], f"cell-{i}"
        keep = page.show_cell("cell-10").inner_text()
        assert '<img src=x onerror="window.hacked=1">' in keep, "shown, letter by letter"
        nine = page.show_cell("cell-10")
        nine.get_by_role("button", name="Save my memo").click()
        nine.get_by_text("Saved as my_policy_memo.md").wait_for(timeout=15_000)
        page.page.evaluate(
            "() => window.jupyterapp.commands.execute('docmanager:open', "
            "{path: 'my_policy_memo.md', factory: 'Markdown Preview'})"
        )
        preview = page.page.locator(".jp-MarkdownViewer")
        preview.get_by_text("What I recommend").first.wait_for(timeout=15_000)
        page.page.wait_for_timeout(1000)
        assert page.page.evaluate(RUNNING) == [0, []]
        assert "<img src=x onerror" in preview.inner_text(), "a reader sees what was typed"
        assert page.elsewhere == [], "the page asked for something outside this machine"
    finally:
        context.close()
        (lessons / "hacked.ipynb").unlink()
        for left in lessons.glob("my_answers*"):
            left.unlink()
