"""What is right in the exercises of lesson 08, computed; the mistakes we know."""

import pandas as pd

from hosting_shift import law, levers, tables
from hosting_shift.exercises.marking import Exercise
from hosting_shift.explorers.lesson_08 import evidence_race
from hosting_shift.model.closed_forms import evidence_first_threshold


def _limits(day) -> int:
    return int(law.procedure_times("evidence", day)["limit"].notna().sum())


def _last_day() -> pd.Timestamp:
    return tables.load("cooperation")["as_of"].max()


def _race(**settings) -> float:
    # the number a student reads off the explorer, from the explorer's own computation
    return round(100 * evidence_race.compute(**evidence_race.start() | settings).outcome.arrested)


def _threshold(evidence_months: float, haven_months: float) -> float:
    reopen = levers.assumptions()["t_reopen"]
    return 100 * evidence_first_threshold(1 / evidence_months, 1 / haven_months, reopen)


def _states() -> pd.Series:
    warrants = tables.load("arrest_warrants")
    states = warrants[warrants["area"] != "European Union"].set_index("area")
    return (100 * states["executed"] / states["issued"]).astype(float)


def _growth(column: str = "supported", sourced: bool = True) -> float:
    teams = tables.load("joint_teams").dropna(subset=[column])
    if sourced:
        teams = teams[teams[f"{column}_confidence"] == "sourced"]
    return float(100 * (teams[column].iloc[-1] / teams[column].iloc[0] - 1))


*_, FOUR, SEVEN = evidence_race.NOTICE  # where hosts must close: the four EU countries, all seven

EXERCISES = {
    "08-limits": Exercise(
        wants="one number of ways",
        expected=lambda: _limits(_last_day()),
        hint="choose evidence, then the later day under Law as of, and read the sentence.",
        praise="{answer} ways now have a limit, against none in 2009. Both are orders of the Union.",
        mistakes=(
            (lambda: _limits(law.moment("article")), "That was so in June 2009. Choose the later day under Law as of."),
            (
                lambda: len(law.procedure_times("evidence", _last_day())),
                "That is the number of ways. How many of them have a time limit?",
            ),
        ),
    ),
    "08-staged": Exercise(
        wants="one number of operators",
        expected=lambda: _race(evidence_months=24, stages=evidence_race.STEPS),
        hint="24 months, then Assumptions, then the procedure in steps; read the sentence.",
        praise="{answer} of 100: much of what the slow procedure seemed to bring was luck.",
        mistakes=(
            (
                lambda: _race(evidence_months=24),
                "That is the procedure without memory. Open Assumptions and choose the steps.",
            ),
            (
                lambda: _race(evidence_months=12, stages=evidence_race.STEPS),
                "That is for 12 months. Move Time evidence takes to 24 months.",
            ),
        ),
        tolerance=0.6,
    ),
    "08-threshold": Exercise(
        wants="one number in percent",
        expected=lambda: round(_threshold(12, 24), 1),
        hint="x is 24.2 divided by 12; the threshold is x divided by 1 + x, times 100.",
        praise="{answer} %: a shorter stay in the haven makes closing less costly for the inquiry.",
        mistakes=(
            (
                lambda: round(_threshold(12, 60), 1),
                "That is for a stay of 60 months in the haven. Put 24 in its place.",
            ),
            (lambda: round(100 - _threshold(12, 24), 1), "That is the rest: the share of closures that may fail."),
            (lambda: round(_threshold(12, 24) / 100, 3), "Right share; the answer is wanted in percent."),
        ),
        tolerance=0.25,
    ),
    "08-notice": Exercise(
        wants="one number of operators",
        expected=lambda: _race(preserved=0, notice=SEVEN),
        hint="0 % of closures preserve evidence; Hosts must close after a notice: in all seven.",
        praise="{answer} of 100, and sites are online longer than before: speed without evidence.",
        mistakes=(
            (
                lambda: _race(preserved=0),
                "That is without the duty to close. Open Assumptions and choose all seven states.",
            ),
            (lambda: _race(notice=SEVEN), "Here some closures preserve evidence. Move that share to 0 %."),
            (
                lambda: _race(preserved=0, notice=FOUR),
                "That is the four EU countries only. Take the three other parties as well.",
            ),
        ),
        tolerance=0.6,
    ),
    "08-highest": Exercise(
        wants="the name of a state, in quotation marks",
        expected=lambda: str(_states().idxmax()),
        hint="`ratio.idxmax()` gives the name in front of the largest value.",
        praise="{answer}. But look how few warrants it issued: a small number jumps easily.",
        mistakes=(
            (
                lambda: str(_states().idxmin()),
                "Poland issued the most warrants and has the lowest ratio of those known. The "
                "largest ratio was asked: .idxmax().",
            ),
        ),
    ),
    "08-growth": Exercise(
        wants="one number in percent",
        expected=lambda: round(_growth(), 1),
        hint="`firm.iloc[-1] / firm.iloc[0]` compares the last with the first; take 1 off, times 100.",
        praise="Up by {answer} % between the first and the last value read in a source.",
        mistakes=(
            (
                lambda: _growth(sourced=False),
                "That starts from a recalled value. Keep the rows whose value is sourced.",
            ),
            (lambda: _growth() + 100, "That is the last in percent of the first. Take 100 off for the growth."),
            (lambda: _growth() / 100, "Right share; the answer is wanted in percent."),
        ),
        tolerance=0.06,
    ),
}
