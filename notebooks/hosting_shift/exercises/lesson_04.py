"""What is right in the exercises of lesson 04, computed; the mistakes we know."""

from hosting_shift import tables
from hosting_shift.exercises.marking import Exercise
from hosting_shift.law import liability

_LETTER = {
    **{"location": "the exact address", "reasons": "facts and article"},
    **{"sender": "name and email", "good_faith": "yes"},
    **{"date": "no", "host": "no", "letter": "nothing"},
}


def _result(intent: str, aggravated: str = "no") -> str:
    """Return where the developer's path ends today."""
    answers = liability.actor_answers("developer") | {"N7": intent, "N8": aggravated}
    return liability.walk(answers, liability.years()[-1]).result.name


def _ways_to(name: str) -> int:
    """Return how many different ways lead to a question of today's tree."""
    ways = set()
    for path in liability.every_path(liability.years()[-1]):
        if name in path.names:
            ways.add(path.names[: path.names.index(name)])
    return len(ways)


def _missing_then() -> tuple[str, ...]:
    return liability.notice(_LETTER, True, liability.years()[0]).missing


def _laws():
    return tables.load("law_then_now")


def _longer(fill: int | None) -> int:
    """Return how many maximum terms grew; `fill` stands for a term that is not given."""
    terms = _laws()[["years_2009", "years_2026"]]
    terms = terms.dropna() if fill is None else terms.fillna(fill)
    return int((terms["years_2026"] > terms["years_2009"]).sum())


EXERCISES = {
    "04-path": Exercise(
        wants="the name of a result, written as a text such as 'X1'",
        expected=lambda: _result("no"),
        hint="choose Developer under Who, then answer No to the question on intent.",
        praise="{answer}: no offence without intent, however careless the developer was.",
        mistakes=(
            (
                lambda: _result("yes"),
                "That is where the path ends if intent is proved. Press Back and change one answer.",
            ),
            (
                lambda: _result("yes", "yes"),
                "That path has intent and a circumstance that aggravates. Press Back twice.",
            ),
        ),
    ),
    "04-ways": Exercise(
        wants="one number",
        expected=lambda: _ways_to("N7"),
        hint="count the lines that end at the box N7.",
        praise="{answer} ways, and each of them still meets the question of intent.",
        mistakes=(
            (lambda: _ways_to("N7") - 1, "One way is easy to miss: the host that knew and did not act."),
            (
                lambda: len(liability.every_path(liability.years()[-1])),
                "Those are all complete paths. Count only the ways into N7.",
            ),
        ),
    ),
    "04-notice": Exercise(
        wants="one number",
        expected=lambda: len(_missing_then()),
        hint="open More parts of the notice and mend what is missing in the column 2009.",
        praise="{answer} parts: identity, date, host, and the earlier letter or why there is none.",
        mistakes=(
            (
                lambda: len(_missing_then()) - 1,
                "Look at Who sends it, too: a name and an email are there, and it was not enough.",
            ),
            (
                lambda: len(liability.notice(_LETTER, True, liability.years()[0]).needed),
                "That is how many elements the law asked for. Some are there already.",
            ),
        ),
    ),
    "04-new": Exercise(
        wants="one number",
        expected=lambda: int((_laws()["change"] == "new").sum()),
        hint="len(new) counts the rows of a table.",
        praise="{answer} provisions did not exist in 2009.",
        mistakes=(
            (
                lambda: int((_laws()["change"] == "changed").sum()),
                'Those were changed. The provisions that did not exist say "new".',
            ),
            (lambda: len(_laws()), "That counts all provisions. Keep the new ones first."),
        ),
    ),
    "04-longer": Exercise(
        wants="one number",
        expected=lambda: _longer(None),
        hint='compare the columns "years_2026" and "years_2009", then .sum().',
        praise="{answer}, and each of them concerns minors.",
        mistakes=(
            (lambda: _longer(0), "That takes a term not given for a term of zero. Compare only where both are given."),
            (
                lambda: int(_laws()["years_2026"].notna().sum()),
                "That counts every provision with a term today. Compare with 2009.",
            ),
        ),
    ),
}
