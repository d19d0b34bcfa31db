"""The audit's rules, the claims explorer, and sorting: judged once, kept, shown only afterwards."""

import importlib

import pytest

from hosting_shift import content, explorers, law, tables
from hosting_shift.exercises import lesson_01
from hosting_shift.law import audit
from hosting_shift.student.answers import AnswersFile

sorting = importlib.import_module("hosting_shift.explorers.lesson_01.sort_it_yourself")
TWELVE = law.claims_to_sort()


def judged(panel):
    """The rows of the table in which the audit has spoken."""
    return panel.table[panel.table["audit's verdict"] != "–"]


def press(panel, *labels):
    for label in labels:
        action = next(a for a in panel.actions if a.label == label)
        panel.set(**action.change(panel.settings))


@pytest.fixture
def fresh():
    return explorers.sort_it_yourself()


@pytest.fixture
def once(fresh):
    """One claim judged."""
    fresh.set(kind="fact", verdict="dated")
    press(fresh, "Judge this claim")
    return fresh


# ---------------------------------------------------------------- rules


def test_kinds_and_verdicts_are_the_tables():
    fields = {field["name"]: field for field in tables.describe("claims").resource["schema"]["fields"]}
    assert tuple(fields["kind"]["constraints"]["enum"]) == audit.KINDS == tuple(audit.WHY)
    assert tuple(fields["verdict"]["constraints"]["enum"]) == audit.VERDICTS


def test_claims_are_chosen_by_any_mixture():
    everything = law.claims()
    assert len(everything) == len(tables.load("claims"))
    some = law.claims(theme="cooperation", kind="law")
    assert set(some["theme"]) == {"cooperation"} and set(some["kind"]) == {"law"}
    assert not law.claims(verdict="unverifiable")["checked"].any()
    assert law.claims(kind="prediction", verdict="dated").empty
    assert list(audit.MEANS) != list(audit.VERDICTS) and set(audit.MEANS) == set(audit.VERDICTS)


def test_the_finding_law_could_be_checked_and_figures_mostly_not():
    by_kind = law.claims_by_kind()
    share = by_kind["checked"] / by_kind["claims"]
    assert by_kind["claims"].sum() == len(tables.load("claims"))
    assert share["law"] > 0.8 and share["figure"] < 0.5
    assert by_kind.loc["figure", "confirmed"] == 0
    # and the other half of it: checked is not confirmed
    assert by_kind.loc["law", "confirmed"] < by_kind.loc["law", "checked"] / 2
    assert (by_kind["confirmed"] <= by_kind["checked"]).all()


def test_agreement_counts_verdicts_and_kinds():
    none = law.agreement([])
    assert (none.judged, none.share) == (0, 0.0)
    every = [(row.Index, row.kind, row.verdict) for row in TWELVE.itertuples()]
    assert law.agreement(every) == law.Agreement(12, 12, 12) and law.agreement(every).share == 1
    claim, kind, verdict = every[0]
    other = next(v for v in audit.VERDICTS if v != verdict)
    assert law.agreement([(claim, kind, other), every[1]]) == law.Agreement(2, 2, 1)


def test_kappa_by_hand():
    """Cohen 1960: two readers, twenty claims each way; worked out with pencil and paper."""
    one = ["confirmed"] * 25 + ["wrong"] * 25
    other = ["confirmed"] * 20 + ["wrong"] * 5 + ["confirmed"] * 10 + ["wrong"] * 15
    table = tables.load("claims").iloc[:50].assign(reader_1=one, reader_2=other)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "load", lambda name: table)
        readers = law.readers()
    assert (readers.same, readers.of, len(readers.differ)) == (35, 50, 15)
    assert readers.kappa == pytest.approx((0.7 - 0.5) / (1 - 0.5))


def test_verdicts_mixed_at_random_agree_as_often_as_chance_says_and_stay_the_same_verdicts():
    compute = explorers.file_of("two_readers").compute
    given, mixed = compute("", 0), [compute("", draw) for draw in range(1, 1001)]
    assert all(sorted(each.claims["second"]) == sorted(given.claims["second"]) for each in mixed[:5])
    mean = sum(each.same.mean() for each in mixed) / len(mixed)
    assert mean == pytest.approx(law.readers().by_chance, abs=0.01)
    assert given.counts().sum() == len(law.claims()) and given.counts().trace() == law.readers().same


def test_the_strong_cut_of_the_paragraph_is_the_one_of_the_table():
    strong = content.note("01", "cut").models[-1].text
    rows = law.claims().set_index("claim").loc[["C33", "C34", "C35", "C36"]]
    assert set(rows["place"]) == {"the answer on means of action"}
    assert strong == " ".join(f"{row.kind.capitalize()}: {row.text}" for row in rows.itertuples())


def test_each_place_of_the_reading_sheet_is_where_its_claim_stands():
    where = law.claims().set_index("claim")["place"]
    for label, claim in lesson_01.PLACES.items():
        assert set(label[4:].split(",")[0].split()) <= set(where[claim].split()), label
    assert {law.claims().set_index("claim").loc[claim, "kind"] for claim in lesson_01.PLACES.values()} == set(
        audit.KINDS
    )


