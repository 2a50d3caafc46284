"""A change on the page of the slip is on the next paper of a real kiosk, on Mosquitto."""

from __future__ import annotations

import http.cookiejar
import json
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from broker.slips import BLOCKS
from kiosk.drawing import SIZES
from kiosk.pen import font

WORDS = "Mời giữ vé đến khi xong."


def lines_of(paper: Image.Image) -> list[bytes]:
    """Each row of dots, a byte a dot, so that a row can be looked for in another."""
    grey = paper.convert("L")
    return [grey.crop((0, y, grey.width, y + 1)).tobytes() for y in range(grey.height)]


def stands_on(paper: Image.Image, words: str) -> bool:
    """Whether these words, as a slip draws them, are somewhere on the paper."""
    face = font("Medium", SIZES[80].small)
    box = face.getbbox(words)
    made = Image.new("1", (int(box[2]), int(box[3])), 1)
    ImageDraw.Draw(made).text((0, 0), words, 0, face)
    wanted = lines_of(made.crop((int(box[0]), int(box[1]), int(box[2]), int(box[3]))))
    rows = lines_of(paper)
    return any(
        (x := row.find(wanted[0])) >= 0
        and all(
            rows[y + down][x : x + len(one)] == one
            for down, one in enumerate(wanted)
            if y + down < len(rows)
        )
        for y, row in enumerate(rows)
    )


def touch(kiosk: str, id: str) -> Any:
    body = json.dumps({"id": id, "group": "ho-tich"}).encode()
    asked = urllib.request.Request(f"{kiosk}/touch", body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(asked) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as error:
        error.close()
        return None


class Office:
    """A browser without scripts."""

    def __init__(self, server: str, pin: str) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._server, self._opener = server, urllib.request.build_opener(jar)
        body = json.dumps({"login": "boss", "pin": pin}).encode()
        asked = urllib.request.Request(
            f"{server}/api/v1/session", body, {"Content-Type": "application/json"}
        )
        with self._opener.open(asked) as answer:
            self._csrf = json.loads(answer.read())["csrf"]

    def send(self, path: str, fields: list[tuple[str, str]]) -> None:
        body = urllib.parse.urlencode([*fields, ("csrf_token", self._csrf)]).encode()
        with self._opener.open(f"{self._server}{path}", body) as answer:
            answer.read()

    def get(self, path: str) -> str:
        with self._opener.open(f"{self._server}{path}") as answer:
            return str(answer.read().decode())


def papers(decoder: Any, path: Path, slips: int) -> Any:
    try:
        out = decoder.decode(path.read_bytes())
    except (OSError, decoder.Refused):
        return None
    return out if out.names.count("cut") == slips else None


@pytest.mark.parametrize("town", ["mosquitto"], indirect=True)
def test_a_line_that_is_added_on_the_page_is_on_the_next_slip(
    town: Any, decoder: Any, wait_until: Any
) -> None:
    wait_until(lambda: touch(town.kiosk, "touch-1"), "a number")
    first = wait_until(lambda: papers(decoder, town.paper, 1), "the slip")
    assert not stands_on(first.paper, WORDS)
    office = Office(town.server, town.boss_pin)
    blocks = [(name, one) for one in BLOCKS for name in ("block", "on")]
    fields = [("line_vi", WORDS), ("line_en", "Keep it."), ("logo", "flower"), ("deed", "save")]
    office.send("/manage/slip", [*blocks, *fields])
    told = "in bản mới nhất"
    wait_until(lambda: told in office.get("/manage/slip"), "the kiosk to say that it follows")
    wait_until(lambda: touch(town.kiosk, "touch-2"), "another number")
    both = wait_until(lambda: papers(decoder, town.paper, 2), "its slip")
    assert stands_on(both.paper, WORDS)
