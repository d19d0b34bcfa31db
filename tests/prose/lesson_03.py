"""The numbers that lesson 03 says."""

from hosting_shift import content, law, tables
from hosting_shift.exercises import lesson_03
from hosting_shift.explorers.lesson_03 import advert_reader, screening_dots, screening_threshold
from hosting_shift.model import screening
from hosting_shift.words import percent
from prose.common import posed, time

ADVERTS = tables.load("fictional_adverts")
NAMES = tables.load("recruitment_indicators")["indicator"].tolist()
SIGNS = ADVERTS[NAMES].sum(axis=1)
TOTAL, DECEPTIVE = len(ADVERTS), int(ADVERTS["deceptive"].sum())
TWO, THREE, FOUR, FIVE = (screening.at_threshold(SIGNS, ADVERTS["deceptive"], n) for n in (2, 3, 4, 5))
START = screening_dots.compute(**screening_dots.start())
OTHER, THIRD = (screening.expected(1000, **page) for page in (lesson_03.OTHER_PAGE, lesson_03.THIRD_PAGE))


def cheapest(base: int, miss_cost: int) -> int:
    settings = screening_threshold.start() | {"base": base, "miss_cost": miss_cost}
    return screening_threshold.compute(**settings).best


def precision_at(**changes) -> float:
    """Return the share of what the filter stops that is deceptive, from 0 to 1."""
    return screening_dots.compute(**screening_dots.start() | changes).exact.precision


def ten_adverts() -> list[str]:
    """Return the rows of the table of ten adverts, and check what the text says of them in words."""
    ten = lesson_03.ten().set_index([list("ABCDEFGHIJ")])
    stopped = ten.index[ten["signs"] >= 3]
    assert "".join(stopped) == "BDEIJ" and "".join(ten.index[ten["deceptive"]]) == "BEHI"
    labels = ("deceptive" if deceptive else "honest" for deceptive in ten["deceptive"])
    return ["signs | " + " | ".join(map(str, ten["signs"])), "label | " + " | ".join(labels)]


def of_the_twelve() -> screening.Counts:
    """Return what a rule of three signs does with the twelve adverts."""
    stop = advert_reader.signs().sum(axis=1) >= 3
    return advert_reader.confusion(tuple("stop" if each else "pass" for each in stop))


def lesson_says() -> list[str]:
    d = START.dots
    honest = d.false_alarms + d.passed
    assert honest == 99 * d.deceptive, "99 times as many honest adverts"
    assert TOTAL == 10 * DECEPTIVE, "one in ten"
    assert (cheapest(100, 100), cheapest(1, 100)) == (2, 4), "first two, then four"
    assert len(NAMES) == 8 and ADVERTS["reader"].notna().sum() == advert_reader.SHOWN == 12
    twelve, ten = of_the_twelve(), lesson_03.ten()
    assert (twelve.stopped, twelve.hits) == (5, 2), "stops five, of which two are deceptive"
    assert len(ten) == 10 and not set(ten["number"]) & set(advert_reader.sample()["number"]), "ten others"
    counted = screening.at_threshold(ten["signs"], ten["deceptive"], 3)
    assert round(1 - THIRD.specificity, 9) == round((1 - OTHER.specificity) / 2, 9), "wrong half as often"
    return [
        time("03_hidden_in_plain_sight"),
        law.texts.head_line("03"),
        f"**invented** {TOTAL} short adverts",
        *ten_adverts(),
        f"precision is {counted.hits} of {counted.stopped}",
        f"recall is {counted.hits} of {counted.deceptive}",
        f"1,000 adverts: > - {d.deceptive} deceptive: {d.hits} stopped, {d.misses} missed",
        f"{honest} honest: {d.false_alarms} stopped, {d.passed} let through",
        f"{d.hits} ÷ ({d.hits} + {d.false_alarms}) = {percent(START.exact.precision)}",
        f"but there are {honest // d.deceptive} times as many honest adverts",
        f"of the {d.let_through} let through, {d.misses} are deceptive",
        f"where {OTHER.deceptive:.0f} of 1,000 adverts are deceptive",
        f"- {OTHER.deceptive:.0f} deceptive: {OTHER.hits:.0f} stopped, {OTHER.misses:.0f} missed",
        f"- {OTHER.honest:.0f} honest: … stopped",
        f"{OTHER.hits:.0f} ÷ ({OTHER.hits:.0f} + …)",
        f"one tenth of the {OTHER.honest:.0f} honest adverts, which is {OTHER.false_alarms:.0f}",
        f"{THIRD.deceptive:.0f} of 1,000 are deceptive",
        f"A filter stops {percent(THIRD.sensitivity, 0)} of them, and it lets {percent(THIRD.specificity, 0)} of the",
        f"Of {THIRD.deceptive:.0f} deceptive adverts {THIRD.hits:.0f} are stopped",
        f"of {THIRD.honest:.0f} honest ones {THIRD.false_alarms:.0f}",
        f"Go back to {d.deceptive} of 1,000 and {START.sensitivity} %",
        f"let {percent(1 - d.hits / honest)} of the honest ones through",
        posed("such as 99.5 %"),
        f"out of {honest} honest adverts",
        f"Of the {TOTAL} fictional adverts {DECEPTIVE} are deceptive",
        posed("a miss weigh 100 false alarms"),
        posed("*1 of 1,000*"),
        f"Article {article('help')} forbids",
        f"Article {article('unpunished')} would matter",
    ]


