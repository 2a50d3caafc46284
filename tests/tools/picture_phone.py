"""Every state of the phone page, in both languages, of real tickets."""

from __future__ import annotations

from typing import Any

from journey_hall import JourneyHall, Officer
from picture_files import LANGUAGES, WIDTHS, Captions, keep

CAPTIONS: Captions = {
    "waiting": ("Đang chờ", "Waiting"),
    "near": ("Sắp đến lượt", "Nearly there"),
    "called": ("Đến lượt", "Called"),
    "serving": ("Đang được phục vụ", "Being served"),
    "rating": ("Đánh giá", "Rating"),
    "thanks": ("Cảm ơn", "Thanks"),
    "missed": ("Lỡ lượt", "Missed"),
    "parked": ("Tạm giữ", "Put aside"),
    "leaving": ("Hỏi lại trước khi bỏ số", "Asked before a place is given up"),
    "left": ("Đã bỏ số", "Given up"),
    "lost": ("Mất kết nối: số liệu cũ nói rõ là cũ", "No connection: old figures say so"),
}
KEPT = {"BH1": 30, "NN1": 18, "MT1": 18}
"""Groups that only these pictures use, and their counters."""
GROUP, OTHER = "BH1", "NN1"
LOST_MS = 32_000
QUEUE = 9


def walk(browser: Any, hall: JourneyHall) -> None:
    """Every picture of the phone."""
    keys = tickets(hall)
    page = browser.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    page.emulate_media(reduced_motion="reduce")
    for lang in LANGUAGES:
        for state, key in keys.items():
            page.goto(f"{hall.url}/t/{key}?lang={lang}")
            page.locator("#link .icon").wait_for()
            if state == "rating":
                page.click("[data-score='5']")
            _shot(page, state, lang)
        page.goto(f"{hall.url}/t/{keys['waiting']}?lang={lang}")
        page.locator("#link .icon").wait_for()
        page.click("[data-do=ask]")
        page.locator("[data-do=stay]").wait_for()
        _shot(page, "leaving", lang)
        lost(browser, f"{hall.url}/t/{keys['waiting']}?lang={lang}", lang)
    page.close()


def tickets(hall: JourneyHall) -> dict[str, str]:
    """The key of a ticket in every state."""
    here, there = hall.officer(KEPT[GROUP]), hall.officer(KEPT[OTHER])
    made = {
        "missed": _after(hall, here, GROUP, "next", "no-show"),
        "parked": _after(hall, here, GROUP, "next", "start", "park"),
        "rating": _after(hall, here, GROUP, "next", "start", "finish"),
        "thanks": _after(hall, here, GROUP, "next", "start", "finish"),
        "left": _after(hall, here, GROUP),
        "called": _after(hall, there, OTHER, "next"),
    }
    hall.public(f"/tickets/{made['thanks']}/rating", {"score": 5})
    hall.public(f"/tickets/{made['left']}/leave", {})
    made["serving"] = _after(hall, here, GROUP, "next", "start")
    made["near"] = _after(hall, here, GROUP)
    made["waiting"] = [_after(hall, here, GROUP) for _ in range(QUEUE)][-1]
    return made


def lost(browser: Any, url: str, lang: str) -> None:
    """A page that has heard nothing for half a minute."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    page.clock.install()
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.goto(url)
    page.locator("#link .icon").wait_for()
    page.route("**/api/v1/tickets/*", lambda route: route.abort())
    page.clock.run_for(LOST_MS)
    page.locator("#ticket.stale").wait_for()
    _shot(page, "lost", lang)
    page.close()


def _after(hall: JourneyHall, officer: Officer, group: str, *verbs: str) -> str:
    key: str = hall.issue(group)["key"]
    for verb in verbs:
        officer.do(verb)
    return key


def _shot(page: Any, state: str, lang: str) -> None:
    page.evaluate("document.fonts.ready.then(() => 0)")
    keep(page, f"phone/{state}_{lang}", WIDTHS["phone"])
