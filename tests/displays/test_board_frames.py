"""A zone's board as dots: what it says, read back from the picture."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from broker.messages import Board
from displays.boardlook import PAGE_S, BoardLook, layout_of, visible
from displays.boards import board_frame, steady_s, text_left
from displays.drawing import RED
from displays.frames import BLINKS_FOR_S
from displays.glyphs import dots

SMALL, WIDE, MODULE, LARGE = (56, 8), (128, 8), (64, 32), (128, 64)
SIZES = [SMALL, WIDE, MODULE, LARGE]
NOTICE = "Quầy 5 nghỉ đến 10 giờ, mời quý khách sang quầy 6"


def row(number: int, counter: int, state: str = "called", age_s: float = 0.1) -> dict[str, Any]:
    """A row of a board."""
    told = {"number": number, "counter": counter, "state": state, "age_ms": int(age_s * 1000)}
    return {**told, "call": f"c-{number}"}


def board(*rows: dict[str, Any], **more: Any) -> Board:
    """A board of the wire."""
    told = {"v": 1, "ep": 1, "rev": 1, "rows": list(rows), "waiting": [], "notice": None}
    return Board.model_validate({**told, **more})


def lit(image: Image.Image) -> set[tuple[int, int]]:
    """Dots that shine."""
    shines = image.convert("L").point([0] + [255] * 255)
    return {
        (x, y) for x in range(image.width) for y in range(image.height) if shines.getpixel((x, y))
    }


def drawn(text: str, scale: int = 1, **how: bool) -> set[tuple[int, int]]:
    """The dots of a text whose first one is at the left and top."""
    found = {
        (x * scale + dx, y * scale + dy)
        for x, y in dots(text, **how)[0]
        for dx in range(scale)
        for dy in range(scale)
    }
    return moved(found)


def moved(found: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The same dots, the first one at the left and top."""
    left, top = min((x for x, _ in found), default=0), min((y for _, y in found), default=0)
    return {(x - left, y - top) for x, y in found}


@given(number=st.integers(0, 99_999), counter=st.integers(1, 999), size=st.sampled_from(SIZES))
@settings(max_examples=60)
def test_any_number_arrow_and_counter_are_whole_on_every_board(
    number: int, counter: int, size: tuple[int, int]
) -> None:
    look = BoardLook(board(row(number, counter)), arrows={counter: "←"})
    image = board_frame(look, size)
    layout = layout_of(look, size)
    scale = layout.scale
    if layout.lone is not None:
        _, small = layout.lone
        line = (size[1] - (scale + small) * 8 + small) // 2 + scale * 8
        upper = image.crop((0, 0, size[0], line))
        assert moved(lit(upper)) == drawn(str(number), scale)
        lower = image.crop((0, line, *size))
        assert moved(lit(lower)) == drawn(f"← {counter}", small)
        return
    seen = moved(lit(image))
    assert seen in [drawn(f"{number}{gap}←{gap}{counter}", scale) for gap in ("", " ")]


def test_rows_stand_newest_first_with_the_way_to_each_counter() -> None:
    rows = [row(1, 3, "serving", 90), row(2, 14, age_s=0.1), row(3, 7, age_s=4)]
    look = BoardLook(board(*rows), arrows={3: "←", 14: "↑"})
    image = board_frame(look, MODULE)
    lines = [moved(lit(image.crop((0, 8 * i, 64, 8 * i + 8)))) for i in range(4)]
    assert lines == [drawn("2 ↑ 14"), drawn("3 · 7"), drawn("1 ← 3"), set()]


def test_three_rows_are_drawn_large_where_they_have_room() -> None:
    three = board(*(row(n, n) for n in range(1, 4)))
    assert layout_of(BoardLook(three), LARGE).scale == 2
    assert layout_of(BoardLook(three), MODULE).scale == 1
    assert layout_of(BoardLook(board(row(1, 1))), WIDE).columns == 2


@pytest.mark.parametrize("size", [MODULE, LARGE, (192, 64)])
@pytest.mark.parametrize("rows", [[row(3127, 14)], [row(3127, 14), row(12, 3, age_s=40)]])
def test_few_calls_fill_a_large_board(size: tuple[int, int], rows: list[dict[str, Any]]) -> None:
    ys = {y for _, y in lit(board_frame(BoardLook(board(*rows)), size))}
    share = 0.65 if size != MODULE or len(rows) == 1 else 0.4
    assert max(ys) - min(ys) + 1 >= share * size[1]


def test_a_zone_that_is_not_there_is_said_in_words() -> None:
    for size in (MODULE, LARGE):
        image = board_frame(BoardLook(None, lost_s=3.0, absent="99"), size)
        assert image.tobytes() != board_frame(BoardLook(None, lost_s=3.0), size).tobytes()
        words = drawn("Không có", 1 if size == MODULE else 2)
        upper = [moved(lit(image.crop((0, 0, size[0], cut)))) for cut in range(size[1])]
        assert words in upper


