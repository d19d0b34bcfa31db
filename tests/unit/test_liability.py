"""The liability tree: every path, every notice, every fictional case; what is unknown is refused."""

import itertools
import re

import pandas as pd
import pytest

from hosting_shift import content, law, tables

liability = law.liability
YEARS = liability.years()
CASES = content.asked("04").cases
PLAIN = {
    "location": "the exact address",
    "reasons": "facts and article",
    "sender": "full identity and email",
    "letter": "a copy",
    **dict.fromkeys(("good_faith", "date", "host"), "yes"),
}


def questions(year):
    tree = tables.load("liability_tree")
    return tree[(tree["year"] == year) & (tree["kind"] == "question")]


# --- tree ----------------------------------------------------------------------------------------


def test_both_dates_are_there_and_the_first_is_the_articles():
    assert YEARS == [2009, 2026]
    assert [liability.day_of_law(year) for year in YEARS] == [law.moment("article"), law.moment("reading")]


@pytest.mark.parametrize("year", YEARS)
def test_every_path_ends_and_every_step_is_on_one(year):
    paths = liability.every_path(year)
    tree = tables.load("liability_tree")
    steps = set(tree.loc[tree["year"] == year, "step"])
    assert {name for path in paths for name in path.names} == steps
    for path in paths:
        assert path.result and path.open is None
        assert len(set(path.names)) == len(path.names), "no path comes by twice"
        assert all(step.answer for step in path.steps[:-1])
        assert {step.year for step in path.steps} == {year}


def test_whoever_changes_the_tree_that_is_handed_out_changes_no_law():
    liability.tree(2009).clear()
    assert liability.tree(2009)


@pytest.mark.parametrize("year", YEARS)
def test_a_path_is_open_at_the_first_question_without_an_answer(year):
    for path in liability.every_path(year):
        answers = {step.name: step.answer for step in path.steps[:-1]}
        for name in answers:
            part = {k: v for k, v in answers.items() if k != name}
            assert liability.walk(part, year).open.name == name


def test_answers_off_the_path_change_nothing():
    assert liability.walk({"N1": "no", "N7": "yes"}, 2026).names == ("N1", "X1")


def test_both_trees_have_the_same_shape_and_other_law():
    then, now = (questions(year).set_index("step") for year in YEARS)
    assert then[["yes", "no"]].equals(now[["yes", "no"]])
    assert liability.step("N5", 2009).statements != liability.step("N5", 2026).statements
    assert liability.step("X2", 2009).text != liability.step("X2", 2026).text


def test_losing_the_shield_is_not_a_charge():
    """However a host loses its exemption, intent is still asked: no short way to an offence."""
    paths = [path for year in YEARS for path in liability.every_path(year)]
    assert all("N7" in path.names for path in paths if path.result.name in ("X6", "X7"))


def test_statements_articles_and_sources_resolve():
    statements = tables.load("legal_statements").set_index("id")
    for name in ("liability_tree", "liability_actors", "notice_results"):
        for row in tables.load(name).itertuples():
            assert set(row.statements.split(";")) <= set(statements.index), row
    more = tables.load("law_then_now")["provision"], tables.load("sources")["label"]
    known = " ".join(pd.concat([statements["article"], statements["statement"], *more]))
    for text in [*tables.load("liability_tree")["basis"], *(case.provisions for case in CASES.values())]:
        for number in re.findall(r"\d+-\d+(?:-\d+)*|\bart\. \d+", text):
            assert number.removeprefix("art. ") in known, (text, number)


def test_the_role_of_an_actor_never_decides_intent():
    for actor in tables.load("liability_actors")["actor"]:
        path = liability.walk(liability.actor_answers(actor), 2026)
        assert not path.result or path.result.name in ("X1", "X2"), actor
        assert set(liability.actor_answers(actor)) <= set(path.names), actor


