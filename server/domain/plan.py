"""The plan of a centre: what exists in it and which rules hold. Immutable, read from plan.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from server.domain import plan_check
from server.domain.errors import DomainError
from server.domain.waiting import Seat

AtClose = Literal["carry", "finish"]
PolicyName = Literal["call-mark", "look-ahead"]
TARGET_WAIT_S = 900
"""Decision 468/QĐ-TTg asks for an average wait of at most 15 minutes."""


@dataclass(frozen=True, slots=True)
class Centre:
    """One building. Credits and delays are those of the call mark."""

    id: str
    name_vi: str
    name_en: str
    timezone: str
    target_wait_s: int = TARGET_WAIT_S
    priority_credit_s: int = 1800
    appointment_credit_s: int = 1200
    help_delay_s: int = 180
    no_show_s: int = 60
    walk_s: int = 30
    at_close: AtClose = "carry"
    issue_early_s: int = 900
    policy: PolicyName = "call-mark"
    arm_s: int = 4
    lease_numbers: int | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """An opening interval, in seconds after local midnight."""

    name: str
    opens_s: int
    closes_s: int
    last_ticket_s: int


@dataclass(frozen=True, slots=True)
class Series:
    """A band of numbers, first to last inclusive, restarted daily."""

    id: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the hall with its own board. What is not None holds instead of the centre's."""

    id: str
    name_vi: str
    name_en: str
    priority_credit_s: int | None = None
    appointment_credit_s: int | None = None
    help_delay_s: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What makes the marks of a group, in seconds: its zone's values, or the centre's."""

    priority_credit_s: int
    appointment_credit_s: int
    help_delay_s: int


@dataclass(frozen=True, slots=True)
class Department:
    """Who seconds officers."""

    id: str
    name_vi: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Group:
    """What a ticket is for. ``share`` and service times serve forecasts and rehearsals."""

    code: str
    name_vi: str
    name_en: str
    department: str
    zone: str
    series: str
    target_wait_s: int
    daily_cap: int | None = None
    mean_service_s: int = 600
    cv: float = 0.7
    share: float = 0.0
    short_vi: str = ""
    short_en: str = ""


@dataclass(frozen=True, slots=True)
class CounterPlan:
    """A counter: the groups that it serves as its own, and those that it helps."""

    number: int
    zone: str
    department: str
    groups: tuple[str, ...]
    help: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole centre.

    ``able`` names the counters that may serve a group, own or as help; ``terms`` the credits of
    a group and the delay of those who help it; ``seats`` how each counter stands to its groups.
    """

    centre: Centre
    sessions: tuple[Session, ...]
    series: dict[str, Series]
    zones: dict[str, Zone]
    departments: dict[str, Department]
    groups: dict[str, Group]
    counters: dict[int, CounterPlan]
    able: dict[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)
    terms: dict[str, Terms] = field(init=False, repr=False, compare=False)
    seats: dict[int, tuple[Seat, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        able = {code: tuple(self._able(code)) for code in self.groups}
        object.__setattr__(self, "able", able)
        zones = {id: _terms(self.centre, zone) for id, zone in self.zones.items()}
        terms = {code: zones[group.zone] for code, group in self.groups.items()}
        object.__setattr__(self, "terms", terms)
        seats = {number: _seats(counter, terms) for number, counter in self.counters.items()}
        object.__setattr__(self, "seats", seats)

    def _able(self, group: str) -> Iterator[int]:
        for counter in self.counters.values():
            if group in counter.groups or group in counter.help:
                yield counter.number


def _terms(centre: Centre, zone: Zone) -> Terms:
    own = {name: getattr(zone, name) for name in Terms.__slots__}
    return Terms(**{k: getattr(centre, k) if v is None else v for k, v in own.items()})


def _seats(counter: CounterPlan, terms: dict[str, Terms]) -> tuple[Seat, ...]:
    own = [Seat(code, i, False, 0) for i, code in enumerate(counter.groups)]
    delays = [terms[code].help_delay_s * 1000 for code in counter.help]
    return (*own, *(Seat(code, i, True, delays[i]) for i, code in enumerate(counter.help)))


class PlanRefused(DomainError, ValueError):
    """A plan with errors; ``errors`` holds every one with the key at which it stands."""

    def __init__(self, errors: tuple[plan_check.PlanError, ...]) -> None:
        super().__init__("\n".join(f"{error.key}: {error.message}" for error in errors))
        self.errors = errors


def plan_from_toml(text: str) -> Plan:
    """The plan that ``text`` describes. Raises PlanRefused with every error at once."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanRefused((plan_check.PlanError("plan.toml", str(error)),)) from error
    return parse_plan(document)


def parse_plan(document: dict[str, Any]) -> Plan:
    """The plan in a document of plain values. Raises PlanRefused with every error at once."""
    checked = plan_check.check(document)
    if checked.errors:
        raise PlanRefused(tuple(checked.errors))
    rows = checked.rows
    return Plan(
        Centre(**rows["centre"][0]),
        tuple(Session(**_seconds(row)) for row in rows["session"]),
        {row["id"]: Series(**row) for row in rows["series"]},
        {row["id"]: Zone(**row) for row in rows["zone"]},
        {row["id"]: Department(**row) for row in _departments(rows)},
        {row["code"]: _group(row, rows["centre"][0]) for row in rows["group"]},
        {row["number"]: _counter(row) for row in rows["counter"]},
    )


def plan_to_document(plan: Plan) -> dict[str, Any]:
    """Plain JSON values such that ``parse_plan`` gives the same plan again."""
    return {
        "centre": _without_none(asdict(plan.centre)),
        "session": [_clocks(session) for session in plan.sessions],
        "series": [asdict(series) for series in plan.series.values()],
        "zone": [_without_none(asdict(zone)) for zone in plan.zones.values()],
        "department": [asdict(department) for department in plan.departments.values()],
        "group": [_without_none(asdict(group)) for group in plan.groups.values()],
        "counter": [
            {**asdict(c), "groups": list(c.groups), "help": list(c.help)}
            for c in plan.counters.values()
        ],
    }


def _departments(rows: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Those with a table of their own, and those that are only named by a group or a counter."""
    known = {row["id"]: row for row in rows["department"]}
    for row in (*rows["group"], *rows["counter"]):
        name = row["department"]
        known.setdefault(name, {"id": name, "name_vi": name, "name_en": name})
    return list(known.values())


def _group(row: dict[str, Any], centre: dict[str, Any]) -> Group:
    short = {"short_vi": row["name_vi"], "short_en": row["name_en"]}
    target_s = centre.get("target_wait_s", TARGET_WAIT_S)
    return Group(**{**short, "target_wait_s": target_s, **row})


def _counter(row: dict[str, Any]) -> CounterPlan:
    return CounterPlan(
        **{**row, "groups": tuple(row["groups"]), "help": tuple(row.get("help", ()))}
    )


def _seconds(row: dict[str, Any]) -> dict[str, Any]:
    clocks = {f"{name}_s": plan_check.clock_s(row[name]) for name in plan_check.CLOCKS}
    return {"name": row["name"], **clocks}


def _clocks(session: Session) -> dict[str, Any]:
    row: dict[str, Any] = {"name": session.name}
    for name in plan_check.CLOCKS:
        s = getattr(session, f"{name}_s")
        row[name] = f"{s // 3600:02d}:{s % 3600 // 60:02d}:{s % 60:02d}"
    return row


def _without_none(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value is not None}
