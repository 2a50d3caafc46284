"""What an auditor asks, and how it is told: rows for people, CSV and JSON lines for files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo
from typing import Any

from server.domain import sessions
from server.domain.facts import from_ms, to_ms
from server.domain.plan import Plan
from server.store.audit import Found, Search

COLUMNS = ("seq", "at", "by", "kind", "counter", "number", "ticket", "data", "link")
"""Of a CSV."""
FORMS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}
"""The forms of an export, and what a browser is told they are."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def span(plan: Plan, first: date, last: date) -> tuple[int, int]:
    """The epoch milliseconds at which local day ``first`` begins and ``last`` ends."""
    return to_ms(sessions.day_bounds(plan, first)[0]), to_ms(sessions.day_bounds(plan, last)[1])


def search(plan: Plan, first: date, last: date, **asked: Any) -> Search:
    """A search over local days, both included."""
    from_ms, to_ms_ = span(plan, first, last)
    return Search(from_ms, to_ms_, **asked)


def told(plan: Plan, found: Iterable[Found]) -> Iterator[dict[str, Any]]:
    """Each row as a JSON object, with the hall's own time."""
    zone = sessions.zone_of(plan)
    for one in found:
        yield {
            "seq": one.seq,
            "at": _local(one.at_ms, zone),
            "by": one.by,
            "kind": one.kind,
            "counter": one.data.get("counter", one.data.get("seat")),
            "number": one.number,
            "ticket": one.data.get("ticket"),
            "data": one.data,
            "link": one.link,
        }


def lines(rows: Iterable[dict[str, Any]], form: str) -> Iterator[str]:
    """The rows as ``csv`` (with a byte order mark, for spreadsheets) or ``jsonl``."""
    if form == "jsonl":
        for row in rows:
            yield json.dumps(row, ensure_ascii=False) + "\n"
        return
    yield "\ufeff" + _csv(COLUMNS)
    for row in rows:
        yield _csv([_cell(row[name]) for name in COLUMNS])


def _local(at_ms: int, zone: tzinfo) -> str:
    at: datetime = from_ms(at_ms).astimezone(zone)
    return at.isoformat(timespec="milliseconds")


def _cell(value: Any) -> str:
    """Plain text: no spreadsheet takes a cell for a formula."""
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(_FORMULA) else text


def _csv(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