# --- notices -------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_every_notice_has_one_result_and_each_element_counts(year):
    parts = tables.load("notice_parts")
    choices = {name: rows["choice"].tolist() for name, rows in parts.groupby("part")}
    ends = [(some[0], some[-1]) for some in choices.values()]
    full = liability.notice(PLAIN, True, year)
    assert full.complete and full.knowledge != "none from this notice"
    assert liability.notice(PLAIN, False, year).knowledge == "none from this notice"
    for picks in itertools.product(*ends):
        for plain in (True, False):
            found = liability.notice(dict(zip(choices, picks, strict=True)), plain, year)
            assert set(found.held) <= set(found.needed)
            knows = found.knowledge != "none from this notice"
            assert knows == (found.complete and plain)
    for name in full.needed:
        poorer = PLAIN | {name: choices[name][0]}
        assert liability.notice(poorer, True, year).missing == (name,)


def test_the_second_letter_of_the_case_is_complete_today_and_was_not_then():
    letter = PLAIN | {"sender": "name and email", "date": "no", "host": "no", "letter": "nothing"}
    assert liability.notice(letter, True, 2026).complete
    assert liability.notice(letter, True, 2009).missing == ("sender", "date", "host", "letter")


# --- cases ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_every_case_is_solved_and_every_mistake_answered(case):
    case = CASES[case]
    right = {part: next(o.id for o in options if o.right) for part, options in case.steps.items()}
    assert set(right) == set(liability.PARTS)
    assert all(mark.right for mark in liability.grade(case, right))
    for part, options in case.steps.items():
        assert len(options) == 3
        for option in options:
            [mark] = liability.grade(case, {part: option.id})
            assert mark.part == part and mark.reply
            assert mark.right == (option.id == right[part]) == (mark.misconception == "")


@pytest.mark.parametrize("year", YEARS)
def test_every_case_path_leads_where_the_table_says(year):
    for row in tables.load("case_paths").itertuples():
        path = liability.walk(liability.parse_answers(row.answers), year)
        assert path.result.name == row.result, row
    paths = set(tables.load("case_paths")["case"])
    assert set(CASES) - paths == {"FP17"}  # a question of police powers, not of this tree


def test_rules_of_cases_are_statements_of_law_and_their_sources_are_known():
    known, sources = set(tables.load("legal_statements")["id"]), set(tables.load("sources")["key"])
    for case in CASES.values():
        assert {option.id for option in case.steps["rule"]} <= known, case.id
        assert case.sources and set(case.sources) <= sources, case.id


def test_the_right_option_of_a_case_has_no_fixed_place():
    places = [[o.right for o in options].index(True) for case in CASES.values() for options in case.steps.values()]
    share = [places.count(place) / len(places) for place in range(3)]
    assert min(share) > 0.2 and max(share) < 0.5, share


def test_eighteen_cases_in_three_levels():
    assert len(CASES) == 18 and {case.level for case in CASES.values()} == {1, 2, 3}
    for name in ("case_paths", "notice_parts"):
        assert "fictional" in tables.describe(name).resource["title"]


# --- what is refused -----------------------------------------------------------------------------

UNDATED = {part: choice for part, choice in PLAIN.items() if part != "date"}


@pytest.mark.parametrize(
    ("call", "arguments", "said"),
    [
        (liability.walk, [{}, 2010], "2009 and 2026"),
        (liability.walk, [{}, "2009"], "2009 and 2026"),
        (liability.walk, [{}, None], "2009 and 2026"),
        (liability.walk, [{"N9": "yes"}, 2026], "no question 'N9'.*N1"),
        (liability.walk, [{"N1": "maybe"}, 2026], "'maybe'; expected 'yes' or 'no'"),
        (liability.step, ["X9", 2026], "no step 'X9'"),
        (liability.actor_answers, ["developper"], "Did you mean 'developer'"),
        (liability.notice, [PLAIN | {"stamp": "yes"}, True, 2026], "no part of a notice 'stamp'"),
        (liability.notice, [UNDATED, True, 2026], "says nothing about date"),
        (liability.notice, [PLAIN | {"date": "perhaps"}, True, 2026], "no choice for date 'perhaps'"),
        (liability.notice, [PLAIN, True, 2015], "2009 and 2026"),
        (liability.grade, [CASES["FP01"], {"facts": "x"}], "no part of an analysis 'facts'"),
        (liability.grade, [CASES["FP01"], {"issue": "x"}], "no option for issue in FP01 'x'"),
    ],
)
def test_the_unknown_is_refused_in_words(call, arguments, said):
    with pytest.raises(ValueError, match=said):
        call(*arguments)
