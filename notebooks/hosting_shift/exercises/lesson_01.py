"""What is right in the exercises of lesson 01, computed; the mistakes we know."""

from hosting_shift import law, tables
from hosting_shift.exercises.marking import exercise
from hosting_shift.law import audit


@exercise("01-surrender", wants="one French word")
def _surrender():
    """look for the row surrender in the table of terms."""
    french = tables.load("glossary").set_index("english")["french"]
    yield french["surrender"], "{answer}: judges decide it. It replaced extradition inside the European Union."
    yield french["extradition"], "That is the system which the European arrest warrant replaced."
    yield "surrender", "Right institution; the French word is wanted."


@exercise("01-kind", wants="one of the five kinds", choices=lambda: audit.KINDS)
def _kind():
    """could a treaty office or a count decide what a state wanted to look like?"""
    # the note on the claim about Romania says what sort of statement its second half is
    note = tables.load("claims").set_index("claim").loc["C37", "note"]
    kind = next(kind for kind in audit.KINDS if kind in note)
    yield kind, "An {answer}: the ratification can be looked up, the motive is somebody's reading."
    yield "fact", "That is the first half. Where would you look up a motive?"
    yield "prediction", "It says why something was done, not what will happen."


@exercise("01-law", wants="one number in percent", tolerance=0.06)
def _law():
    """set Kind to law; divide the claims confirmed by the claims chosen, times 100."""
    of_law, of_all = law.claims_by_kind().loc["law"], law.claims_by_kind().sum()
    share = 100 * of_law / of_law["claims"]
    yield share["confirmed"], "{answer} %: most could be checked, fewer than half held as they stand."
    yield share["checked"], "That is the share that could be checked. Confirmed is another column."
    of_checked = 100 * of_law["confirmed"] / of_law["checked"]
    yield of_checked, "That divides by the claims checked. Divide by all claims of law."
    yield share["confirmed"] / 100, "Right share; the answer is wanted in percent."
    yield 100 * of_all["confirmed"] / of_all["claims"], "That is the share of all claims. Set Kind to law first."


@exercise("01-checked", wants="one number")
def _checked():
    """`checked` is a column of true and false; .sum() counts the true ones."""
    every, checked = (int(law.claims_by_kind().loc["law", column]) for column in ("claims", "checked"))
    yield checked, "{answer} claims of law could be checked, for or against."
    yield every, "Those are all claims of law, the unverifiable one included."
    yield every - checked, "Those are the claims on which nothing was found. Count the others."


@exercise("01-abroad", wants="one number")
def _abroad():
    """ask `grave` for a "theme" equal to "places and borders", then .sum()."""
    claims = law.claims()
    grave, abroad = claims["severity"] == claims["severity"].max(), claims["theme"] == "places and borders"
    reply = "{answer}: most of what is wrong as it stands says that the law abroad is missing."
    yield int((grave & abroad).sum()), reply
    yield int(grave.sum()), "Those are all claims of the highest severity. Keep one theme."
    yield int(abroad.sum()), "Those are all claims of the theme, whatever their severity. Ask `grave`."
