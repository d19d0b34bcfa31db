"""The numbers that lesson 00 says."""

import importlib

from hosting_shift import law, tables
from prose.common import posed, time

N = int(tables.load("world_tiles")["un_member"].sum())
treaty = importlib.import_module("hosting_shift.explorers.lesson_00.handshakes").compute


def lesson_says() -> list[str]:
    six, eight, nine = (treaty(n) for n in (6, 8, 9))
    n, all_ = six.members, six.pairs
    return [
        time("00_start_here"),
        f"Each of the {n} members shakes hands with the {n - 1} others: {n} × {n - 1} = "
        f"{n * (n - 1)}, and every handshake was counted twice, so {six.linked} pairs.",
        f"make 12 × 11 ÷ 2 = {all_} pairs. {six.linked} ÷ {all_} = {six.percent:.0f} %",
        f"{N} states",
        f"Eight states link {eight.linked} of {all_} pairs, which is less than half, and nine link {nine.linked}",
        f"what happened after {law.moment('article'):%-d %B %Y}",
        posed("a probability from 0 to 100 %: 50 % means that you do not know"),
    ]


def questions_say() -> list:
    three, six = treaty(3), treaty(6)
    assert six.linked == 5 * three.linked
    return [
        f"{six.linked} of {six.pairs} pairs",
        posed("doubles from 3 to 6"),
        f"It grows from {three.linked} pairs to {six.linked}, five times as many",
        posed("set the slider to 3, then to 6"),
    ]


NAMED = {"handshakes": "Reset · Keep this state · Show as table · Enlarge for the projector"}