def article(name: str) -> str:
    """Return the number of an article on victims, such as "12"."""
    return lesson_03._articles()[f"03-victim-{name}"].removeprefix("art. ").split("(")[0]


def notes_say_what_is_so() -> None:
    """Check the figures of the model answers, which no phrase below holds."""
    models = " ".join(model.text + model.comment for model in content.note("03", "threshold").models)
    assert f"stop {TWO.false_alarms} of {TOTAL - DECEPTIVE} honest" in " ".join(models.split()) and TWO.misses == 0
    assert f"catch {THREE.hits} of {DECEPTIVE} deceptive adverts and stop {THREE.false_alarms} of" in models
    assert screening_threshold.start() == {"required": cheapest(100, 10), "miss_cost": 10, "base": 100}


def questions_say() -> list:
    d = START.dots
    notes_say_what_is_so()
    honest = d.false_alarms + d.passed
    assert round(1000 * d.misses / d.let_through) == 2
    assert THREE.hits - FOUR.hits < 0.2 * THREE.hits and FOUR.false_alarms < 0.2 * THREE.false_alarms
    wrong_by_chance = 10 * honest / 1000 + d.deceptive * (1 - 10 / 1000)
    reader = ADVERTS.set_index("reader")
    signs = SIGNS.set_axis(ADVERTS["reader"])
    coats, owl = (int(reader.index[reader["text"].str.contains(word)].dropna()[0]) for word in ("winter coat", "owl"))
    assert signs[coats] == 3 and not reader.loc[coats, "deceptive"]
    assert signs[owl] == 2 and reader.loc[owl, "deceptive"]
    most = SIGNS[~ADVERTS["deceptive"]].max()
    assert most == 5 and FIVE.false_alarms == 1, "one honest advert with five"
    few = SIGNS[ADVERTS["deceptive"]].min()
    assert few == 2, "a deceptive one with two"
    return [
        f"Of 1,000 adverts, {d.deceptive} are deceptive. A filter stops {START.sensitivity} % of the "
        f"deceptive ones and lets {START.specificity:.0f} % of the honest ones through",
        f"catches {THREE.hits} of {DECEPTIVE} deceptive adverts and stops {THREE.false_alarms} of {TOTAL - DECEPTIVE}",
        f"compare advert {coats} (winter coats) with advert {owl} (night owl)",
        f"That advert {coats} was labelled wrongly",
        f"Advert {coats} gives a reason",
        f"Advert {coats} is honest with three signs, and advert {owl} is deceptive with two",
        posed("Set Deceptive adverts to 100 of 1,000"),
        f"from {percent(START.exact.precision)} to {percent(precision_at(deceptive=100))}",
        f"recall falls from {percent(FOUR.sensitivity, 0)} to {percent(FIVE.sensitivity, 0)}",
        f"Precision falls from {percent(FOUR.precision, 0)} to {percent(FIVE.precision, 0)}",
        f"Again {d.deceptive} of 1,000 adverts are deceptive",
        f"right about {honest // 10} of 100",
        f"Of all adverts, {honest} are honest",
        f"right about the {honest} honest ones",
        f"stops {d.deceptive} adverts chosen by chance, since {d.deceptive} are deceptive",
        f"all of its {d.deceptive} stops",
        f"some {wrong_by_chance:.0f} adverts",
        f"Two of the {d.let_through} let through",
        f"About 2 in 1,000 of what it lets through are deceptive, instead of {d.deceptive}",
        f"law of the European Union in {law.moment('reading').year}",
    ]


# Plain references of this lesson.
REFERENCES = [r"Hoffrage 19\d\d", r"\*Prostitution et Société\* 166 \(2009\)", r"[Aa]rticle [678]\b"]

NAMED = {
    "advert_reader": "Uncover · Show as table",
    "screening_dots": "Reset · Specificity",
    "screening_threshold": "Deceptive adverts · 1 of 1,000",
}
