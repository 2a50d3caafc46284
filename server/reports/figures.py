"""Which figures of history stand in a report, under which names, and of how many each is made."""

from __future__ import annotations

from server.reports.cells import Figure

F = Figure
_ENDS = (
    *(F("no_show", "count", "no_show", n="called"), F("left", "count", "left", n="issued")),
    F("expired", "count", "expired", n="issued"),
    F("transferred", "count", "transferred", n="called"),
    F("forgotten", "count", "forgotten", n="served"),
)
_WAIT = (
    F("wait.p50_s", "seconds", "wait", "p50", "wait.n"),
    F("wait.p90_s", "seconds", "wait", "p90", "wait.n"),
)
_IN_TIME = F("in_time", "share", "in_time", n="in_time_n")
_SERVICE = F("service.p50_s", "seconds", "service", "service_p50", "service.n")
_RATING = (
    F("stars.rate", "share", "rated", "rate", "stars.served"),
    F("stars.mean", "points", "rated", "mean", "stars.rated"),
    F("stars.satisfied", "share", "satisfied", "satisfied", "stars.rated"),
)
SUMMARY = (
    F("days", "count", "day", "days"),
    F("issued", "count", "issued", "issued_short"),
    F("called", "count", "called", "called_short"),
    F("served", "count", "served", "served_short", "called"),
    *_ENDS,
    *_WAIT,
    F("wait.p95_s", "seconds", "wait", "p95", "wait.n"),
    F("wait.max_s", "seconds", "wait", "longest", "wait.n"),
    _IN_TIME,
    F("closed_s", "hours", "closed", "closed", "over_closed"),
    F("raw.p50_s", "seconds", "raw", "raw_p50", "raw.n"),
    F("raw.p90_s", "seconds", "raw", "raw_p90", "raw.n"),
    F("carried_n", "count", "carried", "carried_sum", "closings"),
    F("response.p50_s", "seconds", "response", "response_p50", "response.n"),
    _SERVICE,
    F("service.p90_s", "seconds", "service", "service_p90", "service.n"),
    F("inside", "share", "inside", n="told_n"),
    F("off_p50_s", "seconds", "off", "off_p50", "told_n"),
    *_RATING,
)
"""Figures of everything, each of this period and of the one before."""
PARTS = (
    *(F("issued", "count", "issued"), F("served", "count", "served"), *_ENDS),
    *(F("wait.n", "count", "n", "waits_n"), *_WAIT),
    *(F("in_time_n", "count", "n", "targets_n"), _IN_TIME),
    *(F("service.n", "count", "n", "services_n"), _SERVICE),
)
BANDS = (
    F("issued", "count", "issued"),
    F("called", "count", "called", "called_first"),
    F("served", "count", "served"),
    F("n", "count", "n", "waits_n"),
    F("p50_s", "seconds", "wait", "p50", "n"),
    F("p90_s", "seconds", "wait", "p90", "n"),
)
CARRIED = (
    F("issued", "count", "issued", "issued_session"),
    F("n", "count", "carried", "carried_n"),
)
TOLD = (
    F("n", "count", "n"),
    F("inside", "share", "inside", n="n"),
    F("p50_s", "seconds", "wait", "waited_p50", "n"),
    F("p90_s", "seconds", "wait", "waited_p90", "n"),
)
STARS = (
    F("stars.served", "count", "served", "visits"),
    F("stars.rated", "count", "rated"),
    *_RATING,
)
COUNTERS = (
    F("served", "count", "served"),
    F("open_s", "hours", "open", "open_s"),
    F("busy_s", "hours", "busy", "busy_s"),
    F("idle_waiting_s", "hours", "idle", "idle_waiting_s"),
    F("utilisation", "share", "utilisation", "utilisation"),
)
