"""Reads what a receipt printer would: ESC/POS bytes in, the commands and the paper out.

Written from Epson's ESC/POS command reference, not from the product. It knows the commands that a
raster job needs and refuses every other byte, so that stray text or half a command cannot pass.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image

LINE_DOTS = 30
"""Default line spacing."""
CUTS = {0: "full", 48: "full", 1: "partial", 49: "partial"}
FEEDING_CUTS = {65: "full", 97: "full", 66: "partial", 98: "partial"}
RASTER_SCALES = {0: (1, 1), 1: (2, 1), 2: (1, 2), 3: (2, 2)}


class Refused(ValueError):
    """Bytes that are no command of a raster job; the message says where they begin."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command and what it was given: ``init``, ``raster``, ``feed``, ``cut``, ``status``…

    ``raster`` has (scale_x, scale_y, width_dots, height_rows), ``feed`` dots, ``status`` its n,
    ``cut`` (1 for full or 0 for partial, dots fed before it).
    """

    name: str
    values: tuple[int, ...] = ()


@dataclass(slots=True)
class Printout:
    """What came out: commands in order and the paper, black dots on white, 1 bit each."""

    commands: list[Command] = field(default_factory=list)
    strips: list[tuple[int, Image.Image]] = field(default_factory=list)
    y: int = 0
    line_dots: int = LINE_DOTS

    @property
    def names(self) -> list[str]:
        """The commands' names in order."""
        return [command.name for command in self.commands]

    @property
    def paper(self) -> Image.Image:
        """Everything printed and fed, as one picture."""
        width = max((strip.width for _, strip in self.strips), default=1)
        found = Image.new("1", (width, max(self.y, 1)), 1)
        for top, strip in self.strips:
            found.paste(strip, (0, top))
        return found


class Reader:
    """Bytes with a place in them; running out is a refusal."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        """The next bytes. Raises Refused when the job ends inside a command."""
        found = self.data[self.at : self.at + count]
        if len(found) < count:
            raise Refused(f"byte {self.at}: the job ends inside a command")
        self.at += count
        return found

    def byte(self) -> int:
        """The next byte as a number."""
        return self.take(1)[0]

    def word(self) -> int:
        """Two bytes, low first."""
        return int.from_bytes(self.take(2), "little")


Step = Callable[[Reader, Printout], None]


def decode(data: bytes) -> Printout:
    """Everything in one job. Raises Refused at the first byte that is not understood."""
    reader, out = Reader(data), Printout()
    while reader.at < len(data):
        began = reader.at
        step = _next(reader)
        if step is None:
            raise Refused(f"byte {began}: {data[began : began + 4].hex(' ')} is no command")
        step(reader, out)
    return out


def _next(reader: Reader) -> Step | None:
    first = reader.byte()
    if first == 0x0A:
        return _line_feed
    second = reader.byte()
    if first == 0x1B:
        return _ESC.get(second)
    if first == 0x1D:
        return _GS.get(second)
    return _realtime if (first, second) == (0x10, 0x04) else None


def _line_feed(_: Reader, out: Printout) -> None:
    _feed(out, out.line_dots)


def _init(_: Reader, out: Printout) -> None:
    out.line_dots = LINE_DOTS
    out.commands.append(Command("init"))


def _default_spacing(_: Reader, out: Printout) -> None:
    out.line_dots = LINE_DOTS
    out.commands.append(Command("spacing", (LINE_DOTS,)))


def _spacing(reader: Reader, out: Printout) -> None:
    out.line_dots = reader.byte()
    out.commands.append(Command("spacing", (out.line_dots,)))


def _feed_lines(reader: Reader, out: Printout) -> None:
    _feed(out, reader.byte() * out.line_dots)


def _feed_dots(reader: Reader, out: Printout) -> None:
    _feed(out, reader.byte())


def _feed(out: Printout, dots: int) -> None:
    out.y += dots
    out.commands.append(Command("feed", (dots,)))


def _raster(reader: Reader, out: Printout) -> None:
    """GS v 0 m xL xH yL yH d…: rows of whole bytes, the leftmost dot highest, 1 is black."""
    if reader.byte() != 0x30:
        raise Refused(f"byte {reader.at - 1}: GS v must be followed by 0")
    mode = reader.byte() % 48 if reader.data[reader.at] in (48, 49, 50, 51) else reader.byte()
    if mode not in RASTER_SCALES:
        raise Refused(f"byte {reader.at - 1}: raster mode {mode} does not exist")
    scale_x, scale_y = RASTER_SCALES[mode]
    width_bytes, height = reader.word(), reader.word()
    if not width_bytes or not height:
        raise Refused(f"byte {reader.at - 4}: a raster of no size")
    strip = _picture(reader.take(width_bytes * height), width_bytes, height)
    values = (scale_x, scale_y, strip.width, strip.height)
    out.strips.append((out.y, strip.resize((strip.width * scale_x, strip.height * scale_y), 0)))
    out.y += strip.height * scale_y
    out.commands.append(Command("raster", values))


def _picture(bits: bytes, width_bytes: int, height: int) -> Image.Image:
    strip = Image.new("1", (width_bytes * 8, height), 1)
    dots = strip.load()
    assert dots is not None
    for at, byte in enumerate(bits):
        y, left = divmod(at, width_bytes)
        for bit in range(8) if byte else ():
            if byte & (0x80 >> bit):
                dots[left * 8 + bit, y] = 0
    return strip


def _cut(reader: Reader, out: Printout) -> None:
    how = reader.byte()
    if how in CUTS:
        out.commands.append(Command("cut", (int(CUTS[how] == "full"), 0)))
    elif how in FEEDING_CUTS:
        dots = reader.byte()
        out.y += dots
        out.commands.append(Command("cut", (int(FEEDING_CUTS[how] == "full"), dots)))
    else:
        raise Refused(f"byte {reader.at - 1}: cut {how} does not exist")


def _realtime(reader: Reader, out: Printout) -> None:
    which = reader.byte()
    if which not in (1, 2, 3, 4):
        raise Refused(f"byte {reader.at - 1}: status {which} does not exist")
    out.commands.append(Command("status", (which,)))


def _process(reader: Reader, out: Printout) -> None:
    """GS ( H pL pH fn m d1 d2 d3 d4: answer when all that came before is printed."""
    if reader.take(5) != b"H\x06\x0000":
        raise Refused(f"byte {reader.at - 5}: GS ( is known with H, function 48 only")
    digits = reader.take(4)
    if not all(0x20 <= digit <= 0x7E for digit in digits):
        raise Refused(f"byte {reader.at - 4}: a process id is four printable characters")
    out.commands.append(Command("process", tuple(digits)))


_ESC: dict[int, Step] = {
    0x40: _init,
    0x32: _default_spacing,
    0x33: _spacing,
    0x64: _feed_lines,
    0x4A: _feed_dots,
}
_GS: dict[int, Step] = {0x76: _raster, 0x56: _cut, 0x28: _process}
