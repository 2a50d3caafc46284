"""MQTT 3.1.1 as bytes: what a terminal sends, and packets out of what it receives. Pure."""

from terminal.errors import BadPacket

CONNACK, PUBLISH, PUBACK, SUBACK, PINGRESP = 2, 3, 4, 9, 13
PING = b"\xc0\x00"
DISCONNECT = b"\xe0\x00"
MOST_BYTES = 2048
"""A longer packet is not kept: its head is enough to say that it has come."""
HEAD_BYTES = 256


def connect(client: str, user: str, password: str, keepalive_s: int, will) -> bytes:
    """The first packet, for a clean session; ``will`` is (topic, payload), kept by the broker."""
    flags = 0xC0 | 0x20 | 0x08 | 0x04 | 0x02  # user, password, will: retained, QoS 1; clean
    body = _text("MQTT") + bytes((4, flags)) + keepalive_s.to_bytes(2, "big")
    body += _text(client) + _text(will[0]) + _text(will[1]) + _text(user) + _text(password)
    return _packet(0x10, body)


def publish(topic: str, payload: bytes, id: int = 0, retain: bool = False, again: bool = False):
    """A message; with an ``id`` the broker must confirm it (QoS 1)."""
    first = 0x30 | (0x02 if id else 0) | (0x01 if retain else 0) | (0x08 if again else 0)
    return _packet(first, _text(topic) + (id.to_bytes(2, "big") if id else b"") + payload)


def subscribe(id: int, topic: str, qos: int) -> bytes:
    """Ask for one topic."""
    return _packet(0x82, id.to_bytes(2, "big") + _text(topic) + bytes((qos,)))


def puback(id: int) -> bytes:
    """A message has come."""
    return b"\x40\x02" + id.to_bytes(2, "big")


def read_publish(flags: int, body):
    """(topic, payload, id or 0, retained) of a message. Raises BadPacket."""
    size = _number(body, 0)
    qos, at = flags >> 1 & 3, 2 + size
    if qos == 3 or len(body) < at + (2 if qos else 0):
        raise BadPacket("a message of a wrong shape")
    id = _number(body, at) if qos else 0
    try:
        topic = str(bytes(body[2:at]), "utf-8")
    except (UnicodeError, ValueError):
        raise BadPacket("a topic that is no text")
    return topic, bytes(body[at + (2 if qos else 0) :]), id, bool(flags & 1)


def read_id(body) -> int:
    """The id that a confirmation is about. Raises BadPacket."""
    return _number(body, 0)


class Reader:
    """Cuts a stream into packets; memory is bounded, whatever the other end sends."""

    def __init__(self):
        self._kept = bytearray()
        self._skip = 0

    def feed(self, data):
        """All packets that are whole now: (type, flags, body, whole). Raises BadPacket."""
        found = []
        self._kept.extend(data)
        while True:
            if self._skip:
                gone = min(self._skip, len(self._kept))
                self._skip -= gone
                self._kept = self._kept[gone:]
            packet = None if self._skip else self._next()
            if packet is None:
                return found
            found.append(packet)

    def _next(self):
        size, start = self._size()
        if start == 0:
            return None
        whole = size <= MOST_BYTES
        wanted = size if whole else HEAD_BYTES
        if len(self._kept) < start + wanted:
            return None
        first = self._kept[0]
        body = bytes(self._kept[start : start + wanted])
        self._kept = self._kept[start + wanted :]
        self._skip = size - wanted
        return first >> 4, first & 0x0F, body, whole

    def _size(self):
        """(bytes of the body, where it begins); (0, 0) when that is not known yet."""
        size = 0
        for i in range(1, min(len(self._kept), 5)):
            byte = self._kept[i]
            size |= (byte & 0x7F) << 7 * (i - 1)
            if not byte & 0x80:
                return size, i + 1
        if len(self._kept) >= 5:
            raise BadPacket("a length that does not end")
        return 0, 0


def _packet(first: int, body: bytes) -> bytes:
    head = bytearray((first,))
    size = len(body)
    while True:
        size, low = size >> 7, size & 0x7F
        head.append(low | (0x80 if size else 0))
        if not size:
            return bytes(head) + body


def _text(text) -> bytes:
    data = text if isinstance(text, bytes) else text.encode()
    return len(data).to_bytes(2, "big") + data


def _number(body, at: int) -> int:
    if len(body) < at + 2:
        raise BadPacket("a packet that is too short")
    return body[at] << 8 | body[at + 1]
