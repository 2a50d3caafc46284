"""Figures of the hall, the writer, the wire, forecasts and devices, read when Prometheus asks.

Labels are codes of the plan, states and kinds: never a person, a ticket or a key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from server import deviceview
from server.desk import Desk
from server.devicedesk import DeviceDesk
from server.domain import legs
from server.domain.hall import Hall
from server.domain.statistics import LegFigures
from server.domain.tickets import LegState
from server.reports.clerk import Clerk
from server.store.accounts import Accounts

Labelled = Mapping[Any, float]
"""Values by their labels, a tuple of strings."""


class HallCollector(Collector):
    """Everything of one centre; nothing is counted between two scrapes."""

    def __init__(self, desk: Desk, accounts: Accounts, devices: DeviceDesk, clerk: Clerk) -> None:
        self._desk, self._accounts, self._devices = desk, accounts, devices
        self._clerk, self._tally = clerk, accounts.store.tally

    def collect(self) -> Iterator[Metric]:
        """The queue first."""
        snap = self._desk.snapshot()
        yield from _queue(snap.hall, self._desk.now())
        yield from _forecasts(snap.hall)
        yield from self._writer()
        yield from self._machines()
        yield _gauge("luot_mqtt_connected", "1 while the broker is reached", _one(self._linked()))
        yield _gauge("luot_reports_unsent", "Reports not sent yet", _one(self._clerk.failing))

    def _linked(self) -> bool:
        return self._devices.is_linked()

    def _writer(self) -> Iterator[Metric]:
        tally = self._tally
        yield _counter("luot_writer_commits", "Commits of the database", tally.commits)
        yield _counter("luot_writer_jobs", "Changes that were asked for", tally.jobs)
        yield _counter("luot_writer_lost", "Commits that failed", tally.lost)
        yield _counter("luot_writer_busy_seconds", "Time in commits", tally.busy_s)
        yield _gauge("luot_writer_waiting", "Changes that wait", _one(tally.waiting()))

    def _machines(self) -> Iterator[Metric]:
        states = deviceview.states(self._devices, self._desk, self._accounts)
        yield _gauge("luot_devices", "Devices", dict(states), "role", "state")
        standing = self._devices.watch.standing
        kinds = Counter((str(kind),) for _, kind in standing)
        yield _gauge("luot_alarms", "What is wrong with devices", kinds, "kind")
        yield _gauge("luot_alarms_open", "Alarms nobody sees to", _one(self._devices.watch.open))


def _queue(hall: Hall, now: datetime) -> Iterator[Metric]:
    waiting: Counter[tuple[str]] = Counter()
    longest: dict[tuple[str], float] = {}
    states: Counter[tuple[str]] = Counter()
    for ticket in hall.tickets.values():
        states[(ticket.state.value,)] += 1
        if ticket.state is LegState.WAITING:
            group = (ticket.leg.group,)
            waiting[group] += 1
            waited_s = (now - ticket.leg.opened_at).total_seconds()
            longest[group] = max(longest.get(group, 0.0), waited_s)
    yield _gauge("luot_group_waiting", "Tickets that wait", waiting, "group")
    yield _gauge(
        "luot_group_longest_seconds", "Since the oldest waiting leg was opened", longest, "group"
    )
    yield _gauge("luot_tickets_today", "Tickets of today", states, "state")
    counters = Counter((one.state,) for one in hall.counters.values())
    yield _gauge("luot_counters", "Counters", counters, "state")


def _forecasts(hall: Hall) -> Iterator[Metric]:
    """Of today's tickets that were told a range and have been called."""
    told = [one for one in _figures(hall) if None not in (one.wait_s, one.forecast_mid_s)]
    inside = sum(
        (one.forecast_low_s or 0) <= (one.wait_s or 0) <= (one.forecast_high_s or 0) for one in told
    )
    off_s = sum(abs((one.wait_s or 0) - (one.forecast_mid_s or 0)) for one in told)
    yield _gauge("luot_forecast_told", "Waits of today that were forecast", _one(len(told)))
    yield _gauge("luot_forecast_inside", "Of these, inside the told range", _one(inside))
    yield _gauge("luot_forecast_off_seconds", "Sum of how far the middle was off", _one(off_s))


def _figures(hall: Hall) -> Iterable[LegFigures]:
    for ticket in hall.tickets.values():
        if all(leg.group in hall.rules.groups for leg in ticket.legs):
            yield from legs.figures(hall.rules, ticket, {})


def _one(value: float) -> Labelled:
    return {(): float(value)}


def _gauge(name: str, about: str, values: Labelled, *labels: str) -> Metric:
    made = GaugeMetricFamily(name, about, labels=labels)
    for key, value in sorted(values.items()):
        made.add_metric(key, value)
    return made


def _counter(name: str, about: str, value: float) -> Metric:
    return CounterMetricFamily(name, about, value=value)