def test_two_real_readers_agree_beyond_chance_and_their_differences_are_told():
    readers = law.readers()
    assert readers.of == len(law.claims()) and readers.share > readers.kappa > 0.6
    assert len(readers.differ) == readers.of - readers.same and (readers.differ["settled"] != "").all()


def test_lessons_01_and_10_give_a_claim_the_same_verdict_because_there_is_one_record():
    audited = law.claims().set_index("claim")["verdict"]
    raw = tables.load("then_and_now")
    own = (raw["verdict"] != "") & (raw["claim"] != "")
    assert (raw.loc[own, "outlook"] == "recommendation").all(), "a verdict on a claim stands in claims, once"
    assert ((raw["verdict"] == "") <= (raw["claim"] != "")).all(), "no row is without a verdict"
    for row, only_claim in zip(law.then_and_now().itertuples(), ~own, strict=True):
        if row.claim and only_claim:
            assert row.verdict == audited[row.claim]
        assert row.word == row.verdict or row.outlook == "recommendation"


def test_a_judgement_of_an_older_scheme_is_read_as_the_word_of_today(answers):
    claim = TWELVE.index[1]
    answers.put("01", f"sort-{claim}", "judgement", "law, imprecise", my_kind="law", my_verdict="imprecise")
    panel = explorers.sort_it_yourself(AnswersFile(answers.path))
    assert judged(panel)["your verdict"].tolist() == ["in part"]


def test_sources_are_named_by_their_titles():
    labels = tables.load("sources").set_index("key")["label"]
    assert tables.labels("L1") == labels["L1"]
    assert tables.labels("S62;S33") == f"{labels['S62']}; {labels['S33']}"
    assert tables.labels("", "from memory") == "from memory"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: law.claims(theme="nonsense"), "theme 'nonsense'.*people and names"),
        (lambda: law.claims(kind="nonsense"), "kind 'nonsense'.*fact"),
        (lambda: law.claims(verdict="nonsense"), "verdict 'nonsense'.*confirmed"),
        (lambda: law.agreement([("C99", "law", "dated")]), "no claim 'C99'"),
        (lambda: law.agreement([("C01", "rumour", "dated")]), "no kind 'rumour'. There are: fact"),
        (lambda: law.agreement([("C01", "fact", "true")]), "no verdict 'true'. There are: confirmed"),
        (lambda: law.agreement([("C01", "fact", "dated"), ("C01", "law", "dated")]), "C01 was judged twice"),
        (lambda: tables.labels("L1;S999"), "no source 'S999'"),
    ],
)
def test_what_is_wrong_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()


# ---------------------------------------------------------------- claims explorer


def test_reading_goes_round_the_chosen_claims():
    panel = explorers.claims_explorer(kind="prediction")
    names = law.claims(kind="prediction")["claim"].tolist()
    for name in (*names, names[0]):
        press(panel, "Read the next claim")
        assert panel.settings["read"] == name
    press(panel, "Read the one before")
    assert panel.settings["read"] == names[-1]
    panel.reset()
    press(panel, "Read the one before")
    assert panel.settings["read"] == law.claims(kind=panel.settings["kind"])["claim"].iloc[-1]


def test_a_claim_is_read_with_its_reason_and_memory_is_told():
    panel = explorers.claims_explorer()
    for claim in law.claims().itertuples():
        panel.set(read=claim.claim)
        head = f"{claim.claim}, {claim.kind}, {claim.speaker} in {claim.place}: "
        assert panel.sentence.startswith(head), "what a press has changed comes first"
        assert claim.text in panel.sentence and claim.finding in panel.sentence
        assert ("from memory)." in panel.sentence) >= (claim.confidence == "recalled")


def test_a_claim_that_is_not_chosen_is_not_read():
    panel = explorers.claims_explorer(kind="figure")
    panel.set(read=law.claims(kind="law")["claim"].iloc[0])
    assert panel.result.read is None and "Verdict:" not in panel.sentence


def test_an_empty_choice_says_so_and_reads_nothing():
    panel = explorers.claims_explorer(kind="prediction", verdict="dated")
    assert "No claim" in panel.sentence and panel.table.empty
    press(panel, "Read the next claim")
    assert panel.settings["read"] == ""


def test_one_claim_chosen_is_told_as_one():
    panel = explorers.claims_explorer(kind="fact", verdict="wrong")
    assert len(panel.table) == 1 and panel.sentence.startswith("One of 66")
    assert "a source speaks to it" in panel.sentence


# ---------------------------------------------------------------- sort it yourself


def test_nothing_of_the_audit_is_shown_before_the_judgement(fresh):
    for number, (name, claim) in enumerate(TWELVE.iterrows()):
        fresh.set(number=number, kind="figure", verdict="dated")
        assert claim["finding"] not in fresh.sentence and "The audit" not in fresh.sentence
        assert name not in fresh.sentence, "the name would lead to the table"
        assert claim["finding"] not in fresh.still() and judged(fresh).empty


