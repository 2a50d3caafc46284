"""The machine itself: pins, radio and watchdog of an ESP32 or Pico W, or a terminal of text."""

import gc
import select
import sys

WATCHDOG_MS = 8000
"""The most that a Pico can do; no step of the terminal takes half as long."""
RESTART = 75
"""The exit status by which the text board asks its shell to start it again."""


def make_board(settings):
    """The board that the settings name."""
    if settings["board"] == "text":
        return TextBoard(settings)
    from terminal.pins import PinBoard

    return PinBoard(settings)


class TextBoard:
    """Contacts are typed as lines, ``next down`` and ``next up``; number and light are lines."""

    def __init__(self, settings):
        from terminal.lamp import TextLamp
        from terminal.number import TextNumber

        self.number, self.lamp = TextNumber(self.say), TextLamp(self.say)
        self._levels = dict.fromkeys(settings["buttons"], False)
        self._poll = select.poll()
        self._poll.register(sys.stdin, select.POLLIN)
        self._open = True

    def say(self, line: str) -> None:
        """One line on the console."""
        print(line)

    def levels(self):
        """Which buttons are down; takes at most one line in."""
        if self._open and self._poll.poll(0):
            line = sys.stdin.readline()
            words = line.split()
            if not line:
                self._open = False
            elif len(words) == 2 and words[0] in self._levels:
                self._levels[words[0]] = words[1] == "down"
        return self._levels

    def is_on_network(self) -> bool:
        """The network is the system's own business."""
        return True

    def feed(self) -> None:
        """There is no watchdog here."""

    def vitals(self):
        """What health tells of the machine."""
        return {"mem": gc.mem_free()}

    def restart(self) -> None:
        """Whoever started this process starts it again."""
        self.say("restart")
        sys.exit(RESTART)
