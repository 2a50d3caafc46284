"""From picture to bytes and back: what a printer puts on paper is what was drawn."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pyzbar import pyzbar

from broker import messages as m
from kiosk import paper
from kiosk.drawing import draw
from kiosk.pen import qr
from kiosk.slip import make_slip

Made = Callable[..., m.TicketReply]
URL = "https://luot.hai-phong.example/v/Zk3_x9Qe-7TnV4mB2cLp0a"
QR_MM, DOTS_PER_MM = 25, 8


def slip(reply: m.TicketReply, width_mm: int) -> Image.Image:
    """The drawn slip of machine 2."""
    made = make_slip(reply, centre="TRUNG TÂM", kiosk="kiosk-2", lang="vi")
    return draw(made, width_mm)


@pytest.mark.parametrize("width_mm", [58, 80])
def test_what_comes_out_of_the_printer_is_the_drawing_dot_by_dot(
    decoder: ModuleType, make_ticket: Made, width_mm: int
) -> None:
    image = slip(make_ticket(url=URL), width_mm)
    out = decoder.decode(paper.job(image))
    printed = out.paper.crop((0, 0, *image.size))
    assert printed.size == image.size
    assert printed.tobytes() == image.tobytes()


@pytest.mark.parametrize("width_mm", [58, 80])
def test_a_job_resets_the_printer_prints_raster_only_feeds_and_cuts_once(
    decoder: ModuleType, make_ticket: Made, width_mm: int
) -> None:
    out = decoder.decode(paper.job(slip(make_ticket(url=URL), width_mm)))
    rasters = [command for command in out.commands if command.name == "raster"]
    assert out.names == ["init", *["raster"] * len(rasters), "feed", "cut"]
    assert {command.values[:2] for command in rasters} == {(1, 1)}
    assert all(command.values[3] <= 256 for command in rasters)
    assert out.commands[-2].values[0] >= 12 * DOTS_PER_MM


@pytest.mark.parametrize("width_mm", [58, 80])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_code_on_paper_reads_as_the_address(
    decoder: ModuleType, make_ticket: Made, width_mm: int, lang: str
) -> None:
    made = make_slip(make_ticket(url=URL), centre="TRUNG TÂM", kiosk="kiosk-2", lang=lang)
    out = decoder.decode(paper.job(draw(made, width_mm)))
    read = pyzbar.decode(out.paper.convert("L"))
    assert [found.data.decode() for found in read] == [URL]


@pytest.mark.parametrize("length", [20, 55, 90, 120])
def test_a_code_is_at_least_25_mm_wide_at_whole_dots_and_has_its_quiet_zone(length: int) -> None:
    url = "https://luot.example/v/".ljust(length, "x")
    code = qr(url)
    dark = code.convert("L").point(lambda value: 255 - value).getbbox()
    assert dark is not None
    left, top, right, bottom = dark
    assert right - left == bottom - top >= QR_MM * DOTS_PER_MM
    finder = next(x for x in range(left, right) if code.getpixel((x, top))) - left
    assert finder % 7 == 0
    assert left == top == code.width - right == 4 * (finder // 7)
    assert code.width <= 384
    assert pyzbar.decode(code.convert("L"))[0].data.decode() == url


@settings(max_examples=40, deadline=None)
@given(data=st.data(), width=st.integers(1, 80), height=st.integers(1, 500))
def test_any_picture_is_printed_as_it_is(
    decoder: ModuleType, data: st.DataObject, width: int, height: int
) -> None:
    image = Image.new("1", (width, height), 1)
    for _ in range(data.draw(st.integers(0, 12))):
        at = (data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1)))
        image.putpixel(at, 0)
    out = decoder.decode(paper.job(image))
    assert out.paper.crop((0, 0, width, height)).tobytes() == image.tobytes()
    beside = out.paper.crop((width, 0, out.paper.width, height)).convert("L")
    assert width % 8 == 0 or beside.getextrema() == (255, 255)


def test_printing_says_nothing_on_standard_output(
    capsys: pytest.CaptureFixture[str], make_ticket: Made
) -> None:
    paper.job(slip(make_ticket(), 80))
    assert capsys.readouterr() == ("", "")
