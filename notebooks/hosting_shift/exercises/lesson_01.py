"""What is right in the exercises of lesson 01, computed; the mistakes we know."""

from hosting_shift import law, tables
from hosting_shift.exercises.marking import Exercise
from hosting_shift.law import audit


def _french(english: str) -> str:
    return tables.load("glossary").set_index("english").loc[english, "french"]


def _kind_of_the_motive() -> str:
    # the note on the claim about Romania says what sort of statement its second half is
    note = tables.load("claims").set_index("claim").loc["C37", "note"]
    return next(kind for kind in audit.KINDS if kind in note)


def _of_law(column: str) -> int:
    return int(law.claims_by_kind().loc["law", column])


def _share(column: str) -> float:
    return 100 * _of_law(column) / _of_law("claims")


def _confirmed_of_all() -> float:
    by_kind = law.claims_by_kind()
    return 100 * by_kind["confirmed"].sum() / by_kind["claims"].sum()


def _grave(theme: str = "") -> int:
    claims = law.claims(theme=theme)
    return int((claims["severity"] == tables.load("claims")["severity"].max()).sum())


EXERCISES = {
    "01-surrender": Exercise(
        wants="one French word in quotation marks",
        expected=lambda: _french("surrender"),
        hint="look for the row surrender in the table of terms.",
        praise="{answer}: judges decide it. It replaced extradition inside the European Union.",
        mistakes=(
            (lambda: _french("extradition"), "That is the system which the European arrest warrant replaced."),
            (lambda: "surrender", "Right institution; the French word is wanted."),
        ),
    ),
    "01-kind": Exercise(
        wants="one of the five kinds, in quotation marks",
        expected=_kind_of_the_motive,
        hint="could a treaty office or a count decide what a state wanted to look like?",
        praise="An {answer}: the ratification can be looked up, the motive is somebody's reading.",
        mistakes=(
            (lambda: "fact", "That is the first half. Where would you look up a motive?"),
            (lambda: "prediction", "It says why something was done, not what will happen."),
        ),
    ),
    "01-law": Exercise(
        wants="one number in percent",
        expected=lambda: _share("confirmed"),
        hint="set Kind to law; divide the claims confirmed by the claims chosen, times 100.",
        praise="{answer} %: nearly all could be checked, fewer than half held as they stand.",
        mistakes=(
            (lambda: _share("checked"), "That is the share that could be checked. Confirmed is another column."),
            (
                lambda: 100 * _of_law("confirmed") / _of_law("checked"),
                "That divides by the claims checked. Divide by all claims of law.",
            ),
            (lambda: _share("confirmed") / 100, "Right share; the answer is wanted in percent."),
            (_confirmed_of_all, "That is the share of all claims. Set Kind to law first."),
        ),
        tolerance=0.06,
    ),
    "01-checked": Exercise(
        wants="one number",
        expected=lambda: _of_law("checked"),
        hint="`checked` is a column of true and false; .sum() counts the true ones.",
        praise="{answer} claims of law could be checked, for or against.",
        mistakes=(
            (lambda: _of_law("claims"), "Those are all claims of law, the unverifiable one included."),
            (
                lambda: _of_law("claims") - _of_law("checked"),
                "Those are the claims on which nothing was found. Count the others.",
            ),
        ),
    ),
    "01-abroad": Exercise(
        wants="one number",
        expected=lambda: _grave("places and borders"),
        hint='ask `grave` for a "theme" equal to "places and borders", then .sum().',
        praise="{answer}: most of what is wrong as it stands says that the law abroad is missing.",
        mistakes=(
            (_grave, "Those are all claims of the highest severity. Keep one theme."),
            (
                lambda: len(law.claims(theme="places and borders")),
                "Those are all claims of the theme, whatever their severity. Ask `grave`.",
            ),
        ),
    ),
}
