"""What is on the paper: words only, no pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from broker.messages import Bilingual, TicketReply, Wait
from kiosk.words import WORDS

STEP_S = 300
"""Waits are told in steps of five minutes, rounded outward."""
Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Slip:
    """A ticket's text as it stands on paper, from the top down; ``None`` is left out.

    ``ahead`` and ``expected`` are a label and what it says.
    """

    centre: str
    title: str
    number: int
    priority: str | None
    zone: str
    counters: str
    group: str
    ahead: Fact
    expected: Fact | None
    wait: str
    url: str
    scan: str
    missed: str
    issued: str
    date: str
    mark: str | None
    machine: str


def make_slip(reply: TicketReply, *, centre: str, kiosk: str, lang: str) -> Slip:
    """The slip of an issued ticket; clock times are local, as the server wrote them."""
    words = WORDS[lang]
    issued = datetime.fromisoformat(reply.issued_at)
    clocks = _clock_range(reply.wait)
    ranges = counter_ranges(reply.counters)
    return Slip(
        centre=centre,
        title=words["your_number"],
        number=reply.number,
        priority=words["priority"] if reply.priority else None,
        zone=zone_words(reply.zone, reply.zone_name, lang),
        counters=words[_plural("counter", len(reply.counters))].format(ranges) if ranges else "",
        group=said(reply.group_name, lang) or reply.group,
        ahead=(words["ahead"], words[_plural("person", reply.ahead)].format(reply.ahead)),
        expected=(words["expected"], clocks) if clocks else None,
        wait=_wait(reply.wait, words),
        url=reply.url,
        scan=words["scan"],
        missed=words["missed"],
        issued=issued.strftime("%H:%M:%S"),
        date=issued.strftime("%d/%m/%Y"),
        mark=_mark(reply, words),
        machine=words["machine"].format(machine_name(kiosk)),
    )


def said(both: Bilingual | None, lang: str) -> str:
    """The words in one language; empty when there are none."""
    if both is None:
        return ""
    return both.en if lang == "en" else both.vi


def zone_words(zone: str, name: Bilingual | None, lang: str) -> str:
    """``Khu vực 3`` for a numbered zone, which is what the signs in the hall say; else its name."""
    if zone.isdigit():
        return WORDS[lang]["zone"].format(zone)
    return said(name, lang) or WORDS[lang]["zone"].format(zone)


def machine_name(kiosk: str) -> str:
    """``kiosk-2`` is machine 2 to people."""
    return kiosk.removeprefix("kiosk-")


def counter_ranges(numbers: Sequence[int]) -> str:
    """``[11, 12, 13, 15]`` as ``11–13, 15``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def minutes_range(wait: Wait) -> tuple[int, int]:
    """Minutes from and to, rounded outward to steps of five; at least one step wide."""
    low = wait.low_s // STEP_S * (STEP_S // 60)
    high = -(-wait.high_s // STEP_S) * (STEP_S // 60)
    return low, max(high, low + STEP_S // 60)


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _wait(wait: Wait | None, words: dict[str, str]) -> str:
    if wait is None:
        return words["unknown"]
    low, high = minutes_range(wait)
    if low == 0:
        return words["wait_short"].format(high)
    return words["wait"].format(f"{low}–{high}")


def _clock_range(wait: Wait | None) -> str | None:
    if wait is None:
        return None
    low = _round(datetime.fromisoformat(wait.at_low), up=False)
    high = _round(datetime.fromisoformat(wait.at_high), up=True)
    if low == high:
        high += timedelta(seconds=STEP_S)
    return f"{low.hour}:{low:%M}–{high.hour}:{high:%M}"


def _round(at: datetime, *, up: bool) -> datetime:
    over = timedelta(seconds=(at.minute * 60 + at.second) % STEP_S, microseconds=at.microsecond)
    down = at - over
    return down + timedelta(seconds=STEP_S) if up and over else down


def _mark(reply: TicketReply, words: dict[str, str]) -> str | None:
    if reply.mark_at is None:
        return None
    return words["mark"].format(datetime.fromisoformat(reply.mark_at).strftime("%H:%M"))
