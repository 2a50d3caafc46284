"""The buttons of a terminal: which there are, and what was pushed since the last look."""

from terminal.contact import Contact

BUTTONS = ("next", "recall", "no_show", "start", "finish", "park", "undo", "pause", "open", "close")
HELD = {"next": ("arm", "press"), "recall": ("recall", "hold")}
"""What a long push says: *next* arms a free counter, *recall* says that nobody came."""


class Buttons:
    """``levels()`` tells which buttons are down now, by name."""

    def __init__(self, names, levels, now_ms: int):
        self._levels = levels
        now = levels()
        self._contacts = {
            name: Contact(name in HELD, bool(now.get(name)), now_ms) for name in names
        }

    def look(self, now_ms: int):
        """(button, kind) of every push that has become certain."""
        told = []
        levels = self._levels()
        for name, contact in self._contacts.items():
            move = contact.look(bool(levels.get(name)), now_ms)
            if move == "hold":
                told.append(HELD[name])
            elif move is not None:
                told.append((name, move))
        return told

    @property
    def stuck(self):
        """The names of buttons that are down for too long, in one text; None for none."""
        return ",".join(name for name, one in self._contacts.items() if one.stuck) or None
