"""The light of a terminal: what it says in time and colour, on one pin, three, or as text."""

RED, GREEN, AMBER, WHITE, DARK = (1, 0, 0), (0, 1, 0), (1, 1, 0), (1, 1, 1), (0, 0, 0)
COLOURS = {
    "offline": RED,
    "refused": RED,
    "busy": GREEN,
    "free": GREEN,
    "waiting": AMBER,
    "armed": AMBER,
    "identify": WHITE,
    "second": RED,
}


def is_lit(glow: str, now_ms: int) -> bool:
    """Whether the light is on at a moment: each glow has a rhythm, for who cannot tell colours."""
    if glow == "busy":
        return True
    if glow == "offline":
        return now_ms % 400 < 200
    if glow == "identify":
        return now_ms % 1000 < 500
    if glow == "second":
        return now_ms % 2000 < 700 and now_ms % 300 < 100
    if glow == "refused":
        return now_ms % 100 < 50
    if glow == "waiting":
        return now_ms % 1600 < 1100
    if glow == "free":
        return now_ms % 3000 < 80
    if glow == "armed":
        return now_ms % 3000 < 80 or 240 <= now_ms % 3000 < 320
    return False


class PinLamp:
    """One pin, or three for red, green and blue (common cathode)."""

    def __init__(self, pins):
        self._pins, self._levels = pins, None

    def show(self, glow: str, now_ms: int) -> None:
        """To be called often: the rhythm is made of it."""
        lit = is_lit(glow, now_ms)
        colour = COLOURS.get(glow, DARK) if lit else DARK
        levels = colour if len(self._pins) == 3 else (1 if lit else 0,)
        if levels != self._levels:
            self._levels = levels
            for pin, level in zip(self._pins, levels):  # noqa: B905 (MicroPython has no strict)
                pin.value(level)


class TextLamp:
    """A line for every change: for a machine without pins."""

    def __init__(self, say):
        self._say, self._glow = say, None

    def show(self, glow: str, now_ms: int) -> None:
        """What it says, once."""
        if glow != self._glow:
            self._glow = glow
            self._say("lamp " + glow)
