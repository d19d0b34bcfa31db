"""The numbers that lesson 03 says."""

import re

import nbformat

from harness.lesson_files import NOTEBOOKS
from hosting_shift import content, law, tables
from hosting_shift.dates import full_date
from hosting_shift.exercises import lesson_03
from hosting_shift.explorers.lesson_03 import advert_reader, screening_dots, screening_threshold
from hosting_shift.model import screening
from hosting_shift.words import percent
from prose.common import posed, quoted, time

ADVERTS = tables.load("fictional_adverts")
NAMES = tables.load("recruitment_indicators")["indicator"].tolist()
SIGNS = ADVERTS[NAMES].sum(axis=1)
TOTAL, DECEPTIVE = len(ADVERTS), int(ADVERTS["deceptive"].sum())
TWO, THREE, FOUR, FIVE = (screening.at_threshold(SIGNS, ADVERTS["deceptive"], n) for n in (2, 3, 4, 5))
BETTER = 99  # the specificity of the question on the better improvement, in percent
START = screening_dots.compute(**screening_dots.start())
OTHER, THIRD = (screening.expected(1000, **page) for page in (lesson_03.OTHER_PAGE, lesson_03.THIRD_PAGE))
WORKED = screening.expected(1000, **lesson_03.OTHER_PAGE | {"base_rate": 0.2})
SMALL = screening.Counts(hits=3, misses=2, false_alarms=1, passed=4)  # the worked rule on ten adverts


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
    assert len(NAMES) == 8 and ADVERTS["reader"].notna().sum() == advert_reader.SHOWN == 12
    twelve, ten = of_the_twelve(), lesson_03.ten()
    assert (twelve.stopped, twelve.hits, twelve.deceptive, twelve.misses) == (5, 2, 4, 2), "the instructor's page"
    assert len(ten) == 10 and not set(ten["number"]) & set(advert_reader.sample()["number"]), "ten others"
    counted = screening.at_threshold(ten["signs"], ten["deceptive"], 3)
    looser = screening.at_threshold(ten["signs"], ten["deceptive"], lesson_03.LOOSER)
    assert looser.stopped == 2 * looser.hits and not looser.misses, "misses nobody, half of its stops are wrong"
    first, second = lesson_03.costs(lesson_03.FIRST_PAGE, 10), lesson_03.costs(lesson_03.SECOND_PAGE, 20)
    assert min(first, key=lambda n: first[n]) == 3, "on the first page three signs cost least at 10"
    assert treaty_articles_shown() == len(lesson_03.ON_VICTIMS) == 4, "four articles come from the convention"
    return [
        time("03_hidden_in_plain_sight"),
        law.texts.head_line("03"),
        f"Article 8 of the Digital Services Act, by an overview and a note: {read_until('04-monitoring')}",
        f"Court of Justice, Russmedia: {read_until('04-data')}",
        f"**invented** {TOTAL} short adverts",
        f"precision is {SMALL.hits} of {SMALL.stopped}",
        f"Recall is {SMALL.hits} of {SMALL.deceptive}",
        *ten_adverts(),
        f"precision is {counted.hits} of {counted.stopped}",
        f"recall is {counted.hits} of {counted.deceptive}",
        f"1,000 adverts: > - {d.deceptive} deceptive: {d.hits} stopped, {d.misses} missed",
        f"{honest} honest: {d.false_alarms} stopped, {d.passed} let through",
        f"{d.hits} ÷ ({d.hits} + {d.false_alarms}) = {percent(START.exact.precision)}",
        f"Honest adverts are {honest // d.deceptive} times as many",
        f"where {WORKED.deceptive:.0f} of 1,000 adverts are deceptive",
        f"{WORKED.deceptive:.0f} deceptive, {WORKED.honest:.0f} honest",
        f"80 % of {WORKED.deceptive:.0f} is {WORKED.hits:.0f}, and 10 % of {WORKED.honest:.0f} is {WORKED.false_alarms:.0f}",
        f"{WORKED.hits:.0f} ÷ ({WORKED.hits:.0f} + {WORKED.false_alarms:.0f}) = {percent(WORKED.precision)}",
        f"where {OTHER.deceptive:.0f} of 1,000 adverts are deceptive",
        f"- {OTHER.deceptive:.0f} deceptive: {OTHER.hits:.0f} stopped, {OTHER.misses:.0f} missed",
        f"- {OTHER.honest:.0f} honest: … stopped",
        f"{OTHER.hits:.0f} ÷ ({OTHER.hits:.0f} + …)",
        f"one tenth of the {OTHER.honest:.0f} honest adverts, which is {OTHER.false_alarms:.0f}",
        f"{THIRD.deceptive:.0f} of 1,000 are deceptive",
        f"A filter stops {percent(THIRD.sensitivity, 0)} of them, and it lets {percent(THIRD.specificity, 0)} of the",
        f"Of {THIRD.deceptive:.0f} deceptive adverts {THIRD.hits:.0f} are stopped",
        f"of {THIRD.honest:.0f} honest ones {THIRD.false_alarms:.0f}",
        f"Of the {TOTAL} fictional adverts {DECEPTIVE} are deceptive",
        f"three signs cost 3 × 10 + 25 = {first[3]}",
        f"two signs cost {first[2]}, and four cost {first[4]}",
        *(
            f"| {word} | {ours[0]} | {ours[1]} | {others[0]} | {others[1]} |"
            for word, ours, others in zip(
                ("two", "three", "four"), lesson_03.FIRST_PAGE.values(), lesson_03.SECOND_PAGE.values(), strict=True
            )
        ),
        f"Two signs cost 1 × 20 + 130 = {second[2]}, and four cost {second[4]}",
        *(
            f"{', '.join(map(str, lesson_03.costs(lesson_03.SECOND_PAGE, weight).values()))} at {weight}"
            for weight in (20, 40, 10)
        ),
        posed("adverts 7 to 12 (four minutes more)"),
        posed("one miss weighs 10 false alarms"),
        posed("a miss weighs 20"),
        posed("if a miss weighs 40, and which if 10"),
        quoted("against Trafficking (CETS 197)", "legal_statements", "article", id="03-victim-help"),
        f"Article {article('help')} forbids",
        f"the residence permit, {lesson_03._articles()['03-permit']}",
        quoted("*Psychological Review* 102(4), 684–704", key="GIGERENZERHOFFRAGE1995"),
    ]


