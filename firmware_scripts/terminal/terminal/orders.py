"""Orders from the desk: each is done once, when it is young and meant for this very connection.

Pure: documents and milliseconds in, answers out. A chip's clock proves nothing, so the age of an
order is told by the server's clock, counted on from its newest heartbeat.
"""

OLD_MS = 30000
AHEAD_MS = 600000
REMEMBERED = 16
IDENTIFY_MS = 10000
RESTART_MS = 2000
"""How long the answer to *restart* may take to be confirmed, before the chip starts anew."""
FLASH_MS = 500


class Orders:
    """``can`` lists what a terminal does: identify, restart."""

    can = ("identify", "restart")

    def __init__(self):
        self._seen = []
        self._identify_until_ms = self._restart_by_ms = None

    def take(self, told, session: str, hall_ms, now_ms: int):
        """The answer to an order; None for one that was answered already.

        ``hall_ms`` is the server's clock, None while it is not known. Raises ValueError.
        """
        _check(told)
        if told["id"] in self._seen:
            return None
        self._seen = self._seen[1 - REMEMBERED :] + [told["id"]]
        why_not = self._judge(told, session, hall_ms)
        if why_not is None:
            self._begin(told["act"], now_ms)
        return {"v": 1, "id": told["id"], "ok": why_not is None, "reason": why_not}

    def is_identifying(self, now_ms: int) -> bool:
        """Does it say which one it is?"""
        return self._identify_until_ms is not None and now_ms < self._identify_until_ms

    def is_flash(self, now_ms: int) -> bool:
        """The lit half of saying which one it is: once a second."""
        return (self._identify_until_ms - now_ms) // FLASH_MS % 2 == 1

    def is_restart_due(self, unsent: int, now_ms: int) -> bool:
        """Shall the chip start anew now? ``unsent`` messages are not confirmed yet."""
        by_ms = self._restart_by_ms
        return by_ms is not None and (not unsent or now_ms >= by_ms)

    def _judge(self, told, session: str, hall_ms):
        if told.get("session") not in (None, session):
            return "other-session"
        if hall_ms is None:
            return "no-heartbeat"
        if not -AHEAD_MS <= hall_ms - told["at"] <= OLD_MS:
            return "old"
        return None if told["act"] in self.can else "cannot"

    def _begin(self, act: str, now_ms: int) -> None:
        if act == "identify":
            self._identify_until_ms = now_ms + IDENTIFY_MS
        else:
            self._restart_by_ms = now_ms + RESTART_MS


def _check(told) -> None:
    texts = (told.get("id"), told.get("act"))
    at = told.get("at")
    if not all(isinstance(one, str) and 0 < len(one) <= 64 for one in texts):
        raise ValueError("an order of a wrong shape")
    if not isinstance(at, int) or isinstance(at, bool):
        raise ValueError("an order without a time")
