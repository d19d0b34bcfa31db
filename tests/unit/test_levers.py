"""Levers, the policy lab and its memo: every option runs, every law resolves, nothing is lost."""

import importlib
import itertools
import re

import numpy as np
import pytest

from hosting_shift import explorers, law, levers, tables
from hosting_shift.dates import full_date
from hosting_shift.explorers.lesson_09.policy_lab import LETTERS, keep, mix_of
from hosting_shift.levers import NOTHING, READY_MADE, Mix
from hosting_shift.model.experiments import finish, shapley
from hosting_shift.model.policy import Policy
from hosting_shift.model.response import scenario
from hosting_shift.practice import memo
from hosting_shift.practice.screen import Screen
from hosting_shift.student.answers import AnswersFile, LessonAnswers

GROUPS = ("closing", "evidence", "handover", "offence")


def test_every_mix_is_a_policy_and_gives_sensible_numbers():
    for options in itertools.product(*([short for _, short in levers.options(group)] for group in GROUPS)):
        outcome = levers.outcome(Mix(*options))
        assert 0 < outcome.uptime <= 1 and 0 <= outcome.arrested <= 1
        if options[2] == "nobody":
            assert outcome.arrested == 0, options


def test_a_mix_that_is_a_preset_gives_the_preset():
    presets = tables.load("scenarios").set_index("code")
    for code, mix in {
        "S0": Mix(),
        "S1": Mix("orders_eu"),
        "S2": Mix("orders_all"),
        "S3": Mix("orders_eu", "convention", "extradition"),
        "S4": Mix("orders_eu", "rogatory", "warrant"),
        "S5": Mix("orders_eu", "convention", "warrant"),
        "S6": Mix("orders_eu", "teams", "warrant"),
        "S7": Mix("orders_eu", "fast", "warrant"),
        "S8": Mix("orders_eu", "convention", "warrant", "seven"),
        "S9": Mix("orders_eu", "all", "warrant"),
        "S10": Mix("notice_eu"),
        "S11": Mix("orders_eu", revenue=50),
        "S12": Mix("notice_seven", "all_fast", "warrant", "all", revenue=50),
    }.items():
        wanted = scenario(levers.world(), levers.assumptions(), Policy.from_row(levers.world(), presets.loc[code]))
        found = levers.outcome(mix)
        assert (found.uptime, found.arrested) == pytest.approx((wanted.uptime, wanted.arrested), abs=1e-12), code


def test_every_option_has_a_law_with_a_source():
    for row in tables.load("levers").itertuples():
        neutral = row.option in ("none", "nobody")
        assert bool(row.sources) != neutral, f"{row.lever}/{row.option}: a law needs a source"
        assert row.law.endswith(".")


@pytest.mark.parametrize(
    ("call", "wrong", "said"),
    [
        (levers.options, "closings", "no group of levers 'closings'. Did you mean 'closing'"),
        (levers.policy, Mix("all"), "no option of the lever closing 'all'.* There are: none, orders_eu"),
    ],
)
def test_unknown_levers_and_options_are_named(call, wrong, said):
    with pytest.raises(ValueError, match=said):
        call(wrong)


@pytest.fixture
def lab():
    return explorers.policy_lab()


@pytest.fixture
def redrawn(lab):
    return explorers.redraw_assumptions(lab)


def test_at_most_four_mixes_are_kept_and_none_twice(lab):
    for short in ("none", "orders_eu", "orders_all", "notice_eu", "notice_seven", "none"):
        lab.set(closing=short)
        for _ in range(2):
            lab.set(**keep(lab.settings))
    assert len(lab.settings["kept"]) == len(LETTERS) == len(set(lab.settings["kept"]))
    assert "All four places are taken" in lab.sentence
    assert list(lab.table["mix"]) == ["no response", "your mix", *LETTERS]
    lab.reset()
    assert lab.settings["kept"] == ()


def test_kept_mixes_meet_the_same_assumptions_as_the_present_one(lab):
    lab.set(**keep(lab.settings))
    lab.set(q=0.3)
    assert lab.result.values[1] == pytest.approx(lab.result.values[2], nan_ok=True)
    fresh = levers.outcome(mix_of(lab.settings), (("q", 0.3), ("beta", 1.0), ("chi", 0.0)))
    assert lab.result.of("online") == pytest.approx(100 * fresh.uptime)


def test_the_law_stands_beside_every_mix(lab):
    row = lab.table.set_index("mix").loc["your mix"]
    assert "2002/584/JHA" in row["law behind it"] and "Convention on Cybercrime" in row["law behind it"]


def test_revenue_matters_only_to_those_who_weigh(lab):
    lab.set(revenue=60)
    assert "revenue cut does nothing here" in lab.sentence
    before = lab.result.of("online")
    lab.set(rational=True)
    assert "does nothing" not in lab.sentence and lab.result.of("online") < before


def test_the_redraw_takes_the_mixes_kept_in_the_lab(lab, redrawn):
    assert redrawn.result.drawn.mixes == READY_MADE and "Ready-made" in redrawn.sentence
    mine = []
    for short in ("orders_eu", "orders_all"):
        lab.set(closing=short)
        lab.set(**keep(lab.settings))
        mine.append(mix_of(lab.settings))
    redrawn.run(redrawn.tasks[0])
    assert redrawn.result.drawn.mixes == tuple(mine) and "Your kept mixes" in redrawn.sentence
    assert redrawn.result.rows[0][3] == 200 and len(redrawn.table) == 1


def test_mixes_kept_before_the_bet_do_not_change_what_it_is_about(lab):
    for short in ("orders_eu", "orders_all"):
        lab.set(closing=short)
        lab.set(**keep(lab.settings))
    opened = explorers.redraw_assumptions(lab)
    assert opened.result.drawn.mixes == READY_MADE and opened.result.rows == explorers.redraw_assumptions().result.rows


