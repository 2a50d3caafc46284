"""A centre with a month of made-up days, which nobody writes to, and days made of a few legs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from server import historyview
from server.clock import HallClock
from server.domain.history_counters import CounterDay
from server.domain.history_rows import Row
from server.domain.plan import Plan, plan_from_toml
from server.domain.report_periods import Period
from server.history_pack import Packed, pack, read
from server.historyview import Asked
from server.ledger import Ledger
from server.reports import making
from server.reports.facts import Facts, Head, Lines, gather
from server.reports.letter import document
from server.reports.words import Lang
from server.runtime import ThreadRuntime
from server.settings import Settings
from server.store import store
from tests.bench import centre_year

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PLAN = Path(__file__).parents[3] / "server" / "plans" / "haiphong" / "plan.toml"
SIGNED = Settings(
    report_agency="Ủy ban nhân dân thành phố Hải Phòng",
    report_place="Hải Phòng",
    report_signer="Phó Giám đốc",
)


Ask = Callable[[Asked], dict[str, Any]]


def haiphong() -> Plan:
    return plan_from_toml(PLAN.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def october(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("october")
    store.create(data)
    plan = haiphong()
    opened = store.Store(data, ThreadRuntime())
    Ledger(opened, ThreadRuntime(), HallClock()).adopt(plan)
    opened.close()
    centre_year.fill(data, plan, 8, 120, date(2026, 11, 1))
    return data


@pytest.fixture(scope="session")
def facts(october: Path) -> Callable[..., Facts]:
    @cache
    def of(period: Period, *, officers: bool = False) -> Facts:
        return making.facts_here(october, SIGNED, period, NOW, officers=officers)

    return of


@pytest.fixture(scope="session")
def paper(facts: Callable[..., Facts]) -> Callable[..., bytes]:
    """``paper(period, lang)``: the document, set once."""

    @cache
    def of(period: Period, lang: Lang, *, officers: bool = False) -> bytes:
        return document(facts(period, officers=officers), lang)

    return of


@pytest.fixture
def told_of() -> Callable[..., Facts]:
    """``told_of(rows, period, names)``: the facts of these legs alone, departments so named."""

    def of(rows: Sequence[Row], period: Period, names: Mapping[str, str] | None = None) -> Facts:
        plan = haiphong()
        made_at = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
        head = Head(plan.centre, made_at, Lines(signer="Phó Giám đốc"))
        facts = gather(asked_of(plan, rows), head, period, officers=False)
        for one in facts.departments:
            name = (names or {}).get(one["key"], one["key"])
            one["name"] = {"vi": name, "en": name}
        return facts

    return of


def packed(rows: Sequence[Row]) -> Packed:
    """The legs as history keeps them, by day; no counter worked."""
    days = sorted({one.day for one in rows})
    return read([pack([r for r in rows if r.day == day], CounterDay([], {})) for day in days])


def asked_of(plan: Plan, rows: Sequence[Row]) -> Ask:
    def ask(asked: Asked) -> dict[str, Any]:
        known = [one for one in rows if asked.first <= date.fromisoformat(one.day) <= asked.last]
        return historyview.view(packed(known), plan, asked, datetime(2099, 1, 1, tzinfo=UTC))

    return ask
