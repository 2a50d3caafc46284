"""Handing one slip to one printer, and finding out whether it came out."""

from __future__ import annotations

import errno
import time
from dataclasses import dataclass

from kiosk import paper
from kiosk.errors import PaperError
from kiosk.statuses import (
    PAPER,
    PRINTER,
    Confirmed,
    Look,
    ask_process,
    is_offline,
    is_status,
    paper_state,
    process_answer,
    take,
    why_offline,
)

JOB_S = 10.0
"""How long a printer may take to accept a slip."""
CONFIRM_S, TRY_S = 8.0, 4.0
"""How long a printer may print before it says so: one that has done so before, and a new one."""
POLL_S = 0.4
"""How often the paper is looked at while a slip is printed."""
MUTE_POLLS = 3
CHUNK = 4096
SLOW_S, SLOW_BYTES = 1.5, 12_000
"""A printer that takes less than so many bytes in so long is slow: 22 mm of paper a second."""


@dataclass(slots=True)
class Pace:
    """How fast bytes are taken; ``since_s`` is None while none are sent."""

    since_s: float | None = None
    count: int = 0

    def note(self, count: int, now_s: float) -> None:
        """So many bytes more were taken."""
        self.count += count
        if self.count >= SLOW_BYTES:
            self.since_s, self.count = now_s, 0

    def is_slow(self, now_s: float) -> bool:
        """Is the printer slow just now?"""
        return self.since_s is not None and now_s - self.since_s > SLOW_S


class Answers:
    """What an open printer says, one answer at a time."""

    def __init__(self, printer: paper.Device) -> None:
        self._printer, self._heard = printer, b""

    def next(self, until_s: float) -> bytes | None:
        """The next answer; None when none comes until then. Raises PaperError at a hang-up."""
        answer, self._heard = take(self._heard)
        while not answer:
            left_s = until_s - time.monotonic()
            if left_s <= 0:
                return None
            paper.set_timeout(self._printer, left_s)
            try:
                got = bytes(self._printer._read())
            except OSError as error:
                if isinstance(error, TimeoutError) or error.errno == errno.ETIMEDOUT:
                    return None
                got = paper.HUNG_UP
            if got == paper.HUNG_UP:
                raise PaperError("the printer hung up in the middle of the slip")
            answer, self._heard = take(self._heard + got)
        return answer


class Delivery:
    """One printer: hands it slips, one at a time, and remembers how it answers.

    ``last`` is how it was found last, also in the middle of a slip.
    """

    def __init__(self, connect: paper.Connect) -> None:
        self._connect = connect
        self._knows_ids: bool | None = None
        self._number = 0
        self._pace = Pace()
        self.last = Look()

    def busy_look(self) -> Look:
        """How the printer is while it takes a slip; returns at once."""
        slow = self._pace.is_slow(time.monotonic())
        return Look(self.last.paper, "slow") if slow else self.last

    def look(self) -> Look:
        """How an idle printer is, within 0.9 s."""
        self.last = paper.look(self._connect)
        return self.last

    def send(self, job: bytes) -> Confirmed:
        """Print over one connection. A printer without paper is sent nothing.

        Raises PaperError with the reason, also when the slip did not come out whole.
        """
        with paper.opened(self._connect) as printer:
            try:
                self.last = paper.found(printer)
                if self.last.paper == "out":
                    raise PaperError("no paper, or the cover is open")
                self._write(printer, job)
                return self._confirm(printer)
            except (OSError, paper.DeviceError) as error:
                if isinstance(error, PaperError):
                    raise
                raise PaperError(str(error) or type(error).__name__) from error
            finally:
                self._pace = Pace()

    def _write(self, printer: paper.Device, job: bytes) -> None:
        now_s = time.monotonic()
        ends_s = now_s + JOB_S
        self._pace = Pace(now_s)
        for at in range(0, len(job), CHUNK):
            if now_s >= ends_s:
                raise PaperError(f"the printer has not taken the slip in {JOB_S:.0f} s")
            paper.set_timeout(printer, ends_s - now_s)
            piece = job[at : at + CHUNK]
            printer._raw(piece)
            now_s = time.monotonic()
            self._pace.note(len(piece), now_s)
        self._pace = Pace()

    def _confirm(self, printer: paper.Device) -> Confirmed:
        wanted = self._ask_process(printer)
        ends_s = time.monotonic() + (CONFIRM_S if self._knows_ids else TRY_S)
        answers, silent, roll = Answers(printer), 0, b""
        asked = PAPER
        while True:
            paper.set_timeout(printer, POLL_S)
            printer._raw(asked)
            told, is_done = self._listen(answers, wanted)
            if is_done:
                self._knows_ids = True
                return "process"
            silent = 0 if told else silent + 1
            roll = told if asked == PAPER and told else roll
            self._check(asked, told, roll)
            if not wanted or silent >= MUTE_POLLS:
                return "status" if told else "none"
            if time.monotonic() >= ends_s:
                self._knows_ids = self._knows_ids or False
                return "status"
            asked = PRINTER if asked == PAPER else PAPER

    def _ask_process(self, printer: paper.Device) -> bytes | None:
        """Ask to be told when the slip is printed; None for a printer that does not know how."""
        if self._knows_ids is False or self.last.trouble == "mute":
            return None
        self._number += 1
        paper.set_timeout(printer, POLL_S)
        printer._raw(ask_process(self._number))
        return process_answer(self._number)

    def _listen(self, answers: Answers, wanted: bytes | None) -> tuple[bytes, bool]:
        """The status that was asked for, and whether the slip is said to be printed meanwhile.

        Without a wish for the latter it returns with the status.
        """
        until_s, status = time.monotonic() + POLL_S, b""
        while (answer := answers.next(until_s)) is not None:
            if wanted is not None and answer == wanted:
                return status, True
            if is_status(answer):
                status = answer
                if wanted is None:
                    break
        return status, False

    def _check(self, asked: bytes, told: bytes, roll: bytes) -> None:
        """Note how the printer is. Raises PaperError when the slip cannot have come out."""
        if asked == PRINTER:
            if is_offline(told):
                self.last = Look("out", why_offline(roll or b"\x12", None))
                raise PaperError("the printer stopped in the middle of the slip")
            return
        if not told:
            self.last = Look(self.last.paper, "mute")
            return
        self.last = Look(paper_state(told, None), None)
        if self.last.paper == "out":
            self.last = Look("out", "out")
            raise PaperError("the paper ran out in the middle of the slip")
