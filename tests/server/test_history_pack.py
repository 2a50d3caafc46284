"""A day as columns is the same day again, to the last millisecond."""

from __future__ import annotations

import json
import runpy
from array import array
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from server.domain.history_columns import CODED
from server.domain.history_counters import CounterDay, Worked
from server.domain.history_legs import Legs
from server.domain.history_rows import NONE, Row
from server.history_pack import pack, read

WORLD = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "history_world.py"))
NOBODY = CounterDay([], {})
OLD_TYPES = {
    **dict.fromkeys(("at_min", "group", "department", "counter"), "H"),
    **dict.fromkeys(("priority", "first", "last", "forgotten", "outcome", "end", "rating"), "B"),
    **dict.fromkeys(("passed", "passed_came"), "H"),
    **dict.fromkeys(("told", "held", "session", "carried"), "B"),
    **dict.fromkeys(Row._fields[Row._fields.index("target_ms") :], "i"),
}
days = st.lists(WORLD["legs_strategy"], max_size=30)


def rows_of(legs: Legs) -> list[tuple[object, ...]]:
    """The legs again, words as words."""
    columns = []
    for name in Row._fields:
        column = legs.column(name)
        columns.append([legs.words[name][one] for one in column] if name in CODED else column)
    return list(zip(*columns, strict=True))


def by_day(rows: list[Row]) -> list[list[Row]]:
    return [[r for r in rows if r.day == day] for day in sorted({r.day for r in rows})]


@given(days)
def test_what_is_read_is_what_was_packed(rows):
    packed = read([pack(some, NOBODY) for some in by_day(rows)])
    assert rows_of(packed.legs) == [tuple(row) for some in by_day(rows) for row in some]


def test_what_counters_did_comes_with_the_day():
    worked = Worked(3, 10, 0, 5, 4, 5, 1, 2)
    states = {3: [(1, 2, "open", "")]}
    counters = CounterDay([worked], states, {3: [(4, NONE, 6)]})
    packed = read([pack([WORLD["leg"]()], counters)])
    assert packed.let_go == {"2026-11-23": {"3": [(4, NONE, 6)]}}
    assert packed.worked == [("2026-11-23", worked)]
    assert packed.states == {"2026-11-23": {"3": [[1, 2, "open", ""]]}}


def test_the_head_is_plain_json_for_whoever_reads_the_file_otherwise():
    packed = pack([], NOBODY)
    size = int.from_bytes(packed[:4], "little")
    assert json.loads(packed[4 : 4 + size])["n"] == 0
    assert read([packed]).legs.n == 0


def test_many_words_are_read_as_they_were():
    rows = [WORLD["leg"](60 * i, group=f"g{i:03}") for i in range(0, 24)]
    days = [pack(rows[:10], NOBODY), pack([r._replace(day="2026-11-24") for r in rows[5:]], NOBODY)]
    many = [WORLD["leg"](group=f"m{i:03}")._replace(day="2026-11-25") for i in range(300)]
    assert [r[3] for r in rows_of(read(days).legs)] == [r.group for r in rows[:10] + rows[5:]]
    found = rows_of(read([*days, pack(many, NOBODY)]).legs)
    assert [r[3] for r in found] == [r.group for r in rows[:10] + rows[5:] + many]


def version_3(rows: list[Row], counters: CounterDay) -> bytes:
    """A day of one weekday as it was packed before."""
    columns = dict(zip(Row._fields, zip(*rows, strict=True), strict=True))
    words = {name: sorted(set(columns[name])) for name in CODED}
    head = {"n": len(rows), "weekday": rows[0].weekday, "words": words}
    head |= {"worked": counters.worked, "states": counters.states}
    parts = []
    for name, code in OLD_TYPES.items():
        values = columns[name]
        if name in words:
            values = [words[name].index(one) for one in values]
        parts.append(array(code, values).tobytes())
    told = json.dumps(head).encode()
    return len(told).to_bytes(4, "little") + told + b"".join(parts)


@given(st.lists(WORLD["legs_strategy"], min_size=1, max_size=20))
def test_a_purged_day_of_an_older_version_is_read_as_it_was(rows):
    day = [row for row in rows if row.day == rows[0].day]
    counters = CounterDay([Worked(3, 10, 0, 5, 4, 5, 1, 2)], {3: [(1, 2, "open", "")]})
    old, new = read([version_3(day, counters)]), read([pack(day, counters)])
    assert rows_of(old.legs) == rows_of(new.legs)
    assert (old.worked, old.states) == (new.worked, new.states)
