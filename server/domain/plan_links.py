"""What is wrong between the tables of a plan: doubles, dangling references, overlaps."""

from __future__ import annotations

from collections import Counter as Tally

from server.domain.plan_check import Checked, Row, clock_s

_NAMED = {"series": "id", "zone": "id", "department": "id", "group": "code", "counter": "number"}


def link(checked: Checked) -> None:
    """Check rows that are right by themselves against each other."""
    for table, name in _NAMED.items():
        _doubles(checked, table, name)
    _series(checked)
    _sessions(checked)
    _references(checked)


def _doubles(checked: Checked, table: str, name: str) -> None:
    tally = Tally(row[name] for row in checked.rows[table])
    for i, row in enumerate(checked.rows[table]):
        if tally[row[name]] > 1:
            checked.say(f"{table}[{i}].{name}", f"{row[name]!r} stands {tally[row[name]]} times")


def _series(checked: Checked) -> None:
    rows = checked.rows["series"]
    for i, row in enumerate(rows):
        if row["last"] < row["first"]:
            checked.say(f"series[{i}].last", f"{row['last']} is before first = {row['first']}")
        for other in rows[:i]:
            if row["first"] <= other["last"] and other["first"] <= row["last"]:
                checked.say(f"series[{i}]", f"shares numbers with series {other['id']!r}")


def _sessions(checked: Checked) -> None:
    before_s = 0
    for i, row in enumerate(checked.rows["session"]):
        opens, closes, last = (
            clock_s(row[name]) or 0 for name in ("opens", "closes", "last_ticket")
        )
        if closes <= opens:
            checked.say(f"session[{i}].closes", "must be after opens")
        if not opens <= last <= closes:
            checked.say(f"session[{i}].last_ticket", "must be within the session")
        if opens < before_s:
            checked.say(f"session[{i}].opens", "overlaps the session before; write them in order")
        before_s = closes


def _references(checked: Checked) -> None:
    rows = checked.rows
    zones = {row["id"] for row in rows["zone"]}
    series = {row["id"] for row in rows["series"]}
    groups = {row["code"] for row in rows["group"]}
    for i, row in enumerate(rows["group"]):
        _known(checked, f"group[{i}].zone", row["zone"], zones)
        _known(checked, f"group[{i}].series", row["series"], series)
    for i, row in enumerate(rows["counter"]):
        _known(checked, f"counter[{i}].zone", row["zone"], zones)
        _counter_groups(checked, f"counter[{i}]", row, groups)


def _counter_groups(checked: Checked, key: str, row: Row, groups: set[str]) -> None:
    for name in ("groups", "help"):
        for code in row.get(name, ()):
            _known(checked, f"{key}.{name}", code, groups)
    for code in set(row["groups"]) & set(row.get("help", ())):
        checked.say(f"{key}.help", f"{code!r} is one of its own groups already")


def _known(checked: Checked, key: str, value: str, known: set[str]) -> None:
    if value not in known:
        checked.say(key, f"there is no {value!r} in this plan")
