"""``/healthz``: the process answers. ``/readyz``: what it depends on answers too."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping

from flask import Blueprint, Response

from server.web.context import answer

log = logging.getLogger(__name__)
Probe = Callable[[], bool]
"""True when a dependency works; may raise instead of returning False."""


def blueprint(probes: Mapping[str, Probe]) -> Blueprint:
    """Both routes; ``probes`` are asked in order at each ``/readyz``."""
    pages = Blueprint("health", __name__)
    started_s = time.monotonic()

    @pages.get("/healthz")
    def healthz() -> Response:
        return answer({"status": "ok", "up_s": int(time.monotonic() - started_s)})

    @pages.get("/readyz")
    def readyz() -> Response:
        checks = {name: _works(name, probe) for name, probe in probes.items()}
        ready = all(checks.values())
        body = {"status": "ready" if ready else "not-ready", "checks": checks}
        return answer(body, 200 if ready else 503)

    return pages


def _works(name: str, probe: Probe) -> bool:
    try:
        return probe()
    except Exception:
        log.exception("not ready: %s", name)
        return False
