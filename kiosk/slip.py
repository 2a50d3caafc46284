"""What is on the paper: words only, no pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from broker.messages import Bilingual, TicketReply
from kiosk.waits import Told, tell
from kiosk.words import WORDS

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Slip:
    """A ticket's text as it stands on paper, from the top down; ``None`` is left out.

    ``ahead`` and ``expected`` are a label and what it says; ``brief`` is ``wait`` for narrow paper.
    """

    centre: str
    title: str
    number: int
    priority: str | None
    alone: str | None
    copied: str | None
    zone: str
    counters: str
    group: str
    ahead: Fact | None
    expected: Fact | None
    wait: str
    brief: str
    appointment: str | None
    url: str
    scan: str
    missed: str
    valid: str
    hotline: str
    issued: str
    date: str
    mark: str | None
    machine: str


def make_slip(
    reply: TicketReply, *, centre: str, kiosk: str, lang: str, copied_at: str | None = None
) -> Slip:
    """The slip of an issued ticket; clock times are local, as the server wrote them.

    ``copied_at`` marks a reprint and is when it was asked for; its wait counts from then.
    """
    words = WORDS[lang]
    issued = datetime.fromisoformat(reply.issued_at)
    copied = datetime.fromisoformat(copied_at) if copied_at else None
    told = tell(reply.wait, copied or issued) if reply.wait else None
    ranges = counter_ranges(reply.counters)
    return Slip(
        centre=centre,
        title=words["your_number"],
        number=reply.number,
        priority=words["priority"] if reply.priority else None,
        alone=words["alone"] if reply.alone else None,
        copied=words["copied"].format(copied.strftime("%H:%M")) if copied else None,
        zone=zone_words(reply.zone, reply.zone_name, lang),
        counters=words[_plural("counter", len(reply.counters))].format(ranges) if ranges else "",
        group=said(reply.group_name, lang) or reply.group,
        ahead=_ahead(reply.ahead, words, told),
        expected=(words["expected"], told.clock) if told else None,
        wait=_wait(told, words, "wait"),
        brief=_wait(told, words, "brief"),
        appointment=_clock(reply.appointment_at, words["appointment"]),
        url=reply.url,
        scan=words["scan"],
        missed=words["missed"],
        valid=words["valid"],
        hotline=words["hotline"],
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


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _ahead(ahead: int | None, words: dict[str, str], wait: Told | None) -> Fact | None:
    """How many of the same group; 0 is said to be that where its counters have others to call."""
    if ahead is None:
        return None
    if ahead == 0 and wait is not None and not wait.across and wait.low_min > 0:
        return words["ahead"], words["none_of_group"]
    return words["ahead"], words[_plural("person", ahead)].format(ahead)


def _wait(told: Told | None, words: dict[str, str], key: str) -> str:
    if told is None:
        return words["unknown"]
    if told.across:
        return words["across"]
    if told.low_min == 0:
        return words[f"{key}_short"].format(told.high_min)
    return words[key].format(f"{told.low_min}–{told.high_min}")


def _mark(reply: TicketReply, words: dict[str, str]) -> str | None:
    if reply.mark_at is None:
        return None
    return words["mark"].format(datetime.fromisoformat(reply.mark_at).strftime("%H:%M"))


def _clock(iso: str | None, words: str) -> str | None:
    """``Hẹn lúc 9:15``: hours without a leading zero, as everywhere on the slip but in its foot."""
    if iso is None:
        return None
    at = datetime.fromisoformat(iso)
    return words.format(f"{at.hour}:{at.minute:02d}")
