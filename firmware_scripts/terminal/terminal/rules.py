"""What a terminal may show, and whether its buttons count. Pure: documents and milliseconds in.

One rule for number, light and buttons: without a heartbeat of the epoch of the counter's state,
nothing is known. Then the number is "--", the light says offline and a push is not sent.
"""

LOST_AFTER_MS = 15000
"""Three heartbeats missed."""
ANSWER_MS = 3000
"""A press without an answer for this long is told as refused."""
REFUSED_MS = 1200
STATES = ("closed", "paused", "idle", "called", "serving")
MOST = 1 << 53
MOST_EPOCHS = 3


class Kept:
    """A state, until when it holds, and when its call was made."""

    def __init__(self, state, retained: bool, now_ms: int):
        age_ms = state.get("age_ms", 0)
        self.state, self.order = state, (state["ep"], state["rev"])
        self.until_ms = now_ms + state["ttl_s"] * 1000 - age_ms
        # How long a retained document lay at the broker nobody knows: its call is not fresh.
        self.called_ms = now_ms - age_ms - (LOST_AFTER_MS * 2 if retained else 0)


class Watch:
    """The newest state of the counter, the server's heartbeat, and presses not answered yet."""

    def __init__(self):
        self._kept = []
        self._shown = (-1, -1)
        self._beat = None
        self._beat_ms = self._called_ms = 0
        self._refused_ms = -REFUSED_MS
        self._asked = {}
        self._armed = False

    def beat(self, told, now_ms: int) -> None:
        """The server lives. A lower epoch is believed only when the higher one has gone silent."""
        if not (_is_count(told.get("ep")) and _is_count(told.get("ms"))):
            raise ValueError("a heartbeat of a wrong shape")
        if self._beat is None or told["ep"] >= self._beat["ep"] or self._silent(now_ms):
            self._beat, self._beat_ms = told, now_ms

    def take(self, state, retained: bool, now_ms: int) -> None:
        """Keep a newer state; what is older than what was shown is dropped.

        One is kept for each of a few epochs: a document from next year must not keep out the true
        one, and the first one of a new server may come before its first heartbeat.
        """
        _check(state)
        new = Kept(state, retained, now_ms)
        same = [one for one in self._kept if one.state["ep"] == state["ep"]]
        if new.order < self._shown or (same and new.order <= same[0].order):
            return
        kept = [one for one in self._kept if one not in same] + [new]
        if len(kept) > MOST_EPOCHS:
            beat_ep = None if self._beat is None else self._beat["ep"]
            kept.remove(next(one for one in kept if one.state["ep"] != beat_ep))
        self._kept = kept

    def lose(self) -> None:
        """The broker is gone: nothing is known to be current, until it is told anew."""
        self._beat, self._kept = None, []

    def showing(self, now_ms: int):
        """The state that may be shown now, or None."""
        if self._beat is None or self._silent(now_ms):
            return None
        for one in self._kept:
            if one.state["ep"] == self._beat["ep"] and now_ms <= one.until_ms:
                self._shown, self._called_ms = one.order, one.called_ms
                if one.state["state"] != "idle":
                    self._armed = False
                return one.state
        return None

    def call_age_ms(self, now_ms: int) -> int:
        """How long ago the call was made of what was shown last."""
        return now_ms - self._called_ms

    def clock_ms(self, now_ms: int):
        """The server's clock, counted on from its newest heartbeat; None without one."""
        return None if self._beat is None else self._beat["ms"] + now_ms - self._beat_ms

    def live_ms(self, now_ms: int):
        """``clock_ms`` while the server lives; None once it is silent."""
        return None if self._beat is None or self._silent(now_ms) else self.clock_ms(now_ms)

    def minute(self, now_ms: int):
        """The minute of the hall's day, 0 to 1439; None while the server has not told it."""
        offset_s = None if self._beat is None else self._beat.get("offset_s")
        if not isinstance(offset_s, int):
            return None
        return (self.clock_ms(now_ms) // 1000 + offset_s) // 60 % 1440

    def ask(self, id: str, button: str, now_ms: int) -> None:
        """A press was sent."""
        self._asked[id] = (button, now_ms)

    def refuse(self, now_ms: int) -> None:
        """A press was not taken."""
        self._refused_ms = now_ms

    def answer(self, told, now_ms: int) -> bool:
        """The server has answered; False for an answer to another box of the counter."""
        id = told.get("id")
        asked = self._asked.pop(id, None) if isinstance(id, str) else None
        if asked is None:
            return False
        if told.get("ok") is not True:
            self.refuse(now_ms)
        elif asked[0] == "arm":
            self._armed = True
        return True

    def glow(self, now_ms: int) -> str:
        """What the light says now."""
        for id in [id for id, (_, at_ms) in self._asked.items() if now_ms - at_ms > ANSWER_MS]:
            del self._asked[id]
            self.refuse(now_ms)
        state = self.showing(now_ms)
        if state is None:
            return "offline"
        if now_ms - self._refused_ms < REFUSED_MS:
            return "refused"
        if state["state"] in ("called", "serving"):
            return "busy"
        if state["state"] != "idle":
            return "dark"
        if self._armed:
            return "armed"
        return "waiting" if state.get("waiting") else "free"

    def _silent(self, now_ms: int) -> bool:
        return now_ms - self._beat_ms > LOST_AFTER_MS


def _check(state) -> None:
    number = state.get("number")
    counts = [state.get(name) for name in ("ep", "rev", "ttl_s")]
    counts += [state.get("age_ms", 0), state.get("waiting", 0), 0 if number is None else number]
    if state.get("state") not in STATES or not all(_is_count(one) for one in counts):
        raise ValueError("a state of a wrong shape")
    if state["state"] in ("called", "serving") and number is None:
        raise ValueError("a call without a number")


def _is_count(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST
