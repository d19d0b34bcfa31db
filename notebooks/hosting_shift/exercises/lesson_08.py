"""What is right in the exercises of lesson 08, computed; the mistakes we know."""

from hosting_shift import law, levers, tables
from hosting_shift.exercises.marking import exercise
from hosting_shift.explorers.lesson_08 import evidence_race
from hosting_shift.explorers.lesson_08.evidence_race import STEPS
from hosting_shift.model.closed_forms import evidence_first_threshold

*_, FOUR, SEVEN = evidence_race.NOTICE  # where hosts must close: the four EU countries, all seven


def _race(**settings) -> float:
    # the number a student reads off the explorer, from the explorer's own computation
    return round(100 * evidence_race.compute(**evidence_race.start() | settings).outcome.arrested)


def _threshold(haven_months: float) -> float:
    """Return the threshold in percent where evidence takes 12 months."""
    return 100 * evidence_first_threshold(1 / 12, 1 / haven_months, levers.assumptions()["t_reopen"])


def _growth(teams) -> float:
    """Return by how much the number of teams supported grew, in percent."""
    return float(100 * (teams["supported"].iloc[-1] / teams["supported"].iloc[0] - 1))


@exercise("08-limits", wants="one number of ways")
def _limits():
    """choose evidence, then the later day under Law as of, and read the sentence."""
    then, now = (
        law.procedure_times("evidence", day)["limit"] for day in (law.moment("article"), law.moment("reading"))
    )
    reply = "{answer} ways now have a limit, against none in 2009. Both are orders of the Union."
    yield int(now.count()), reply
    yield int(then.count()), "That was so in June 2009. Choose the later day under Law as of."
    yield len(now), "That is the number of ways. How many of them have a time limit?"


@exercise("08-staged", wants="one number of operators", tolerance=0.6)
def _staged():
    """24 months, then Assumptions, then the procedure in steps; read the sentence."""
    reply = "{answer} of 100: much of what the slow procedure seemed to bring was luck."
    yield _race(evidence_months=24, stages=STEPS), reply
    yield _race(evidence_months=24), "That is the procedure without memory. Open Assumptions and choose the steps."
    reply = "That is for 12 months. Move Time evidence takes to 24 months."
    yield _race(evidence_months=12, stages=STEPS), reply


@exercise("08-threshold", wants="one number in percent", tolerance=0.25)
def _at_24_months():
    """x is 24.2 divided by 12; the threshold is x divided by 1 + x, times 100."""
    right = round(_threshold(24), 1)
    yield right, "{answer} %: a shorter stay in the haven makes closing less costly for the inquiry."
    yield round(_threshold(60), 1), "That is for a stay of 60 months in the haven. Put 24 in its place."
    yield round(100 - _threshold(24), 1), "That is the rest: the share of closures that may fail."
    yield round(_threshold(24) / 100, 3), "Right share; the answer is wanted in percent."


@exercise("08-notice", wants="one number of operators", tolerance=0.6)
def _notice():
    """0 % of closures preserve evidence; Hosts must close after a notice: in all seven."""
    reply = "{answer} of 100, and sites are online longer than before: speed without evidence."
    yield _race(preserved=0, notice=SEVEN), reply
    yield _race(preserved=0), "That is without the duty to close. Open Assumptions and choose all seven states."
    yield _race(notice=SEVEN), "Here some closures preserve evidence. Move that share to 0 %."
    yield _race(preserved=0, notice=FOUR), "That is the four EU countries only. Take the three other parties as well."


@exercise("08-highest", wants="the name of a state, in quotation marks")
def _highest():
    """`ratio.idxmax()` gives the name in front of the largest value."""
    warrants = tables.load("arrest_warrants").set_index("area").drop("European Union")
    ratio = (warrants["executed"] / warrants["issued"]).astype(float)
    yield str(ratio.idxmax()), "{answer}. But look how few warrants it issued: a small number jumps easily."
    yield (
        str(ratio.idxmin()),
        "Poland issued the most warrants and has the lowest ratio of those known. The largest ratio was asked: .idxmax().",
    )


@exercise("08-growth", wants="one number in percent", tolerance=0.06)
def _grown():
    """`firm.iloc[-1] / firm.iloc[0]` compares the last with the first; take 1 off, times 100."""
    teams = tables.load("joint_teams").dropna(subset=["supported"])
    growth = _growth(teams[teams["supported_confidence"] == "sourced"])
    yield round(growth, 1), "Up by {answer} % between the first and the last value read in a source."
    yield _growth(teams), "That starts from a recalled value. Keep the rows whose value is sourced."
    yield growth + 100, "That is the last in percent of the first. Take 100 off for the growth."
    yield growth / 100, "Right share; the answer is wanted in percent."
