"""A code that is held before the reader acts on the page, on whatever screen it is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from broker import messages as m
from broker import topics

pytestmark = pytest.mark.usefixtures("quick")
OLD = "031051012345||Nguyễn Văn Mẫu|02091951|Nam|Hải Phòng|10072024||||"
CODE = "K7MP4XQ2"


@pytest.fixture
def ready(stage: Any) -> Any:
    """A page with its catalogue, a reader, and the day's key."""
    object.__setattr__(stage.kiosk.settings, "scanner", "serial:/dev/null")
    stage.tell()
    key = m.PersonKey(v=1, day="2026-10-12", key="5a" * 32)
    stage.kiosk.wire.tell(topics.PERSON_KEY, key, id="kiosk-1")
    stage.load()
    return stage


def asked(stage: Any) -> m.KioskRequest:
    """The newest request on the wire, once there is one."""
    return m.decode(m.KioskRequest, stage.kiosk.wire.wait_on("/request", 1)[-1])


def test_an_old_persons_card_sets_priority_and_goes_along_as_a_hash(ready: Any) -> None:
    ready.kiosk.agent.scanning.heard(OLD)
    ready.page.get_by_text("Đã đọc thẻ").wait_for()
    ready.page.locator("main.start .need").nth(1).click()
    ready.page.locator("[data-key=take]").click()
    request = asked(ready)
    assert request.priority
    assert request.person is not None
    assert "031051012345" not in json.dumps(request.model_dump())


def test_a_booking_that_is_scanned_is_checked_in_without_a_touch(ready: Any) -> None:
    ready.kiosk.agent.scanning.heard(f"https://hall.example/b/{CODE}")
    assert asked(ready).booking == CODE


def test_a_receipt_leads_to_the_lane_of_results(ready: Any) -> None:
    ready.kiosk.agent.scanning.heard("H24.18-261101-0012")
    ready.page.locator("main.confirm").wait_for()


def test_what_means_nothing_is_said_and_does_nothing(ready: Any) -> None:
    ready.kiosk.agent.scanning.heard("8936000000000")
    ready.page.get_by_text("Chưa đọc được mã").wait_for()
    assert ready.kiosk.wire.on("/request") == []


def type_as_a_reader(page: Any, text: str) -> None:
    """A while after the last key, without a pause between two: the page's time stands meanwhile."""
    page.evaluate("const at = performance.now() + 1000; performance.now = () => at;")
    page.keyboard.type(text)


@pytest.mark.parametrize("scanner", ["keyboard:", "none"])
def test_a_card_that_is_typed_never_stays_in_a_field(
    ready: Any, screens: Any, scanner: str
) -> None:
    object.__setattr__(ready.kiosk.settings, "scanner", scanner)
    screens.search_with_nothing_typed()
    ready.page.keyboard.type("so do", delay=150)
    type_as_a_reader(ready.page, OLD)
    ready.page.keyboard.press("Enter")
    expect(ready.page.locator("[data-key=query]")).to_have_value("so do")
    expect(ready.page.locator("main")).not_to_contain_text("0310")


def test_a_card_is_no_booking_code(ready: Any, screens: Any) -> None:
    screens.booking_code()
    before = ready.page.locator(".slots").inner_text()
    type_as_a_reader(ready.page, OLD)
    assert ready.page.locator(".slots").inner_text() == before