@pytest.mark.parametrize(
    "row", tables.load("levers").query("law != 'No order.'").to_dict("records"), ids=lambda r: r["option"]
)
def test_the_law_of_a_lever_names_days_of_the_texts_that_were_read(row):
    texts = tables.load("law_texts")
    mine = texts[texts["source"].isin(row["sources"].split(";"))]
    read = {full_date(day) for day in [*mine["state_from"].dropna(), *mine["state_to"].dropna()]}
    article = law.moment("article")
    if ((mine["state_from"] <= article) & (article <= mine["state_to"])).any():
        read.add(full_date(article))
    assert set(re.findall(r"\d{1,2} [A-Z][a-z]+ \d{4}", row["text_dated"])) <= read
    known = set(re.findall(r"known in ([A-Z][a-z]+ \d{4})", row["text_dated"]))
    assert known <= {full_date(law.moment("reading")).split(" ", 1)[1]}
    assert bool(row["text_dated"]) == (row["law"] != "No request for the person.")


def test_a_redraw_made_under_other_switches_says_so(redrawn):
    redrawn.set(rational=True)
    assert "press Redraw" in redrawn.sentence
    redrawn.run(redrawn.tasks[0])
    assert "press Redraw" not in redrawn.sentence and redrawn.result.drawn.rational


def test_the_first_comparison_is_open_and_a_contained_mix_never_wins(redrawn):
    redrawn.run(redrawn.tasks[0])
    redrawn.set(mine=1)
    other, wins, _, draws = redrawn.result.rows[0]
    assert other == 0 and 0.35 < wins / draws < 0.65
    assert redrawn.result.rows[1][1] == 0, "nested: never"


# ---------------------------------------------------------------- the memo


def test_the_memo_holds_the_students_own_numbers_and_words(lab, redrawn):
    lab.set(bet=40)
    lab.set(**keep(lab.settings))
    lab.set(closing="orders_all")
    lab.set(**keep(lab.settings))
    lab.set(closing="orders_eu")
    text = memo.compose(lab.result, redrawn.result, {"recommend": "Do <b>this</b>.", "affected": "Many."})
    assert f"| time online | 97 % | {lab.result.of('online'):.0f} % |" in text
    assert "My bet before I saw any number: online 40 % of the time." in text
    assert r"Do \<b>this\</b>." in text and "Many." in text, "no HTML in a memo"
    assert text.count("still to be written") == 1, "only what was left empty"
    assert "European arrest warrant" in text and "(text of 30 June 2009 and 10 June 2026)" in text
    assert f"less time online in {redrawn.result.rows[0][1]} of 40 draws" in text
    assert "not a harm prevented" in text and "Not legal advice" in text
    assert len(text.split()) < 450, "one page"


@pytest.mark.parametrize("evidence, said", [("convention", False), ("all_fast", True)])
def test_the_memo_says_when_its_mix_was_not_redrawn(lab, redrawn, evidence, said):
    """The mix at the start, with the Convention, is ready-made mix B."""
    lab.set(evidence=evidence)
    assert ("was not among those redrawn" in memo.compose(lab.result, redrawn.result, {})) == said


def test_saving_twice_loses_nothing(tmp_path):
    path = tmp_path / "my_policy_memo.md"
    assert memo.save("first", path) is None and path.read_text() == "first"
    assert memo.save("first", path) is None, "the same text needs no second file"
    for text, before in (("second", "first"), ("third", "second")):
        kept = memo.save(text, path)
        assert path.read_text() == text and kept.read_text() == before
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_memo_that_another_program_saved_is_kept_as_it_is(tmp_path, lab, redrawn, monkeypatch, encoding):
    path, seen = tmp_path / "my_policy_memo.ada.md", []
    path.write_bytes(elsewhere := "Note d’été, préparée".encode(encoding))
    answers = LessonAnswers(AnswersFile(tmp_path / "my_answers.ada.json"), "09")
    monkeypatch.setattr(Screen, "show", lambda self, children, text: seen.extend(children))
    memo.show(answers, Screen(), lab, redrawn)
    _, _, row, said, _ = seen
    row.children[1].click()
    kept = tmp_path / "my_policy_memo.ada.before-1.md"
    assert kept.read_bytes() == elsewhere and f"The one before is in {kept.name}" in said.value
    assert path.read_text(encoding="utf-8").startswith("# Policy memo")


def test_nothing_at_rest_is_the_worlds_own_course():
    assert not levers.policy(NOTHING).investigates
    assert not levers.policy(NOTHING).targeted(levers.world()).any()
    assert np.isnan(levers.displaced(levers.outcome(NOTHING), levers.outcome(NOTHING)))


# ---------------------------------------------------------------- fair shares


@pytest.mark.parametrize("rational", [False, True])
def test_fair_shares_on_screen_are_those_of_all_256_sets(rational):
    panel = explorers.levers_together()
    panel.set(rational=rational)
    module = importlib.import_module("hosting_shift.explorers.lesson_09.levers_together")
    changes = {name: module._lever(name) for name, _, _ in module.LEVERS}
    nothing = scenario(levers.world(), levers.assumptions(), Policy(), rational=rational)

    def value(names):
        policy = Policy(**{k: v for name in names for k, v in changes[name].items()})
        outcome = scenario(levers.world(), levers.assumptions(), policy, rational=rational)
        return outcome.prevented(nothing)

    shares = finish(shapley(list(changes), value))
    assert panel.result.shares == pytest.approx(list(shares.values()), abs=1e-9)
    assert panel.result.alone == pytest.approx([value({name}) for name in changes], abs=1e-9)
