"""A system that takes webhooks over HTTP, in good moods and bad ones."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


def is_signed(secret: str, header: str, body: bytes) -> bool:
    """Whether somebody with ``secret`` made this header for this body."""
    told = dict(part.split("=", 1) for part in header.split(","))
    made = hmac.new(secret.encode(), f"{told['t']}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(made, told["v1"])


class Receiver:
    """``heard`` are the events it took; ``status`` is what it answers to each that comes next."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.asked: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        self.statuses: list[int] = []
        self.status = 200
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver.take(self)

            def log_message(self, *_: object) -> None:
                """Nothing: the tests look at what was heard."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/luot"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def take(self, asked: BaseHTTPRequestHandler) -> None:
        """Answer one delivery."""
        body = asked.rfile.read(int(asked.headers["Content-Length"]))
        status = self.statuses.pop(0) if self.statuses else self.status
        self.asked.append(dict(asked.headers.items()))
        if status == 0:
            asked.connection.close()
            return
        if status < 300:
            self.heard.append(json.loads(body))
            self.bodies.append(body)
        asked.send_response(status)
        if 300 <= status < 400:
            asked.send_header("Location", "/elsewhere")
        asked.send_header("Content-Length", "0")
        asked.end_headers()

    def stop(self) -> None:
        """Nobody answers any more."""
        self._server.shutdown()
        self._server.server_close()
