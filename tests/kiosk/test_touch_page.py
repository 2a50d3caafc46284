"""The touch page's own server: what it tells, what it takes, and from whom."""

from __future__ import annotations

import base64
import io
import json
import re
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from urllib.request import urlopen

import pytest
from flask.testing import FlaskClient
from PIL import Image

import kiosk.touch.app as app_module
from broker import messages as m
from broker import topics
from kiosk.errors import BadSetting
from kiosk.touch.app import create_app, make_page_server

BODY = {"id": "r-1", "group": "LX1", "priority": False, "dossiers": 1, "lang": "vi"}
PAGE = Path(app_module.__file__).parent
pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def page(kiosk: Any) -> FlaskClient:
    """The page of a kiosk that hears its server."""
    kiosk.start()
    kiosk.agent._papers.look()
    return create_app(kiosk.agent).test_client()


def test_the_page_is_served_with_its_guards_on_every_answer(page: FlaskClient) -> None:
    for path in ("/", "/state", "/static/page.css", "/slip/last.png", "/static/page.js", "/none"):
        with page.get(path) as answer:
            headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy and "http" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


def test_the_page_has_no_script_or_style_inside(page: FlaskClient) -> None:
    html = page.get("/").get_data(as_text=True)
    assert 'data-kiosk="kiosk-1"' in html
    assert "<style" not in html and "style=" not in html and " on" + "click" not in html
    module, data = re.findall(r"<script[^>]*>", html)
    assert module == '<script type="module" src="/static/page.js">'
    assert data == '<script type="application/json" id="first">'


def test_a_touch_gives_the_ticket_its_code_and_the_paper(page: FlaskClient) -> None:
    told = page.post("/touch", json=BODY)
    body = told.get_json()
    assert told.status_code == 201
    assert (body["number"], body["on_paper"], body["paper"]) == (3127, True, "ok")
    assert body["wait"]["low_s"] == 960 and body["request"] == "r-1"
    told = {"low_min": 15, "high_min": 25, "across": False, "clock": "9:40–9:50"}
    assert body["told"] == told
    kind, _, picture = body["qr"].partition(",")
    assert kind.startswith("data:image/svg+xml")
    assert "<svg" in (base64.b64decode(picture).decode() if "base64" in kind else unquote(picture))


def test_the_same_touch_again_is_the_same_ticket(page: FlaskClient, kiosk: Any) -> None:
    assert page.post("/touch", json=BODY).get_json() == page.post("/touch", json=BODY).get_json()
    assert len(kiosk.tray.slips) == 1


def test_a_refusal_is_409_with_both_languages(
    page: FlaskClient, kiosk: Any, make_refusal: Callable[[str], m.RefusalReply]
) -> None:
    kiosk.wire.on_request = lambda asked, _: make_refusal(asked.id)
    told = page.post("/touch", json=BODY)
    assert told.status_code == 409
    body = told.get_json()
    assert body["code"] == "cap-reached"
    assert body["reason"] == {"vi": "Hôm nay nhóm này hết số.", "en": "No numbers left today."}


def test_a_server_that_is_away_is_503_and_says_so(page: FlaskClient, kiosk: Any) -> None:
    kiosk.agent.on_link(False)
    told = page.post("/touch", json=BODY)
    assert (told.status_code, told.get_json()["code"]) == (503, "no-answer")
    assert kiosk.wire.on("/request") == []


