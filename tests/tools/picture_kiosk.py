"""Every step of the touch page, at both shapes and in both languages, of a real kiosk."""

from __future__ import annotations

import tomllib
from typing import Any

from fake_printer import MOODS
from journey_hall import JourneyHall, until
from kiosk_person import Person
from picture_files import LANGUAGES, PLAN, WIDTHS, Captions, keep

SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
STILL_MS = 46_000
CAPTIONS: Captions = {
    "start": ("Màn hình bắt đầu", "The first screen"),
    "start_large": ("Chữ to", "Large text"),
    "start_contrast": ("Tương phản cao", "High contrast"),
    "start_low": ("Hạ thấp cho người ngồi xe lăn", "Lowered for a wheelchair"),
    "departments": (
        "Chọn cơ quan, hoặc việc thường gặp",
        "Departments, and what is common",
    ),
    "groups": ("Chọn nhóm thủ tục", "Groups of procedures"),
    "search": ("Tìm thủ tục, gõ không dấu", "Search, typed without accents"),
    "confirm": ("Xem lại trước khi lấy số", "The last look before a number"),
    "papers": ("Giấy tờ cần mang theo", "What to bring"),
    "number": ("Số, vé và mã theo dõi", "The number, its slip and its code"),
    "still": ("Hỏi trước khi về đầu", "Asked before it goes back to the start"),
    "alone_start": ("Máy chủ mất: máy vẫn cấp số", "The server is away: numbers still work"),
    "alone_confirm": ("Xem lại khi không có máy chủ", "The last look without the server"),
    "alone_number": ("Số dự phòng", "A reserve number"),
    "paper_out": ("Hết giấy", "Out of paper"),
}
ONLY_TALL = frozenset({"start_low"})
DEPARTMENT, GROUP, FOR_PAPERS = "tp", "HT1", "khai sinh"


class Walk:
    """One shape in one language."""

    def __init__(self, browser: Any, hall: JourneyHall, shape: str, lang: str) -> None:
        width, height = SIZES[shape]
        self.page = browser.new_page(viewport={"width": width, "height": height})
        self.page.emulate_media(reduced_motion="reduce")
        self.shape, self.lang = shape, lang
        self.person = Person(self.page, hall.kiosks[0], lang)
        plan = tomllib.loads(PLAN.read_text(encoding="utf-8"))
        self.department = next(one for one in plan["department"] if one["id"] == DEPARTMENT)
        self.group = next(one for one in plan["group"] if one["code"] == GROUP)

    def shot(self, name: str) -> None:
        """What is there now, once letters and drawing stand still."""
        self.page.evaluate("document.fonts.ready.then(() => 0)")
        self.page.evaluate("new Promise((r) => requestAnimationFrame(() => setTimeout(r)))")
        keep(self.page, f"kiosk/{name}_{self.shape}_{self.lang}", WIDTHS[self.shape])

    def with_the_server(self) -> None:
        """From the first screen to the number."""
        self.person.arrive()
        self.shot("start")
        for key in ("large", "contrast", *(["low"] if self.shape == "portrait" else [])):
            self._switch(key)
            self.shot(f"start_{key}")
            self._switch(key)
        self.person.press(self.person.words["submit"])
        self.shot("departments")
        self._group()
        self.shot("groups")
        self.person.press(self.group[f"name_{self.lang}"])
        self.person.button(self.person.words["take"]).wait_for()
        self.shot("confirm")
        self.person.take()
        self.shot("number")
        self.person.leave()
        self._search()

    def idle(self) -> None:
        """Somebody who does nothing for a while."""
        self.page.clock.install()
        self.person.arrive()
        self.person.press(self.person.words["submit"])
        self.page.clock.run_for(STILL_MS)
        self.person.sees(self.person.words["still_there"])
        self.shot("still")
        self.page.close()

    def alone(self) -> None:
        """The same while the server is away."""
        self.person.arrive()
        self.person.sees(self.person.words["alone_order"])
        self.shot("alone_start")
        self.person.press(self.person.words["submit"])
        self._group()
        self.person.press(self.group[f"name_{self.lang}"])
        self.person.button(self.person.words["take"]).wait_for()
        self.shot("alone_confirm")
        self.person.take()
        self.shot("alone_number")
        self.person.leave()

    def without_paper(self) -> None:
        """The printer has none."""
        self.person.page.goto(self.person.url)
        self.person.sees(self.person.speak("vi", "paper_out"))
        if self.lang == "en":
            self._switch("language")
        self.person.sees(self.person.words["paper_out"])
        self.shot("paper_out")

    def _group(self) -> None:
        name = self.department[f"name_{self.lang}"]
        self.person.press(name.removeprefix("Sở "))
        self.person.button(self.group[f"name_{self.lang}"]).wait_for()

    def _search(self) -> None:
        self.person.begin()
        self.person.press(self.person.words["search"])
        self.page.keyboard.type(FOR_PAPERS if self.lang == "vi" else "birth")
        self.page.locator(".hit").nth(1).wait_for()
        self.page.get_by_text(self.person.words["searching"]).wait_for(state="hidden")
        self.shot("search")
        self.page.locator(".hit").first.click()
        more = self.page.locator("[data-key=papers]")
        self.page.locator(".papers").wait_for()
        if more.count():
            more.click()
        self.shot("papers")

    def _switch(self, key: str) -> None:
        words = self.person.speak("vi", key) if key == "language" else self.person.words[key]
        self.page.get_by_role("button", name=words).click()


def walk(browser: Any, hall: JourneyHall) -> None:
    """Every picture of the kiosk; the server is dead when it ends."""
    walks = [Walk(browser, hall, shape, lang) for shape in SIZES for lang in LANGUAGES]
    for one in walks:
        one.with_the_server()
    for one in walks:
        idle = Walk(browser, hall, one.shape, one.lang)
        idle.idle()
    manners = hall.printers[0].manners
    for name, value in MOODS["out"].items():
        setattr(manners, name, value)
    until(lambda: hall.state()["paper"] == "out", "the kiosk to see that there is no paper")
    for one in walks:
        one.without_paper()
    manners.mend()
    until(lambda: hall.state()["paper"] == "ok", "paper again")
    hall.kill_server()
    until(lambda: not hall.state()["online"], "the kiosk to be alone")
    for one in walks:
        one.alone()
        one.page.close()
