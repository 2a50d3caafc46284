"""Messages that the broker has not confirmed yet: few, in order, and none after its time. Pure."""

MOST = 12


class Letter:
    """One message of QoS 1 until it is confirmed; ``key`` names what a newer one replaces."""

    def __init__(self, id: int, topic: str, payload: bytes, retain: bool, key, until_ms):
        self.id, self.topic, self.payload, self.retain = id, topic, payload, retain
        self.key, self.until_ms, self.sent = key, until_ms, False


class Outbox:
    """Kept over reconnects: what was not confirmed is sent again on the next connection."""

    def __init__(self):
        self._letters = []
        self._id = 0
        self.dropped = 0

    def __len__(self):
        return len(self._letters)

    def put(self, topic: str, payload: bytes, retain=False, key=None, until_ms=None):
        """The new letter. When there is no room, the oldest one that is replaceable goes first."""
        if key is not None:
            self._letters = [one for one in self._letters if one.key != key]
        if len(self._letters) >= MOST:
            old = [one for one in self._letters if one.key is not None] or self._letters
            self._letters.remove(old[0])
            self.dropped += 1
        letter = Letter(self._next_id(), topic, payload, retain, key, until_ms)
        self._letters.append(letter)
        return letter

    def confirm(self, id: int) -> None:
        """The broker has it; a second confirmation does no harm."""
        self._letters = [one for one in self._letters if one.id != id]

    def expire(self, now_ms: int) -> None:
        """Forget what nobody wants any more: a press of a while ago calls nobody."""
        kept = [one for one in self._letters if one.until_ms is None or now_ms <= one.until_ms]
        self.dropped += len(self._letters) - len(kept)
        self._letters = kept

    def unconfirmed(self):
        """Everything, oldest first: to be sent on a new connection."""
        return list(self._letters)

    def next_id(self) -> int:
        """An id for a packet that is not a letter."""
        return self._next_id()

    def _next_id(self) -> int:
        used = [one.id for one in self._letters]
        while True:
            self._id = self._id % 65535 + 1
            if self._id not in used:
                return self._id
