"""Every statement of law in a lesson has article, jurisdiction, date and source."""

import re

import pytest
from markupsafe import escape

from harness.lesson_files import LESSONS, read
from hosting_shift import content, tables
from hosting_shift.practice import lesson as lessons
from hosting_shift.practice.screen import Screen

# An article of a code or a treaty as lessons write it: 225-5, art. 16, article 6.
ARTICLE = re.compile(r"\b\d{3}-\d+(?:-\d+)*\b|\b[Aa]rt(?:icles?|s?\.)\s+(\d+(?:-\d+)*)")


def statements(number=None):
    table = tables.load("legal_statements")
    return table if number is None else table[[number in lessons.split(";") for lessons in table["lessons"]]]


def notebook(number):
    return read(next(name for name in LESSONS if name.startswith(number)))


def shown_in(number):
    """Return the names of the statements that a lesson shows: in a list, or as the rule of a case."""
    code = "\n".join(c.source for c in notebook(number).cells if c.cell_type == "code")
    rules = [option.id for case in content.asked(number).cases.values() for option in case.steps["rule"]]
    return [*re.findall(r'"([^"]+)"', " ".join(re.findall(r"lesson\.law\(([^)]*)\)", code))), *rules]


def articles(text):
    return {match.group(1) or match.group(0) for match in ARTICLE.finditer(text)}


def test_every_statement_is_whole():
    sources = tables.load("sources").set_index("key")
    for row in statements().itertuples():
        assert row.id[:2] in row.lessons.split(";"), row.id
        for column in ("statement", "article", "jurisdiction", "in_force", "sources"):
            assert getattr(row, column).strip(), (row.id, column)
        assert row.statement.endswith("."), row.id
        assert all(len(s.split()) <= 30 for s in re.split(r"[.;:] ", row.statement)), row.id
        read = sources.loc[row.sources.split(";"), "what_was_read"]
        unread = read.str.startswith("not read")
        # From memory means: no source was read. Sourced means: every source was.
        assert (row.confidence == "recalled") == unread.all(), row.id
        assert not (row.confidence == "sourced" and unread.any()), row.id


@pytest.mark.parametrize("number", [name[:2] for name in LESSONS])
def test_the_table_says_which_lessons_show_a_statement(number):
    assert set(statements(number)["id"]) == set(shown_in(number))


@pytest.mark.parametrize("number", [name[:2] for name in LESSONS if shown_in(name[:2])])
def test_a_lesson_shows_its_statements_and_no_other_article(number):
    names = shown_in(number)
    known = statements().set_index("id")
    assert set(names) <= set(known.index), set(names) - set(known.index)
    words = " ".join(known.loc[sorted(set(names)), ["article", "statement"]].to_numpy().ravel())
    instruments = " ".join(tables.load("cooperation")["article"])  # each with its state, day and source, too
    carried = set(re.findall(r"\d+(?:-\d+)*", f"{words} {instruments}"))
    for cell in notebook(number).cells:
        if cell.cell_type == "markdown":
            missing = {a for a in articles(cell.source) if a not in carried}
            assert not missing, f"{cell.id} names {missing}; no statement of the lesson carries it"


def test_the_search_for_articles_finds_them():
    text = "Article 225-5, art. 6 and arts 16; then 113-2-1 of the code, in 2009, 3 people."
    assert articles(text) >= {"225-5", "6", "113-2-1"}
    assert articles("in 2009-06 and no law") == set()


def test_open_questions_name_lessons():
    known = set(tables.load("lessons")["lesson"])
    for row in tables.load("open_questions").itertuples():
        assert set(row.lessons.split(";")) <= known, row.question


def test_law_then_and_now_compares():
    table = tables.load("law_then_now").set_index("provision")
    same = table[table["change"] == "same"]
    for what in ("years", "fine"):
        assert same[f"{what}_2009"].equals(same[f"{what}_2026"])
    assert same["changed_by"].eq("").all() and same["changed_in"].isna().all()
    changed = table[table["change"].isin(["changed", "new", "repealed", "moved"])]
    dated = changed["changed_in"].notna()
    assert dated.all()
    for row in table[table["years_2009"].notna()].itertuples():
        assert f"{row.years_2009} years" in row.in_2009 or "7 years" in row.in_2009, row.Index


# --- the helpers of a lesson ----------------------------------------------------------------------


@pytest.fixture
def shown(monkeypatch):
    seen = []
    monkeypatch.setattr(Screen, "show", lambda self, children, text, **_: seen.append((children, text)))
    return seen


def test_law_shows_statement_article_date_and_source(answers, shown):
    row = statements().iloc[0]
    lessons.Lesson("05", answers).law(row["id"])
    [(children, text)] = shown
    for part in (row["article"], row["jurisdiction"]):
        assert part in text and part in children[0].value
    label = tables.load("sources").set_index("key").loc[row["sources"].split(";")[0], "label"]
    assert label in children[0].value


def test_law_says_what_comes_from_memory(answers, shown):
    in_part = statements().query("confidence == 'partly sourced'")["id"]
    lessons.Lesson("05", answers).law(*in_part)
    assert shown[0][0][0].value.count("[partly sourced]") == len(in_part)
    assert (statements()["confidence"] != "recalled").all(), "no rule is told from memory alone"


@pytest.mark.parametrize(
    ("method", "names", "said"),
    [
        ("law", ["04-nonsense"], r"legal_statements\.csv has no 04-nonsense"),
        ("law", [], "without a name"),
        ("table", ["liability_actors", "nonsense"], "has no nonsense; it has actor"),
    ],
)
def test_an_unknown_name_is_refused(answers, method, names, said):
    with pytest.raises(ValueError, match=said):
        getattr(lessons.Lesson("05", answers), method)(*names)


def test_open_points_are_those_of_the_lesson(answers, shown):
    lessons.Lesson("04", answers).open_points()
    table = tables.load("open_questions")
    text = shown[0][0][0].value
    for row in table.itertuples():
        assert (str(escape(row.text[:30])) in text) == ("04" in row.lessons.split(";")), row.question


def test_a_table_is_shown_in_full_with_its_source(answers, shown):
    lessons.Lesson("04", answers).table("liability_actors", "name", "knowledge_shown_by")
    html = shown[0][0][0].value
    longest = max(tables.load("liability_actors")["knowledge_shown_by"], key=len)
    assert longest in html and "knowledge shown by" in html
    assert tables.cite("liability_actors")[:30] in html
