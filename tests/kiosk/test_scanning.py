"""From a card to one number a group: what the page may know, and what leaves the kiosk."""

from __future__ import annotations

import json
from typing import Any
from urllib.request import Request, urlopen

from broker import messages as m
from broker import topics

CARD = "031051012345||Nguyễn Văn Mẫu|02091951|Nam|Hải Phòng|10072024||||"
KEY = "5a" * 32


def post(port: int, path: str, body: dict[str, Any]) -> Any:
    """The page asks its kiosk."""
    asked = Request(
        f"http://127.0.0.1:{port}{path}",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urlopen(asked, timeout=60) as answer:
        told = answer.read()
    return json.loads(told) if told else None


def keyed(kiosk: Any) -> None:
    """The server has given today's key."""
    kiosk.wire.tell(topics.PERSON_KEY, m.PersonKey(v=1, day="2026-11-25", key=KEY), id="kiosk-1")


def asked_of(kiosk: Any) -> m.KioskRequest:
    """The newest request on the wire."""
    return m.decode(m.KioskRequest, kiosk.wire.on("/request")[-1])


def test_the_page_is_told_what_a_card_means_and_nothing_of_whose_it_is(
    kiosk: Any, served: int
) -> None:
    keyed(kiosk)
    told = post(served, "/scan", {"text": CARD})
    assert told == {"no": 1, "kind": "card", "is_old": True, "code": None}


def test_a_touch_after_a_card_carries_its_hash_and_not_its_number(kiosk: Any, served: int) -> None:
    keyed(kiosk)
    no = post(served, "/scan", {"text": CARD})["no"]
    post(served, "/touch", {"id": "r-1", "group": "LX1", "scan": no, "person": "f" * 32})
    asked = asked_of(kiosk)
    assert asked.person is not None and asked.person != "f" * 32
    assert "031051012345" not in m.encode(asked).decode()


def test_without_a_key_nobody_is_told_apart(kiosk: Any, served: int) -> None:
    no = post(served, "/scan", {"text": CARD})["no"]
    post(served, "/touch", {"id": "r-1", "group": "LX1", "scan": no})
    assert asked_of(kiosk).person is None


def test_going_home_forgets_who_stood_there(kiosk: Any, served: int) -> None:
    keyed(kiosk)
    no = post(served, "/scan", {"text": CARD})["no"]
    post(served, "/scan/forget", {})
    post(served, "/touch", {"id": "r-1", "group": "LX1", "scan": no})
    assert asked_of(kiosk).person is None
