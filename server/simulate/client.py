"""A plain HTTP client for the public interfaces: what a browser or a device could do, no more."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit


class Answer:
    """Status and JSON body of one answer."""

    def __init__(self, status: int, body: Any) -> None:
        self.status = status
        self.body = body

    @property
    def ok(self) -> bool:
        """Was it done?"""
        return 200 <= self.status < 300


class Client:
    """One keep-alive connection with its cookie and CSRF token. Raises OSError when unreachable."""

    def __init__(self, base: str, timeout_s: float = 10.0) -> None:
        parts = urlsplit(base)
        self._prefix = parts.path.rstrip("/")
        self._http = http.client.HTTPConnection(
            parts.hostname or "127.0.0.1", parts.port or 80, timeout=timeout_s
        )
        self._headers: dict[str, str] = {"Content-Type": "application/json"}

    def login(self, login: str, pin: str) -> bool:
        """Open an officer's session."""
        self._headers.pop("Cookie", None)
        self._headers.pop("X-CSRF-Token", None)
        answer = self.post("/session", {"login": login, "pin": pin})
        if answer.ok:
            self._headers["X-CSRF-Token"] = answer.body["csrf"]
        return answer.ok

    def get(self, path: str) -> Answer:
        """Read."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, body: dict[str, Any] | None = None, key: str = "") -> Answer:
        """Write; ``key`` makes a repeat harmless."""
        return self._ask("POST", path, body or {}, {"Idempotency-Key": key} if key else {})

    def _ask(
        self, method: str, path: str, body: dict[str, Any] | None, extra: dict[str, str]
    ) -> Answer:
        payload = None if body is None else json.dumps(body)
        try:
            return self._send(method, path, payload, extra)
        except (http.client.HTTPException, ConnectionError):
            self._http.close()
            return self._send(method, path, payload, extra)

    def _send(self, method: str, path: str, payload: str | None, extra: dict[str, str]) -> Answer:
        self._http.request(method, self._prefix + path, payload, {**self._headers, **extra})
        response = self._http.getresponse()
        text = response.read()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self._headers["Cookie"] = value.split(";", 1)[0]
        return Answer(response.status, json.loads(text) if text else None)
