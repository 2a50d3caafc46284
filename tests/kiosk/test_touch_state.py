"""What the touch page hears of the hall: only what is current, and how waits are told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

import kiosk.hall as hall_module
from broker import messages as m
from broker import topics
from kiosk.statuses import Look
from kiosk.touch.app import create_app

Made = Callable[..., m.TicketReply]
pytestmark = pytest.mark.usefixtures("quick")
NAME = m.Bilingual(vi="Khu 3", en="Area 3")


@pytest.fixture
def page(kiosk: Any) -> FlaskClient:
    """The page of a kiosk that hears its server."""
    kiosk.start()
    return create_app(kiosk.agent).test_client()


def group(wait: m.Wait | None) -> m.CatalogueGroup:
    """Driving licences, for which seven people wait."""
    return m.CatalogueGroup(
        code="LX1",
        name=NAME,
        department=NAME,
        counters=[11],
        open=True,
        reason=None,
        waiting=7,
        wait=wait,
    )


def told(page: FlaskClient, kiosk: Any, wait: m.Wait | None) -> Any:
    """How the page is told of that wait; the hall's clock says 9:40 in Hải Phòng."""
    catalogue = m.Catalogue(v=1, ep=1, rev=1, zone="3", name=NAME, groups=[group(wait)])
    kiosk.wire.tell(topics.CATALOGUE, catalogue, zone="3")
    return page.get("/state").get_json()["zones"][0]["groups"][0]["told"]


@pytest.mark.parametrize(
    ("at", "across"), [(("09:41", "09:49"), False), (("13:31", "13:39"), True)]
)
def test_the_page_hears_of_a_wait_in_whole_steps_and_whether_a_break_lies_before_it(
    page: FlaskClient, kiosk: Any, at: tuple[str, str], across: bool
) -> None:
    at_low, at_high = (f"2026-10-12T{clock}:00+07:00" for clock in at)
    wait = m.Wait(low_s=960, high_s=1440, at_low=at_low, at_high=at_high)
    heard = told(page, kiosk, wait)
    assert (heard["low_min"], heard["high_min"], heard["across"]) == (15, 25, across)
    if across:
        assert heard["clock"] == "13:30–13:40"


def test_an_unknown_wait_stays_unknown(page: FlaskClient, kiosk: Any) -> None:
    assert told(page, kiosk, None) is None


def test_a_page_that_waits_for_news_hears_of_a_silent_server_as_soon_as_it_is_lost(
    page: FlaskClient, kiosk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while the printer is slow to answer and the watch is held up by it."""
    held = threading.Event()
    kiosk.tray.look = lambda: Look("ok" if held.wait(5.0) else "unknown")
    monkeypatch.setattr(hall_module, "LOST_AFTER_S", 0.3)
    kiosk.beat()
    version = page.get("/state").get_json()["version"]
    heard = page.get(f"/state?after={version}").get_json()
    held.set()
    assert heard["online"] is False
    assert heard["lost_ms"] is not None


def test_a_late_ticket_is_told_with_its_code_and_its_paper(
    page: FlaskClient, kiosk: Any, make_ticket: Made
) -> None:
    before = page.get("/state").get_json()
    assert before["late"] == []
    kiosk.wire.tell(topics.KIOSK_REPLY, make_ticket(), id="kiosk-1")
    with kiosk.agent.hall.changed:
        assert kiosk.agent.hall.changed.wait_for(lambda: kiosk.agent.late, 5.0)
    (late,) = page.get(f"/state?after={before['version']}").get_json()["late"]
    assert (late["request"], late["number"], late["on_paper"]) == ("r-1", 3127, True)
    assert late["qr"].startswith("data:image/svg+xml") and late["told"]["clock"] == "9:40–9:50"
