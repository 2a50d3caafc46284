"""The gate before the PIN check: guessing is slowed down, working is not."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from server.store.keys import secret
from server.store.unlocking import unlocks
from server.store.waits import Brief, Memory, Wait, Waits
from server.web.context import Context
from server.web.lockout import Lockout
from server.web.problems import Problem
from server.web.security import ADDRESS_FAILURES

ACCOUNT_FAILURES = 4
"""A login may fail this many times as often over all addresses as at one."""


class Locked(Problem):
    """Too many wrong tries: says for how many minutes, and ``retry_s`` in seconds."""

    def __init__(self, wait_s: float) -> None:
        self.minutes = math.ceil(wait_s / 60)
        told = "1 minute" if self.minutes == 1 else f"{self.minutes} minutes"
        super().__init__("locked", minutes=str(self.minutes), told=told)
        self.retry_s = math.ceil(wait_s)


class Gate:
    """Counts failures by login and address, by login, and by address.

    An attempt counts before the PIN is checked and is forgiven after, so that a hundred
    attempts at once are not checked before the first has failed. Who signed in at an address
    before is held to their own tries there alone: no stranger shuts a hall behind one address
    out, nor somebody out of their own counter.

    ``unlocks`` tells how often a login was unlocked: what counted before the last time is void.
    ``memory`` makes what keeps waits, and who signed in where, by kind.
    """

    def __init__(
        self,
        failures: int,
        clock: Callable[[], float],
        unlocks: Callable[[str], int] = lambda login: 0,
        memory: Callable[[str], Memory] = lambda kind: Brief(),
    ) -> None:
        self._unlocks = unlocks
        self._clock = clock
        self._here = Lockout(failures, clock, memory("here"))
        self._login = Lockout(failures * ACCOUNT_FAILURES, clock, memory("login"))
        self._address = Lockout(failures * ADDRESS_FAILURES, clock, memory("address"))
        self._known = memory("known")

    def enter(self, login: str, address: str) -> None:
        """Count an attempt. Raises Locked when there were too many."""
        wait_s = 0.0
        if self._known.recall((login, address)) is None:
            wait_s = max(self._login.wait_s(self._void(login)), self._address.wait_s(address))
        if (wait_s := max(wait_s, self._here.wait_s((self._void(login), address)))) > 0:
            raise Locked(wait_s)
        if (wait_s := self._here.enter((self._void(login), address))) > 0:
            raise Locked(wait_s)

    def passed(self, login: str, address: str) -> None:
        """The PIN was right: the attempts before it count no more."""
        self._here.clear((self._void(login), address))
        self._login.clear(self._void(login))
        if self._known.recall((login, address)) is None:
            self._known.keep((login, address), Wait(0, self._clock()))

    def failed(self, login: str, address: str) -> None:
        """The PIN was wrong: login and address are watched too."""
        self._login.enter(self._void(login))
        self._address.enter(address)

    def _void(self, login: str) -> tuple[str, int]:
        return login, self._unlocks(login)


def gate(parts: Context) -> Gate:
    """The gate of one server, at the hall's clock."""
    most, clock = parts.settings.login_failures_per_minute, lambda: parts.desk.now().timestamp()
    store = parts.accounts.store
    hashed_with = secret(store, "waits")
    return Gate(
        most,
        clock,
        partial(unlocks, parts.accounts),
        lambda kind: Waits(store, kind, hashed_with),
    )
