"""Socket.IO: a browser says what it watches, gets each document whole, then every change."""

from __future__ import annotations

from typing import Any

from apiflask import APIFlask
from flask import request
from flask_socketio import ConnectionRefusedError, SocketIO, join_room

from server.domain.errors import Refused
from server.web import auth, rooms
from server.web.context import Context
from server.web.problems import Problem
from server.web.publisher import Publisher

LARGEST_MESSAGE = 16 * 1024
"""Bytes that a browser may send in one message."""


class Sockets:
    """The handlers of one server."""

    def __init__(self, socketio: SocketIO, parts: Context, publisher: Publisher) -> None:
        self._socketio = socketio
        self._parts = parts
        self._publisher = publisher
        self._watching: dict[str, list[str]] = {}

    def connect(self, sent: Any = None) -> None:
        """Let a browser in, or refuse it with ``{code}``."""
        try:
            watched = self._watched(sent if isinstance(sent, dict) else {})
        except (Problem, Refused) as refused:
            raise ConnectionRefusedError(refused.code, {"code": refused.code}) from refused
        sid = _sid()
        self._watching[sid] = watched
        self._publisher.join(watched)
        snap = self._parts.snapshot()
        if not watched or not all(room.startswith(rooms.TICKET) for room in watched):
            join_room(rooms.BEATS)
        for room in watched:
            join_room(room)
            made = rooms.document(self._parts.desk, snap, room)
            if made is not None:
                self._socketio.emit(*made, to=sid)

    def disconnect(self, *_: Any) -> None:
        """Forget what the browser watched."""
        watched = self._watching.pop(_sid(), None)
        if watched is not None:
            self._publisher.leave(watched)

    def _watched(self, sent: dict[str, Any]) -> list[str]:
        asked = sent.get("watch", [])
        if not isinstance(asked, list) or len(asked) > rooms.MOST_WATCHES:
            raise Problem("invalid")
        who = self._caller(sent.get("secret"))
        return list(dict.fromkeys(rooms.check(self._parts.desk, who, room) for room in asked))

    def _caller(self, secret: Any) -> auth.Caller:
        if secret is None:
            return auth.session_caller()
        device = self._parts.accounts.verify_device(str(secret))
        if device is None:
            raise Problem("bad-credentials")
        return auth.device_caller(device)


def attach(app: APIFlask, parts: Context, publisher: Publisher) -> SocketIO:
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
    publisher.start(lambda event, document, room: socketio.emit(event, document, to=room))
    return socketio


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]
