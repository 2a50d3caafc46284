"""The slip of an appointment says when it is, and no slip is longer than it must be."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import segno
from PIL import Image, ImageChops, ImageDraw
from playwright.sync_api import expect

from broker import messages as m
from kiosk import paper
from kiosk.cli import main
from kiosk.drawing import SIZES, WIDTH_DOTS, draw
from kiosk.pen import QR_MM, Pen, fit
from kiosk.slip import make_slip

Made = Callable[..., m.TicketReply]
DOTS_PER_MM = 8
AT = "2026-10-12T09:15:00+07:00"
SAID = {"vi": "Hẹn lúc 9:15", "en": "Appointment 9:15"}
LONGEST_MM = {58: 195, 80: 178}
"""Of Vietnamese slips; 80 mm paper without a sign stays below 170 mm."""


def printed(decoder: ModuleType, reply: m.TicketReply, width_mm: int, lang: str) -> Image.Image:
    """What comes out of the printer, decoded from its bytes."""
    made = make_slip(reply, centre="TRUNG TÂM", kiosk="kiosk-2", lang=lang)
    found: Image.Image = decoder.decode(paper.job(draw(made, width_mm))).paper
    return found.convert("1")


def line(text: str, width_mm: int) -> Image.Image:
    """A line of type as the slip sets it, cut to its ink."""
    room = Pen(WIDTH_DOTS[width_mm], SIZES[width_mm]).room
    face = fit("Bold", SIZES[width_mm].title, text, room)
    image = Image.new("1", (room, 90), 1)
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"
    pen.text((4, 4), text, 0, face)
    return image.crop(ImageChops.invert(image.convert("L")).getbbox())


def has(image: Image.Image, wanted: Image.Image) -> bool:
    """Does the picture stand somewhere in the middle column of the paper?"""
    left = (image.width - wanted.width) // 2
    data = wanted.tobytes()
    return any(
        image.crop((x, y, x + wanted.width, y + wanted.height)).tobytes() == data
        for x in range(left - 4, left + 5)
        for y in range(image.height - wanted.height)
    )


@pytest.mark.parametrize("width_mm", [58, 80])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_paper_of_an_appointment_says_its_time_and_no_other_paper_does(
    decoder: ModuleType, make_ticket: Made, width_mm: int, lang: str
) -> None:
    wanted = line(SAID[lang], width_mm)
    assert has(printed(decoder, make_ticket(appointment_at=AT), width_mm, lang), wanted)
    assert not has(printed(decoder, make_ticket(), width_mm, lang), wanted)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_time_of_an_appointment_is_told_without_a_leading_zero(
    make_ticket: Made, lang: str
) -> None:
    made = make_slip(make_ticket(appointment_at=AT), centre="x", kiosk="kiosk-1", lang=lang)
    assert made.appointment == SAID[lang]


def test_the_number_screen_says_the_time_of_the_appointment(screens: Any) -> None:
    screens.done_with_an_appointment()
    expect(screens.stage.page.locator(".go .facts")).to_contain_text("Hẹn lúc 9:15")


@pytest.mark.parametrize("width_mm", [58, 80])
@pytest.mark.parametrize("kind", ["normal", "priority", "appointment", "alone", "copy"])
def test_no_vietnamese_slip_is_longer_than_its_paper_is_worth(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], width_mm: int, kind: str
) -> None:
    out = tmp_path / "slip.png"
    assert main(["slip", "--width-mm", str(width_mm), "--kind", kind, "--out", str(out)]) == 0
    with Image.open(out) as image:
        length_mm = image.height / DOTS_PER_MM
    assert length_mm <= LONGEST_MM[width_mm]
    assert kind != "normal" or width_mm != 80 or length_mm <= 170
    assert f"{length_mm:.0f} mm long" in capsys.readouterr().out


@pytest.mark.parametrize("width_mm", [58, 80])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_stands_in_the_quiet_zone_of_the_code(
    decoder: ModuleType, make_ticket: Made, width_mm: int, lang: str
) -> None:
    """Four modules, after the spacing was tightened as before."""
    reply = make_ticket(priority=True)
    modules = segno.make(reply.url, error="m", micro=False).symbol_size(border=0)[0]
    module = ceil(QR_MM * DOTS_PER_MM / modules)
    image = printed(decoder, reply, width_mm, lang)
    (left, top), size, quiet = code_at(image, module), modules * module, 4 * module
    around = (left - quiet, top - quiet, left + size + quiet, top + size + quiet)
    assert size >= QR_MM * DOTS_PER_MM
    zone = image.crop((max(around[0], 0), around[1], min(around[2], image.width), around[3]))
    zone.paste(1, (left - max(around[0], 0), quiet, left - max(around[0], 0) + size, quiet + size))
    assert ImageChops.invert(zone.convert("L")).getbbox() is None


def code_at(image: Image.Image, module: int) -> tuple[int, int]:
    """Left and top of the code, by its first finder."""
    finder = Image.new("1", (7 * module, 7 * module), 0)
    finder.paste(1, (module, module, 6 * module, 6 * module))
    finder.paste(0, (2 * module, 2 * module, 5 * module, 5 * module))
    for y in range(image.height - 7 * module):
        for x in range(20, image.width // 2 - 7 * module):
            if image.getpixel((x, y)) == 0 and _is(image, finder, x, y):
                return x, y
    raise AssertionError("there is no code")


def _is(image: Image.Image, wanted: Image.Image, x: int, y: int) -> bool:
    box = (x, y, x + wanted.width, y + wanted.height)
    return image.crop(box).tobytes() == wanted.tobytes()
