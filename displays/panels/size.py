"""How many dots a panel has: what may be asked for, and what to write when it cannot be."""

from __future__ import annotations

import re

from displays.errors import BadSetting

Size = tuple[int, int]
"""Width and height in dots."""
_TEXT = re.compile(r"(\d{1,4})x(\d{1,4})")
MODULE: Size = (64, 32)
"""One HUB75 module, and what stands in for one."""
LIGHT: Size = (32, 8)
BOARD: Size = (56, 8)
"""The smallest on which any number, an arrow and any counter have room."""


def parse(text: str) -> Size:
    """``128x64``. Raises BadSetting."""
    read = _TEXT.fullmatch(text)
    if read is None:
        raise BadSetting(f"--size {text[:20]}: write WIDTHxHEIGHT in dots, such as 128x64")
    return int(read[1]), int(read[2])


def check(kind: str, size: Size, *, step: int, heights: tuple[int, ...]) -> Size:
    """A size that modules of ``kind`` can make up: whole steps of width, and one of ``heights``."""
    width, height = size
    if width < step or width % step or height not in heights or width > 1024:
        raise BadSetting(
            f"panel {kind}: {width}x{height} cannot be made of its modules: set --size to a width "
            f"in steps of {step} and a height of {', '.join(map(str, heights))}"
        )
    return size


def enough(kind: str, size: Size, least: Size, what: str) -> Size:
    """A size with room for ``what``. Raises BadSetting."""
    if size[0] < least[0] or size[1] < least[1]:
        raise BadSetting(
            f"panel {kind}: {what} needs {least[0]}x{least[1]} dots or more, this is "
            f"{size[0]}x{size[1]}: set --size to what hangs there"
        )
    return size
