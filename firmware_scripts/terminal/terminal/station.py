"""The terminal at work: pushes become presses, the counter's state becomes number and light."""

from terminal import VERSION, rules, segments, wire
from terminal.errors import LinkLost
from terminal.mqtt import Client
from terminal.orders import Orders
from terminal.sockets import Stream
from terminal.wishes import Wishes

HEALTH_MS = 60000
SETTLE_MS = 500
REFRESH_MS = 5000
"""A panel is told again, so that one whose plug was loose for a moment comes back right."""
PRESS_MS = 5000
"""How long a press may wait for the broker: the server refuses an older one."""
SHOWN_MS = 60000


class Station:
    """Joins board, link and rules. ``step`` is called a hundred times a second."""

    def __init__(self, settings, board, clock, ca=None):
        self._settings, self._board, self._clock, self._ca = settings, board, clock, ca
        self.watch = rules.Watch()
        self._orders, self._wishes = Orders(), Wishes()
        self._topics = wire.Topics(settings["centre"], settings["id"], settings["counter"])
        self._session = wire.new_session()
        self.is_second = False
        self._count = 0
        self._call = self._drawn = None
        self._drawn_ms = self._told_ms = self._heard_ms = 0
        self._panel_fails = False
        self._notes = (None, None)
        hears = (
            (self._topics.twin, 1, self._twin),
            (self._topics.time, 0, self._beat),
            (self._topics.state, 1, self._state),
            (self._topics.ack, 1, self._ack),
            (self._topics.order, 1, self._order),
            (self._topics.wish, 1, self._wish),
        )
        login = (settings["id"], settings["id"], settings["password"])
        self.client = Client(login, self._link, hears, board.say, settings["keepalive_s"])

    def step(self, now_ms: int) -> None:
        """One round, without waiting."""
        was_up = self.client.up
        if self.is_second:
            self.client.close()
        elif self._board.is_on_network():
            self.client.step(now_ms)
        if self.client.down:
            self.watch.lose()
        if self.client.up and not was_up:
            # What the new connection itself has to say is no queue.
            self._told_ms = now_ms - HEALTH_MS + SETTLE_MS
        if self.client.up and now_ms - self._told_ms >= HEALTH_MS:
            self._told_ms = now_ms
            self._tell_health(now_ms)
        self._draw(now_ms)
        glow = "second" if self.is_second else self.watch.glow(now_ms)
        self._board.lamp.show("identify" if self._is_asked(now_ms) else glow, now_ms)

    def push(self, button: str, kind: str, now_ms: int) -> None:
        """A button was pushed. While the light says offline it is not sent, now or later."""
        if not self.client.up or self.watch.showing(now_ms) is None:
            self._board.say(f"offline: {button} is not sent")
            return
        self._count += 1
        device = self._settings["id"]
        id = f"{device[: wire.MOST_DEVICE]}-{self._session[:8]}-{self._count}"
        press = {"v": 1, "id": id, "button": button, "kind": kind, "up_ms": now_ms}
        press.update(device=device, at_ms=self.watch.clock_ms(now_ms))
        self.watch.ask(id, button, now_ms)
        self._board.say(f"press {id} {button} {kind}")
        until_ms = now_ms + PRESS_MS
        self.client.publish(self._topics.press, wire.write(press), now_ms, until_ms=until_ms)

    def note(self, stuck, update, now_ms: int) -> None:
        """Which buttons are stuck, and why no update is taken: told at once when it changes."""
        if (stuck, update) != self._notes:
            self._notes = (stuck, update)
            self._board.say(f"stuck {stuck}, {update}")
            self._told_ms = now_ms - HEALTH_MS

    def is_heard(self) -> bool:
        """Has the broker let it in, and the server been heard, on this connection?"""
        return self.client.up and self.watch.clock_ms(0) is not None

    def is_idle(self, now_ms: int) -> bool:
        """May it be away for some seconds without anybody missing it?"""
        return self.watch.glow(now_ms) in ("offline", "dark", "free")

    def offline_ms(self, now_ms: int) -> int:
        """Since when the server was not heard. A second of its name stays away: a new start would
        throw the first one out again.
        """
        if self.is_second or self.is_heard():
            self._heard_ms = now_ms
        return now_ms - self._heard_ms

    def is_restart_due(self, now_ms: int) -> bool:
        """Was it told to start anew, and is that answered?"""
        return self._orders.is_restart_due(len(self.client.outbox), now_ms)

    def _link(self):
        """A new connection, its will and its birth."""
        settings = self._settings
        stream = Stream(settings["broker"], settings["port"], self._ca)
        will, birth = (
            (self._topics.status, wire.status(state, self._session, VERSION))
            for state in ("offline", "online")
        )
        return stream, will, birth

    def _beat(self, payload, retained) -> None:
        if retained:
            raise ValueError("a heartbeat that was kept is none")
        self.watch.beat(wire.read(payload), self._clock.now_ms())

    def _state(self, payload, retained) -> None:
        self.watch.take(wire.read(payload), retained, self._clock.now_ms())

    def _ack(self, payload, retained) -> None:
        told = wire.read(payload)
        if self.watch.answer(told, self._clock.now_ms()):
            self._board.say(f"answer {told.get('code') or 'ok'}")

    def _twin(self, payload, retained) -> None:
        """The server says which of two boxes of this name came second: only one may stay."""
        if wire.read(payload).get("session") == self._session and not self.is_second:
            self.is_second = True
            name = self._settings["id"]
            self._board.say(f"another device uses the name {name} and was first: this steps back")

    def _order(self, payload, retained) -> None:
        if retained:
            raise ValueError("an order that was kept is none")
        now_ms = self._clock.now_ms()
        told = wire.read(payload)
        done = self._orders.take(told, self._session, self.watch.live_ms(now_ms), now_ms)
        if done is not None:
            self._board.say(f"order {told['act']} {done['reason'] or 'ok'}")
            until_ms = now_ms + SHOWN_MS
            self.client.publish(self._topics.done, wire.write(done), now_ms, until_ms=until_ms)

    def _wish(self, payload, retained) -> None:
        now_ms = self._clock.now_ms()
        done = self._wishes.take(wire.read(payload))
        self._board.say(f"settings {done['rev']} {done['reason'] or 'ok'}")
        self.client.publish(self._topics.applied, wire.write(done), now_ms, True, "applied")

    def _is_asked(self, now_ms: int) -> bool:
        """Does it say which one it is? A fresh call breaks through: no citizen misses a number."""
        if self.is_second or not self._orders.is_identifying(now_ms):
            return False
        state = self.watch.showing(now_ms)
        is_called = state is not None and state["state"] == "called"
        return not is_called or self.watch.call_age_ms(now_ms) >= segments.BLINKS_FOR_MS

    def _picture(self, state, now_ms: int):
        """(characters, brightness) of a state."""
        if self.is_second:
            return segments.of_second(self._board.number.cells)
        age_ms = self._wishes.age_ms(self.watch.call_age_ms(now_ms))
        cells = self._board.number.cells
        text, step = segments.picture(state, age_ms, self._settings["counter"], cells)
        return text, self._wishes.bright(step, self.watch.minute(now_ms))

    def _draw(self, now_ms: int) -> None:
        state = self.watch.showing(now_ms)
        if self._is_asked(now_ms):
            is_flash, cells = self._orders.is_flash(now_ms), self._board.number.cells
            picture, state = segments.of_itself(self._settings["counter"], cells, is_flash), None
        else:
            picture = self._picture(state, now_ms)
        if picture != self._drawn or now_ms - self._drawn_ms >= REFRESH_MS:
            self._drawn_ms = now_ms
            self._drawn = picture if self._is_lit(picture) else None
        if self._drawn is not None:
            self._tell_shown(state, now_ms)

    def _is_lit(self, picture) -> bool:
        try:
            self._board.number.show(*picture)
        except OSError as error:
            if not self._panel_fails:
                self._board.say(f"number: {error}")
            self._panel_fails = True
            return False
        self._panel_fails = False
        return True

    def _tell_shown(self, state, now_ms: int) -> None:
        call = state.get("call") if state is not None and state["state"] == "called" else None
        if not isinstance(call, str) or call == self._call:
            return
        self._call = call
        told = wire.write({"call": call, "up_ms": now_ms})
        until_ms = now_ms + SHOWN_MS
        self.client.publish(self._topics.shown, told, now_ms, key="shown", until_ms=until_ms)

    def _tell_health(self, now_ms: int) -> None:
        told = {"session": self._session, "up_s": now_ms // 1000, "queue": len(self.client.outbox)}
        told.update(self._board.vitals())
        told["stuck"], told["update"] = self._notes
        self.client.publish(
            self._topics.health, wire.write(told), now_ms, retain=True, key="health"
        )


def certificate(root: str, name):
    """The bytes of the certificate that must have signed the broker's; None without one."""
    if name is None:
        return None
    try:
        with open(root + "/" + name, "rb") as file:
            return file.read(8192)
    except OSError as error:
        raise LinkLost(f"{name} cannot be read: {error}")
