"""What is on the paper, in both languages, and what never is."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker import messages as m
from kiosk.slip import Slip, counter_ranges, make_slip
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
        alone=None,
        copied=None,
        zone="Khu vực 3",
        counters="Quầy 11–16",
        group="Cấp, đổi giấy phép lái xe",
        ahead=("Chờ trước", "7 người"),
        expected=("Dự kiến gọi", "9:40–9:50"),
        wait="Chờ khoảng 15–25 phút",
        brief="Khoảng 15–25 phút",
        appointment=None,
        url="https://luot.example/v/" + "k" * 22,
        scan="Quét để xem lượt và đánh giá.",
        missed="Quá lượt: đến bàn Hướng dẫn trong 30 phút.",
        valid="Vé có giá trị trong ngày.",
        hotline="Đường dây nóng: {0}",
        issued="09:25:14",
        date="12/10/2026",
        mark="Mốc gọi 09:25",
        machine="Máy 1",
    )


def test_nobody_of_the_group_is_not_nobody_where_the_wait_is_long(make_ticket: Made) -> None:
    assert slip(make_ticket(ahead=0)).ahead == ("Chờ trước", "0 cùng nhóm")
    assert slip(make_ticket(ahead=0, wait=None)).ahead == ("Chờ trước", "0 người")


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


def test_a_number_issued_alone_says_so_and_promises_no_time(make_ticket: Made) -> None:
    made = slip(make_ticket(alone=True, ahead=None, wait=None))
    assert (made.alone, made.ahead, made.expected) == ("SỐ DỰ PHÒNG", None, None)
    assert made.wait == "Chưa biết giờ gọi"
    assert slip(make_ticket(alone=True, ahead=None, wait=None), "en").alone == "RESERVE NUMBER"


def test_a_copy_bears_its_time_and_tells_the_wait_from_then_on(make_ticket: Made) -> None:
    at = "2026-10-12T09:41:00+07:00"
    made = make_slip(make_ticket(), centre=NAME, kiosk="kiosk-1", lang="vi", copied_at=at)
    assert made.copied == "IN LẠI / COPY 09:41"
    assert (made.issued, made.expected) == ("09:25:14", ("Dự kiến gọi", "9:56–10:06"))


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


def test_clock_times_are_the_local_ones_that_the_server_wrote(make_ticket: Made) -> None:
    at = "2026-10-12T23:58:30+07:00"
    wait = m.Wait(low_s=0, high_s=60, at_low=at, at_high="2026-10-12T23:59:30+07:00")
    made = slip(make_ticket(wait=wait, issued_at=at))
    assert made.expected == ("Dự kiến gọi", "23:58–0:03")
    assert made.wait == "Chờ dưới 5 phút"
    assert (made.issued, made.date) == ("23:58:30", "12/10/2026")


def test_over_a_break_the_slip_tells_clock_times_and_that_there_is_a_break(
    make_ticket: Made,
) -> None:
    """Ten minutes of work before a break of two hours, and three after it."""
    wait = m.Wait(
        low_s=780,
        high_s=1260,
        at_low="2026-10-12T13:33:00+07:00",
        at_high="2026-10-12T13:41:00+07:00",
    )
    made = slip(make_ticket(wait=wait, issued_at="2026-10-12T11:20:00+07:00"))
    assert made.expected == ("Dự kiến gọi", "13:30–13:45")
    assert made.wait == "Trung tâm có giờ nghỉ trước đó"


def test_both_languages_have_the_same_words_with_the_same_places_to_fill() -> None:
    assert WORDS["vi"].keys() == WORDS["en"].keys()
    for key, text in WORDS["vi"].items():
        assert text.count("{0}") == WORDS["en"][key].count("{0}"), key
