"""A clock that only goes forward, from the ticks that wrap around after twelve days."""

import time


class Clock:
    """Milliseconds since it was made. No calendar: a terminal has no clock of its own."""

    def __init__(self):
        self._ticks = time.ticks_ms()
        self._ms = 0

    def now_ms(self) -> int:
        """To be asked at least every six days; the terminal asks a hundred times a second."""
        ticks = time.ticks_ms()
        self._ms += time.ticks_diff(ticks, self._ticks)
        self._ticks = ticks
        return self._ms
