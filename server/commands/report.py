"""``luot report``: a day or a month as a workbook or a document for signature."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from server.domain import report_periods
from server.domain.report_periods import KINDS, Period
from server.errors import ReportRefused
from server.reports import making
from server.settings import read_settings


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("report", help="a day or a month as XLSX or PDF")
    kinds = parser.add_subparsers(dest="kind", required=True)
    for kind in KINDS:
        one = kinds.add_parser(kind, help=f"the {kind} report")
        if kind == "daily":
            one.add_argument("--date", dest="period", type=_day, help="which day; yesterday")
        else:
            one.add_argument("--month", dest="period", type=_month, help="which month; last month")
        one.add_argument("--format", choices=making.FORMS, default="pdf", help="pdf")
        one.add_argument("--lang", choices=("vi", "en"), default="vi", help="vi")
        one.add_argument("--counters", action="store_true", help="with the figures of counters")
        one.add_argument("--out", type=Path, required=True, metavar="FILE", help="the new file")
        one.add_argument("--data", required=True, type=Path, help="folder of the centre")
        one.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file whole or not at all; an older one gives way."""
    now = datetime.now(UTC)
    period = arguments.period or _usual(arguments.kind, now)
    if period.first > now.astimezone().date():
        raise ReportRefused(f"{period.name} is not here yet: choose a day or month that has begun")
    if not arguments.out.parent.is_dir():
        raise ReportRefused(f"{arguments.out.parent} is no folder: make it, or choose another")
    settings = read_settings(os.environ)
    facts = making.facts_here(arguments.data, settings, period, now, officers=arguments.counters)
    content = making.written(facts, arguments.format, arguments.lang)
    beside = arguments.out.with_name(f".{arguments.out.name}.new")
    beside.write_bytes(content)
    beside.replace(arguments.out)
    told = "no number was given" if facts.empty else f"{facts.whole['issued']} tickets"
    print(f"{arguments.out}: {period.name}, {told}")
    return 0


def _usual(kind: report_periods.Kind, now: datetime) -> Period:
    return report_periods.due(kind, now.astimezone().date(), at_hand=False)


def _day(text: str) -> Period:
    return _period("daily", text)


def _month(text: str) -> Period:
    return _period("monthly", text)


def _period(kind: report_periods.Kind, text: str) -> Period:
    try:
        return report_periods.read(kind, text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}") from None
