"""Everything that can be wrong with a plan, found at once, each with the key it stands at."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from server.domain import plan_booking, plan_counter, plan_floor

CLOCKS = ("opens", "closes", "last_ticket")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlanError:
    """One error: the key at which it stands, such as ``group[3].series``, and what to write."""

    key: str
    message: str


@dataclass(slots=True)
class Checked:
    """The rows of each table as they were written, and what is wrong with them.

    ``sound`` has the same rows with only those values that are right by themselves.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    sound: dict[str, list[Row]] = field(default_factory=dict)
    errors: list[PlanError] = field(default_factory=list)

    def say(self, key: str, message: str) -> None:
        """Note an error."""
        self.errors.append(PlanError(key, message))


Rule = Callable[[Any], str | None]
"""What is wrong with a value, or None."""


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) and value.strip() else "write some text"


def _id(value: Any) -> str | None:
    legal = isinstance(value, str) and _ID.fullmatch(value)
    return None if legal else "use letters, digits, - and _ (at most 64)"


def _whole(least: int, most: int = 10**9) -> Rule:
    def rule(value: Any) -> str | None:
        legal = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return None if legal else f"use a whole number from {least} to {most}"

    return rule


def _share(value: Any) -> str | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return None if number and 0 <= value <= 1 else "use a number from 0 to 1"


def _cv(value: Any) -> str | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return None if number and 0 < value <= 10 else "use a number above 0, at most 10"


def _timezone(value: Any) -> str | None:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, TypeError, ValueError, OSError):
        return 'use a time zone such as "Asia/Ho_Chi_Minh"'
    return None


def _clock(value: Any) -> str | None:
    return None if clock_s(value) is not None else 'use a time such as "07:30", at most "24:00"'


def _listed(what: str) -> Rule:
    def rule(value: Any) -> str | None:
        legal = isinstance(value, list) and all(isinstance(name, str) for name in value)
        return None if legal else f"use a list of {what}"

    return rule


def _one_of(*words: str) -> Rule:
    *first, last = (f'"{word}"' for word in words)
    told = f"use {', '.join(first)} or {last}"
    return lambda value: None if value in words else told


def _yes_no(value: Any) -> str | None:
    return None if isinstance(value, bool) else "use true or false"


def _date(value: Any) -> str | None:
    try:
        legal = type(value) is date or date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        legal = False
    return None if legal else 'use a day such as "2026-09-02"'


def _weekdays(value: Any) -> str | None:
    legal = isinstance(value, list) and value and all(type(day) is int for day in value)
    sound = legal and len(set(value)) == len(value) and {1, 2, 3, 4, 5, 6, 7}.issuperset(value)
    return None if sound else "use a list of days, 1 for Monday to 7 for Sunday, each once"


def clock_s(value: Any) -> int | None:
    """Seconds after midnight of ``07:30`` or ``24:00``, or None when it is no time of day."""
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second
    found = (
        re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", value) if isinstance(value, str) else None
    )
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    total_s = hours * 3600 + minutes * 60 + seconds
    return total_s if minutes < 60 and seconds < 60 and total_s <= 86_400 else None


