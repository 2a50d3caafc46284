"""``luot-kiosk slip``: a slip as a picture, to see a template before it is printed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from broker.messages import Bilingual, TicketReply, Wait
from kiosk.drawing import WIDTH_DOTS, draw
from kiosk.slip import make_slip
from kiosk.templates import open_template

_DOTS_PER_INCH = 203
_MARKS = {"priority": "2026-10-12T08:55:14+07:00", "appointment": "2026-10-12T08:55:00+07:00"}
_CENTRE = Bilingual(
    vi="Trung tâm Phục vụ hành chính công thành phố Hải Phòng",
    en="Hai Phong City Public Administrative Services Centre",
)


def write(argv: Sequence[str]) -> str:
    """Write the picture; returns what to say of it.

    Raises BadSetting or OSError when the template or the file cannot be used.
    """
    asked = parser().parse_args(argv)
    ticket = _example(asked.kind)
    copied_at = "2026-10-12T09:41:00+07:00" if asked.kind == "copy" else None
    centre = _CENTRE.en if asked.lang == "en" else _CENTRE.vi
    template = open_template(asked.template)
    slip = make_slip(ticket, centre=centre, kiosk="kiosk-2", lang=asked.lang, copied_at=copied_at)
    image = draw(slip, asked.width_mm, template, asked.lang)
    image.save(asked.out, "PNG", dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
    return f"{asked.out}: {asked.width_mm} mm paper, {image.height / 8:.0f} mm long"


def parser() -> argparse.ArgumentParser:
    """The options of ``luot-kiosk slip``."""
    made = argparse.ArgumentParser(
        prog="luot-kiosk slip", description="Draw an example slip into a PNG file."
    )
    made.add_argument("--template", type=Path, help="TOML file of a centre; the delivered one")
    made.add_argument(
        "--width-mm", type=int, choices=sorted(WIDTH_DOTS), default=80, help="width of the paper"
    )
    made.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the slip")
    made.add_argument(
        "--kind",
        choices=("normal", "priority", "appointment", "alone", "copy"),
        default="normal",
        help="which ticket to show",
    )
    made.add_argument("--out", type=Path, required=True, help="the PNG file to write")
    return made


def _example(kind: str) -> TicketReply:
    """An invented ticket: driving licence, number 3127, Monday 12/10/2026 at 9:25."""
    is_alone, is_priority = kind == "alone", kind == "priority"
    wait = Wait(
        low_s=900,
        high_s=1500,
        at_low="2026-10-12T09:40:00+07:00",
        at_high="2026-10-12T09:50:00+07:00",
    )
    return TicketReply(
        request="example",
        id="example",
        key="example",
        number=3127,
        group="LX1",
        zone="3",
        counters=[11, 12, 13, 14],
        ahead=None if is_alone else 8,
        wait=None if is_alone else wait,
        issued_at="2026-10-12T09:25:14+07:00",
        url="https://luot.example/t/pV3kq9Zs0Wm2Xy7Lr1TbAg",
        mark_at=_MARKS.get(kind, "2026-10-12T09:25:14+07:00"),
        appointment_at="2026-10-12T09:15:00+07:00" if kind == "appointment" else None,
        priority=is_priority,
        group_name=Bilingual(
            vi="Cấp, đổi, cấp lại giấy phép lái xe",
            en="Driving licences: new, exchanged, replaced",
        ),
        alone=is_alone,
    )
