"""What is on the paper, in both languages, and what never is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker import messages as m
from kiosk.slip import Slip, counter_ranges, make_slip, minutes_range
from kiosk.words import WORDS

Made = Callable[..., m.TicketReply]
NAME = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG THÀNH PHỐ HẢI PHÒNG"


def slip(reply: m.TicketReply, lang: str = "vi") -> Slip:
    """The slip of machine 1."""
    return make_slip(reply, centre=NAME, kiosk="kiosk-1", lang=lang)


def name(char: str) -> str:
    """What Unicode calls it; letters with accents are ``LATIN … WITH …``."""
    return unicodedata.name(char, "")


def everything(made: Slip) -> str:
    """All of its words."""
    return "\n".join(str(getattr(made, field.name)) for field in fields(made))


def test_a_vietnamese_slip_says_all_that_the_domain_notes_ask(make_ticket: Made) -> None:
    made = slip(make_ticket(mark_at="2026-10-12T09:25:14+07:00"))
    assert made == Slip(
        centre=NAME,
        title="SỐ THỨ TỰ",
        number=3127,
        priority=None,
        zone="Khu vực 3",
        counters="Quầy 11–16",
        group="Cấp, đổi giấy phép lái xe",
        ahead=("Chờ trước", "7 người"),
        expected=("Dự kiến gọi", "9:40–9:50"),
        wait="Chờ khoảng 15–25 phút",
        url="https://luot.example/v/" + "k" * 22,
        scan="Quét để xem lượt và đánh giá. Vé có giá trị trong ngày.",
        missed="Quá lượt: đến bàn Hướng dẫn trong 30 phút.",
        issued="09:25:14",
        date="12/10/2026",
        mark="Mốc gọi 09:25",
        machine="Máy 1",
    )


def test_an_english_slip_is_english_throughout(make_ticket: Made) -> None:
    made = slip(make_ticket(ahead=1, priority=True, mark_at="2026-10-12T08:55:00+07:00"), "en")
    words = replace(made, centre="")
    assert made.ahead == ("Ahead of you", "1 person")
    assert (made.zone, made.counters, made.group) == (
        "Area 3",
        "Counters 11–16",
        "Driving licences",
    )
    assert made.expected == ("Expected call", "9:40–9:50")
    assert (made.priority, made.mark) == ("PRIORITY", "Call mark 08:55")
    assert not any("LATIN" in name(c) and " WITH " in name(c) for c in everything(words))


def test_an_unknown_wait_is_said_to_be_unknown_and_no_time_is_made_up(make_ticket: Made) -> None:
    made = slip(make_ticket(wait=None))
    assert made.expected is None
    assert made.wait == "Chưa biết giờ gọi"
    assert slip(make_ticket(wait=None), "en").wait == "Call time not known yet"


def test_a_priority_ticket_bears_a_mark_and_never_a_reason(make_ticket: Made) -> None:
    plain, marked = slip(make_ticket()), slip(make_ticket(priority=True))
    assert plain.priority is None and marked.priority == "ƯU TIÊN"
    assert replace(marked, priority=None) == plain
    for lang in WORDS:
        said = everything(slip(make_ticket(priority=True), lang)).lower()
        for reason in (
            "mang thai",
            "khuyết tật",
            "cao tuổi",
            "có công",
            "pregnan",
            "disab",
            "elder",
        ):
            assert reason not in said


def test_nothing_but_the_link_carries_the_key(make_ticket: Made) -> None:
    made = slip(make_ticket())
    assert made.url.endswith("k" * 22)
    assert "kkkk" not in everything(replace(made, url=""))


def test_a_named_zone_and_a_group_without_a_name_still_say_where(make_ticket: Made) -> None:
    name = m.Bilingual(vi="Sảnh đông", en="East hall")
    assert slip(make_ticket(zone="east", zone_name=name)).zone == "Sảnh đông"
    assert slip(make_ticket(zone="east", zone_name=name), "en").zone == "East hall"
    assert slip(make_ticket(zone="east", zone_name=None)).zone == "Khu vực east"
    assert slip(make_ticket(group_name=None)).group == "LX1"


@pytest.mark.parametrize(
    ("counters", "said"),
    [([12], "Quầy 12"), ([], ""), ([13, 11, 12], "Quầy 11–13"), ([5, 3], "Quầy 3, 5")],
)
def test_counters_are_told_as_ranges(make_ticket: Made, counters: list[int], said: str) -> None:
    assert slip(make_ticket(counters=counters)).counters == said


@given(st.lists(st.integers(1, 999), max_size=40))
def test_ranges_name_exactly_the_counters(numbers: list[int]) -> None:
    told: set[int] = set()
    for part in filter(None, counter_ranges(numbers).split(", ")):
        first, _, last = part.partition("–")
        told |= set(range(int(first), int(last or first) + 1))
    assert told == set(numbers)


@given(st.integers(0, 30_000), st.integers(0, 30_000))
def test_a_wait_is_a_range_of_whole_steps_that_holds_the_forecast(low_s: int, more_s: int) -> None:
    high_s = low_s + more_s
    low, high = minutes_range(m.Wait(low_s=low_s, high_s=high_s, at_low="", at_high=""))
    assert low % 5 == high % 5 == 0
    assert low * 60 <= low_s and high_s <= high * 60 and low < high
    assert low_s - low * 60 < 300 and (high * 60 - high_s < 300 or high == low + 5)


@given(st.integers(0, 86_399), st.integers(0, 7200))
def test_expected_clock_times_hold_the_forecast(make_ticket: Made, at_s: int, more_s: int) -> None:
    midnight = datetime(2026, 10, 12, tzinfo=timezone(timedelta(hours=7)))
    low, high = (midnight + timedelta(seconds=s) for s in (at_s, at_s + more_s))
    wait = m.Wait(low_s=0, high_s=1, at_low=low.isoformat(), at_high=high.isoformat())
    expected = slip(make_ticket(wait=wait)).expected
    assert expected is not None
    first, last = (int(h) * 60 + int(mi) for h, mi in re.findall(r"(\d+):(\d\d)", expected[1]))
    assert first % 5 == last % 5 == 0 and first != last
    assert 0 <= at_s - first * 60 < 300
    assert (last * 60 - at_s - more_s) % 86_400 <= 300


def test_clock_times_are_the_local_ones_that_the_server_wrote(make_ticket: Made) -> None:
    zone = timezone(timedelta(hours=7))
    at = datetime(2026, 10, 12, 23, 58, 30, tzinfo=zone)
    wait = m.Wait(
        low_s=0,
        high_s=60,
        at_low=at.isoformat(),
        at_high=(at + timedelta(seconds=60)).isoformat(),
    )
    made = slip(make_ticket(wait=wait, issued_at=at.isoformat()))
    assert made.expected == ("Dự kiến gọi", "23:55–0:00")
    assert made.wait == "Chờ dưới 5 phút"
    assert (made.issued, made.date) == ("23:58:30", "12/10/2026")


def test_both_languages_have_the_same_words_with_the_same_places_to_fill() -> None:
    assert WORDS["vi"].keys() == WORDS["en"].keys()
    for key, text in WORDS["vi"].items():
        assert text.count("{0}") == WORDS["en"][key].count("{0}"), key
