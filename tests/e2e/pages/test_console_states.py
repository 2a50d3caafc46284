"""The console in its states: what is old looks old, and what is said hides nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import expect

LAST = 15
"""The counter that no test works at."""


@pytest.fixture
def console(told_page, office, page_of):
    """A console that hears what the test says: (page, its idle document)."""

    def open_(lang: str, **said):
        page = page_of()
        office.sign_in(page, f"o{LAST}", f"/console/{LAST}")
        seen = office.seen(page, LAST)
        document = {**seen, "rev": seen["rev"] + 1000, "state": "idle", **said}
        url = f"{office.url}/console/{LAST}?lang={lang}"
        return told_page(url, "counter", document, on=page), document

    return open_


def waiting(now: str, group: str) -> dict:
    """Somebody who waits."""
    row = {"number": 15001, "group": group, "priority": True, "help": False, "waited_s": 60}
    return {**row, "issued_at": now, "mark_at": now}


@pytest.fixture
def lost(console):
    """The link is lost while somebody waits."""
    _, seen = page_and_document = console("vi")
    row = waiting(seen["now"], seen["groups"][0])
    why = {"vi": "Vì mốc sớm nhất.", "en": "Because of the mark."}
    page = page_and_document[0]
    told = {**seen, "rev": seen["rev"] + 1, "waiting": [row], "next": [{**row, "why": why}]}
    page.evaluate("(told) => { window.say('counter', told); window.drop(); }", told)
    page.wait_for_selector("body[data-state=offline]")
    return page


def test_a_lost_link_closes_next_and_says_why(lost) -> None:
    expect(lost.locator("#next")).to_be_disabled()
    expect(lost.locator("#next")).to_contain_text("Mất kết nối với máy chủ")


def test_a_lost_link_dims_who_waits_and_says_that_it_may_be_old(lost) -> None:
    expect(lost.locator(".why h2")).to_contain_text("có thể đã cũ")
    for old in (".why li", ".line .scroll"):
        assert float(lost.locator(old).evaluate("(node) => getComputedStyle(node).opacity")) < 0.6


def test_what_a_move_did_is_said_where_it_hides_nothing(office, page_of) -> None:
    page, n = page_of(), office.counter()
    office.at_counter(page, n)
    office.issue(n)
    expect(page.locator(".why li")).to_have_count(1)
    page.wait_for_selector("body:not([data-rest])")
    page.keyboard.press("Enter")
    expect(page.locator("#toast.on")).to_contain_text("Hoàn tác")
    said = page.locator("#toast").bounding_box()
    shown = [".foot .muted", "[data-do=help]", ".verbs", "#next", ".facts dl", ".time", ".right"]
    assert [one for one in shown if meets(said, page.locator(one).bounding_box())] == []


def meets(one: dict, other: dict) -> bool:
    """Whether two boxes cover a point in common."""
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_heads_and_tabs_stand_on_one_line(console, lang) -> None:
    page, seen = console(lang)
    row = waiting(seen["now"], seen["groups"][0])
    told = {**seen, "rev": seen["rev"] + 1, "waiting": [row], "waiting_total": 148}
    page.evaluate("(told) => window.say('counter', told)", told)
    for many in (page.locator(".line th"), page.locator(".tabs button"), page.locator(".why h2")):
        lines = [many.nth(i).evaluate(LINES) for i in range(many.count())]
        assert max(lines) == 1, lines
    boxes = [page.locator(".tabs button").nth(i).bounding_box() for i in range(4)]
    assert not any(meets(a, b) for a, b in pairwise(boxes))


LINES = """(node) => {
  let most = 0;
  for (const walk = document.createTreeWalker(node, 4); walk.nextNode();) {
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    const tops = [...range.getClientRects()].map((box) => Math.round(box.top));
    most = Math.max(most, new Set(tops).size);
  }
  return most;
}"""
"""On how many lines the longest piece of text of an element stands."""


def test_the_usual_time_says_of_how_many_or_that_it_is_the_plans(console) -> None:
    page, seen = console("en")
    now = seen["now"]
    times = dict.fromkeys(
        ("issued_at", "mark_at", "called_at", "started_at", "first_called_at"), now
    )
    ticket = {"id": "x", "number": 15001, "group": seen["groups"][0], "state": "serving", **times}
    ticket |= {"priority": False, "dossiers": 1, "lang": "vi", "calls": 1, "wait_s": 9}
    ticket |= {"forecast": None}
    for rev, (n, said) in enumerate({214: "usually 6 min (n = 214)", 3: "6 min planned"}.items()):
        told = {"state": "serving", "ticket": ticket, "usual_service_s": 360}
        told |= {"usual_service_n": n, "rev": seen["rev"] + 1 + rev}
        page.evaluate("(told) => window.say('counter', told)", {**seen, **told})
        expect(page.locator(".usual")).to_contain_text(said)
    expect(page.locator(".chips")).to_contain_text("1 dossier")
    expect(page.locator(".chips")).to_contain_text("Called once")
