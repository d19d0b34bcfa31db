"""The numbers that lesson 00 says."""

import importlib
import re

from hosting_shift import content, explorers, law, tables
from prose.common import posed, time

N = int(tables.load("world_tiles")["un_member"].sum())
treaty = importlib.import_module("hosting_shift.explorers.lesson_00.handshakes").compute


def lesson_says() -> list[str]:
    six, nine, ten = (treaty(n) for n in (6, 9, 10))
    n, all_ = six.members, six.pairs
    first, moves = (explorers.handshakes(), explorers.moving_servers())
    assert (first.kind, moves.kind) == ("derived", "real") and "Arithmetic, no data" in first.source
    assert "file-sharing site" in moves.source and "press, EDRi, Wikipedia" in moves.source, "the reading"
    way = moves.table["from and to"].tolist()
    assert moves.table["when"][2] == "2006-06" and way[2] == "Netherlands → Sweden", "within a month of 31 May"
    year, again = moves.table["when"].iloc[0][:4], moves.table["when"].iloc[4][:4]
    assert moves.table["when"].iloc[0] == "2006-05-31" and way[4] == "Ukraine → Netherlands"
    article = law.moment("article").year
    return [
        time("00_start_here"),
        f"Each of the {n} members shakes hands with the {n - 1} others: {n} × {n - 1} = "
        f"{n * (n - 1)}, and every handshake was counted twice, so {six.linked} pairs.",
        f"make 12 × 11 ÷ 2 = {all_} pairs. {six.linked} ÷ {all_} = {six.percent:.0f} %",
        f"{N} states",
        f"Nine states link {nine.linked} of {all_} pairs, which is less than 60 %, and ten link {ten.linked}",
        posed("at least 60 % of the *pairs*"),
        law.texts.head_line("00"),
        f"it is {law.moment('article'):%-d %B %Y}",
        f"which the police seized in {year}",
        f"Within a month of the seizure of {year}",
        f"in {again} they returned to the Netherlands",
        f"to the left, to {article}. Read it",
        posed("a probability from 0 to 100 %, where 50 % means that you do not know"),
    ]


def questions_say() -> list:
    three, six = treaty(3), treaty(6)
    assert six.linked == 5 * three.linked
    moves = explorers.moving_servers()
    moves.set(year=2009)
    servers, moved, back = re.search(
        r"(\d+) recorded events .*; (\d+) lead .* another, (\d+) of them", moves.sentence
    ).groups()
    told = " ".join(content.asked("00").notes["picture"].answer.split())
    assert f"{servers} recorded events concern the servers of one site. Of these, {moved} led" in told
    assert f"and {back} of them back to one that had been left" in told
    year = moves.table["when"].min()[:4]
    return [
        f"In {year} the police in Sweden seize the servers",
        f"{six.linked} of {six.pairs} pairs",
        posed("doubles from 3 to 6"),
        f"It grows from {three.linked} pairs to {six.linked}, five times as many",
        posed("set the slider to 3, then to 6"),
    ]


NAMED = {"handshakes": "Reset · Keep this state · Show as table · Enlarge for the projector"}
