"""What tests of virtual days share: the independent checker, and files of traces."""

from __future__ import annotations

import csv
import importlib.util
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from server.domain.book import BEGINNER
from server.domain.plan import Plan, parse_plan, plan_to_document
from server.virtual.calls import calls_csv
from server.virtual.people import Citizen
from server.virtual.replay import replay
from server.virtual.trace import COLUMNS

CHECKER = Path(__file__).parents[2] / "tools" / "call_checker.py"


def _checker() -> ModuleType:
    """pytest's importlib mode puts no folder on the path."""
    if "call_checker" not in sys.modules:
        spec = importlib.util.spec_from_file_location("call_checker", CHECKER)
        assert spec is not None and spec.loader is not None
        sys.modules["call_checker"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["call_checker"])
    return sys.modules["call_checker"]


def trace_rows(citizens: list[Citizen]) -> list[dict[str, str]]:
    """The trace of these citizens, cells as text."""
    return [
        {
            "ticket": c.ticket,
            "arrival_s": f"{c.arrival_s:g}",
            "group": c.group,
            "priority": str(int(c.priority)),
            "appointment_s": "" if c.appointment_s is None else f"{c.appointment_s:g}",
            "service_s": f"{c.service_s:g}",
            "shows": str(int(c.shows)),
        }
        for c in citizens
    ]


def trace_text(rows: list[dict[str, str]]) -> str:
    """A trace as a file holds it."""
    text = StringIO()
    lines = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue()


def call_rows(plan: Plan, citizens: list[Citizen], rule: str) -> list[dict[str, str]]:
    """What the calls file of this day says, cells as text."""
    return list(csv.DictReader(StringIO(calls_csv(replay(plan, citizens, rule, BEGINNER)))))


def _faults(plan: Plan | dict[str, Any], citizens: list[Citizen], rule: str) -> list[str]:
    parsed = plan if isinstance(plan, Plan) else parse_plan(plan)
    document = _plain(plan_to_document(parsed)) if isinstance(plan, Plan) else plan
    made = _checker().Checker(
        document, trace_rows(citizens), call_rows(parsed, citizens, rule), rule
    )
    found: list[str] = made.faults()
    return found


def _plain(document: dict[str, Any]) -> dict[str, Any]:
    """Times of sessions without seconds."""
    sessions = [{k: v[:5] if k != "name" else v for k, v in s.items()} for s in document["session"]]
    return {**document, "session": sessions}


@pytest.fixture(scope="session")
def faults() -> Callable[..., list[str]]:
    """What an independent checker finds wrong with a replay of (plan, citizens, rule)."""
    return _faults


@pytest.fixture(scope="session")
def checker() -> type[Any]:
    """The checker itself, to be shown wrong calls."""
    found: type[Any] = _checker().Checker
    return found


@pytest.fixture(scope="session")
def rows_of() -> Callable[..., tuple[list[dict[str, str]], list[dict[str, str]]]]:
    """The rows of the trace and of the calls of (plan, citizens, rule)."""
    return lambda plan, people, rule: (trace_rows(people), call_rows(plan, people, rule))


@pytest.fixture
def trace_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a trace, of citizens or as text."""

    def write(what: list[Citizen] | str, name: str = "trace.csv") -> Path:
        path = tmp_path / name
        text = what if isinstance(what, str) else trace_text(trace_rows(what))
        path.write_text(text, encoding="utf-8")
        return path

    return write
