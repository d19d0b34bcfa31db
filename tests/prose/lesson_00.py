"""The numbers that lesson 00 says."""

import importlib

from hosting_shift import tables
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
        f"Eight states link {eight.linked} of {all_} pairs, nine link {nine.linked}",
    ]


def questions_say() -> list:
    three, six = treaty(3), treaty(6)
    assert six.linked == 5 * three.linked
    return [
        f"{six.linked} of {six.pairs} pairs",
        posed("doubles from 3 to 6"),
        f"From {three.linked} pairs to {six.linked}, five times as many",
        posed("Try 3, then 6."),
    ]


NAMED = {"handshakes": "Reset · Keep this state · Show as table · Enlarge for the projector"}
