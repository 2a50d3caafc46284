"""What is wrong between the tables of a plan: doubles, dangling references, overlaps.

Only values that are right by themselves are compared, so that one mistake is told once.
"""

from __future__ import annotations

from collections import Counter as Tally
from typing import Any

from server.domain import plan_floor
from server.domain.plan_check import Checked, Row, clock_s

_NAMED = {"series": "id", "zone": "id", "department": "id", "group": "code", "counter": "number",
          "holiday": "date"}  # fmt: skip


def link(checked: Checked) -> None:
    """Check the rows against each other."""
    for table, name in _NAMED.items():
        _doubles(checked, table, name)
    _series(checked)
    _sessions(checked)
    _references(checked)
    _bulk(checked)
    _draw(checked)
    _holidays(checked)
    _floor(checked)


def _doubles(checked: Checked, table: str, name: str) -> None:
    tally = Tally(row[name] for row in checked.sound[table] if name in row)
    for i, row in enumerate(checked.sound[table]):
        if name in row and tally[row[name]] > 1:
            checked.say(f"{table}[{i}].{name}", f"{row[name]!r} stands {tally[row[name]]} times")


def _series(checked: Checked) -> None:
    before: list[Row] = []
    for i, row in enumerate(checked.sound["series"]):
        if not {"first", "last"} <= row.keys():
            continue
        if row["last"] < row["first"]:
            checked.say(f"series[{i}].last", f"{row['last']} is before first = {row['first']}")
        elif row.get("opening_block", 0) > row["last"] - row["first"]:
            checked.say(f"series[{i}].opening_block", "must leave at least one number after it")
        for other in before:
            if row["first"] <= other["last"] and other["first"] <= row["last"]:
                checked.say(f"series[{i}]", f"shares numbers with series {other.get('id')!r}")
        before.append(row)


def _sessions(checked: Checked) -> None:
    before_s = 0
    for i, row in enumerate(checked.sound["session"]):
        opens, closes, last = (
            clock_s(row.get(name)) for name in ("opens", "closes", "last_ticket")
        )
        if opens is not None and closes is not None and closes <= opens:
            checked.say(f"session[{i}].closes", "must be after opens")
        if last is not None and not (opens or 0) <= last <= (closes or last):
            checked.say(f"session[{i}].last_ticket", "must be within the session")
        if opens is not None and opens < before_s:
            checked.say(f"session[{i}].opens", "overlaps the session before; write them in order")
        before_s = before_s if closes is None else closes


def _references(checked: Checked) -> None:
    zones, series, groups = (_names(checked, table) for table in ("zone", "series", "group"))
    for i, row in enumerate(checked.sound["group"]):
        _known(checked, f"group[{i}].zone", row.get("zone"), zones)
        _known(checked, f"group[{i}].series", row.get("series"), series)
    for i, row in enumerate(checked.sound["counter"]):
        _known(checked, f"counter[{i}].zone", row.get("zone"), zones)
        _counter_groups(checked, f"counter[{i}]", row, groups)


def _bulk(checked: Checked) -> None:
    groups = {row.get("code"): row for row in checked.sound["group"]}
    for i, row in enumerate(checked.sound["group"]):
        code, key = row.get("bulk"), f"group[{i}].bulk"
        _known(checked, key, code, _names(checked, "group"))
        if code is not None and code == row.get("code"):
            checked.say(key, "must be another group")
        elif code is not None and "bulk" in groups.get(code, {}):
            checked.say(key, f"{code!r} has a bulk group itself; name the last one")


def _draw(checked: Checked) -> None:
    centre = next(iter(checked.sound["centre"]), {})
    if centre.get("opening") != "draw":
        return
    if not any("opening_block" in row for row in checked.rows["series"]):
        checked.say("centre.opening", '"draw" needs opening_block in at least one [[series]]')
    if centre.get("issue_early_s") == 0:
        checked.say("centre.issue_early_s", '"draw" needs some time before the opening')


def _holidays(checked: Checked) -> None:
    known = {row.get("name") for row in checked.sound["session"]}
    for i, row in enumerate(checked.sound["holiday"]):
        for name in row.get("sessions", ()):
            _known(checked, f"holiday[{i}].sessions", name, known)


def _floor(checked: Checked) -> None:
    zones, counters = _names(checked, "zone"), _names(checked, "counter")
    for row in checked.sound["floor"]:
        for key, wrong in plan_floor.faults(row, zones, counters):
            checked.say(key, wrong)


def _names(checked: Checked, table: str) -> set[Any] | None:
    """What may be referred to; None when a name cannot be read, so that nothing is known."""
    names = [row.get(_NAMED[table]) for row in checked.sound[table]]
    return set(names) if names and None not in names else None


def _counter_groups(checked: Checked, key: str, row: Row, groups: set[Any] | None) -> None:
    own, helps = row.get("groups", ()), row.get("help", ())
    for name, codes in (("groups", own), ("help", helps)):
        for code in codes:
            _known(checked, f"{key}.{name}", code, groups)
    for code in sorted(set(own) & set(helps)):
        checked.say(f"{key}.help", f"{code!r} is one of its own groups already")


def _known(checked: Checked, key: str, value: Any, known: set[Any] | None) -> None:
    if value is not None and known is not None and value not in known:
        checked.say(key, f"there is no {value!r} in this plan")
