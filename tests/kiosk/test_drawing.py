"""Slips as pictures: wide enough, high enough, every letter there, nothing cut off."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from broker import messages as m
from kiosk.drawing import SIZES, WIDTH_DOTS, draw
from kiosk.pen import balance, fit, font, wrap
from kiosk.slip import make_slip

Made = Callable[..., m.TicketReply]
DOTS_PER_MM = 8
NUMBER_MM = 12
MARGIN_DOTS = 6
NAME = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG THÀNH PHỐ HẢI PHÒNG"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
SMALL = [
    unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES
] + list("bcdđghklmnpqrstvxfjwz")
LETTERS = SMALL + [letter.upper() for letter in SMALL]
names = st.text(
    alphabet=st.sampled_from([*LETTERS, *"0123456789", *" " * 30, *"–,().-/"]), max_size=200
)


def picture(
    reply: m.TicketReply, width_mm: int, lang: str = "vi", centre: str = NAME
) -> Image.Image:
    """The slip of machine 1 as dots."""
    return draw(make_slip(reply, centre=centre, kiosk="kiosk-1", lang=lang), width_mm)


def ink(image: Image.Image) -> Image.Image:
    """Black dots as the bright ones."""
    return ImageChops.invert(image.convert("L"))


@pytest.mark.parametrize(("width_mm", "dots"), [(58, 384), (80, 576)])
def test_a_slip_is_as_wide_as_the_print_head_and_one_bit_deep(
    make_ticket: Made, width_mm: int, dots: int
) -> None:
    made = picture(make_ticket(), width_mm)
    assert (made.mode, made.width) == ("1", dots)
    assert 100 * DOTS_PER_MM < made.height < 220 * DOTS_PER_MM


@pytest.mark.parametrize("width_mm", [58, 80])
@pytest.mark.parametrize("number", [0, 7, 1001, 1111, 3127, 4444, 8888, 9999])
def test_the_number_is_at_least_twelve_millimetres_high(
    make_ticket: Made, width_mm: int, number: int
) -> None:
    image = ink(picture(make_ticket(number=number), width_mm))
    heights = [bottom - top for top, bottom in bands(image) if not is_box(image, top)]
    assert max(heights) >= NUMBER_MM * DOTS_PER_MM


def bands(image: Image.Image) -> list[tuple[int, int]]:
    """Stretches of rows with ink in the upper half of a slip, which is above the QR code."""
    found: list[tuple[int, int]] = []
    for y in range(image.height // 2):
        if image.crop((0, y, image.width, y + 1)).getbbox() is None:
            continue
        if found and found[-1][1] == y:
            found[-1] = (found[-1][0], y + 1)
        else:
            found.append((y, y + 1))
    return found


def is_box(image: Image.Image, top: int) -> bool:
    """A box begins with a row of almost nothing but ink; a number does not."""
    row = image.crop((0, top, image.width, top + 1))
    return row.histogram()[255] > image.width * 0.8


@pytest.mark.parametrize("weight", ["Medium", "SemiBold", "Bold"])
def test_every_vietnamese_letter_has_a_glyph_of_its_own(weight: str) -> None:
    face = font(weight, 33)
    missing = bytes(face.getmask("\U0010fffe"))
    drawn = {letter: bytes(face.getmask(letter)) for letter in LETTERS}
    assert [letter for letter, dots in drawn.items() if dots == missing or not any(dots)] == []
    assert len(set(drawn.values())) == len(LETTERS)


@pytest.mark.parametrize("width_mm", [58, 80])
def test_the_smallest_capitals_are_three_millimetres_high(width_mm: int) -> None:
    _, top, _, bottom = font("Medium", SIZES[width_mm].small).getbbox("H")
    assert bottom - top >= 3 * DOTS_PER_MM


def test_letters_on_paper_are_crisp_dots_and_not_scattered_greys(make_ticket: Made) -> None:
    colours = picture(make_ticket(), 80).convert("L").getcolors()
    assert colours is not None and sorted(value for _, value in colours) == [0, 255]


def is_whole(image: Image.Image) -> bool:
    """No ink at any edge: what is cut off would touch it."""
    wide, high = image.size
    edges = [
        (0, 0, MARGIN_DOTS, high),
        (wide - MARGIN_DOTS, 0, wide, high),
        (0, 0, wide, MARGIN_DOTS),
        (0, high - MARGIN_DOTS, wide, high),
    ]
    return all(ink(image.crop(edge)).getbbox() is None for edge in edges)


@settings(max_examples=10, deadline=None)
@given(centre=names, group=names, zone=names, lang=st.sampled_from(["vi", "en"]))
def test_long_names_never_reach_the_edge_of_the_paper(
    make_ticket: Made, centre: str, group: str, zone: str, lang: str
) -> None:
    reply = make_ticket(
        zone="dong",
        group_name=m.Bilingual(vi=group, en=group),
        zone_name=m.Bilingual(vi=zone, en=zone),
        counters=list(range(1, 99, 2)),
        mark_at="2026-10-12T08:55:00+07:00",
        priority=True,
    )
    for width_mm in WIDTH_DOTS:
        assert is_whole(picture(reply, width_mm, lang, centre))


@pytest.mark.parametrize("width_mm", [58, 80])
def test_a_machine_with_a_long_name_is_named_in_full_on_lines_of_its_own(
    make_ticket: Made, width_mm: int
) -> None:
    plain = make_slip(make_ticket(), centre=NAME, kiosk="kiosk-1", lang="vi")
    long = make_slip(make_ticket(), centre=NAME, kiosk="w" * 64, lang="vi")
    assert is_whole(draw(long, width_mm))
    assert draw(long, width_mm).height > draw(plain, width_mm).height


@settings(max_examples=150, deadline=None)
@given(text=names, width=st.integers(60, 560), size=st.sampled_from([33, 50]))
def test_broken_lines_lose_nothing_and_fit(text: str, width: int, size: int) -> None:
    face = font("Medium", size)
    for lines in (wrap(text, face, width), balance(text, face, width)):
        assert "".join(lines).replace(" ", "") == "".join(text.split())
        assert all(face.getlength(line) <= width for line in lines)
    assert len(balance(text, face, width)) == len(wrap(text, face, width))


@settings(max_examples=100, deadline=None)
@given(words=st.lists(st.text(st.sampled_from(SMALL), min_size=1, max_size=8), max_size=20))
def test_words_that_fit_are_never_broken(words: list[str]) -> None:
    face = font("Medium", 33)
    lines = balance(" ".join(words), face, 400)
    assert " ".join(line for line in lines if line).split(" ") == (words or [""])


@given(number=st.integers(0, 99_999), width_mm=st.sampled_from([58, 80]))
def test_a_number_is_as_large_as_its_paper_allows(number: int, width_mm: int) -> None:
    room, size = WIDTH_DOTS[width_mm] - 6, SIZES[width_mm].number
    face = fit("Bold", size, str(number), room)
    assert face.getlength(str(number)) <= room
    assert face.size == size or font("Bold", int(face.size) + 2).getlength(str(number)) > room


def test_the_same_slip_is_the_same_picture(make_ticket: Made) -> None:
    first, second = (picture(make_ticket(), 80) for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_priority_changes_the_picture_only_where_it_is_marked(make_ticket: Made) -> None:
    plain, marked = (picture(make_ticket(priority=is_so), 80) for is_so in (False, True))
    assert 0 < marked.height - plain.height < 15 * DOTS_PER_MM
