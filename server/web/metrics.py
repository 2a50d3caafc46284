"""Prometheus figures of one server; no label ever holds a person, a ticket or a key."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.registry import Collector

from server.web.permits import public

_BUCKETS_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0)


class Metrics:
    """The collectors, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.requests = Histogram(
            "luot_http_request_seconds",
            "Time to answer, by route and status",
            ("route", "status"),
            buckets=_BUCKETS_S,
            registry=self.registry,
        )
        self._answered: dict[tuple[str, int], Histogram] = {}
        self.told = Counter(
            "luot_socket_documents_total",
            "Documents sent to browsers, by kind",
            ("event",),
            registry=self.registry,
        )
        self.no_clip = self.count(
            "luot_voice_missing", "Recordings that a board asked for and the server has not"
        )

    def answered(self, route: str, status: int, took_s: float) -> None:
        """One request was answered."""
        child = self._answered.get((route, status))
        if child is None:
            child = self._answered[route, status] = self.requests.labels(route, status)
        child.observe(took_s)

    def add(self, collector: Collector) -> None:
        """Figures that ``collector`` reads when Prometheus asks."""
        collectors = self.registry
        collectors.register(collector)

    def gauge(self, name: str, about: str, read: Callable[[], float]) -> None:
        """A figure that is read when Prometheus asks."""
        Gauge(name, about, registry=self.registry).set_function(read)

    def count(self, name: str, about: str) -> Callable[[], None]:
        """A counter, told as ``name`` with ``_total``; what is answered counts one more."""
        return Counter(name, about, registry=self.registry).inc


def blueprint(metrics: Metrics) -> Blueprint:
    """``GET /metrics``."""
    pages = Blueprint("metrics", __name__)

    @pages.get("/metrics")
    @public
    def scrape() -> Response:
        return Response(generate_latest(metrics.registry), content_type=CONTENT_TYPE_LATEST)

    return pages
