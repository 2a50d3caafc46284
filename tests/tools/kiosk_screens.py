"""How each screen of the touch page is brought about, by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from broker import messages as m
from broker import topics

DEPARTMENT = ".tile:has-text('{}')"
GROUP = ".row:has-text('{}')"
Made = Callable[..., m.TicketReply]


class Screens:
    """Methods are screens; each begins with a fresh page. ``stage`` is a ``kiosk_stage.Stage``."""

    def __init__(self, stage: Any, make_ticket: Made, make_refusal: Any) -> None:
        self.stage, self.make_ticket, self.make_refusal = stage, make_ticket, make_refusal

    def start(self) -> None:
        self.stage.tell()
        self.stage.load()

    def start_in_a_break(self) -> None:
        self.stage.tell(hall="break", shut=lambda code: code == "TK1")
        self.stage.load()

    def start_without_paper(self) -> None:
        self.out_of_paper()
        self.stage.page.click("[data-key=paperless]")
        self.stage.page.wait_for_selector(".need")

    def loading(self) -> None:
        self.stage.tell_centre("open")
        self.stage.load()

    def away(self) -> None:
        self.start()
        self.stage.kiosk.agent.on_link(False)
        self.stage.page.wait_for_selector(".message.warn")

    def shut(self) -> None:
        self.stage.tell(hall="closed", shut=lambda _: True)
        self.stage.load()

    def shut_though_open(self) -> None:
        self.stage.tell(shut=lambda _: True)
        self.stage.load()

    def out_of_paper(self) -> None:
        self.stage.kiosk.tray.paper = "out"
        self.stage.kiosk.agent._papers.look()
        self.start()
        self.stage.page.wait_for_selector(".choices")

    def departments(self) -> None:
        self.start()
        self.stage.page.click(".need.first")
        self.stage.page.wait_for_selector(".tile")

    def _groups(self, department: str) -> None:
        self.stage.page.set_viewport_size({"width": 1080, "height": 1920})
        self.departments()
        self.stage.page.click(DEPARTMENT.format(department))
        self.stage.page.wait_for_selector(".row")

    def departments_of_the_police(self) -> None:
        self.stage.page.set_viewport_size({"width": 1920, "height": 1080})
        self.departments()
        self.stage.page.click(DEPARTMENT.format("Công an"))
        self.stage.page.wait_for_selector(".panel " + GROUP.format("Phòng cháy"))

    def departments_of_land(self) -> None:
        self.stage.page.set_viewport_size({"width": 1920, "height": 1080})
        self.departments()
        self.stage.page.click(DEPARTMENT.format("Nông nghiệp"))
        self.stage.page.click(".panel [data-key=after]")

    def groups_of_the_police(self) -> None:
        self._groups("Công an")

    def groups_of_land(self) -> None:
        self._groups("Nông nghiệp")

    def groups_of_home_affairs(self) -> None:
        self._groups("Nội vụ")

    def groups_after_the_connection_is_lost(self) -> None:
        self._groups("Công an")
        self.stage.kiosk.agent.on_link(False)
        self.stage.page.wait_for_selector("#link:visible")

    def confirm(self) -> None:
        self._groups("Công an")
        self.stage.page.click(GROUP.format("Phòng cháy"))
        self.stage.page.wait_for_selector(".take")

    def confirm_of_a_free_counter(self) -> None:
        self._groups("Tư pháp")
        self.stage.page.click(GROUP.format("Hộ tịch"))
        self.stage.page.wait_for_selector(".take")

    def confirm_of_an_unknown_wait(self) -> None:
        self._groups("Tư pháp")
        self.stage.page.click(GROUP.format("Chứng thực"))
        self.stage.page.wait_for_selector(".take")

    def confirm_after_the_connection_is_lost(self) -> None:
        self.confirm()
        self.stage.kiosk.agent.on_link(False)
        self.stage.page.wait_for_selector("main .notice")

    def confirm_of_a_group_that_shuts(self) -> None:
        self.confirm()
        self.stage.tell(shut=lambda code: code == "AN1")
        self.stage.page.wait_for_selector("main .notice")

    def confirm_while_asking(self) -> None:
        self.stage.kiosk.wire.on_request = lambda *_: None
        self.confirm()
        self.stage.page.click(".take")
        self.stage.page.wait_for_selector(".take:disabled")

    def confirm_without_an_answer(self) -> None:
        self.stage.kiosk.wire.on_request = lambda *_: None
        self.confirm()
        self.stage.page.click(".take")
        self.stage.page.wait_for_selector("main .notice")

    def confirm_refused(self) -> None:
        self.stage.kiosk.wire.on_request = lambda asked, _: self.make_refusal(asked.id)
        self.confirm()
        self.stage.page.click(".take")
        self.stage.page.wait_for_selector("main .notice")

    def still_there(self) -> None:
        self.stage.page.clock.install()
        self.confirm()
        self.stage.page.clock.run_for(45_000)
        self.stage.page.wait_for_selector("dialog[open]")

    def _ticket(self, asked: m.KioskRequest, **changes: Any) -> m.TicketReply:
        name = m.Bilingual(
            vi="Phòng cháy chữa cháy, con dấu, ngành nghề có điều kiện về an ninh trật tự",
            en="Fire safety, seals, security-conditional trades",
        )
        told = {"number": 4444, "ahead": 128, "counters": [1, 3, 5, 7, 8, 9], "group_name": name}
        return self.make_ticket(request=asked.id, **{**told, **changes})

    def done_on_screen(self, **changes: Any) -> None:
        self.stage.kiosk.wire.on_request = lambda asked, _: self._ticket(asked, **changes)
        self.confirm()
        self.stage.page.click(".take")
        self.stage.page.wait_for_selector(".number")

    def done_on_paper(self) -> None:
        self.stage.printer("tcp://127.0.0.1:9100")
        self.done_on_screen()

    def done_not_printed(self) -> None:
        self.stage.printer("tcp://127.0.0.1:9100")
        self.stage.kiosk.tray.broken = True
        self.done_on_screen(priority=True)

    def done_with_an_unknown_wait(self) -> None:
        self.stage.printer("tcp://127.0.0.1:9100")
        self.done_on_screen(wait=None, priority=True)

    def a_late_ticket_for_somebody_who_left(self) -> None:
        self.stage.printer("tcp://127.0.0.1:9100")
        self.departments()
        reply = self._ticket(m.KioskRequest(v=1, id="gone", group="AN1"))
        self.stage.kiosk.wire.tell(topics.KIOSK_REPLY, reply, id="kiosk-1")
        self.stage.page.wait_for_selector("#late:visible")


NAMES = [name for name in vars(Screens) if not name.startswith("_")]
"""Every screen."""
