"""A report in one call: its figures asked, written in a form. Slow work: run it beside the loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from server import historyview
from server.domain import sessions
from server.domain.plan import Plan
from server.domain.report_periods import Period
from server.historian import Historian
from server.history_pack import Packed
from server.historyview import Asked
from server.reports.facts import Ask, Facts, Head, Lines, gather
from server.reports.words import Lang
from server.settings import Settings
from server.store.readonly import reader
from server.store.store import FILE, verify

Form = Literal["pdf", "xlsx"]
FORMS: tuple[Form, ...] = get_args(Form)
MEDIA_TYPES: Mapping[Form, str] = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def written(facts: Facts, form: Form, lang: Lang) -> bytes:
    """The report as a file."""
    return _WRITERS[form](facts, lang)


def facts_here(
    data: Path, settings: Settings, period: Period, now: datetime, *, officers: bool
) -> Facts:
    """The figures of ``period`` from the centre in ``data``, with or without a server at work."""
    verify(data / FILE)
    historian = Historian(reader(data / FILE))
    plan = historian.plan()
    today = sessions.today_of(plan, now)

    @cache
    def days(first: date, last: date) -> Packed:
        return historian.days(first, last, now, today.isoformat())

    @cache
    def ask(asked: Asked) -> dict[str, Any]:
        return historyview.view(days(asked.first, asked.last), plan, asked, now)

    return gather(ask, _head(settings, plan, now), period, officers=officers)


def facts_of(
    ask: Ask, plan: Plan, settings: Settings, period: Period, now: datetime, *, officers: bool
) -> Facts:
    """The same by the server's own history."""
    return gather(ask, _head(settings, plan, now), period, officers=officers)


def file_name(period: Period, form: str, lang: str, *, officers: bool) -> str:
    """``luot-2026-11-24-vi.pdf``; one that has counters is another file."""
    return f"luot-{period.name}{'-counters' if officers else ''}-{lang}.{form}"


def _head(settings: Settings, plan: Plan, now: datetime) -> Head:
    local = now.astimezone(sessions.zone_of(plan)).replace(tzinfo=None, microsecond=0)
    own = Lines(settings.report_agency, settings.report_place, settings.report_signer)
    english = settings.report_agency_en, settings.report_place_en, settings.report_signer_en
    return Head(plan.centre, local, own, Lines(*english))


def _pdf(facts: Facts, lang: Lang) -> bytes:
    from server.reports.letter import document  # fonts are slow to import: only who prints waits

    return document(facts, lang)


def _xlsx(facts: Facts, lang: Lang) -> bytes:
    from server.reports.sheets import workbook

    return workbook(facts, lang)


_WRITERS: Mapping[Form, Callable[[Facts, Lang], bytes]] = {"pdf": _pdf, "xlsx": _xlsx}
