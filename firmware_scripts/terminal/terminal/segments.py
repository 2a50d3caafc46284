"""Characters of seven segments: what a counter's state looks like, and its bits. Pure."""

BLINK_MS, LIT_MS, BLINKS_FOR_MS = 1000, 600, 20000
"""A fresh call blinks once a second for twenty seconds."""
FULL, DIM = 7, 1
"""Steps of brightness: the chips have eight and sixteen."""
WORDS = {"paused": "nghi", "closed": "dong"}
"""*Nghỉ* (a pause) and *Đóng* (closed), as far as seven segments can write them."""
LOST = "--"
SECOND = "ten2"
"""*Tên*, a name, twice: another device has this one's name and was there first."""

_CHARS = "0123456789- nghidote"
_SHAPES = bytes.fromhex("3f065b4f666d7d077f6f4000546f74045e5c7879")
"""In the order of the characters; segments a to g are bits 0 to 6."""


def bits(char: str) -> int:
    """The segments of one character; one that cannot be written is dark."""
    at = _CHARS.find(char)
    return _SHAPES[at] if at >= 0 else 0


def picture(state, call_age_ms: int, counter: int, cells: int):
    """(exactly ``cells`` characters, brightness) for a state, or None when nothing is known."""
    if state is None:
        return LOST.center(cells), DIM
    kind = state["state"]
    if kind in ("called", "serving"):
        text = str(state["number"])
        # Half a number would send somebody to the wrong counter.
        text = _right(text, cells) if len(text) <= cells else "-" * cells
        return text, FULL if kind == "serving" or _is_lit(call_age_ms) else DIM
    if kind == "idle":
        return f"-{counter}-".center(cells)[:cells], DIM
    return _right(WORDS[kind][:cells], cells), DIM


def of_itself(counter: int, cells: int, is_flash: bool):
    """*Which one are you?* The counter's own number, now lit, now dark."""
    return f"-{counter}-".center(cells)[:cells] if is_flash else " " * cells, FULL


def of_second(cells: int):
    """Two boxes have one name, and this one has stepped back."""
    return _right(SECOND, cells), FULL


def _is_lit(age_ms: int) -> bool:
    return age_ms >= BLINKS_FOR_MS or age_ms % BLINK_MS < LIT_MS


def _right(text: str, cells: int) -> str:
    return " " * (cells - len(text)) + text
