"""``/healthz``: the process answers. ``/readyz``: what it depends on answers too."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from flask import Blueprint, Response

from server.store.errors import StoreError
from server.web.context import answer
from server.web.permits import public

log = logging.getLogger(__name__)
LEAST_FREE_BYTES = 64 * 2**20
"""Room on the disk below which the centre is not ready: the next facts may not fit."""
Probe = Callable[[], bool]
"""True when a dependency works; raises StoreError or OSError, or returns False, when it does not.

Any other fault is ours, and answered with 500 like everywhere: not ready either.
"""


def blueprint(probes: Mapping[str, Probe]) -> Blueprint:
    """Both routes; ``probes`` are asked in order at each ``/readyz``."""
    pages = Blueprint("health", __name__)
    started_s = time.monotonic()

    @pages.get("/healthz")
    @public
    def healthz() -> Response:
        return answer({"status": "ok", "up_s": int(time.monotonic() - started_s)})

    @pages.get("/readyz")
    @public
    def readyz() -> Response:
        checks = {name: _works(name, probe) for name, probe in probes.items()}
        ready = all(checks.values())
        body = {"status": "ready" if ready else "not-ready", "checks": checks}
        return answer(body, 200 if ready else 503)

    return pages


def needed(folder: Path, is_linked: Probe | None) -> dict[str, Probe]:
    """What a centre in ``folder`` needs besides its database: room, and a broker if it has one."""
    probes: dict[str, Probe] = {
        "disk": lambda: shutil.disk_usage(folder).free > LEAST_FREE_BYTES,
    }
    return probes | ({"broker": is_linked} if is_linked else {})


def _works(name: str, probe: Probe) -> bool:
    try:
        return probe()
    except (StoreError, OSError) as error:
        log.error("not ready: %s: %s", name, error)
        return False
