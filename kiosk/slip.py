"""What is on the paper: words only, no pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from broker.messages import TicketReply, Wait
from kiosk.words import WORDS

STEP_S = 300
"""Waits are told in steps of five minutes, rounded outward."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A ticket's text, line by line as it stands on paper. ``None`` is left out."""

    centre: str
    title: str
    number: int
    zone: str
    counters: str
    group: str
    ahead: tuple[str, str]
    expected: tuple[str, str]
    wait: str | None
    url: str
    scan: str
    missed: str
    issued: str
    date: str
    mark: str | None
    machine: str
    priority: str | None


def make_slip(reply: TicketReply, *, centre: str, kiosk: str, lang: str) -> Slip:
    """The slip of an issued ticket; clock times are local, as the server wrote them."""
    words = WORDS[lang]
    issued = datetime.fromisoformat(reply.issued_at)
    group = reply.group_name.vi if reply.group_name and lang == "vi" else None
    if reply.group_name and lang == "en":
        group = reply.group_name.en
    return Slip(
        centre=centre,
        title=words["your_number"],
        number=reply.number,
        zone=words["zone"].format(reply.zone),
        counters=words["counters"].format(counter_ranges(reply.counters)),
        group=group or reply.group,
        ahead=(words["ahead"], words["people"].format(reply.ahead)),
        expected=(words["expected"], _clock_range(reply.wait) or words["unknown"]),
        wait=_wait(reply.wait, words),
        url=reply.url,
        scan=words["scan"],
        missed=words["missed"],
        issued=issued.strftime("%H:%M:%S"),
        date=issued.strftime("%d/%m/%Y"),
        mark=_mark(reply, words),
        machine=words["machine"].format(kiosk),
        priority=words["priority"] if reply.priority else None,
    )


def counter_ranges(numbers: Sequence[int]) -> str:
    """``[11, 12, 13, 15]`` as ``11–13, 15``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)


def minutes_range(wait: Wait) -> tuple[int, int]:
    """Minutes from and to, rounded outward to steps of five; at least one step wide."""
    low = wait.low_s // STEP_S * (STEP_S // 60)
    high = -(-wait.high_s // STEP_S) * (STEP_S // 60)
    return low, max(high, low + STEP_S // 60)


def _wait(wait: Wait | None, words: dict[str, str]) -> str | None:
    if wait is None:
        return None
    low, high = minutes_range(wait)
    if low == 0:
        return words["wait_short"].format(high)
    return words["wait"].format(f"{low}–{high}")


def _clock_range(wait: Wait | None) -> str | None:
    if wait is None:
        return None
    low = _round(datetime.fromisoformat(wait.at_low), up=False)
    high = _round(datetime.fromisoformat(wait.at_high), up=True)
    return f"{low.hour}:{low:%M}–{high.hour}:{high:%M}"


def _round(at: datetime, *, up: bool) -> datetime:
    over_s = (at.minute * 60 + at.second) % STEP_S
    down = at - timedelta(seconds=over_s, microseconds=at.microsecond)
    return down + timedelta(seconds=STEP_S) if up and over_s else down


def _mark(reply: TicketReply, words: dict[str, str]) -> str | None:
    if reply.mark_at is None:
        return None
    return words["mark"].format(datetime.fromisoformat(reply.mark_at).strftime("%H:%M"))
