"""What a light's picture says: read back from its dots, not from the code that drew it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from broker import messages as m
from displays.drawing import AMBER, RED
from displays.frames import BLINKS_FOR_S, EDGE_S, Look, blink, counter_frame, steady_s
from displays.glyphs import dots

Made = Callable[..., m.CounterState]
SMALL, LARGE = (32, 8), (64, 32)
SIZES = [SMALL, LARGE]
OTHERS = [(32, 16), (64, 16), (48, 8), (128, 64), (96, 32), (192, 64)]
STATES = ("called", "serving", "paused", "closed", "idle")
ZERO = (0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110)
Shape = tuple[bytes, ...]
SHINES = [0] + [1] * 255


def lit(image: Image.Image) -> list[bytes]:
    """Rows of dots: 1 for those that shine, in whatever colour."""
    grey = image.convert("L").point(SHINES).tobytes()
    return [grey[at : at + image.width] for at in range(0, len(grey), image.width)]


def shapes(image: Image.Image) -> list[Shape]:
    """The picture cut at its dark columns: what stands beside one another."""
    grey = image.convert("L").point(SHINES).tobytes()
    found: list[list[bytes]] = [[]]
    for column in (grey[x :: image.width] for x in range(image.width)):
        if any(column):
            found[-1].append(column)
        elif found[-1]:
            found.append([])
    return [tuple(shape) for shape in found if shape]


@pytest.fixture(scope="module")
def alphabet(make_state: Made) -> dict[Shape, str]:
    """Digits and the arrow as they look alone."""
    seen: dict[Shape, str] = {}
    for digit in range(10):
        look = Look(1, make_state(number=digit, state="serving"), 0.0)
        (shape,) = shapes(counter_frame(look, SMALL))
        seen[shape] = str(digit)
    for sign in "←→↑":
        drawn = shapes(counter_frame(Look(1, make_state(number=1), 0.0, arrow=sign), SMALL))
        (arrow,) = [shape for shape in drawn if seen.get(shape) != "1"]
        seen[arrow] = sign
    return seen


def test_digits_differ_by_more_than_one_dead_dot(alphabet: dict[Shape, str]) -> None:
    def dots_of(shape: Shape) -> set[tuple[int, int]]:
        middle = (5 - len(shape)) // 2
        return {(x + middle, y) for x, col in enumerate(shape) for y, on in enumerate(col) if on}

    assert sorted(alphabet.values()) == sorted("0123456789←→↑")
    for one in alphabet:
        assert all(one == other or len(dots_of(one) ^ dots_of(other)) >= 3 for other in alphabet)


def test_a_zero_looks_like_a_zero(make_state: Made) -> None:
    rows = lit(counter_frame(Look(1, make_state(number=0, state="serving"), 0.0), SMALL))
    left = next(x for x in range(32) if any(row[x] for row in rows))
    assert [bytes(row >> bit & 1 for bit in (4, 3, 2, 1, 0)) for row in ZERO] == [
        row[left : left + 5] for row in rows[:7]
    ]


@pytest.mark.parametrize("state", ["called", "serving"])
def test_every_number_reads_back_from_its_dots(
    make_state: Made, alphabet: dict[Shape, str], state: str
) -> None:
    for number in range(0, 10_000, 1 if state == "called" else 7):
        way = "←→↑"[number % 3]
        told = make_state(number=number, state=state)
        image = counter_frame(Look(7, told, 0.0, arrow=way), SMALL)
        read = "".join(alphabet[shape] for shape in shapes(image))
        pointing = f"←{number}" if way == "←" else f"{number}{way}"
        assert read == (pointing if state == "called" else str(number))


@given(st.integers(10_000, 99_999))
def test_a_longer_number_is_whole_and_leaves_out_its_arrow(
    make_state: Made, alphabet: dict[Shape, str], number: int
) -> None:
    image = counter_frame(Look(7, make_state(number=number), 0.0, arrow="→"), SMALL)
    assert "".join(alphabet[shape] for shape in shapes(image)) == str(number)


def test_a_light_that_does_not_know_the_way_points_nowhere(make_state: Made) -> None:
    called, came = make_state(number=3127), make_state(number=3127, state="serving")
    plain = lit(counter_frame(Look(7, came, 0.0), SMALL))
    seen = lit(counter_frame(Look(7, called, 0.0), SMALL))
    assert [row[1:-1] for row in seen] == [row[1:-1] for row in plain]
    assert all(row[0] and row[-1] for row in seen), "a call looks unlike one that has come"


@pytest.mark.parametrize("size", [SMALL, (64, 32)])
def test_the_second_of_one_name_says_so_and_shows_no_number(
    make_state: Made, size: tuple[int, int]
) -> None:
    lost = counter_frame(Look(7, None, 0.0), size).tobytes()
    second = Look(7, make_state(number=3127), 0.0, doubled="led-07")
    assert counter_frame(second, size).tobytes() != lost
    other = replace(second, state=None, lost_s=9.0)
    assert counter_frame(second, size) == counter_frame(other, size)


@given(age_s=st.floats(0, 1000))
def test_a_fresh_call_blinks_for_twenty_seconds_and_then_stands_still(age_s: float) -> None:
    is_lit = age_s >= BLINKS_FOR_S or age_s % 1.0 < 0.6
    assert blink(age_s) == (1.0 if is_lit else 0.3)


def test_a_call_flashes_at_most_three_times_a_second() -> None:
    """WCAG 2.3.1."""
    ages = [blink(ms / 1000) for ms in range(0, 25_000, 10)]
    rises = [i for i, (before, after) in enumerate(pairwise(ages)) if after > before]
    assert rises and all(sum(at <= other < at + 100 for other in rises) <= 3 for at in rises)


@given(age_s=st.floats(0, 30))
def test_a_call_looks_alike_until_its_next_edge_and_not_after(age_s: float) -> None:
    until_s = steady_s(age_s)
    later = [age_s + until_s * part for part in (0.25, 0.5, 0.75)] if until_s < 60 else [99.0]
    assert {blink(at_s) for at_s in later if at_s < age_s + until_s - EDGE_S} <= {blink(age_s)}
    if age_s < BLINKS_FOR_S - 1:
        assert blink(age_s + until_s) != blink(age_s)


@pytest.mark.parametrize("size", OTHERS)
def test_other_sizes_are_filled_by_the_same_pictures(
    make_state: Made, size: tuple[int, int]
) -> None:
    for state in STATES:
        image = counter_frame(Look(7, make_state(state=state), 0.0), size)
        box = image.getbbox()
        assert image.size == size and box is not None
        assert (box[2] - box[0]) * (box[3] - box[1]) > 0.1 * size[0] * size[1], state


@pytest.mark.parametrize("size", SIZES)
def test_only_a_called_number_blinks(make_state: Made, size: tuple[int, int]) -> None:
    for state in STATES:
        on, off = (counter_frame(Look(7, make_state(state=state), s), size) for s in (0.1, 0.8))
        assert lit(on) == lit(off)
        assert (on.tobytes() != off.tobytes()) == (state == "called")


@pytest.mark.parametrize("size", SIZES)
def test_every_state_looks_different(make_state: Made, size: tuple[int, int]) -> None:
    looks = [Look(7, make_state(state=state, number=7), 0.0) for state in STATES]
    pictures = {counter_frame(look, size).tobytes() for look in [*looks, Look(7, None, 0.0)]}
    assert len(pictures) == 6


@pytest.mark.parametrize(("state", "word"), [("paused", "NGHỈ"), ("closed", "ĐÓNG")])
def test_the_marks_of_a_pause_and_of_a_closed_counter_are_whole(
    make_state: Made, state: str, word: str
) -> None:
    rows = lit(counter_frame(Look(7, make_state(state=state), 0.0), SMALL))
    assert sum(map(sum, rows)) == len(set(dots(word, low=True)[0]))
    assert any(rows[0]) and any(rows[1]), "the mark"
    assert not any(rows[2]) and all(map(any, rows[3:]))


@pytest.mark.parametrize(
    ("state", "words"),
    [("paused", ["Tạm nghỉ", "7"]), ("closed", ["Đóng", "7"]), (None, ["Mất mạng"])],
)
def test_words_on_a_large_light_are_whole(
    make_state: Made, state: str | None, words: list[str]
) -> None:
    look = Look(7, make_state(state=state) if state else None, 0.0)
    signs = {None: 3 * 4, "paused": 4 * 7, "closed": 0}[state]
    shining = sum(map(sum, lit(counter_frame(look, LARGE))))
    assert shining == sum(len(set(dots(word)[0])) for word in words) + signs


@pytest.mark.parametrize("size", SIZES)
def test_a_lost_light_says_so_and_shows_that_it_runs(size: tuple[int, int]) -> None:
    pictures = [counter_frame(Look(7, None, 0.0, lost_s), size) for lost_s in (0.0, 1.0, 2.0, 3.0)]
    assert pictures[0].tobytes() == pictures[3].tobytes()
    assert len({picture.tobytes() for picture in pictures}) == 3
    colours = {colour for _, colour in pictures[0].getcolors(2048) or [] if any(colour)}
    assert RED in colours and all(red > green and red > blue for red, green, blue in colours)


def test_a_lost_light_shows_no_number(alphabet: dict[Shape, str]) -> None:
    read = [alphabet.get(shape) for shape in shapes(counter_frame(Look(7, None, 0.0), SMALL))]
    assert set(read) == {None}


def test_small_lights_are_of_one_colour_and_large_calls_amber(make_state: Made) -> None:
    for state in STATES:
        image = counter_frame(Look(7, make_state(state=state), 0.0), SMALL)
        assert all(
            green < red and blue < red for _, (red, green, blue) in image.getcolors() or [] if red
        )
    called = counter_frame(Look(7, make_state(), 0.0), LARGE)
    assert AMBER in {colour for _, colour in called.getcolors() or []}


@given(counter=st.integers(1, 999), number=st.integers(0, 99_999))
def test_any_counter_and_number_can_be_drawn(make_state: Made, counter: int, number: int) -> None:
    for size in SIZES:
        for state in STATES:
            image = counter_frame(Look(counter, make_state(state=state, number=number), 0.0), size)
            assert (image.size, image.mode) == (size, "RGB")
            assert image.getbbox() is not None
