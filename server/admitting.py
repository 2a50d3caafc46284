"""Telling the broker who may connect: the server's file of logins, or what to do by hand."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from broker import devicelogins
from broker.errors import BadSetting

BY_HAND = "sudo /opt/luot/wire.sh"
"""What puts logins.toml into force on a server that provision.sh has set up."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Given:
    """A device's secret. ``login`` is None when the broker was told, else what to write by hand."""

    id: str
    secret: str = field(repr=False)
    login: str | None = field(default=None, repr=False)


class BrokerLogins:
    """One centre's file; ``path`` None where everything is done by hand."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def admit(self, id: str, role: str, counters: Iterable[int], secret: str) -> Given:
        """Let a device in with this secret only."""
        bound = list(counters)
        try:
            if self._path is not None:
                devicelogins.admit(self._path, id, role, bound, secret)
                return Given(id, secret)
        except (OSError, BadSetting) as error:
            self._complain(error)
        return Given(id, secret, devicelogins.table(id, role, bound, secret).strip())

    def shut_out(self, id: str, role: str) -> bool:
        """Let it in no more. False: it has to be done by hand."""
        if self._path is None:
            return False
        try:
            devicelogins.shut_out(self._path, id, role)
        except (OSError, BadSetting) as error:
            self._complain(error)
            return False
        return True

    def _complain(self, error: Exception) -> None:
        log.error("the broker's logins stay as they were: %s: %s", self._path, error)


def login_file(data: Path | None, wanted: Path | None) -> Path | None:
    """Where it is: as wanted, or in the centre's folder if it is there."""
    beside = data / devicelogins.FILE if data is not None else None
    return wanted or (beside if beside is not None and beside.exists() else None)


def of_command(data: Path, environment: Mapping[str, str] = os.environ) -> BrokerLogins:
    """The file as a command of the same machine finds it."""
    wanted = environment.get("LUOT_ADMITTED")
    return BrokerLogins(login_file(data, Path(wanted) if wanted else None))
