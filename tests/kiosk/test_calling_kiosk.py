"""Calling for staff at a kiosk: one call, however often the button is pressed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from broker import messages as m
from broker import topics
from kiosk import calling
from kiosk.touch.app import create_app

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def page(kiosk: Any) -> FlaskClient:
    """The page of a kiosk that hears its server."""
    kiosk.start()
    return create_app(kiosk.agent).test_client()


def answer(kiosk: Any, help: Any, rev: int = 1) -> None:
    """The desk's word."""
    told = m.DeskAnswer(v=1, ep=1, rev=rev, help=help)
    kiosk.wire.tell(topics.KIOSK_DESK, told, id="kiosk-1")


def test_a_press_calls_once_however_often_it_is_repeated(page: FlaskClient, kiosk: Any) -> None:
    for _ in range(5):
        told = page.post("/help")
        assert (told.status_code, told.get_json()) == (202, {"help": "asked"})
    (said,) = kiosk.wire.on("/alert")
    assert json.loads(said)["kind"] == "help"
    assert page.get("/state").get_json()["help"] == "asked"


def test_the_page_hears_that_somebody_comes_and_when_it_is_over(
    page: FlaskClient, kiosk: Any
) -> None:
    page.post("/help")
    answer(kiosk, "coming", 2)
    assert page.get("/state").get_json()["help"] == "coming"
    assert page.post("/help").get_json() == {"help": "coming"}
    answer(kiosk, "none", 3)
    assert page.get("/state").get_json()["help"] == "none"
    page.post("/help")
    first, second = (json.loads(said)["id"] for said in kiosk.wire.on("/alert"))
    assert first != second, "a new call is not the old one"


def test_an_older_word_of_the_desk_is_dropped(page: FlaskClient, kiosk: Any) -> None:
    answer(kiosk, "coming", 5)
    answer(kiosk, "none", 4)
    assert page.get("/state").get_json()["help"] == "coming"


def test_a_call_that_was_not_heard_is_made_again_under_its_id(
    page: FlaskClient, kiosk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "UNHEARD_S", 0.0)
    page.post("/help")
    page.post("/help")
    first, second = (json.loads(said)["id"] for said in kiosk.wire.on("/alert"))
    assert first == second


def test_nobody_is_promised_help_that_cannot_be_called(page: FlaskClient, kiosk: Any) -> None:
    kiosk.agent.on_link(False)
    assert page.post("/help").status_code == 503
    assert kiosk.wire.on("/alert") == []
    assert page.get("/state").get_json()["help"] == "none"
