"""A small MQTT 3.1.1 client that never waits: ``step`` is called a hundred times a second.

It subscribes anew on every connection, one topic after the other (the embedded broker cuts a burst
of retained documents short), sends again what was not confirmed, and finds a half-open link.
"""

import os

from terminal import packets
from terminal.errors import BadPacket, LinkLost
from terminal.outbox import Outbox

QUIET, ANSWER = 8 / 15, 6 / 15
"""Shares of the keepalive (of 15 s: 8 s and 6 s). When so long nothing was heard, or nothing said,
the broker is asked whether it is there; so long it may take to answer.
"""
LEAST_PAUSE_MS, MOST_PAUSE_MS = 500, 4000
HELD_MS = 10000
ODD = 3
"""So many links in a row that did not hold are told: two devices of one id throw each other out."""
CHUNK_BYTES = 1024
MOST_UNWRITTEN = 16384
DOWN, GREETED, LISTENING, UP = "down", "greeted", "listening", "up"


class Client:
    """``link()`` makes (stream, will, birth) for a new connection; raises LinkLost.

    ``hears`` lists (topic, qos, handler); a handler takes the payload and whether it was retained.
    A handler's ValueError or MemoryError is counted in ``garbage`` and changes nothing.
    """

    def __init__(self, login, link, hears, log, keepalive_s: int = 15):
        self._login, self._link, self._hears, self._log = login, link, hears, log
        self._keepalive_s = keepalive_s
        self._quiet_ms, self._answer_ms = (
            int(keepalive_s * 1000 * share) for share in (QUIET, ANSWER)
        )
        self.outbox = Outbox()
        self.state = DOWN
        self.losses = self.garbage = 0
        self._stream = None
        self._unwritten = b""
        self._pause_ms, self._retry_ms = LEAST_PAUSE_MS, 0
        self._short = 0

    @property
    def up(self) -> bool:
        """Is the broker there, with everything subscribed?"""
        return self.state == UP

    @property
    def down(self) -> bool:
        """Is there no connection at all? What is retained comes before it is ``up``."""
        return self.state == DOWN

    def publish(self, topic, payload, now_ms, retain=False, key=None, until_ms=None) -> None:
        """Say something with QoS 1; it is kept until it is confirmed or ``until_ms`` is past."""
        letter = self.outbox.put(topic, payload, retain, key, until_ms)
        if self.up:
            self._guarded(self._send_letter, letter, now_ms)

    def step(self, now_ms: int) -> None:
        """Do what can be done without waiting."""
        self.outbox.expire(now_ms)
        if self.state == DOWN:
            if now_ms >= self._retry_ms:
                self._guarded(self._open, now_ms)
        else:
            self._guarded(self._go_on, now_ms)

    def wait(self, most_ms: int) -> bool:
        """Until the broker says something; False when there is no connection to wait at."""
        if self._stream is None:
            return False
        self._stream.wait(most_ms)
        return True

    def close(self) -> None:
        """Leave without the last will."""
        if self._stream is not None:
            self._guarded(self._write, packets.DISCONNECT, 0)
        self._drop()

    def _guarded(self, act, *told) -> None:
        now_ms = told[-1]
        try:
            act(*told)
        except (LinkLost, BadPacket) as error:
            self._log("link: " + " ".join(str(error).split()))
            self._judge(now_ms)
            self._drop()
            # By chance, so that sixty terminals do not come back in the same moment.
            share = 128 + os.urandom(1)[0] // 2
            self._retry_ms = now_ms + self._pause_ms * share // 256
            self._pause_ms = min(self._pause_ms * 2, MOST_PAUSE_MS)
            self.losses += 1

    def _judge(self, now_ms: int) -> None:
        """A link that held is tried again soon; some that did not, one after the other, are odd."""
        if self.state == UP and now_ms - self._up_ms < HELD_MS:
            self._short += 1
            if self._short == ODD:
                self._log("another device has this id, or the broker is ill")
        elif self.state == UP:
            self._short, self._pause_ms = 0, LEAST_PAUSE_MS

    def _drop(self) -> None:
        if self._stream is not None:
            self._stream.close()
        self._stream, self._unwritten, self.state = None, b"", DOWN

    def _open(self, now_ms: int) -> None:
        self._stream, will, self._birth = self._link()
        self._reader = packets.Reader()
        self._heard_ms = self._said_ms = self._asked_ms = now_ms
        self._is_asked = False
        self._todo = list(self._hears)
        client, user, password = self._login
        self.state = GREETED
        self._write(packets.connect(client, user, password, self._keepalive_s, will), now_ms)

    def _go_on(self, now_ms: int) -> None:
        data = self._stream.read(CHUNK_BYTES)
        while data:
            self._heard_ms = now_ms
            for kind, flags, body, whole in self._reader.feed(data):
                self._take(kind, flags, body, whole, now_ms)
            data = self._stream.read(CHUNK_BYTES)
        self._write(b"", now_ms)
        self._look_alive(now_ms)

    def _take(self, kind, flags, body, whole, now_ms) -> None:
        if kind == packets.PUBLISH:
            self._hear(flags, body, whole, now_ms)
        elif kind == packets.CONNACK and self.state == GREETED:
            if len(body) != 2 or body[1]:
                raise LinkLost(f"not let in: id or password is wrong ({list(body)})")
            self.state = LISTENING
            self._listen(now_ms)
        elif kind == packets.SUBACK and self.state == LISTENING:
            if body[-1] == 0x80:
                self._log(f"no right to hear {self._todo[0][0]}")
            self._todo.pop(0)
            self._listen(now_ms)
        elif kind == packets.PUBACK:
            self.outbox.confirm(packets.read_id(body))
        elif kind == packets.PINGRESP:
            self._is_asked = False
        else:
            raise BadPacket(f"a packet of kind {kind} now")

    def _listen(self, now_ms: int) -> None:
        if self._todo:
            topic, qos, _ = self._todo[0]
            self._write(packets.subscribe(self.outbox.next_id(), topic, qos), now_ms)
            return
        self.state, self._up_ms = UP, now_ms
        self._log("linked")
        topic, payload = self._birth
        self.outbox.put(topic, payload, True, "birth")
        for letter in self.outbox.unconfirmed():
            self._send_letter(letter, now_ms)

    def _hear(self, flags, body, whole, now_ms) -> None:
        topic, payload, id, retained = packets.read_publish(flags, body)
        if id:
            self._write(packets.puback(id), now_ms)
        for wanted, _, handler in self._hears:
            if wanted == topic:
                try:
                    if not whole:
                        raise ValueError("too long")
                    handler(payload, retained)
                except (ValueError, MemoryError) as error:
                    self.garbage += 1
                    if self.garbage == 1:
                        self._log(f"dropped on {topic}: {error}")

    def _send_letter(self, letter, now_ms: int) -> None:
        data = packets.publish(
            letter.topic, letter.payload, letter.id, letter.retain, again=letter.sent
        )
        letter.sent = True
        self._write(data, now_ms)

    def _write(self, data: bytes, now_ms: int) -> None:
        self._unwritten += data
        if len(self._unwritten) > MOST_UNWRITTEN:
            raise LinkLost("the broker takes nothing")
        if self._unwritten:
            taken = self._stream.write(self._unwritten)
            self._unwritten = self._unwritten[taken:]
            if taken:
                self._said_ms = now_ms

    def _look_alive(self, now_ms: int) -> None:
        if self.state != UP:
            if now_ms - self._asked_ms > self._answer_ms:
                raise LinkLost("the broker does not answer")
            return
        if self._is_asked and now_ms - self._asked_ms > self._answer_ms:
            raise LinkLost("the broker is silent")
        quiet_ms = now_ms - min(self._heard_ms, self._said_ms)
        if not self._is_asked and quiet_ms > self._quiet_ms:
            self._is_asked, self._asked_ms = True, now_ms
            self._write(packets.PING, now_ms)
