"""Socket.IO: a browser says what it watches, gets each document whole, then every change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apiflask import APIFlask
from flask import request, session
from flask_login import current_user
from flask_socketio import ConnectionRefusedError, SocketIO, join_room

from server.domain.errors import Refused
from server.web import auth, lasting, learnt, rooms
from server.web.context import Context
from server.web.lasting import Held
from server.web.problems import Problem
from server.web.publisher import Publisher

LARGEST_MESSAGE = 16 * 1024
"""Bytes that a browser may send in one message."""
SWEEP_S = 1.0
"""How long an open socket outlives its session at the most, besides the age of what is known."""


Attached = tuple[SocketIO, Callable[[], None]]


class Sockets:
    """The handlers of one server."""

    def __init__(self, socketio: SocketIO, parts: Context, publisher: Publisher) -> None:
        self._socketio = socketio
        self._parts = parts
        self._publisher = publisher
        self._watching: dict[str, list[str]] = {}
        self._held: dict[str, Held] = {}

    def connect(self, sent: Any = None) -> None:
        """Let a browser in, or refuse it with ``{code}``."""
        try:
            told = sent if isinstance(sent, dict) else {}
            who = self._caller(told.get("secret"))
            watched = self._watched(who, told)
        except (Problem, Refused) as refused:
            raise ConnectionRefusedError(refused.code, {"code": refused.code}) from refused
        sid = _sid()
        self._watching[sid] = watched
        self._hold(sid, who)
        self._publisher.join(watched)
        snap = self._parts.snapshot()
        if not watched or not all(room.startswith(rooms.TICKET) for room in watched):
            join_room(rooms.BEATS)
        for room in watched:
            join_room(room)
            made = rooms.document(self._publisher.source, snap, room)
            if made is not None:
                self._socketio.emit(*made, to=sid)

    def disconnect(self, *_: Any) -> None:
        """Forget what the browser watched."""
        self._held.pop(_sid(), None)
        watched = self._watching.pop(_sid(), None)
        if watched is not None:
            self._publisher.leave(watched)

    def sweep(self) -> None:
        """Cut whoever was ousted, shut out or revoked, or may no longer see what they watch."""
        for sid, held in list(self._held.items()):
            if not self._may_stay(held, self._watching.get(sid, [])):
                self._socketio.server.disconnect(sid, namespace="/")

    def _may_stay(self, held: Held, watched: list[str]) -> bool:
        if held.device is not None:
            return self._parts.accounts.device(held.device) is not None
        officer = lasting.officer_of(self._parts, held)
        if officer is None:
            return False
        who = auth.officer_caller(officer, held.counter)
        try:
            for room in watched:
                rooms.check(self._parts.desk, who, room)
        except Problem:
            return False
        except Refused:
            return True  # a ticket of yesterday: nothing more is told of it anyway
        return True

    def _hold(self, sid: str, who: auth.Caller) -> None:
        if who.via == "bearer":
            self._held[sid] = Held(device=who.actor.id)
        elif who.via == "cookie":
            found: Any = current_user
            self._held[sid] = lasting.of_session(found.officer, session)

    def _watched(self, who: auth.Caller, sent: dict[str, Any]) -> list[str]:
        asked = sent.get("watch", [])
        if not isinstance(asked, list) or len(asked) > rooms.MOST_WATCHES:
            raise Problem("invalid")
        return list(dict.fromkeys(rooms.check(self._parts.desk, who, room) for room in asked))

    def _caller(self, secret: Any) -> auth.Caller:
        if secret is None:
            return auth.session_caller()
        device = self._parts.accounts.verify_device(str(secret))
        if device is None:
            raise Problem("bad-credentials")
        return auth.device_caller(device)


def attach(app: APIFlask, parts: Context, publisher: Publisher) -> Attached:
    """Socket.IO at ``/socket.io`` of ``app``, same origin only, told by ``publisher``."""
    socketio = SocketIO(
        app,
        async_mode=parts.runtime.async_mode,
        manage_session=False,
        max_http_buffer_size=LARGEST_MESSAGE,
    )
    made = Sockets(socketio, parts, publisher)
    socketio.on("connect")(made.connect)
    socketio.on("disconnect")(made.disconnect)
    publisher.every(SWEEP_S, made.sweep)
    publisher.every(learnt.KEEP_S, lambda: learnt.keep(parts))
    publisher.start(lambda event, document, room: socketio.emit(event, document, to=room))
    return socketio, made.sweep


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]
