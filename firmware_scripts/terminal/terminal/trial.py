"""A new program proves itself by reaching the server, in good time; else the old one comes back."""

import slots


class Trial:
    """Over at once for a program that is no longer new."""

    def __init__(self, root: str, update, timer=None):
        self._root, self._timer = root, timer
        self.is_on = slots.is_trial(root)
        self._most_ms = (update or {}).get("trial_s", 600) * 1000

    def is_over(self, heard: bool, now_ms: int) -> bool:
        """True when the old program must be started instead."""
        if not self.is_on:
            return False
        if heard:
            self.is_on = False
            slots.confirm(self._root)
            if self._timer is not None:
                self._timer.deinit()
            return False
        if now_ms < self._most_ms:
            return False
        slots.give_up(self._root)
        return True
