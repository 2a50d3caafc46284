"""The plan of a centre: what exists in it and which rules hold. Immutable, read from plan.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from server.domain import plan_booking, plan_check, plan_counter, plan_floor
from server.domain.errors import DomainError
from server.domain.plan_rows import (
    EVERY_DAY,
    TARGET_WAIT_S,
    Centre,
    CounterPlan,
    Department,
    Group,
    Holiday,
    Series,
    Session,
    Terms,
    Zone,
)
from server.domain.waiting import Seat

__all__ = [
    "TARGET_WAIT_S",
    "Centre",
    "CounterPlan",
    "Department",
    "Group",
    "Holiday",
    "Plan",
    "PlanRefused",
    "Series",
    "Session",
    "Terms",
    "Zone",
    "parse_plan",
    "plan_from_toml",
    "plan_to_document",
]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole centre.

    ``able`` names the counters that may serve a group, own or as help; ``terms`` the credits of
    a group and the delay of those who help it; ``seats`` how each counter stands to its groups;
    ``holidays`` are named by their date.
    """

    centre: Centre
    sessions: tuple[Session, ...]
    series: dict[str, Series]
    zones: dict[str, Zone]
    departments: dict[str, Department]
    groups: dict[str, Group]
    counters: dict[int, CounterPlan]
    holidays: dict[str, Holiday] = field(default_factory=dict)
    booking: plan_booking.BookingRules = plan_booking.OFF
    floor: plan_floor.FloorPlan | None = None
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
        return (c.number for c in self.counters.values() if group in (*c.groups, *c.help))


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
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PlanRefused((plan_check.PlanError("plan.toml", str(error)),)) from error
    return parse_plan(document)


def parse_plan(document: dict[str, Any]) -> Plan:
    """The plan in a document of plain values. Raises PlanRefused with every error at once."""
    checked = plan_check.check(document)
    if checked.errors:
        raise PlanRefused(tuple(checked.errors))
    rows = checked.rows
    return Plan(
        _centre(rows["centre"][0]),
        tuple(Session(**_seconds(row)) for row in rows["session"]),
        {row["id"]: Series(**row) for row in rows["series"]},
        {row["id"]: Zone(**row) for row in rows["zone"]},
        {row["id"]: Department(**row) for row in _departments(rows)},
        {row["code"]: _group(row, rows["centre"][0]) for row in rows["group"]},
        {row["number"]: _counter(row) for row in rows["counter"]},
        {one.date: one for one in map(_holiday, rows["holiday"])},
        plan_booking.parse(rows["booking"]),
        plan_floor.parse(rows["floor"]),
    )


def plan_to_document(plan: Plan) -> dict[str, Any]:
    """Plain JSON values such that ``parse_plan`` gives the same plan again."""
    return {
        "centre": {
            **_without_none(asdict(plan.centre)),
            "weekdays": list(plan.centre.weekdays),
            **{name: list(getattr(plan.centre, name)) for name in plan_counter.LISTS},
        },
        "session": [_clocks(session) for session in plan.sessions],
        "holiday": [{**asdict(h), "sessions": list(h.sessions)} for h in plan.holidays.values()],
        "series": [_without_none(asdict(series)) for series in plan.series.values()],
        "zone": [_without_none(asdict(zone)) for zone in plan.zones.values()],
        "department": [asdict(department) for department in plan.departments.values()],
        "group": [_group_row(group) for group in plan.groups.values()],
        "counter": [
            {**asdict(c), "groups": list(c.groups), "help": list(c.help)}
            for c in plan.counters.values()
        ],
        **plan_booking.told(plan.booking),
        **plan_floor.told(plan.floor),
    }


def _departments(rows: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Those with a table of their own, and those that are only named by a group or a counter."""
    known = {row["id"]: row for row in rows["department"]}
    for row in (*rows["group"], *rows["counter"]):
        name = row["department"]
        known.setdefault(name, {"id": name, "name_vi": name, "name_en": name})
    return list(known.values())


def _centre(row: dict[str, Any]) -> Centre:
    days = tuple(sorted(row.get("weekdays", EVERY_DAY)))
    return Centre(**{**row, **plan_counter.as_tuples(row), "weekdays": days})


def _holiday(row: dict[str, Any]) -> Holiday:
    return Holiday(**{**row, "date": str(row["date"]), "sessions": tuple(row.get("sessions", ()))})


def _group(row: dict[str, Any], centre: dict[str, Any]) -> Group:
    short = {"short_vi": row["name_vi"], "short_en": row["name_en"]}
    target_s = centre.get("target_wait_s", TARGET_WAIT_S)
    given = {key: value for key, value in row.items() if key != "last_ticket"}
    last_s = plan_check.clock_s(row.get("last_ticket"))
    return Group(**{**short, "target_wait_s": target_s, **given, "last_ticket_s": last_s})


def _group_row(group: Group) -> dict[str, Any]:
    row = _without_none(asdict(group))
    last_s = row.pop("last_ticket_s", None)
    return row if last_s is None else {**row, "last_ticket": _clock(last_s)}


def _counter(row: dict[str, Any]) -> CounterPlan:
    lists = {"groups": tuple(row["groups"]), "help": tuple(row.get("help", ()))}
    return CounterPlan(**{**row, **lists})


def _seconds(row: dict[str, Any]) -> dict[str, Any]:
    clocks = {f"{name}_s": plan_check.clock_s(row[name]) for name in plan_check.CLOCKS}
    return {"name": row["name"], **clocks}


def _clocks(session: Session) -> dict[str, Any]:
    row: dict[str, Any] = {"name": session.name}
    for name in plan_check.CLOCKS:
        row[name] = _clock(getattr(session, f"{name}_s"))
    return row


def _clock(s: int) -> str:
    return f"{s // 3600:02d}:{s % 3600 // 60:02d}:{s % 60:02d}"


def _without_none(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value is not None}
