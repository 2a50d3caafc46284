"""How the desk wants the terminal to be: how bright at what hour, and whether a call blinks. Pure.

Only what cannot cut the terminal off is set from afar: its id, counter, broker and radio stand in
its file.
"""

from terminal.segments import BLINKS_FOR_MS, FULL

MOST_STEPS = 8
FULL_PERCENT = 100
BRIGHTNESS = 'at most 8 of {"from": "HH:MM", "percent": 1 to 100}, earliest first'


class Wishes:
    """What is followed now; as delivered until something else is wanted."""

    def __init__(self):
        self._steps, self._blinks = [], True

    def take(self, told):
        """The answer to wanted settings. Raises ValueError."""
        rev, settings = told.get("rev"), told.get("settings")
        if not isinstance(rev, int) or isinstance(rev, bool) or not isinstance(settings, dict):
            raise ValueError("settings of a wrong shape")
        wrong = "; ".join(faults(settings))
        if not wrong:
            self._steps = [
                (_minute(one["from"]), one["percent"]) for one in settings.get("brightness", [])
            ]
            self._blinks = settings.get("blink", True)
        return {"v": 1, "rev": rev, "ok": not wrong, "reason": wrong[:200] or None}

    def age_ms(self, call_age_ms: int) -> int:
        """The age by which a call is drawn: one that is not to blink is never fresh."""
        return call_age_ms if self._blinks else max(call_age_ms, BLINKS_FOR_MS)

    def bright(self, step: int, minute) -> int:
        """A step of brightness at a minute of the day; what is bright stays brighter than dim."""
        return max(step * self._percent(minute) // FULL_PERCENT, step // FULL)

    def _percent(self, minute) -> int:
        if minute is None or not self._steps:
            return FULL_PERCENT
        begun = [percent for from_, percent in self._steps if from_ <= minute]
        return begun[-1] if begun else self._steps[-1][1]


def faults(settings):
    """What is wrong, one line each, by the same rules as at the desk."""
    told = [
        f"{name}: a terminal has no such setting"
        for name in settings
        if name not in ("brightness", "blink")
    ]
    if not isinstance(settings.get("blink", True), bool):
        told.append("blink: true or false")
    if not _is_schedule(settings.get("brightness", [])):
        told.append("brightness: " + BRIGHTNESS)
    return told


def _is_schedule(steps) -> bool:
    if not isinstance(steps, list) or len(steps) > MOST_STEPS or not all(map(_is_step, steps)):
        return False
    starts = [one["from"] for one in steps]
    return starts == sorted(set(starts))


def _is_step(step) -> bool:
    if not isinstance(step, dict) or set(step) != {"from", "percent"}:
        return False
    percent = step["percent"]
    is_whole = isinstance(percent, int) and not isinstance(percent, bool)
    return is_whole and 1 <= percent <= FULL_PERCENT and _is_clock(step["from"])


def _is_clock(text) -> bool:
    if not isinstance(text, str) or len(text) != 5 or text[2] != ":":
        return False
    digits = text[:2] + text[3:]
    fits = all(char in "0123456789" for char in digits)
    return fits and int(text[:2]) < 24 and int(text[3:]) < 60


def _minute(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
