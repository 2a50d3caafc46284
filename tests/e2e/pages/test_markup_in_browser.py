"""What people write is text on pages that scripts draw: no element comes of it, nothing runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

EVIL = "zq\"'><img src=x onerror=zq()>"
WATCH = "window.zq = () => { window.fired = true; };"


@pytest.fixture
def evil(office):
    """A counter whose group has such a name, and where everything was written that can be."""
    n, root = office.counter(), office.person("root")

    def adopt(plan: dict, note: str) -> None:
        root.send("/plan/adopt", {"plan": plan, "base": root.get("/plan")["version"], "note": note})

    before = root.get("/plan")["plan"]
    plan = root.get("/plan")["plan"]
    group = next(one for one in plan["group"] if one["code"] == f"viec-{n}")
    for named in (group, plan["zone"][0]):
        named["name_vi"] = named["name_en"] = EVIL
    adopt(plan, EVIL)
    officer = office.desk(n)
    parked = officer.ticket("next")
    officer.do("note", text=EVIL)
    officer.do("park", reason=EVIL)
    missed, waits = officer.ticket("next", "no-show"), office.issue(n)
    officer.ticket("next")
    officer.do("note", text=EVIL)
    root.send("/announcements", {"place": "A", "vi": EVIL, "en": EVIL})
    closing = {"reason_vi": EVIL, "reason_en": EVIL}
    root.send(f"/groups/viec-{n}/close", closing)
    yield n, parked, missed, waits
    root.send("/announcements/A/end", {})
    root.send(f"/groups/viec-{n}/open", {})
    adopt(before, "")


def test_nothing_that_was_written_becomes_an_element(office, page_of, evil):
    n, parked, missed, waits = evil
    page = page_of(1366, 768)
    page.add_init_script(WATCH)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    office.sign_in(page, "root", f"/console/{n}")
    for path in (
        f"/console/{n}",
        "/desk",
        "/board/A",
        "/now",
        "/manage",
        *(f"/t/{one['key']}" for one in (parked, missed, waits)),
    ):
        page.goto(f"{office.url}{path}?lang=vi")
        expect(page.locator("body")).to_contain_text("<img src=x onerror=zq()>")
        if path == "/desk":
            page.fill("#which", str(missed["number"]))
            page.press("#which", "Enter")
            expect(page.locator("#one")).to_contain_text(EVIL)
        if path.startswith("/console"):
            page.click("[data-tab=parked]")
            expect(page.locator(".line tbody")).to_contain_text(EVIL)
        assert page.locator("img[src=x]").count() == 0, path
        assert page.evaluate("window.fired") is None, path