def treaty_articles_shown() -> int:
    """Return how many statements of the convention on trafficking stand above the field on a victim's wishes."""
    lesson = nbformat.read(NOTEBOOKS / "03_hidden_in_plain_sight.ipynb", as_version=4)
    (shown,) = [cell.source for cell in lesson.cells if cell.id == "law-statements"]
    articles = tables.load("legal_statements").set_index("id").loc[re.findall(r'"(03-[\w-]+)"', shown), "article"]
    return int(articles.str.contains("CETS 197").sum())


def article(name: str) -> str:
    """Return the number of an article on victims, such as "12"."""
    return lesson_03._articles()[f"03-victim-{name}"].removeprefix("art. ").split("(")[0]


def statement(name: str):
    """Return one statement of law."""
    return tables.load("legal_statements").set_index("id").loc[name]


def read_until(name: str) -> str:
    """Return for which day the texts behind a statement of law are vouched for."""
    return full_date(law.texts.as_of(statement(name)["sources"]))


def notes_say_what_is_so() -> None:
    """Check the figures of the model answers, which no phrase below holds."""
    models = " ".join(model.text + model.comment for model in content.note("03", "threshold").models)
    assert f"stop {TWO.false_alarms} of {TOTAL - DECEPTIVE} honest" in " ".join(models.split()) and TWO.misses == 0
    assert f"catch {THREE.hits} of {DECEPTIVE} deceptive adverts and stop {THREE.false_alarms} of" in models
    assert screening_threshold.start() == {"required": cheapest(100, 8), "miss_cost": 10, "base": 100}, "eight, too"


def questions_say() -> list:
    d = START.dots
    notes_say_what_is_so()
    honest = d.false_alarms + d.passed
    assert round(1000 * d.misses / d.let_through) == 2
    assert THREE.hits - FOUR.hits < 0.2 * THREE.hits and FOUR.false_alarms < 0.2 * THREE.false_alarms
    reader = ADVERTS.set_index("reader")
    signs = SIGNS.set_axis(ADVERTS["reader"])
    coats, owl = (int(reader.index[reader["text"].str.contains(word)].dropna()[0]) for word in ("winter coat", "owl"))
    assert signs[coats] == 3 and not reader.loc[coats, "deceptive"]
    assert signs[owl] == 2 and reader.loc[owl, "deceptive"] and max(coats, owl) <= 6, "among the first six"
    most = SIGNS[~ADVERTS["deceptive"]].max()
    assert most == 5 and FIVE.false_alarms == 1, "one honest advert with five"
    few = SIGNS[ADVERTS["deceptive"]].min()
    assert few == 2, "a deceptive one with two"
    return [
        f"Of 1,000 adverts, {d.deceptive} are deceptive. A filter stops {START.sensitivity} % of the "
        f"deceptive ones and lets {START.specificity:.0f} % of the honest ones through",
        f"catches {THREE.hits} of {DECEPTIVE} deceptive adverts and stops {THREE.false_alarms} of {TOTAL - DECEPTIVE}",
        posed("Set Deceptive adverts to 100 of 1,000"),
        f"from {percent(START.exact.precision)} to {percent(precision_at(deceptive=100))}",
        f"recall falls from {percent(FOUR.sensitivity, 0)} to {percent(FIVE.sensitivity, 0)}",
        f"Precision falls from {percent(FOUR.precision, 0)} to {percent(FIVE.precision, 0)}",
        f"Two of the {d.let_through} let through",
        f"About 2 in 1,000 of what it lets through are deceptive, instead of {d.deceptive}",
        f"a note of {read_until('04-monitoring')}",
        f"Specificity to {BETTER:.0f} %",
        f"adds only {d.misses} right stops, and the {d.false_alarms} wrong ones stay",
        f"from {percent(START.exact.precision)} to no more than {percent(precision_at(sensitivity=100))}",
        f"Of the {d.false_alarms} wrong stops about {honest * (1 - BETTER / 100):.0f} remain",
        f"from {percent(START.exact.precision)} to {percent(precision_at(specificity=BETTER))}",
        f"one kind has only {d.misses} errors and the other {d.false_alarms}",
        f"nine tenths of the {d.false_alarms}",
        posed("Sensitivity to 100 %"),
        quoted("Court of Justice, C-492/23, Russmedia", "legal_statements", "article", id="04-data"),
        quoted("Article 8 of the Digital Services Act", "legal_statements", id="04-monitoring"),
        quoted("2 December 2025", "legal_statements", "in_force", id="04-data"),
    ]


# Plain references of this lesson.
REFERENCES = [r"Hoffrage 19\d\d", r"\*Prostitution et Société\* 166 \(2009\)", r"[Aa]rticle [678]\b"]

NAMED = {"advert_reader": "Uncover"}
