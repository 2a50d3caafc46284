"""A slip once more: from the guidance desk's call to a second paper of the same ticket."""

from __future__ import annotations

import http.cookiejar
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from PIL import Image
from pyzbar import pyzbar


class Staff:
    """Somebody logged in, speaking JSON."""

    def __init__(self, server: str, login: str, pin: str) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._server, self._opener, self._csrf = server, urllib.request.build_opener(jar), ""
        self._csrf = self.post("/session", {"login": login, "pin": pin})["csrf"]

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """A write."""
        headers = {"Content-Type": "application/json", "X-CSRF-Token": self._csrf}
        url = f"{self._server}/api/v1{path}"
        return self._json(urllib.request.Request(url, json.dumps(body).encode(), headers))

    def get(self, path: str) -> Any:
        """A read."""
        return self._json(urllib.request.Request(f"{self._server}/api/v1{path}"))

    def _json(self, asked: urllib.request.Request) -> Any:
        with self._opener.open(asked) as answer:
            return json.loads(answer.read())


def touch(kiosk: str) -> Any:
    """A number, once the kiosk hears its server."""
    body = json.dumps({"id": "touch-1", "group": "ho-tich"}).encode()
    asked = urllib.request.Request(f"{kiosk}/touch", body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(asked) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as error:
        error.close()
        return None


def codes(decoder: Any, path: Path, slips: int) -> list[str]:
    """What the codes on the roll say, top first, once so many slips are cut off."""
    try:
        out = decoder.decode(path.read_bytes())
    except (OSError, decoder.Refused):
        return []
    return read(out.paper) if out.names.count("cut") == slips else []


def read(paper: Image.Image) -> list[str]:
    """Every code on a strip of paper."""
    found = sorted(pyzbar.decode(paper.convert("L")), key=lambda code: code.rect.top)
    return [code.data.decode() for code in found]


def test_a_lost_slip_is_printed_once_more_at_the_kiosk(town, decoder, wait_until) -> None:
    made = wait_until(lambda: touch(town.kiosk), "a number")
    staff = Staff(town.server, town.login, town.pin)
    first = wait_until(lambda: codes(decoder, town.paper, 1), "the slip")
    wait_until(lambda: staff.get("/kiosks")[0]["online"], "the kiosk to be known as online")
    done = staff.post("/kiosks/kiosk-1/reprint", {"number": made["number"]})
    assert (done["number"], done["kiosk"]) == (made["number"], "kiosk-1")
    both = wait_until(lambda: codes(decoder, town.paper, 2), "the copy")
    assert both == first * 2
    assert first[0].endswith(made["key"])
