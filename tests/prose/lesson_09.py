"""The numbers that lesson 09 says."""

from hosting_shift import explorers, law, levers
from hosting_shift.levers import MONTHS, Mix
from prose.common import WORLD, posed, time


def lesson_says() -> list[str]:
    assert MONTHS == 60, "the text writes sixty months"
    assert len(WORLD.codes) == 10, "the text writes ten states"
    lab = explorers.policy_lab()
    assert len(lab.controls) == 3, "three groups of levers stand at rest"
    return [time("09_policy_lab"), law.texts.head_line("09")]


def _months(*options) -> float:
    return levers.outcome(Mix(*options)).prevented(levers.outcome(levers.NOTHING))


def questions_say() -> list:
    one, evidence, surrender, both = (
        _months("orders_eu"),
        _months("orders_eu", "all", "nobody", "all"),
        _months("orders_eu", "rogatory", "warrant"),
        _months("orders_eu", "all", "warrant", "all"),
    )
    redrawn = explorers.redraw_assumptions()
    ((other, wins, _, draws), *_) = redrawn.result.rows
    steps = explorers.last_haven().result.share("evidence")
    assert steps[:9].sum() > 0.8, "the first nine bring over four fifths"
    assert other == 0, "B against A comes first"
    alone = explorers.levers_together().table.set_index("lever")
    assert alone.loc["faster assistance", "alone (months)"] == 0
    redrawn.set(ratio=False)
    redrawn.run(redrawn.tasks[0])
    redrawn.set(mine=1)
    evenly = redrawn.result.rows[0]
    assert 0.7 < evenly[1] / evenly[3] < 0.8, "three times in four"
    before, after = (levers.outcome(Mix(closing, "convention", "warrant")) for closing in ("orders_eu", "notice_seven"))
    assert after.arrested < before.arrested and after.gave_up > before.gave_up
    assert after.uptime < before.uptime and after.reach < before.reach
    haven = WORLD.size[WORLD.codes.index("OTH-1")]
    assert round(100 * haven) == 7, "seven parts in a hundred"
    return [
        f"{one:.1f} of {MONTHS} months online are prevented for each site. Add evidence: still "
        f"{evidence:.1f}. Add surrender instead: {surrender:.1f}.",
        f"{one:.1f} without and {evidence:.1f} with evidence",
        f"A mix prevents {both:.1f} site-months",
        f"{both:.1f} months of exploitation",
        f"All assumptions are drawn anew {draws} times.",
        f"heads {wins} times in {draws}",
        f"{alone.loc['faster assistance', 'fair share (months)']:.1f} months as a fair share",
        posed("200 draws are too few"),
        posed("choosiness 0"),
        "in a little over half" if 0.5 < wins / draws < 0.62 else "no longer over half",
    ]


NAMED = {
    "levers_together": "Operators weigh costs against profit",
    "last_haven": "How choosy operators are · Giving up at a closure",
    "policy_lab": "Keep this mix · Show as table",
    "redraw_assumptions": "Redraw the assumptions · Operators weigh costs against profit",
}