def test_a_kiosk_without_paper_still_gives_the_number_and_says_that_it_is_not_printed(
    page: FlaskClient, kiosk: Any
) -> None:
    kiosk.tray.paper = "out"
    kiosk.agent._papers.look()
    assert page.get("/state").get_json()["paper"] == "out"
    told = page.post("/touch", json=BODY)
    assert told.status_code == 201
    body = told.get_json()
    assert (body["number"], body["on_paper"], body["paper"]) == (3127, False, "out")
    assert body["qr"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"id": ""}, "id"),
        ({"id": "r" * 65}, "id"),
        ({"group": None}, "group"),
        ({"group": ["LX1"]}, "group"),
        ({"priority": "yes"}, "priority"),
        ({"priority": 1}, "priority"),
        ({"dossiers": 0}, "dossiers"),
        ({"dossiers": 1000}, "dossiers"),
        ({"dossiers": "2"}, "dossiers"),
        ({"lang": "fr"}, "lang"),
        ({"v": 2}, "v"),
    ],
)
def test_a_touch_that_means_nothing_is_422_and_names_the_field(
    page: FlaskClient, kiosk: Any, change: dict[str, Any], where: str
) -> None:
    told = page.post("/touch", json={**BODY, **change})
    assert told.status_code == 422
    assert told.get_json()["code"] == "bad-touch"
    assert told.get_json()["detail"].startswith(f"{where}:")
    assert kiosk.wire.on("/request") == []


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (b"{", "application/json", 422),
        (b"[]", "application/json", 422),
        (b"\xff", "application/json", 422),
        (json.dumps(BODY).encode(), "text/plain", 422),
        (b" " * 5000, "application/json", 413),
    ],
)
def test_a_body_that_is_no_touch_is_refused(
    page: FlaskClient, kiosk: Any, data: bytes, kind: str, status: int
) -> None:
    assert page.post("/touch", data=data, content_type=kind).status_code == status
    assert kiosk.wire.on("/request") == []


def test_what_citizens_say_of_themselves_beyond_the_fields_is_not_sent_on(
    page: FlaskClient, kiosk: Any
) -> None:
    page.post("/touch", json={**BODY, "name": "Trần Thị Bình An", "reason": "mang thai"})
    for sent in kiosk.wire.on("/request"):  # asked again while nobody answers
        assert set(json.loads(sent)) == set(m.KioskRequest.model_fields)
        assert "Bình" not in sent.decode() and "mang thai" not in json.loads(sent).values()
    assert kiosk.wire.on("/request")


def test_the_state_says_what_the_page_needs(page: FlaskClient, kiosk: Any) -> None:
    kiosk.wire.tell(topics.CATALOGUE, catalogue(), zone="3")
    told = page.get("/state").get_json()
    assert (told["kiosk"], told["online"], told["paper"]) == ("kiosk-1", True, "ok")
    assert (told["utc_min"], told["lost_ms"], told["centre"]) == (7 * 60, None, None)
    assert [zone["zone"] for zone in told["zones"]] == ["3"]
    assert told["now_ms"] >= 1_791_772_800_000


def test_a_lost_server_is_told_with_the_hour_of_its_last_sign(
    page: FlaskClient, kiosk: Any
) -> None:
    kiosk.agent.on_link(False)
    told = page.get("/state").get_json()
    assert (told["online"], told["lost_ms"]) == (False, 1_791_772_800_000)


def test_the_state_waits_for_news(page: FlaskClient, kiosk: Any) -> None:
    version = page.get("/state").get_json()["version"]
    told: list[Any] = []
    reader = create_app(kiosk.agent).test_client()
    waiting = threading.Thread(
        target=lambda: told.append(reader.get(f"/state?after={version}").get_json())
    )
    waiting.start()
    kiosk.wire.tell(topics.CATALOGUE, catalogue(), zone="3")
    waiting.join(10)
    assert told and told[0]["version"] > version


def catalogue() -> m.Catalogue:
    """Zone 3 without groups."""
    name = m.Bilingual(vi="Khu 3", en="Area 3")
    return m.Catalogue(v=1, ep=1, rev=1, zone="3", name=name, groups=[])


def test_the_last_slip_can_be_seen(page: FlaskClient, kiosk: Any) -> None:
    assert page.get("/slip/last.png").status_code == 404
    page.post("/touch", json=BODY)
    picture = Image.open(io.BytesIO(page.get("/slip/last.png").data))
    assert picture.tobytes() == kiosk.tray.slips[0].tobytes()


def test_an_unknown_page_is_a_problem_in_json(page: FlaskClient) -> None:
    told = page.get("/admin")
    assert (told.status_code, told.get_json()["code"]) == (404, "not-found")
    assert page.get("/touch").get_json()["status"] == 405


def test_only_this_machine_reaches_the_page(served: int) -> None:
    with urlopen(f"http://127.0.0.1:{served}/") as answer:
        assert b"data-kiosk" in answer.read()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", served), 1)


def test_a_port_in_use_says_so_in_one_line_and_leaves_the_process_alone(
    kiosk: Any, served: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BadSetting, match=f"--port {served}: .*choose another"):
        make_page_server(kiosk.agent, served)
    assert capsys.readouterr() == ("", "")
