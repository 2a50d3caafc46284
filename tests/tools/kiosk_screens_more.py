"""The screens of the search, of what to bring, and of a kiosk that goes on alone."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from kiosk import floor
from server import hallmap
from server.domain.plan import plan_from_toml


def _beside(name: str) -> ModuleType:
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None and spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


_screens: Any = _beside("kiosk_screens")
_stage: Any = _beside("kiosk_stage")
_procedures: Any = _beside("kiosk_procedures")
SINCE_MS = 1_791_772_380_000


class MoreScreens(_screens.Screens):  # type: ignore[misc]
    """As ``Screens``."""

    def start_with_a_reader(self) -> None:
        self.stage.state(scanner=True)
        self.start()

    def search_with_nothing_typed(self) -> None:
        self.stage.page.route("**/procedures*", _procedures.answer)
        self.stage.page.route("**/procedures/**", _procedures.answer)
        self.start()
        self.stage.page.click("[data-key=search]")
        self.stage.page.wait_for_selector(".hit")

    def _search(self, words: str) -> None:
        self.search_with_nothing_typed()
        self.stage.page.keyboard.type(words)
        self.stage.page.wait_for_selector(f"[data-key=query][value='{words}']")
        self.stage.page.wait_for_selector(".heading:has-text('5'), .hits.none")

    def search(self) -> None:
        self._search("doi bang lai")

    def search_with_a_shut_group(self) -> None:
        self._search("the")
        self.stage.page.click("[data-key=after]")
        self.stage.page.wait_for_selector(".hit:disabled")

    def search_that_finds_nothing(self) -> None:
        self._search("xyz")

    def search_with_vowels(self) -> None:
        self._search("doi bang lai")
        self.stage.page.click("[data-key=layer-vowels]")

    def search_with_tones(self) -> None:
        self._search("doi bang lai")
        self.stage.page.click("[data-key=layer-tones]")

    def confirm_of_many_dossiers(self) -> None:
        self.stage.groups(bulk="GT2")
        self.confirm()
        self.stage.page.click("[data-key=dossiers-6]")
        self.stage.page.wait_for_selector(".notes")

    def confirm_with_papers(self) -> None:
        self._search("doi bang lai")
        self.stage.page.click(".hit >> nth=0")
        self.stage.page.wait_for_selector(".papers li")

    def confirm_with_many_long_papers(self) -> None:
        self._search("dat dai")
        self.stage.page.click(".hit >> nth=2")
        self.stage.page.wait_for_selector(".papers li")

    def confirm_shortly_before_closing(self) -> None:
        self.stage.groups(closing="unsure", lunch=True, left=3)
        self.confirm_with_papers()

    def all_papers(self) -> None:
        self.confirm_with_many_long_papers()
        self.stage.page.click("[data-key=papers]")
        self.stage.page.wait_for_selector(".paperlist li")

    def start_alone(self) -> None:
        self.stage.state(
            scanner=True, alone={"can_issue": True, "since_ms": SINCE_MS, "used_up": []}
        )
        self.start()
        self.stage.kiosk.agent.on_link(False)
        self.stage.page.wait_for_selector(".byitself")

    def departments_alone(self) -> None:
        self.start_alone()
        self.stage.page.click(".need.first")
        self.stage.page.wait_for_selector(".chip")

    def confirm_alone(self) -> None:
        self.departments_alone()
        self.stage.page.click(".chip >> nth=0")
        self.stage.page.wait_for_selector(".take")

    def done_alone(self) -> None:
        self.stage.printer("tcp://127.0.0.1:9100")
        told = self.stage.ticket_told
        self.stage.monkeypatch.setattr(
            self.stage.touch, "_ticket", lambda *at: {**told(*at), "alone": True, "told": None}
        )
        self.done_on_screen(ahead=0, wait=None)

    def start_with_bookings(self) -> None:
        self.stage.centre(booking=True)
        self.stage.state(scanner=True)
        self.start()
        self.stage.page.wait_for_selector("[data-key=booking]")

    def booking_code(self) -> None:
        self.start_with_bookings()
        self.stage.page.click("[data-key=booking]")
        self.stage.page.keyboard.type("k7m2")
        self.stage.page.wait_for_selector(".slotted:has-text('2')")

    def booking_refused(self) -> None:
        self.stage.page.route(
            "**/touch",
            lambda route: route.fulfill(status=409, json=self.make_refusal("x").model_dump()),
        )
        self.booking_code()
        self.stage.page.keyboard.type("9xqr")
        self.stage.page.keyboard.press("Enter")
        self.stage.page.wait_for_selector("main .notice")

    def printer_open(self) -> None:
        self.stage.state(trouble="cover")
        self.start()
        self.stage.page.wait_for_selector(".choices")

    def start_with_a_slow_printer(self) -> None:
        self.stage.state(trouble="slow")
        self.start()
        self.stage.page.wait_for_selector("main .notice")

    def staff_are_coming(self) -> None:
        self.stage.state(voice=True, help="coming")
        self.start()
        self.stage.page.wait_for_selector(".staff.coming")

    def done_read_aloud(self) -> None:
        self.stage.state(voice=True)
        self.start()
        self.stage.page.click("#aloud")
        self.stage.page.click(".need >> nth=1")
        self.stage.page.click(".take")
        self.stage.page.wait_for_selector("[data-key=again]")

    def out_of_paper_beside_a_machine_with_paper(self) -> None:
        self.stage.state(others=[{"id": "kiosk-1", "distance_m": 5, "side": "left"}])
        self.out_of_paper()
        self.stage.page.wait_for_selector(".elsewhere")

    def out_of_paper_alone(self) -> None:
        self.start_alone()
        self.stage.state(paper="out", trouble="out")
        self.stage.page.wait_for_selector(".choices")

    def _with_a_plan(self) -> None:
        plan = plan_from_toml(_stage.PLAN.read_text("utf-8"))
        self.stage.state(floor=floor.told(hallmap.told(plan), "kiosk-2"))
        self.stage.printer("tcp://127.0.0.1:9100")

    def done_with_a_plan(self) -> None:
        self._with_a_plan()
        self.done_on_screen(number=3127, ahead=8)

    def done_with_a_plan_in_a_far_zone(self) -> None:
        self._with_a_plan()
        self.done_on_screen(zone="1", priority=True)

    def done_with_an_appointment(self) -> None:
        self._with_a_plan()
        self.done_on_screen(appointment_at="2026-10-12T09:15:00+07:00", priority=True)

    def done_without_paper(self) -> None:
        self._with_a_plan()
        self.start_without_paper()
        self.stage.load = lambda: None
        self.stage.page.click(".need >> nth=1")
        self.stage.page.click(".take")
        self.stage.page.wait_for_selector(".phone.only")

    def search_alone(self) -> None:
        self.start_alone()
        self.stage.page.click("[data-key=search]")
        self.stage.page.wait_for_selector(".hit")


NAMES = [name for kind in (_screens.Screens, MoreScreens) for name in vars(kind) if name[0] != "_"]
"""Every screen."""
