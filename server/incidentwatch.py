"""Looks at the hall by the rules of alerts; what stands out goes into the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from server import incidentreadings
from server.breath import Breath
from server.desk import Desk
from server.devicewatch import DeviceWatch
from server.domain import alarm_texts, sessions
from server.domain import facts as f
from server.domain.errors import Reason, refuse
from server.domain.facts import to_ms
from server.domain.incidents import REST_S, Change, Key, Reading, Rule, RuleId, Watch, Watches, look
from server.ledger import SYSTEM, Actor
from server.store.accounts import Accounts
from server.store.alert_rules import RuleBook
from server.store.incident_log import Incident, incidents

REMEMBERED = timedelta(days=7)
"""How far back the journal is read at the start for incidents that still stand."""
_BY_ID = {one.value: one for one in RuleId}


class IncidentWatch:
    """``standing`` is what is wrong now, by rule and place; ``news`` rises when it changes."""

    def __init__(
        self,
        desk: Desk,
        devices: DeviceWatch,
        accounts: Accounts,
        rest: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk, self._devices, self._accounts = desk, devices, accounts
        self._rest = rest
        self.book = RuleBook(accounts.store)
        self.standing: dict[Key, Incident] = {}
        self._owed: dict[Key, Incident] = {}
        self._watches: Watches = {}
        self._idle_since: dict[int, datetime] = {}
        self.news = 0
        self.mail_error: Callable[[], str] = lambda: ""
        """What went wrong with the newest e-mail; empty when nothing did."""
        for one in self.log(desk.now() - REMEMBERED):
            self._restore(one)

    def look(self) -> None:
        """Once; called every few seconds."""
        now = self._desk.now()
        snap = replace(self._desk.snapshot(), at=now)
        idle = incidentreadings.idle_now(snap)
        self._idle_since = {n: self._idle_since.get(n, now) for n in idle}
        roles = {one.id: one.role for one in self._accounts.in_force()}
        idle_min = self.book.rules[RuleId.IDLE].limit
        breath = Breath(self._rest)
        read = incidentreadings.readings(snap, self._idle_since, idle_min, breath)
        read |= incidentreadings.of_devices(self._devices, roles)
        local = now.astimezone(sessions.zone_of(self._desk.plan))
        minute = local.hour * 60 + local.minute
        now_s = to_ms(now) / 1000
        watches, changes = look(self._watches, self.book.rules, read, now_s, minute)
        for change in changes:
            self._keep(change, now)
        self._watches = watches
        self._follow(read)

    def log(self, since: datetime) -> list[Incident]:
        """Incidents that opened since then, in their order; reads the journal."""
        with self._accounts.store.read() as db:
            return incidents(db, to_ms(since))

    def take(self, by: Actor, incident: str) -> None:
        """``by`` sees to it; whoever said so first stays. Raises Refused when it is over."""
        key = next((key for key, one in self.standing.items() if one.id == incident), None)
        if key is None:
            raise refuse("unknown-incident")
        if self.standing[key].taken_by is not None:
            return
        self._desk.keep_fact(by, f.IncidentTaken(incident))
        taken = replace(self.standing[key], taken_by=by.id, taken_at=self._desk.now())
        self.standing[key] = taken
        self.news += 1

    def set_rule(self, by: Actor, rule_id: RuleId, rule: Rule) -> None:
        """From now on the rule is so; who set it is kept."""
        if rule != self.book.rules[rule_id]:
            text = self.book.put(rule_id, rule)
            self._desk.keep_fact(by, f.AlertRuleChanged(rule_id.value, text))

    @property
    def open(self) -> int:
        """How many nobody sees to yet."""
        return sum(one.taken_by is None for one in self.standing.values())

    def _keep(self, change: Change, now: datetime) -> None:
        key = change.key
        if change.act == "opened":
            self.standing[key] = self._opened(key, change.reading, now)
        elif change.act == "ended":
            one = self.standing.pop(key)
            if self._watches[key].told:
                self._owed[key] = one
            self._desk.keep_fact(SYSTEM, f.IncidentEnded(one.id, one.rule, one.place))
        elif change.act == "told":
            self._tell(self.standing[key], over=False)
        else:
            self._tell(self._owed.pop(key), over=True)
        self.news += 1

    def _opened(self, key: Key, reading: Reading, now: datetime) -> Incident:
        rule_id, place = key
        about = self._about(rule_id, place)
        one = Incident(
            uuid4().hex[:12],
            rule_id.value,
            place,
            about.vi,
            about.en,
            reading.detail,
            round(reading.value or 0),
            self.book.rules[rule_id].limit,
            now,
        )
        fields = (one.id, one.rule, place, about.vi, about.en, one.detail, one.value, one.limit)
        self._desk.keep_fact(SYSTEM, f.IncidentOpened(*fields))
        return one

    def _tell(self, one: Incident, over: bool) -> None:
        fields = (one.about_vi, one.about_en, one.detail, one.value, one.limit)
        told = f.AlertTold(one.id, one.rule, one.place, *fields, to_ms(one.since), over)
        self._desk.keep_fact(SYSTEM, told)

    def _about(self, rule_id: RuleId, place: str) -> Reason:
        """How people call the place."""
        if rule_id in (RuleId.DEVICE, RuleId.PAPER):
            device = place.partition(":")[0]
            known = self._accounts.device(device)
            if known is None:
                return Reason(device, device)
            return alarm_texts.name(device, known.role, known.counters)
        zone = self._desk.plan.zones.get(place)
        if zone is None:
            return Reason("Cả sảnh", "The whole hall")
        return Reason(f"Khu {place}, {zone.name_vi}", f"Area {place}, {zone.name_en}")

    def _follow(self, read: dict[Key, Reading]) -> None:
        """What stands is shown as it is now, not as it was when it opened."""
        for key, one in self.standing.items():
            reading = read.get(key)
            if reading is not None and reading.value is not None:
                value = round(reading.value)
                self.standing[key] = replace(one, value=value, detail=reading.detail or one.detail)

    def _restore(self, one: Incident) -> None:
        rule_id = _BY_ID.get(one.rule)
        if rule_id is None:
            return
        key = (rule_id, one.place)
        if one.ended is None:
            before = self._watches.get(key, Watch())
            self.standing[key] = one
            self._watches[key] = replace(before, raised=True, told=one.told)
            return
        owed = one.told and not one.told_over
        if owed:
            self._owed[key] = one
        rest_s = to_ms(one.ended) / 1000 + REST_S if one.told else float("-inf")
        self._watches[key] = Watch(owed=owed, rest_until_s=rest_s)


def worst_first(standing: Iterable[Incident]) -> list[Incident]:
    """What nobody sees to before the rest, then by rule, then the oldest."""
    order = list(_BY_ID)
    return sorted(standing, key=lambda one: (bool(one.taken_by), order.index(one.rule), one.since))
