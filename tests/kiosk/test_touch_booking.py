"""A code of an appointment at the page: the server gets it as it is, and its ticket is printed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from broker import messages as m
from kiosk.scans import understand
from kiosk.touch.app import create_app

pytestmark = pytest.mark.usefixtures("quick")
CODE = "K7MP4XQ2"


@pytest.fixture
def page(kiosk: Any) -> Any:
    """The page of a kiosk that hears its server."""
    kiosk.start()
    kiosk.agent._papers.look()
    return create_app(kiosk.agent).test_client()


def test_a_touch_with_a_code_and_no_group_asks_for_that_appointment(page: Any, kiosk: Any) -> None:
    told = page.post("/touch", json={"id": "r-1", "booking": CODE, "lang": "vi"})
    assert told.status_code == 201
    asked = m.decode(m.KioskRequest, kiosk.wire.on("/request")[0])
    assert (asked.booking, asked.group) == (CODE, "")
    assert len(kiosk.tray.slips) == 1


def test_a_code_that_is_no_text_is_refused_at_the_page(page: Any) -> None:
    for odd in ("", 7, "x" * 65):
        told = page.post("/touch", json={"id": "r-2", "booking": odd, "lang": "vi"})
        assert (told.status_code, told.get_json()["code"]) == (422, "bad-touch")


def test_the_code_on_the_page_of_an_appointment_is_what_a_scanner_understands() -> None:
    for text in ("K7MP-4XQ2", "https://so.example.vn/b/K7MP-4XQ2", "k7mp4xq2"):
        assert understand(text, date(2026, 11, 24)).code == CODE
