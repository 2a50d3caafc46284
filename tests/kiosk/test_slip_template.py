"""A centre's own slip: what it may change, what it may not, and all of its errors at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from broker import messages as m
from kiosk.cli import main
from kiosk.drawing import draw
from kiosk.emblem import flower
from kiosk.errors import BadSetting
from kiosk.slip import make_slip
from kiosk.templates import BLOCKS, NEEDED, Template, open_template, parse_template

Made = Callable[..., m.TicketReply]
DOTS_PER_MM = 8
NAME = "Trung tâm Phục vụ hành chính công thành phố Hải Phòng"


def read(text: str, folder: Path = Path()) -> Template:
    """The template in a text."""
    return parse_template(text, folder, "own.toml")


def errors(text: str, folder: Path = Path()) -> str:
    """What is wrong with it."""
    with pytest.raises(BadSetting) as refused:
        read(text, folder)
    return str(refused.value)


def picture(reply: m.TicketReply, template: Template, width_mm: int = 80) -> Image.Image:
    """The slip of machine 1 by that template."""
    made = make_slip(reply, centre=NAME, kiosk="kiosk-1", lang="vi")
    return draw(made, width_mm, template)


def test_the_delivered_template_says_everything_in_the_order_of_the_design() -> None:
    shipped = open_template(None)
    assert shipped.blocks == BLOCKS
    assert (shipped.compact, shipped.hotline, shipped.lines) == (False, "", ())
    assert read("").blocks == BLOCKS


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("[size_mm]\nnumber = 11.9", "size_mm.number: 11.9 mm; from 12 to 22 mm"),
        ("[size_mm]\nqr = 24", "size_mm.qr: 24 mm; from 25 to 36 mm"),
        ("[size_mm]\ntext = 2.9", "size_mm.text: 2.9 mm; from 3 to 4 mm"),
        ('blocks = ["head"]', "blocks: 'number' is missing"),
        ('blocks = ["advert"]', "blocks: there is no block 'advert'"),
        ("compact = 1", "compact: write a true or false"),
        ("colour = 1", "colour: there is no such key"),
        ('[[line]]\nvi = "a"', "line 1: vi and en"),
        ('logo = "none.png"', "logo: cannot read none.png"),
        ('hotline = "a\\nb"', "hotline: one line"),
        ("blocks = [", "own.toml: "),
    ],
)
def test_what_breaks_the_rules_is_refused_with_its_key(text: str, error: str) -> None:
    assert error in errors(text)


@pytest.mark.parametrize("block", NEEDED)
def test_no_slip_leaves_out_what_a_citizen_needs(block: str) -> None:
    kept = [one for one in BLOCKS if one != block]
    assert f"blocks: {block!r} is missing" in errors(f"blocks = {kept}")
    assert f"blocks: {block!r} stands twice" in errors(f"blocks = {[*BLOCKS, block]}")


def test_all_errors_are_told_at_once_in_one_line() -> None:
    told = errors('compact = "yes"\nhotline = 7\n[size_mm]\nnumber = 5\nqr = 5\ntext = true')
    for key in ("compact", "hotline", "size_mm.number", "size_mm.qr", "size_mm.text"):
        assert f"{key}: " in told
    assert "\n" not in told


@pytest.mark.parametrize("width_mm", [58, 80])
@pytest.mark.parametrize("number_mm", [12, 17.5])
def test_a_number_is_as_high_as_the_template_says(
    make_ticket: Made, width_mm: int, number_mm: float
) -> None:
    only = read(f'logo = ""\n[size_mm]\nnumber = {number_mm}')
    image = picture(make_ticket(number=17), only, width_mm)
    assert _number_dots(image) >= number_mm * DOTS_PER_MM


def _number_dots(image: Image.Image) -> int:
    """Rows of the highest stretch of ink that is no box, above the code."""
    ink, best, since = ImageChops.invert(image.convert("L")), 0, None
    for y in range(image.height // 2):
        row = ink.crop((0, y, image.width, y + 1))
        is_text = row.getbbox() is not None and row.histogram()[255] < image.width * 0.8
        since = (y if since is None else since) if is_text else None
        best = best if since is None else max(best, y + 1 - since)
    return best


def test_blocks_stand_where_the_template_puts_them(make_ticket: Made) -> None:
    turned = read(f"blocks = {[*BLOCKS[1:], 'head']}")
    top = picture(make_ticket(), open_template(None)).crop((0, 0, 115, 150))
    emblem = flower(12)
    assert _finds(top, emblem)
    assert not _finds(picture(make_ticket(), turned).crop((0, 0, 115, 150)), emblem)


def _finds(image: Image.Image, wanted: Image.Image) -> bool:
    return any(
        image.crop((x, y, x + wanted.width, y + wanted.height)).tobytes() == wanted.tobytes()
        for x in range(image.width - wanted.width + 1)
        for y in range(image.height - wanted.height + 1)
    )


@pytest.mark.parametrize("width_mm", [58, 80])
def test_a_compact_slip_is_shorter_and_a_line_of_the_centre_is_on_it(
    make_ticket: Made, width_mm: int
) -> None:
    plain, compact = read(""), read("compact = true")
    longer = read('hotline = "0225 1022"\n[[line]]\nvi = "Mang theo căn cước."\nen = "Bring it."')
    heights = [picture(make_ticket(), one, width_mm).height for one in (compact, plain, longer)]
    assert heights == sorted(set(heights))


def test_a_logo_is_black_or_white_and_never_scattered_dots(tmp_path: Path) -> None:
    grey = Image.linear_gradient("L").resize((400, 200))
    grey.save(tmp_path / "logo.png")
    made = read('logo = "logo.png"\n[size_mm]\nlogo = 10', tmp_path).logo
    assert made is not None and (made.mode, made.size) == ("1", (160, 80))
    rows = [made.crop((0, y, made.width, y + 1)).convert("L").getextrema() for y in range(80)]
    assert all(low == high for low, high in rows), "every row of the gradient is decided as one"


def test_a_logo_that_would_be_blank_on_paper_is_refused(tmp_path: Path) -> None:
    Image.new("RGBA", (80, 80), (255, 255, 255, 0)).save(tmp_path / "logo.png")
    assert "blank on paper" in errors('logo = "logo.png"', tmp_path)
    (tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    assert "cannot read text.png as a PNG" in errors('logo = "text.png"', tmp_path)


def test_a_wide_logo_fits_on_narrow_paper(tmp_path: Path, make_ticket: Made) -> None:
    Image.new("1", (2000, 100), 0).save(tmp_path / "logo.png")
    made = read('logo = "logo.png"', tmp_path)
    assert made.logo is not None and made.logo.width == 336
    assert picture(make_ticket(), made, 58).width == 384


def test_a_slip_can_be_looked_at_before_it_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.toml"
    own.write_text("compact = true", encoding="utf-8")
    out = tmp_path / "slip.png"
    for kind in ("normal", "priority", "appointment", "alone", "copy"):
        words = ["slip", "--template", str(own), "--width-mm", "58", "--kind", kind]
        assert main([*words, "--out", str(out)]) == 0
        with Image.open(out) as image:
            assert (image.mode, image.width) == ("1", 384)
    assert "58 mm paper" in capsys.readouterr().out


def test_a_broken_template_ends_the_preview_with_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.toml"
    own.write_text("[size_mm]\nqr = 5\nnumber = 5", encoding="utf-8")
    assert main(["slip", "--template", str(own), "--out", str(tmp_path / "x.png")]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "size_mm.qr" in told and "size_mm.number" in told


def test_a_template_that_is_not_there_is_a_bad_setting(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="--template: cannot read"):
        open_template(tmp_path / "missing.toml")


def test_a_kiosk_does_not_start_with_a_template_that_it_cannot_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LUOT_MQTT_PASSWORD", "secret")
    own = tmp_path / "own.toml"
    own.write_text("[size_mm]\nnumber = 5", encoding="utf-8")
    words = ["--id", "kiosk-1", "--centre", "thu", "--data", str(tmp_path)]
    assert main([*words, "--template", str(own)]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "size_mm.number" in told
