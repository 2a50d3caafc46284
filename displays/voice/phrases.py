"""What is said, as clips in their order: each has a name and the words that it holds.

Whole numbers up to 99, thousands and hundreds are clips of their own: every number from 0 to
9999 is three clips at the most, and sounds as one would say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from broker.numerals import LARGEST, Accent, Style, vietnamese
from broker.numerals import spoken as _spoken

Kind = Literal["call", "recall"]
Lang = Literal["vi", "en"]
WHOLE_COUNTERS = 40
"""Counters up to here are one clip each, *đến quầy số mười bốn*."""
_HEADS: dict[Lang, dict[str, str]] = {
    "vi": {
        "call": "Mời số",
        "recall": "Xin nhắc lại, mời số",
        "call-priority": "Mời số ưu tiên",
        "recall-priority": "Xin nhắc lại, mời số ưu tiên",
        "to": "đến quầy số",
        "results": "nhận kết quả",
        "speaker": "Đây là loa thông báo",
        "of-zone": "khu vực",
    },
    "en": {
        "call": "Number",
        "recall": "Once again, number",
        "call-priority": "Priority number",
        "recall-priority": "Once again, priority number",
        "to": "please go to counter",
        "results": "for your results",
        "speaker": "This is the loudspeaker",
        "of-zone": "of zone",
    },
}
_NOTICES: dict[Lang, dict[str, str]] = {
    "vi": {
        "lunch": "Trung tâm nghỉ trưa. Số của quý khách vẫn còn giá trị trong buổi chiều",
        "opening": "Trung tâm sắp làm việc trở lại. Xin mời quý khách chuẩn bị số",
        "closing": "Trung tâm sắp hết giờ làm việc. Xin mời quý khách đến bàn hướng dẫn",
    },
    "en": {
        "lunch": "We are closed for lunch. Your number stays valid in the afternoon",
        "opening": "We open again soon. Please have your number ready",
        "closing": "We close soon. Please ask at the help desk",
    },
}


@dataclass(frozen=True, slots=True)
class Manner:
    """How numbers sound in a hall: southern *ngàn, lẻ, bốn*; tickets digit by digit."""

    accent: Accent = "north"
    style: Style = "cardinal"


PLAIN = Manner()


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording: its file's name without ``.wav``, and what is to be heard in it."""

    name: str
    words: str


def call(
    number: int,
    counter: int,
    *,
    kind: Kind = "call",
    priority: bool = False,
    results: bool = False,
    lang: Lang = "vi",
    accent: Accent = "north",
    style: Style = "cardinal",
) -> list[Clip]:
    """*Mời số … đến quầy số …*, and *nhận kết quả* for ``results``.

    Digit by digit is the ticket alone: a counter is a whole number, also where it is small.
    Raises ValueError for a number above 9999.
    """
    head = f"{kind}-priority" if priority else kind
    said = [Clip(head, _HEADS[lang][head]), *number_clips(number, lang, accent, style)]
    end = [Clip("results", _HEADS[lang]["results"])] if results else []
    if counter <= WHOLE_COUNTERS:
        return [*said, _counter(counter, lang, accent), *end]
    return [*said, Clip("to", _HEADS[lang]["to"]), *number_clips(counter, lang, accent), *end]


def notice(name: str, lang: Lang = "vi") -> Clip:
    """A sentence for all: ``lunch``, ``opening`` or ``closing``. Raises KeyError."""
    return Clip(name, _NOTICES[lang][name])


def speaker(zones: Sequence[str], lang: Lang = "vi", accent: Accent = "north") -> list[Clip]:
    """*Đây là loa thông báo khu vực ba*: which loudspeaker it is.

    A zone whose name is no number is left out: no pack holds a recording of it.
    """
    said = [Clip("speaker", _HEADS[lang]["speaker"])]
    for zone in zones:
        if zone.isascii() and zone.isdigit() and int(zone) <= LARGEST:
            said += [Clip("of-zone", _HEADS[lang]["of-zone"])]
            said += number_clips(int(zone), lang, accent)
    return said


def words(clips: list[Clip]) -> str:
    """The clips as one sentence, for a voice that reads words."""
    return " ".join(clip.words for clip in clips)


def number_clips(
    number: int, lang: Lang = "vi", accent: Accent = "north", style: Style = "cardinal"
) -> list[Clip]:
    """At most three clips, or one a digit. Raises ValueError unless 0 ≤ ``number`` ≤ 9999."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number}: only numbers from 0 to {LARGEST} can be said")
    if style == "digits":
        return [Clip(digit, _say(int(digit), lang, accent)) for digit in str(number)]
    return list(_parts(number, lang, accent))


def _parts(number: int, lang: Lang, accent: Accent) -> Iterator[Clip]:
    thousands, rest = divmod(number, 1000)
    hundreds, tail = divmod(rest, 100)
    if thousands:
        yield Clip(f"{thousands}000", _say(thousands * 1000, lang, accent))
    if hundreds or (thousands and tail and lang == "vi"):
        yield Clip(f"{hundreds}00" if hundreds else "000", _hundreds(hundreds, lang, accent))
    if tail or not number:
        after = number >= 100 and (tail < 10 or lang == "en")
        yield _after(tail, lang, accent) if after else Clip(f"{tail}", _say(tail, lang, accent))


def _hundreds(hundreds: int, lang: Lang, accent: Accent) -> str:
    return _say(hundreds * 100, lang, accent) if hundreds else "không trăm"


def _after(tail: int, lang: Lang, accent: Accent) -> Clip:
    """What follows hundreds: *linh năm*, or *and five*."""
    if lang == "en":
        return Clip(f"and-{tail}", f"and {_say(tail, lang, accent)}")
    return Clip(f"0{tail}", vietnamese(100 + tail, accent).removeprefix("một trăm "))


def _counter(counter: int, lang: Lang, accent: Accent) -> Clip:
    return Clip(f"counter-{counter}", f"{_HEADS[lang]['to']} {_say(counter, lang, accent)}")


def _say(number: int, lang: Lang, accent: Accent) -> str:
    return _spoken(str(number), lang=lang, accent=accent)


def pack(lang: Lang = "vi", accent: Accent = "north") -> list[Clip]:
    """Every clip that a whole pack has."""
    found = {
        clip.name: clip for number in range(LARGEST + 1) for clip in _parts(number, lang, accent)
    }
    heads = [Clip(name, said) for name, said in (*_HEADS[lang].items(), *_NOTICES[lang].items())]
    counters = [_counter(number, lang, accent) for number in range(1, WHOLE_COUNTERS + 1)]
    return [*heads, *counters, *found.values()]
