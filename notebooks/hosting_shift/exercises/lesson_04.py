"""What is right in the exercises of lesson 04, computed; the mistakes we know."""

from hosting_shift import tables
from hosting_shift.exercises.marking import exercise
from hosting_shift.law import liability

LETTER = {
    **{"location": "the exact address", "reasons": "facts and article"},
    **{"sender": "name and email", "good_faith": "yes"},
    **{"date": "no", "host": "no", "letter": "nothing"},
}


def _result(intent: str, aggravated: str = "no") -> str:
    """Return where the developer's path ends today."""
    answers = liability.actor_answers("developer") | {"N7": intent, "N8": aggravated}
    return liability.walk(answers, liability.years()[-1]).result.name


def _results() -> list[str]:
    return sorted(name for name in liability.tree(liability.years()[-1]) if name.startswith("X"))


@exercise("04-path", wants="the name of a result, such as X1", choices=_results)
def _path():
    """choose Developer under Who, then answer No to the question on intent."""
    yield _result("no"), "{answer}: no offence without intent, however careless the developer was."
    yield _result("yes"), "That is where the path ends if intent is proved. Press Back and change one answer."
    yield _result("yes", "yes"), "That path has intent and a circumstance that aggravates. Press Back twice."


@exercise("04-ways", wants="one number")
def _ways():
    """count the lines that end at the box N7."""
    paths = [path.names for path in liability.every_path(liability.years()[-1])]
    ways = len({names[: names.index("N7")] for names in paths if "N7" in names})
    yield ways, "{answer} ways, and each of them still meets the question of intent."
    yield ways - 1, "One way is easy to miss: the host that knew and did not act."
    yield len(paths), "Those are all complete paths. Count only the ways into N7."


@exercise("04-notice", wants="one number")
def _notice():
    """open More parts of the notice and mend what is missing in the column 2009."""
    letter = liability.notice(LETTER, True, liability.years()[0])
    missing = len(letter.missing)
    yield missing, "{answer} parts: identity, date, host, and the earlier letter or why there is none."
    yield missing - 1, "Look at Who sends it, too: a name and an email are there, and it was not enough."
    yield len(letter.needed), "That is how many elements the law asked for. Some are there already."


@exercise("04-new", wants="one number")
def _new():
    """len(new) counts the rows of a table."""
    change = tables.load("law_then_now")["change"]
    yield int((change == "new").sum()), "{answer} provisions did not exist in 2009."
    yield int((change == "changed").sum()), 'Those were changed. The provisions that did not exist say "new".'
    yield len(change), "That counts all provisions. Keep the new ones first."


@exercise("04-longer", wants="one number")
def _longer():
    """compare the columns "years_2026" and "years_2009", then .sum()."""
    terms = tables.load("law_then_now")[["years_2009", "years_2026"]]
    known, guessed = (each["years_2026"] > each["years_2009"] for each in (terms.dropna(), terms.fillna(0)))
    yield int(known.sum()), "{answer}, and each of them concerns minors."
    reply = "That takes a term not given for a term of zero. Compare only where both are given."
    yield int(guessed.sum()), reply
    yield len(terms["years_2026"].dropna()), "That counts every provision with a term today. Compare with 2009."
