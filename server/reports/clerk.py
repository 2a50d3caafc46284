"""The clerk: makes reports when their time has come, keeps their files, and sends them.

What is due is read from what was made, so that a server that was off at the hour makes up for it;
what could not be sent stands in its row, and is tried until it is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any, Protocol

from server.domain import report_periods, sessions
from server.domain.facts import to_ms
from server.domain.plan import Plan
from server.domain.report_periods import KINDS, Kind, Period
from server.errors import MailFailed
from server.mail import Attachment, Mailer, Message, Sends
from server.reports import making
from server.reports.facts import Ask, Facts
from server.reports.making import FORMS, MEDIA_TYPES, Form
from server.reports.words import Lang, title, word
from server.settings import Settings
from server.store.made_reports import Made, ReportBook, Store

LOOK_S = 30.0
FIRST_AGAIN_S, LAST_AGAIN_S = 60.0, 3600.0
"""How long after a failure it is sent again: at first, and at the most."""
log = logging.getLogger(__name__)


class Following(Protocol):
    """What is followed now."""

    @property
    def plan(self) -> Plan:
        """The plan in force."""

    def now(self) -> datetime:
        """The hall's clock."""


class Centre(Following, Protocol):
    """The same, with where it is."""

    @property
    def folder(self) -> Path:
        """Of the centre's database."""


class Waits(Protocol):
    """The way in which the server waits for slow work."""

    def offload(self, call: Callable[..., Any], *args: Any) -> Any: ...
    def spawn(self, call: Callable[[], None]) -> None: ...


class Clerk:
    """Reports of one centre. ``look`` begins what is due, beside everything else."""

    def __init__(
        self,
        book: ReportBook,
        desk: Following,
        ask: Ask,
        runtime: Waits,
        settings: Settings,
        mailer: Sends,
        folder: Path,
    ) -> None:
        self.book, self.folder = book, folder
        self._desk, self._ask, self._runtime = desk, ask, runtime
        self._settings, self._mailer = settings, mailer
        self._at_work = False
        self.failing = 0

    def look(self) -> None:
        """Begin to make what is due and to send what waits, unless that is going on."""
        if not self._at_work:
            self._at_work = True
            self._runtime.spawn(self._work)

    def _work(self) -> None:
        try:
            for period in self.due():
                self.make_scheduled(period)
            self.send_waiting()
        finally:
            self._at_work = False

    def due(self) -> list[Period]:
        """Periods whose hour has come and that were not made yet."""
        now = self._desk.now().astimezone(sessions.zone_of(self._desk.plan))
        found = []
        for kind in KINDS:
            at = self._hour(kind)
            if at is not None:
                period = report_periods.due(kind, now.date(), now.time() >= at)
                found += [] if self.book.has(kind, period.name) else [period]
        return found

    def _hour(self, kind: Kind) -> time | None:
        text = self._settings.report_daily if kind == "daily" else self._settings.report_monthly
        return time.fromisoformat(text) if text else None

    def make_scheduled(self, period: Period) -> None:
        """Every form and language of ``period`` that the settings ask for."""
        officers = self._settings.report_counters
        facts = self._facts(period, officers)
        for lang in self._settings.report_langs:
            for form in self._settings.report_formats:
                self._keep(facts, form, lang, officers=officers, by="system")  # type: ignore[arg-type]

    def make(self, period: Period, form: Form, lang: Lang, *, officers: bool, by: str) -> Made:
        """Make one now. It is not sent: who asked for it has it."""
        return self._keep(self._facts(period, officers), form, lang, officers=officers, by=by)

    def _facts(self, period: Period, officers: bool) -> Facts:
        return making.facts_of(
            self._ask,
            self._desk.plan,
            self._settings,
            period,
            self._desk.now(),
            officers=officers,
        )

    def _keep(self, facts: Facts, form: Form, lang: Lang, *, officers: bool, by: str) -> Made:
        """Write the file, then note it: a note always has its file."""
        content: bytes = self._runtime.offload(making.written, facts, form, lang)
        name = making.file_name(facts.period, form, lang, officers=officers)
        self._runtime.offload(_put, self.folder, name, content)
        mail = "waiting" if by == "system" and self._settings.report_to else "none"
        at_ms, period = to_ms(self._desk.now()), facts.period
        made = Made(
            *(name, period.kind, period.name, lang, form, officers, len(content), at_ms, by, mail)
        )
        self.book.put(made)
        log.info("report %s was made", name)
        return made

    def read(self, name: str) -> bytes | None:
        """The file of a report that was made; None when somebody took it away."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def send_waiting(self) -> None:
        """Send each period's files in one message; what fails waits longer each time."""
        now_ms = to_ms(self._desk.now())
        waiting: dict[tuple[str, str], list[Made]] = {}
        for one in self.book.to_send(now_ms):
            waiting.setdefault((one.kind, one.period), []).append(one)
        for files in waiting.values():
            self._send(files, now_ms)
        self.failing = sum(one.mail == "failed" for one in self.book.newest(1000))

    def _send(self, files: list[Made], now_ms: int) -> None:
        try:
            self._runtime.offload(self._mailer.send, self._message(files))
        except MailFailed as error:
            tries = files[0].tries
            again_s = min(FIRST_AGAIN_S * 2 ** min(tries, 20), LAST_AGAIN_S)
            for one in files:
                self.book.failed(one.name, str(error), now_ms + int(again_s * 1000))
            log.warning("report %s was not sent: %s", files[0].name, error)
        else:
            for one in files:
                self.book.sent(one.name)

    def _message(self, files: list[Made]) -> Message:
        lang: Lang = "vi" if any(one.lang == "vi" for one in files) else "en"
        kind: Kind = "daily" if files[0].kind == "daily" else "monthly"
        period = report_periods.read(kind, files[0].period)
        centre = self._desk.plan.centre
        name = centre.name_vi if lang == "vi" else centre.name_en
        attached = []
        for one in files:
            content = self.read(one.name)
            if content is None:
                raise MailFailed(f"{self.folder / one.name} is gone: make it once more")
            form = next(form for form in FORMS if form == one.form)
            attached.append(Attachment(one.name, MEDIA_TYPES[form], content))
        text = word(lang, "mail", centre=name, title=title(lang, period))
        return Message(self._settings.report_to, f"{name}: {title(lang, period)}", text, attached)


def _put(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{name}.new"
    beside.write_bytes(content)
    beside.replace(folder / name)


def clerk_of(store: Store, desk: Centre, ask: Ask, runtime: Waits, settings: Settings) -> Clerk:
    """The clerk of an open centre; its files are in ``LUOT_REPORT_FOLDER`` or in the centre's."""
    folder = settings.report_folder or desk.folder / "reports"
    return Clerk(ReportBook(store), desk, ask, runtime, settings, Mailer(settings), folder)
