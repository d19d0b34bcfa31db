"""What is right in the exercises of lesson 02, computed; the mistakes we know."""

from hosting_shift import law, reported, tables
from hosting_shift.exercises.marking import Exercise
from hosting_shift.model import estimate

MILLION = 1e6


def _total() -> float:
    return reported.reported("turnover")[0]


def _listings() -> float:
    return reported.reported("listings")[0]


def _swings(fee_source: str) -> list[estimate.Swing]:
    rows = tables.settings("estimate_ranges").items()
    ranges = {name: (row["low"], row["high"]) for name, row in rows}
    return estimate.ranking(ranges | {"fee": reported.reported("fee", fee_source)})


def _instrument(state: str) -> str:
    found = law.reach("person-switzerland", law.moment("article"))
    return found.loc[found["state"] == state, "name"].iloc[0]


def _conflicts() -> int:
    return int((tables.load("case_figures")["conflict_group"] != "").sum())


def _units():
    return tables.load("france_procuring").groupby("series")["unit"].nunique()


EXERCISES = {
    "02-fee": Exercise(
        wants="one number of euro a month",
        expected=lambda: estimate.implied_fee(_total(), _listings() / 2),
        hint="divide the reported total by the number of listings that pay.",
        praise="{answer} euro: twice the fee that all listings would need, and still inside the reported tariff.",
        mistakes=(
            (
                lambda: estimate.implied_fee(_total(), _listings()),
                "That is the fee if all listings pay. Here only half of them do.",
            ),
            (
                lambda: estimate.implied_fee(_total(), _listings()) / 2,
                "Fewer listings need a higher fee, not a lower one.",
            ),
        ),
        tolerance=0.5,
    ),
    "02-swing": Exercise(
        wants="one number in million euro",
        expected=lambda: _swings("S3")[0].swing / MILLION,
        hint="open Show as table and read the last column of the first row.",
        praise="{answer} million euro: the months active now lead.",
        mistakes=(
            (
                lambda: _swings("ARTICLE2009")[0].swing / MILLION,
                "That is the swing of the fee in the article's range. Change the first control.",
            ),
            (lambda: _swings("S3")[0].swing, "Right, in euro. The answer is wanted in million euro."),
            (
                lambda: _swings("S3")[0].at_high / MILLION,
                "That is the upper end. The swing is the upper end minus the lower end.",
            ),
        ),
        tolerance=0.006,
    ),
    "02-instrument": Exercise(
        wants="the name of an instrument, written as a text",
        expected=lambda: _instrument("in force"),
        hint="choose the suspected organiser and the eve of the article; copy the name beside the circle.",
        praise="{answer}: in force, but a state may refuse its own nationals.",
        mistakes=(
            (
                lambda: _instrument("no link"),
                "That one binds member states of the European Union only. Read the name beside the "
                "circle, not beside the cross.",
            ),
        ),
    ),
    "02-conflict": Exercise(
        wants="one number",
        expected=_conflicts,
        hint="`in_conflict` is a column of true and false; .sum() counts the true ones.",
        praise="{answer} rows stand in a conflict: two on the fee, two on the arrests.",
        mistakes=(
            (
                lambda: tables.load("case_figures")["conflict_group"].nunique() - 1,
                "That is the number of conflicts. Each has two rows: count the rows.",
            ),
            (lambda: len(tables.load("case_figures")), "That counts all rows. Count the true ones in in_conflict."),
        ),
    ),
    "02-units": Exercise(
        wants="one number",
        expected=lambda: int((_units() > 1).sum()),
        hint="ask of each number in `kinds` whether it is greater than 1, then .sum().",
        praise="{answer} series change what they count while keeping their name.",
        mistakes=(
            (lambda: len(_units()), "That is the number of series. Keep the ones with more than one kind."),
            (lambda: int(_units().sum()), "That adds the kinds up. Count the series with more than one."),
            (lambda: int((_units() == 1).sum()), "Those keep one kind. Turn the comparison round."),
        ),
    ),
}
