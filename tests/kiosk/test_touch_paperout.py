"""Without paper the page offers what can really be had, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from broker import messages as m
from broker import topics

PHONE, PAPERLESS, OTHER = "[data-key=phone]", "[data-key=paperless]", ".elsewhere"


@pytest.fixture
def page(stage: Any) -> Page:
    """The page in the browser."""
    found: Page = stage.page
    return found


def tell_machines(stage: Any, *machines: str) -> None:
    """The server's word on which kiosks can print."""
    stage._rev += 1
    told = m.CentreInfo(
        v=1,
        ep=1,
        rev=stage._rev,
        name=m.Bilingual(vi="Trung tâm", en="Centre"),
        tz="Asia/Ho_Chi_Minh",
        url="x",
        zones=[],
        hall="open",
        machines=list(machines),
    )
    stage.kiosk.wire.tell(topics.CENTRE, told)


def test_another_machine_is_named_only_while_it_reports_paper(screens: Any, page: Page) -> None:
    screens.out_of_paper()
    expect(page.locator(PAPERLESS)).to_be_visible()
    expect(page.locator(OTHER)).to_have_count(0)
    tell_machines(screens.stage, "kiosk-1", "kiosk-2")
    expect(page.locator(OTHER)).to_contain_text("Sang máy số 2")
    tell_machines(screens.stage, "kiosk-1")
    expect(page.locator(OTHER)).to_have_count(0)


def test_distance_and_side_of_the_other_machine_are_said(screens: Any, page: Page) -> None:
    screens.out_of_paper_beside_a_machine_with_paper()
    expect(page.locator(OTHER)).to_contain_text("cách 5 mét, bên trái")


def test_the_number_on_a_phone_is_offered_only_where_the_centre_allows_it(
    screens: Any, page: Page
) -> None:
    screens.out_of_paper()
    expect(page.locator(PHONE)).to_be_visible()
    screens.stage.centre(phone_numbers=False)
    expect(page.locator(PHONE)).to_have_count(0)
    expect(page.locator(PAPERLESS)).to_be_visible()


def test_alone_without_paper_there_is_only_the_paperless_number_and_staff(
    screens: Any, page: Page
) -> None:
    screens.out_of_paper_alone()
    expect(page.locator(".choice")).to_have_count(1)
    expect(page.locator(PAPERLESS)).to_be_visible()
    expect(page.locator("main .notice")).to_contain_text("Gọi nhân viên")
    expect(page.locator("main")).not_to_contain_text("Đã báo nhân viên")


def test_staff_were_told_when_the_paper_ended(screens: Any, page: Page) -> None:
    screens.stage.kiosk.beat()
    screens.out_of_paper()
    expect(page.locator(".notice.ok")).to_contain_text("Đã báo nhân viên lúc 9:40.")


def test_a_number_for_the_phone_shows_its_code_large_and_no_slot_for_paper(
    screens: Any, page: Page
) -> None:
    screens.done_without_paper()
    expect(page.locator(".phone.only .qr")).to_be_visible()
    expect(page.locator(".notice.info")).to_contain_text("quét mã")
    expect(page.locator(".slot")).to_have_count(0)
    box = page.locator(".qr").bounding_box()
    assert box is not None and box["width"] >= 300


def test_low_paper_still_prints_and_the_desk_is_told(kiosk: Any, screens: Any, page: Page) -> None:
    kiosk.tray.paper = "low"
    screens.done_on_paper()
    expect(page.locator(".slot")).to_contain_text("Mời lấy vé bên dưới")
    kiosk.wire.wait_on("/printed", 1)
    assert len(kiosk.tray.slips) == 1
    assert kiosk.printed()[-1].ok
    heard: list[bytes] = []
    while not heard or m.decode(m.DeviceHealth, heard[-1]).paper != "low":
        heard = kiosk.wire.wait_on("/health", len(heard) + 1)


def test_the_plan_marks_the_zone_of_the_ticket_and_where_one_stands(
    screens: Any, page: Page
) -> None:
    screens.done_with_a_plan()
    expect(page.locator(".plan text.theirs")).to_have_text("Khu vực 3")
    expect(page.locator(".plan text.here")).to_have_text("Đang ở đây")
    expect(page.locator(".plan .way")).to_have_count(1)
    expect(page.locator(".plan rect.zone")).to_have_count(4)


def test_without_a_plan_of_the_hall_the_zone_is_the_largest_word_under_the_number(
    screens: Any, page: Page
) -> None:
    screens.done_on_paper()
    expect(page.locator(".plan")).to_have_count(0)
    size = page.locator(".go h1").evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)")
    assert size >= 80
