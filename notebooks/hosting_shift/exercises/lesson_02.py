"""What is right in the exercises of lesson 02, computed; the mistakes we know."""

from hosting_shift import law, reported, tables
from hosting_shift.exercises.marking import exercise
from hosting_shift.model import estimate


@exercise("02-fee", wants="one number of euro a month", tolerance=0.5)
def _fee():
    """divide the reported total by the number of listings that pay."""
    fee = estimate.implied_fee(reported.reported("turnover")[0], reported.reported("listings")[0])
    reply = "{answer} euro: twice the fee that all listings would need, and still inside the reported tariff."
    yield 2 * fee, reply
    yield fee, "That is the fee if all listings pay. Here only half of them do."
    yield fee / 2, "Fewer listings need a higher fee, not a lower one."


@exercise("02-swing", wants="one number in million euro", tolerance=0.006)
def _swing():
    """open Show as table and read the last column of the first row."""
    ranges = {name: (row["low"], row["high"]) for name, row in tables.settings("estimate_ranges").items()}
    mine, of_the_article = (
        estimate.ranking(ranges | {"fee": reported.reported("fee", source)})[0] for source in ("S3", "ARTICLE2009")
    )
    yield mine.swing / 1e6, "{answer} million euro: the months active now lead."
    reply = "That is the swing of the fee in the article's range. Change the first control."
    yield of_the_article.swing / 1e6, reply
    yield mine.swing, "Right, in euro. The answer is wanted in million euro."
    yield mine.at_high / 1e6, "That is the upper end. The swing is the upper end minus the lower end."


def _instruments() -> list[str]:
    return law.reach("person-switzerland", law.moment("article"))["name"].drop_duplicates().tolist()


@exercise("02-instrument", wants="the name of an instrument", choices=_instruments)
def _instrument():
    """choose the suspected organiser and the eve of the article; copy the name beside the circle."""
    named = law.reach("person-switzerland", law.moment("article")).groupby("state")["name"].first()
    yield named["in force"], "{answer}: in force, but a state may refuse its own nationals."
    reply = "That one binds member states of the European Union only. Read the name beside the circle, not beside the cross."
    yield named["no link"], reply


@exercise("02-conflict", wants="one number")
def _conflict():
    """`in_conflict` is a column of true and false; .sum() counts the true ones."""
    group = tables.load("case_figures")["conflict_group"]
    yield int((group != "").sum()), "{answer} rows stand in a conflict: two on the fee, two on the arrests."
    yield group.nunique() - 1, "That is the number of conflicts. Each has two rows: count the rows."
    yield len(group), "That counts all rows. Count the true ones in in_conflict."


@exercise("02-units", wants="one number")
def _units():
    """ask of each number in `kinds` whether it is greater than 1, then .sum()."""
    kinds = tables.load("france_procuring").groupby("series")["unit"].nunique()
    yield int((kinds > 1).sum()), "{answer} series change what they count while keeping their name."
    yield len(kinds), "That is the number of series. Keep the ones with more than one kind."
    yield int(kinds.sum()), "That adds the kinds up. Count the series with more than one."
    yield int((kinds == 1).sum()), "Those keep one kind. Turn the comparison round."
