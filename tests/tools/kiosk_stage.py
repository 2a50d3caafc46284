"""Every screen of the touch page, brought about by what the kiosk hears and what a finger does."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from broker import messages as m
from broker import topics
from kiosk.touch import app as touch

PLAN = Path(__file__).parents[2] / "server" / "plans" / "haiphong" / "plan.toml"
JUDGE = (Path(__file__).parent / "layout_judge.js").read_text(encoding="utf-8")
VIEWPORTS = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
MODES = ("normal", "large", "contrast")
LANGUAGES = ("vi", "en")
AT = "2026-10-12T{}:00+07:00"
LONG_WAIT = m.Wait(low_s=6900, high_s=10_200, at_low=AT.format("11:20"), at_high=AT.format("12:15"))
REASON = m.Bilingual(
    vi="Đã quá giờ lấy số của buổi này. Mở lại lúc 13:30.",
    en="It is past the last ticket of this session. Opens at 13:30.",
)
NO_WAIT = m.Wait(low_s=0, high_s=120, at_low=AT.format("09:40"), at_high=AT.format("09:42"))
WAITS = {"HT1": NO_WAIT, "CC1": None}
"""A free counter, and one that nobody has opened."""
WAITING = {"HT1": 0, "AN1": 128, "TK1": 128}


def bilingual(row: dict[str, Any]) -> m.Bilingual:
    """The names of a row of the plan."""
    return m.Bilingual(vi=row["name_vi"], en=row["name_en"])


class Stage:
    """One kiosk, its page in a browser, and the hall that it hears of: the plan of Hải Phòng.

    ``kiosk`` is a ``kiosk_world.Kiosk`` that hears its server; ``page`` a playwright page.
    """

    def __init__(self, kiosk: Any, page: Any, url: str, monkeypatch: Any) -> None:
        self.kiosk, self.page, self.url, self.monkeypatch = kiosk, page, url, monkeypatch
        self._told, self._group_told, self._more = touch._state, touch._group, dict[str, Any]()
        self.touch, self.ticket_told = touch, touch._ticket
        page.emulate_media(reduced_motion="reduce")
        self.plan = tomllib.loads(PLAN.read_text(encoding="utf-8"))
        self._rev = 0
        self._centre_more: dict[str, Any] = {}
        monkeypatch.setattr(touch, "_state", self._state_told)

    def tell(self, *, hall: str = "open", shut: Callable[[str], bool] | None = None) -> None:
        """The centre and all its groups; ``shut`` says which take no tickets. One always is."""
        self._rev += 1
        told = {"v": 1, "ep": 1, "rev": self._rev}
        self.tell_centre(hall)
        departments = {row["id"]: bilingual(row) for row in self.plan["department"]}
        for zone in self.plan["zone"]:
            groups = [
                self._group(row, departments, shut or (lambda code: code == "PA1"))
                for row in self.plan["group"]
                if row["zone"] == zone["id"]
            ]
            catalogue = {**told, "zone": zone["id"], "name": bilingual(zone), "groups": groups}
            self.kiosk.wire.tell(
                topics.CATALOGUE, m.Catalogue.model_validate(catalogue), zone=zone["id"]
            )

    def tell_centre(self, hall: str) -> None:
        """The centre alone."""
        told = {
            **{"v": 1, "ep": 1, "rev": self._rev, "tz": "Asia/Ho_Chi_Minh", "url": "x"},
            **{"name": bilingual(self.plan["centre"]), "zones": [], "hall": hall},
            "reopens_at": None if hall == "open" else "2026-10-13T07:30:00+07:00",
        }
        self.kiosk.wire.tell(topics.CENTRE, m.CentreInfo.model_validate(told))

    def _group(
        self, row: dict[str, Any], departments: dict[str, Any], shut: Callable[[str], bool]
    ) -> m.CatalogueGroup:
        counters = [c["number"] for c in self.plan["counter"] if row["code"] in c["groups"]]
        return m.CatalogueGroup(
            code=row["code"],
            name=bilingual(row),
            department=departments[row["department"]],
            counters=counters or [9],
            open=not shut(row["code"]),
            reason=REASON if shut(row["code"]) else None,
            waiting=WAITING.get(row["code"], 6),
            wait=WAITS.get(row["code"], LONG_WAIT),
            share=row.get("share", 0.0),
            short=m.Bilingual(vi=row["short_vi"], en=row["short_en"])
            if "short_vi" in row
            else None,
        )

    def load(self) -> None:
        """The page from its beginning, once it knows the hall."""
        self.page.goto(self.url)
        self.page.wait_for_selector("main button, main .message")
        self.page.evaluate("document.fonts.ready.then(() => 0)")

    def stop_time(self) -> None:
        """From now on the page's time, which was installed, moves only as a test wants it to."""
        self.page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))

    def state(self, **more: Any) -> None:
        """What else the kiosk tells its page, from now on."""
        self._more.update(more)
        self.kiosk.agent.hall.touch()

    def centre(self, **more: Any) -> None:
        """What else is told of the centre, from now on."""
        self._centre_more.update(more)
        self.kiosk.agent.hall.touch()

    def _state_told(self, *at: Any) -> dict[str, Any]:
        """What is added is looked up at the end, so that a page that waits already hears of it."""
        state = self._told(*at)
        centre = state["centre"] and {**state["centre"], **self._centre_more}
        return {**state, "centre": centre, **self._more}

    def groups(self, **more: Any) -> None:
        """What else is told of every group, from now on."""
        told = self._group_told
        self.monkeypatch.setattr(touch, "_group", lambda *at: {**told(*at), **more})
        self.kiosk.agent.hall.touch()

    def printer(self, url: str) -> None:
        """Another printer."""
        agent = self.kiosk.agent
        agent.settings = replace(agent.settings, printer=url)
        agent.hall.touch()

    def show(self, view: View) -> None:
        """The screen that is there now, in another shape, mode and language."""
        width, height = VIEWPORTS[view.shape]
        if self.page.viewport_size != {"width": width, "height": height}:
            self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate(
            """({large, high, lang}) => {
              const press = (id) => document.getElementById(id).click();
              if (document.body.classList.contains("large") !== large) press("large");
              if (document.body.classList.contains("high") !== high) press("contrast");
              if (document.documentElement.lang !== lang) press("language");
            }""",
            {"large": view.mode == "large", "high": view.mode == "contrast", "lang": view.lang},
        )
        self.page.wait_for_function(
            """({lang, home}) => document.documentElement.lang === lang
                 && document.getElementById("language").innerText.includes(home)""",
            arg={"lang": view.lang, "home": {"vi": "English", "en": "Tiếng"}[view.lang]},
        )
        self.page.evaluate("new Promise((r) => requestAnimationFrame(() => setTimeout(r)))")

    def faults(self) -> list[str]:
        """What a person would call broken."""
        found: list[str] = self.page.evaluate(JUDGE)
        return found


@dataclass(frozen=True)
class View:
    """How the page is looked at."""

    shape: str
    mode: str
    lang: str


VIEWS = [View(shape, mode, lang) for shape in VIEWPORTS for lang in LANGUAGES for mode in MODES]