def test_before_anything_is_judged_the_table_is_a_sheet_to_fill_in(fresh):
    assert fresh.table["claim"].tolist() == TWELVE["text"].tolist()
    assert (fresh.table.drop(columns=["no.", "place", "claim"]) == "–").all(axis=None)


def test_judging_needs_both_and_says_so(fresh):
    for change, said in (({}, "first choose both"), ({"kind": "law"}, "Chosen so far: law.")):
        fresh.set(**change)
        press(fresh, "Judge this claim")
        assert said in fresh.sentence and judged(fresh).empty


@pytest.mark.parametrize("kind", audit.KINDS)
@pytest.mark.parametrize("verdict", audit.VERDICTS)
def test_each_judgement_is_answered_whatever_it_is(fresh, kind, verdict):
    fresh.set(kind=kind, verdict=verdict)
    press(fresh, "Judge this claim")
    claim = TWELVE.iloc[0]
    same = kind == claim["kind"], verdict == claim["verdict"]
    assert claim["finding"] in fresh.sentence and f"You: {kind}, {verdict}." in fresh.sentence
    assert ("You and the audit say the same" in fresh.sentence) == all(same)
    assert ("may be as good" in fresh.sentence) == (not same[1])
    told = fresh.sentence.replace(f"You: {kind}, {verdict}.", "").replace(f"{claim['kind']}, {claim['verdict']}", "")
    assert not any(word in told for word in ("wrong", "Wrong", "mistake"))
    assert f"on {int(same[1])} of 1 verdicts" in fresh.sentence


@pytest.mark.parametrize("number", range(12))
def test_the_answer_says_what_makes_kind_and_verdict_right_and_what_was_found(fresh, number):
    fresh.set(number=number, kind="fact", verdict="dated")
    press(fresh, "Judge this claim")
    claim = TWELVE.iloc[number]
    ahead = audit.RIGHT_MEANS.get(claim["outlook"], "")
    for said in (audit.WHY[claim["kind"]], audit.MEANS[claim["verdict"]], ahead, claim["finding"], claim["note"]):
        assert said in fresh.sentence, said
    assert not any(words in fresh.sentence for words in set(audit.RIGHT_MEANS.values()) - {ahead})


def test_the_first_judgement_stands(once):
    before = once.sentence
    once.set(verdict="confirmed")
    press(once, "Judge this claim")
    assert once.sentence == before and len(once.settings["judged"]) == 1


def test_going_on_empties_the_choice_and_coming_back_shows_what_was_judged(once):
    press(once, "Next claim")
    assert (once.settings["kind"], once.settings["verdict"]) == ("", "")
    press(once, "Claim before")
    assert (once.settings["kind"], once.settings["verdict"]) == ("fact", "dated")
    press(once, "Claim before")
    assert once.settings["number"] == len(TWELVE) - 1, "from the first round to the last"


def test_reset_goes_to_the_start_and_leaves_what_was_judged(once):
    press(once, "Next claim")
    once.reset()
    assert once.settings["number"] == 0 and len(once.settings["judged"]) == 1


def test_judgements_are_kept_and_restored_and_the_next_open_claim_comes_first(answers):
    panel = explorers.sort_it_yourself(answers)
    for kind, verdict in (("fact", "dated"), ("law", "in part")):
        panel.set(kind=kind, verdict=verdict)
        press(panel, "Judge this claim", "Next claim")
    kept = answers.lesson("01")
    assert set(kept) == {f"sort-{claim}" for claim in TWELVE.index[:2]}
    assert kept[f"sort-{TWELVE.index[1]}"]["value"] == "law, in part"
    again = explorers.sort_it_yourself(AnswersFile(answers.path))
    assert again.settings["number"] == 2 and len(judged(again)) == 2
    assert judged(again)["your verdict"].tolist() == ["dated", "in part"]


def test_a_finished_sorting_opens_at_its_first_claim_and_sums_up(answers):
    for row in TWELVE.itertuples():
        sorting.store(answers, (row.Index, row.kind, row.verdict))
    panel = explorers.sort_it_yourself(answers)
    assert panel.settings["number"] == 0 and "12 of 12 verdicts (100 %)" in panel.sentence
    assert (panel.table["same verdict"] == "yes").all()


def test_a_stored_judgement_that_no_longer_fits_does_no_harm(answers):
    claim = TWELVE.index[0]
    answers.put("01", f"sort-{claim}", "judgement", "x", my_kind="<b>", my_verdict="dated")
    answers.put("01", f"sort-{TWELVE.index[1]}", "judgement", "x")
    answers.put("01", "sort-C99", "judgement", "x", my_kind="law", my_verdict="dated")
    panel = explorers.sort_it_yourself(answers)
    assert panel.settings["judged"] == () and panel.settings["number"] == 0


def test_sorting_goes_on_when_the_file_cannot_be_written(tmp_path, monkeypatch):
    file = AnswersFile(tmp_path / "gone" / "my_answers.json")
    panel = explorers.sort_it_yourself(file)
    panel.set(kind="fact", verdict="dated")
    press(panel, "Judge this claim")
    assert len(judged(panel)) == 1 and "could not be saved" in file.problem