_codes = _listed("group codes")
_NAMES: dict[str, Rule] = {"name_vi": _text, "name_en": _text}
TABLES: dict[str, dict[str, Rule]] = {
    "centre": {"id": _id, **_NAMES, "timezone": _timezone},
    "session": {"name": _text, "opens": _clock, "closes": _clock, "last_ticket": _clock},
    "holiday": {"date": _date, **_NAMES},
    "series": {"id": _id, "first": _whole(1, 99_999), "last": _whole(1, 99_999)},
    "zone": {"id": _id, **_NAMES},
    "department": {"id": _text, **_NAMES},
    "group": {"code": _id, **_NAMES, "department": _text, "zone": _id, "series": _id},
    "counter": {"number": _whole(1, 999), "zone": _id, "department": _text, "groups": _codes},
    plan_booking.TABLE: {},
    plan_floor.TABLE: plan_floor.needed(),
}
"""What must be given in each table."""
OPTIONAL: dict[str, dict[str, Rule]] = {
    "centre": {
        "target_wait_s": _whole(1),
        "priority_credit_s": _whole(0),
        "appointment_credit_s": _whole(0),
        "help_delay_s": _whole(0),
        "no_show_s": _whole(0),
        "walk_s": _whole(0),
        "issue_early_s": _whole(0, 86_400),
        "at_close": _one_of("carry", "finish"),
        "policy": _one_of("call-mark", "look-ahead"),
        "arm_s": _whole(0, 60),
        "lease_numbers": _whole(0, 99_999),
        "weekdays": _weekdays,
        "bulk_over": _whole(1, 998),
        "stop_when_full": _yes_no,
        "opening": _one_of("arrival", "draw"),
        "phone_numbers": _yes_no,
        "readmit_s": _whole(0, 86_400),
        **plan_counter.optional(_whole),
    },
    "holiday": {"sessions": _listed("names of sessions")},
    "series": {"opening_block": _whole(1, 99_999)},
    "zone": dict.fromkeys(("priority_credit_s", "appointment_credit_s", "help_delay_s"), _whole(0)),
    "group": {
        "target_wait_s": _whole(1),
        "daily_cap": _whole(0),
        "mean_service_s": _whole(1),
        "cv": _cv,
        "share": _share,
        "short_vi": _text,
        "short_en": _text,
        "slot_capacity": _whole(1, 1000),
        "need": _one_of("submit", "collect", "help", "post"),
        "bulk": _id,
        "last_ticket": _clock,
    },
    "counter": {"help": _codes},
    plan_booking.TABLE: plan_booking.optional(_whole, _yes_no, _one_of),
    plan_floor.TABLE: plan_floor.optional(),
}
"""What may be left out."""
SPARE = frozenset({"department", "holiday", plan_booking.TABLE, plan_floor.TABLE})
"""Tables that a plan may do without."""
SINGLE = ("centre", plan_booking.TABLE, plan_floor.TABLE)
"""Tables that a plan has once."""


def check(document: Row) -> Checked:
    """Every table of the document with everything that is wrong in it."""
    checked = Checked()
    from server.domain.plan_links import link

    for key in document:
        if key not in TABLES:
            checked.say(key, f"unknown table{_hint(key, TABLES)}")
    for table in TABLES:
        checked.rows[table] = _rows(checked, document, table)
        checked.sound[table] = [
            _row(checked, table if table in SINGLE else f"{table}[{i}]", row, table)
            for i, row in enumerate(checked.rows[table])
        ]
    link(checked)
    return checked


def _rows(checked: Checked, document: Row, table: str) -> list[Row]:
    found = document.get(table, [])
    single = table in SINGLE
    rows = [found] if single and isinstance(found, dict) else found
    if not isinstance(rows, list) or any(not isinstance(row, dict) for row in rows):
        checked.say(table, f"write it as {f'[{table}]' if single else f'[[{table}]]'}")
        return []
    if not rows and table not in SPARE:
        checked.say(table, "is missing")
    return rows


def _row(checked: Checked, key: str, row: Row, table: str) -> Row:
    """The values that are right; the others are told."""
    needed, allowed = TABLES[table], OPTIONAL.get(table, {})
    for name in needed:
        if name not in row:
            checked.say(f"{key}.{name}", "is missing")
    sound: Row = {}
    for name, value in row.items():
        rule = needed.get(name) or allowed.get(name)
        if rule is None:
            checked.say(f"{key}.{name}", f"unknown key{_hint(name, {**needed, **allowed})}")
        elif wrong := rule(value):
            shown = "" if isinstance(value, dict) else f"{value!r}: "
            checked.say(f"{key}.{name}", shown + wrong)
        else:
            sound[name] = value
    return sound


def _hint(name: str, known: Row) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"; did you mean {near[0]}?" if near else ""
