"""E-mail of alerts: one when an incident is told, one when it is over, out of the journal.

The journal is the queue, as for webhooks: a restart in the middle at worst tells one twice, and
what the mail server does not take is tried again. What happened together goes in one message.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from server.domain import incident_texts
from server.domain.errors import Reason
from server.domain.facts import from_ms, to_ms
from server.domain.incidents import Rule, RuleId
from server.domain.plan import Plan
from server.errors import MailFailed
from server.mail import Message, Sends
from server.runtime import Runtime
from server.store.store import Store

LOOK_S = 5.0
STALE = timedelta(hours=12)
"""What could not be sent for so long helps nobody any more."""
FIRST_AGAIN_S, LAST_AGAIN_S = 10.0, 600.0
_MARK = "alert_mail_seq"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Alert:
    """A fact that is to be told; ``seq`` is its place in the journal."""

    seq: int
    rule: str
    over: bool
    since: datetime
    said: incident_texts.Told


class AlertMail:
    """Sends what was told since it was last told. ``look`` is called every ``LOOK_S``."""

    def __init__(
        self,
        store: Store,
        runtime: Runtime,
        mailer: Sends,
        rules: Mapping[RuleId, Rule],
        plan: Callable[[], Plan],
        url: str,
        now: Callable[[], datetime],
    ) -> None:
        """``now`` is the hall's time; ``url`` is how this server is reached."""
        self._store, self._runtime, self._mailer = store, runtime, mailer
        self._rules, self._plan, self._url, self._now = rules, plan, url, now
        self._done = self._mark()
        self._sent: set[tuple[str, int]] = set()
        self._busy, self._fails, self._next = False, 0, now()
        self.error = ""

    def look(self) -> None:
        """Begin to send what waits, unless that is being done or failed just now."""
        if not self._busy and self._now() >= self._next:
            self._busy = True
            self._runtime.spawn(self._work)

    def _work(self) -> None:
        try:
            self.send()
        finally:
            self._busy = False

    def send(self) -> None:
        """Send what waits; a failure is kept in ``error`` and tried again later."""
        newest, alerts = self._runtime.offload(self._waiting)
        try:
            for address, some in _by_address(alerts, self._rules).items():
                fresh = [one for one in some if (address, one.seq) not in self._sent]
                if fresh:
                    self._mailer.send(letter(address, fresh, self._plan(), self._url))
                    self._sent |= {(address, one.seq) for one in fresh}
        except MailFailed as error:
            again_s = min(FIRST_AGAIN_S * 2 ** min(self._fails, 20), LAST_AGAIN_S)
            self._fails, self.error = self._fails + 1, str(error)
            self._next = self._now() + timedelta(seconds=again_s)
            log.warning("e-mail of alerts: %s; again in %.0f s", error, again_s)
            return
        self._fails, self.error = 0, ""
        self._done = newest
        if alerts:
            self._sent.clear()
            self._keep(newest)

    def _waiting(self) -> tuple[int, list[Alert]]:
        first_ms = to_ms(self._now() - STALE)
        with self._store.read() as db:
            newest = _newest(db)
            found = db.execute(
                "select seq, data from journal where seq > ? and seq <= ? and at_ms >= ?"
                " and kind = 'alert_told' order by seq",
                (self._done, newest, first_ms),
            )
            return newest, [_alert(seq, json.loads(data)) for seq, data in found]

    def _mark(self) -> int:
        """How far all was sent; what was told before there was any e-mail is not sent."""
        with self._store.read() as db:
            row = db.execute("select value from meta where name = ?", (_MARK,)).fetchone()
            newest = _newest(db)
        if row is None:
            self._keep(newest)
        return newest if row is None else int(row[0])

    def _keep(self, seq: int) -> None:
        row = (_MARK, seq)
        self._store.write(
            lambda db: db.execute("insert or replace into meta values (?, ?)", row) and None
        )


def letter(address: str, alerts: Sequence[Alert], plan: Plan, url: str) -> Message:
    """One message about all of ``alerts``, in both languages, with what to do and where."""
    zone = ZoneInfo(plan.centre.timezone)
    first = alerts[0]
    state = "Hết" if first.over else "Cảnh báo"
    more = f" (+{len(alerts) - 1})" if len(alerts) > 1 else ""
    subject = f"[{plan.centre.name_vi}] {state}: {first.said.title.vi}{more}"
    parts = ["\n".join(_lines(one, zone, url)) for one in alerts]
    text = "\n\n".join([*parts, f"{plan.centre.name_vi}\n{url}/manage/alerts"])
    return Message((address,), subject, text + "\n")


def _lines(one: Alert, zone: ZoneInfo, url: str) -> Iterator[str]:
    since = one.since.astimezone(zone)
    states = ("Hết", "Over") if one.over else ("Cảnh báo", "Alert")
    clocks = (f"từ {since:%H:%M %d/%m/%Y}", f"since {since:%H:%M %d/%m/%Y}")
    said = one.said
    sides = ((said.title.vi, said.advice.vi), (said.title.en, said.advice.en))
    for (title, advice), state, clock in zip(sides, states, clocks, strict=True):
        yield f"{state}: {title} ({clock})"
        if advice and not one.over:
            yield f"→ {advice}"
    yield f"{url}{said.link}"


def _by_address(alerts: Sequence[Alert], rules: Mapping[RuleId, Rule]) -> dict[str, list[Alert]]:
    mail = {id.value: rule.mail for id, rule in rules.items()}
    found: dict[str, list[Alert]] = {}
    for one in alerts:
        for address in mail.get(one.rule, ()):
            found.setdefault(address, []).append(one)
    return found


def _alert(seq: int, fact: dict[str, Any]) -> Alert:
    about = Reason(fact["about_vi"], fact["about_en"])
    fields = (fact["detail"], fact["value"], fact["limit"])
    said = incident_texts.told(fact["rule"], fact["place"], about, *fields)
    return Alert(seq, fact["rule"], fact["over"], from_ms(fact["since_ms"]), said)


def _newest(db: sqlite3.Connection) -> int:
    return int(db.execute("select coalesce(max(seq), 0) from journal").fetchone()[0])