@pytest.mark.parametrize("size", SIZES)
@given(ages=st.lists(st.floats(0.1, 15), min_size=1, max_size=20))
@settings(max_examples=20, deadline=None)
def test_every_call_of_a_burst_is_seen_in_turn(size: tuple[int, int], ages: list[float]) -> None:
    rows = [row(i + 1, i + 1, age_s=age) for i, age in enumerate(sorted(ages))]
    told = board(*rows, row(99, 99, "serving", 100))
    room = layout_of(BoardLook(told), size).room
    seen: set[int] = set()
    for page in range(-(-len(rows) // room)):
        look = BoardLook(told, page_s=page * PAGE_S + 0.01)
        seen |= {one.number for one in visible(look, room)}
    assert seen >= {one["number"] for one in rows}
    assert visible(BoardLook(told), room)[0].number == 1, "the newest at once"


@pytest.mark.parametrize("size", SIZES)
def test_a_lost_board_shows_no_number_and_that_it_runs(size: tuple[int, int]) -> None:
    pictures = [board_frame(BoardLook(None, lost_s=lost_s), size) for lost_s in (0, 1, 2, 3)]
    assert len({one.tobytes() for one in pictures}) == 3
    colours = {colour for _, colour in pictures[0].getcolors(9000) or [] if any(colour)}  # type: ignore[arg-type]
    assert RED in colours and all(red > green for red, green, _ in colours)  # type: ignore[misc]


@pytest.mark.parametrize("size", SIZES)
def test_a_fresh_call_blinks_and_others_stand_still(size: tuple[int, int]) -> None:
    fresh, old = board(row(3127, 14)), board(row(3127, 14, age_s=BLINKS_FOR_S))
    on, off = (board_frame(BoardLook(fresh, age_s=s), size) for s in (0.0, 0.6))
    assert lit(on) == lit(off) and on.tobytes() != off.tobytes()
    assert len({board_frame(BoardLook(old, age_s=s), size).tobytes() for s in (0, 0.6, 3)}) == 1


@pytest.mark.parametrize("size", SIZES)
def test_a_board_looks_alike_as_long_as_it_says(size: tuple[int, int]) -> None:
    """The agent sleeps that long; so a change in between would not be seen."""
    rows = [row(i, i, age_s=1.7 * i) for i in range(1, 9)]
    for told, text in ((board(*rows), NOTICE), (board(*rows), ""), (board(), NOTICE)):
        at_s = 0.0
        for _ in range(30):
            steady = min(steady_s(BoardLook(told, at_s, 0, at_s, text, at_s), size), 1.0)
            looks = [
                BoardLook(told, s, 0, s, text, s) for s in (at_s, at_s + max(steady - 0.002, 0))
            ]
            assert len({board_frame(look, size).tobytes() for look in looks}) == 1
            at_s += steady


@pytest.mark.parametrize("size", SIZES)
def test_a_long_text_runs_evenly_and_is_seen_whole(size: tuple[int, int]) -> None:
    low = size[1] < 12
    said = NOTICE.upper() if low else NOTICE
    long, width = dots(said)[1], size[0]
    lefts = [
        text_left(BoardLook(board(), text=NOTICE, text_s=i / 20), long, width)
        for i in range(width + long)
    ]
    assert all(before - after == 1 for before, after in pairwise(lefts)), "one dot a twentieth"
    assert lefts[0] == width and lefts[-1] == 1 - long, "from beyond the right to beyond the left"
    again = text_left(BoardLook(board(), text=NOTICE, text_s=(width + long) / 20), long, width)
    assert again == lefts[0]


def test_a_text_is_drawn_dot_by_dot_where_it_runs() -> None:
    text_s = (64 + 60) / 20
    image = board_frame(BoardLook(board(row(1, 1)), text=NOTICE, text_s=text_s), MODULE)
    wanted = {(x - 60, y + 3) for x, y in dots(NOTICE)[0] if 0 <= x - 60 < 64}
    assert lit(image.crop((0, 20, 64, 32))) == wanted


def test_a_text_on_a_flat_board_yields_to_calls() -> None:
    calling = BoardLook(board(row(5, 6)), text=NOTICE)
    assert moved(lit(board_frame(calling, SMALL))) == drawn("5 · 6")
    calm = BoardLook(board(row(5, 6, age_s=30)), text="NGHỈ ĐẾN 9H", text_s=3)
    assert not layout_of(calm, SMALL).room and layout_of(calm, SMALL).with_text


@pytest.mark.parametrize("size", SIZES)
def test_no_large_part_of_a_board_flashes_more_than_three_times_a_second(
    size: tuple[int, int],
) -> None:
    """WCAG 2.3.1: opposing changes of a tenth of the light, over a quarter of the board."""
    rows = [row(8888, 88, age_s=0.13 * i) for i in range(8)]
    look_at = [i / 50 for i in range(200)]
    looks = [BoardLook(board(*rows), s, 0, s, NOTICE, s) for s in look_at]
    sums = [sum(board_frame(look, size).convert("L").tobytes()) for look in looks]
    step = 0.1 * 255 * size[0] * size[1] * 0.25
    rises = [i for i, (before, after) in enumerate(pairwise(sums)) if after - before > step]
    assert all(sum(at <= other < at + 50 for other in rises) <= 3 for at in rises)
