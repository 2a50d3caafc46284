"""The pictures of docs/queueing.md: ``python -m server.virtual.lessons``.

They are drawn from days of the reference centre, so that nobody has to believe a sketch.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from server.domain.plan import Plan
from server.virtual.charts import Frame, Reading, axis_x, readings
from server.virtual.departments import department_plan
from server.virtual.drawing import COLOURS, FAINT, INK, Box, Label, Picture, Stroke
from server.virtual.lab import Case, Lab
from server.virtual.measures import Measures, measures
from server.virtual.plots import simulation_picture, write
from server.virtual.reference import pooled, reference_plan, reference_scenario
from server.virtual.simulation import make_days, tried

FOLDER = Path("docs/images/queueing")
DAYS = 30
RULES = ("call-mark", "fifo", "priority", "own-queue")


def main() -> int:
    """Draw all of them into docs/images/queueing of the working directory."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    write(mark_picture(), FOLDER / "mark.svg")
    plan = reference_plan(1)
    days = make_days(plan, reference_scenario(plan), 1, DAYS)
    with Lab(days) as lab:
        found = tried(RULES, lab.run([Case(plan, name) for name in RULES]))
        write(
            simulation_picture("trung tâm tham chiếu · reference centre", found),
            FOLDER / "rules.svg",
        )
        write(groups_picture(plan, lab), FOLDER / "authorisations.svg")
    return 0


def mark_picture() -> Picture:
    """Three tickets and a counter: when each was taken, and where its mark stands."""
    title = "Mốc gọi · The call mark"
    picture = Picture(860, 300, title)
    picture.add(Label(30, 34, title, 17, bold=True))
    frame = Frame(250, 60, 560, 170, (0.0, 60.0))
    for minute in range(0, 61, 10):
        x = frame.across(minute)
        picture.add(Stroke(((x, frame.y), (x, frame.y + frame.height)), "#dfe3e6"))
        clock = f"{7 + (30 + minute) // 60:02d}:{(30 + minute) % 60:02d}"
        picture.add(Label(x, frame.y + frame.height + 18, clock, 12, "middle", FAINT))
    rows = (
        ("1021 · thường · normal", 30.0, 30.0, ""),
        ("1034 · ưu tiên · priority", 52.0, 22.0, "−30 phút · min"),
        ("2007 · nhóm hỗ trợ · help group", 28.0, 31.0, "+3 phút · min"),
    )
    for i, (name, taken, mark, why) in enumerate(rows):
        _ticket(picture, frame, i, name, taken, mark, why)
    signs = "● lấy số · number taken    ▮ mốc ở quầy này · mark at this counter"
    first = "trái nhất được gọi trước · the leftmost is called first"
    picture.add(Label(30, 278, f"{signs}; {first}", 12, colour=FAINT))
    return picture


def _ticket(
    picture: Picture, frame: Frame, row: int, name: str, taken: float, mark: float, why: str
) -> None:
    y, colour = frame.y + 30 + 55 * row, COLOURS[row]
    start, end = frame.across(taken), frame.across(mark)
    picture.add(Label(240, y + 4, name, 13, "end", INK, bold=row == 1))
    if start != end:
        picture.add(Stroke(((start, y), (end, y)), colour, 2, dashed=True))
        picture.add(Label((start + end) / 2, y - 18, why, 12, "middle", colour))
    picture.add(Label(start, y + 5, "●", 14, "middle", colour))
    picture.add(Box(end - 3, y - 14, 6, 28, colour))


def groups_picture(plan: Plan, lab: Lab) -> Picture:
    """The mean wait, the more groups each counter may serve."""
    title = "Mỗi quầy nhận thêm nhóm thì chờ bớt bao lâu · What more groups a counter bring"
    picture = Picture(860, 330, title)
    picture.add(Label(30, 34, title, 17, bold=True))
    halls: Sequence[tuple[str, Plan]] = (
        ("chỉ nhóm của đơn vị mình · own department only", department_plan(1)),
        ("3–6 nhóm mỗi quầy, nối vòng · 3–6 groups each, a ring", plan),
        ("thêm 2 nhóm mỗi quầy · 2 groups more each", _more(plan, 2)),
        ("thêm 4 nhóm mỗi quầy · 4 groups more each", _more(plan, 4)),
        ("mọi quầy nhận mọi nhóm · every counter serves all", pooled(plan)),
    )
    found = [measures(days) for days in lab.run([Case(hall) for _, hall in halls])]
    shown = [_reading(name, one) for (name, _), one in zip(halls, found, strict=True)]
    most = max(one.value + (one.half or 0.0) for one in shown)
    frame = Frame(390, 60, 400, 210, (0.0, most))
    axis_x(picture, frame, "chờ trung bình, phút · mean wait, minutes")
    readings(picture, frame, shown)
    return picture


def _more(plan: Plan, groups: int) -> Plan:
    """Every counter helps its next neighbours' groups on the ring, too."""
    codes = list(plan.groups)
    counters = {}
    for n, counter in plan.counters.items():
        mine = [*counter.groups, *counter.help]
        last = codes.index(counter.groups[0])
        ring = (codes[(last + step) % len(codes)] for step in range(1, len(codes)))
        extra = [code for code in ring if code not in mine][:groups]
        counters[n] = replace(counter, help=(*counter.help, *extra))
    return replace(plan, counters=counters)


def _reading(name: str, found: Measures) -> Reading:
    mean = found["mean_s"]
    half = None if mean is None else mean.half
    return Reading(name, mean.value / 60 if mean else 0.0, half / 60 if half else None)


if __name__ == "__main__":
    sys.exit(main())
