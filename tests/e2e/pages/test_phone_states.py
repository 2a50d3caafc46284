"""The phone page as a citizen meets it: without scripts, without sockets, in every state."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

NOTICE = {
    "vi": "Hệ thống đang chậm, thời gian chờ lâu hơn thường lệ.",
    "en": "The system is slow; waits are longer than usual.",
}
SHAPE = """
(root) => {
  const own = (node) => {
    if (node.nodeType === 3) return node.data;
    const names = [...node.attributes].filter(({ name, value }) => name !== "disabled")
      .map(({ name, value }) => `${name}=${value}`).sort();
    if (node.matches(".bell, .count")) return "";
    if (node.matches("[data-do=rate]")) return `<rate>`;
    return `<${node.localName} ${names.join(" ")}>${[...node.childNodes].map(own).join("")}</>`;
  };
  return [...root.childNodes].map(own).join("");
}
"""
"""What the server and the scripts must draw alike; but for what only scripts can do."""
AS_SENT = f"""(html) => {{
  const sent = new DOMParser().parseFromString(html, "text/html");
  return ({SHAPE.strip()})(sent.querySelector("#ticket"));
}}"""
"""The same of a page as the server sends it, which no script has touched."""


@pytest.fixture(scope="module")
def office(phone_office):
    """The server of the citizens' pages."""
    return phone_office


@pytest.fixture(scope="module")
def tickets(office) -> Iterator[dict[str, dict]]:
    """A ticket in every state, while something is announced in its zone."""
    desk = office.desk(office.counter())
    made = {
        "no_show": desk.ticket("next", "no-show"),
        "parked": desk.ticket("next", "start", "park"),
        "rating": desk.ticket("next", "start", "finish"),
        "rated": desk.ticket("next", "start", "finish"),
        "left": desk.ticket(),
    }
    send(office, f"/tickets/{made['rated']['key']}/rating", {"score": 5})
    send(office, f"/tickets/{made['left']['key']}/leave", {})
    made["void"] = voided(office, desk)
    made["serving"] = desk.ticket("next", "start", priority=True)
    made["near"] = desk.ticket()
    made["waiting"] = [desk.ticket() for _ in range(14)][-1]
    other = office.desk(office.counter())
    made["called"] = other.ticket("next")
    made["unknown"] = office.issue(office.counter())
    guide = office.person("guide")
    guide.send("/announcements", {"place": "A", "vi": NOTICE["vi"], "en": NOTICE["en"]})
    yield made
    guide.send("/announcements/A/end", {})


def voided(office, desk) -> dict:
    """A ticket that the guidance desk called off."""
    made = desk.ticket()
    at_desk = office.person("boss")
    at_desk.send(f"/desk/tickets/{made['number']}/cancel", {"reason": "wrong_group"})
    return made


def send(office, path: str, body: dict) -> None:
    """Something that anybody with the key may do."""
    request = urllib.request.Request(
        f"{office.url}/api/v1{path}",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    urllib.request.urlopen(request).close()


STATES = ("no_show", "parked", "rating", "rated", "left", "void", "serving", "near", "waiting",
          "called", "unknown")  # fmt: skip


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_server_and_scripts_draw_the_same_and_only_who_waits_reads_what_is_announced(
    page_of, office, tickets, lang
):
    page = page_of(390, 844)
    hears = {"no_show", "parked", "near", "waiting", "unknown"}
    for state in STATES:
        url = f"{office.url}/t/{tickets[state]['key']}?lang={lang}"
        page.goto(url)
        expect(page.locator("#link .icon")).to_be_visible()
        script = page.locator("#ticket").evaluate(SHAPE)
        server = page.evaluate(AS_SENT, page.request.get(url).text())
        assert steady(server) == steady(script), state
        expect(page.locator(".said")).to_have_text([NOTICE[lang]] if state in hears else [])


def steady(shape: str) -> str:
    """Clock times and minutes may move between two looks."""
    return re.sub(r"\d\d:\d\d(–\d\d:\d\d)?|\d+–\d+ (phút|minutes)", "T", shape)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_state_fits_also_twice_as_large_and_axe_finds_nothing(
    page_of, office, tickets, axe, resized, lang
):
    page = page_of(390, 844)
    for state in STATES:
        page.goto(f"{office.url}/t/{tickets[state]['key']}?lang={lang}")
        expect(page.locator("#link .icon")).to_be_visible()
        for size in resized(page, [(320, 640), (390, 844)]):
            fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert fits, f"{state} at {size}"
        assert axe.wrong(page) == [], state
        enlarge(page)
        fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert fits, f"{state} with large text"


def enlarge(page) -> None:
    """All text of the ticket is twice as large."""
    page.evaluate(
        """() => document.querySelectorAll("body *").forEach((node) => {
          node.dataset.px = parseFloat(getComputedStyle(node).fontSize);
        })"""
    )
    page.evaluate(
        """() => document.querySelectorAll("main *, #link").forEach((node) => {
          if (!node.closest("svg")) node.style.fontSize = `${Math.min(node.dataset.px * 2, 120)}px`;
        })"""
    )


def test_without_scripts_the_place_is_given_up_after_a_second_question(page_of, office):
    key = office.issue(office.counter())["key"]
    page = page_of(320, 640, java_script_enabled=False)
    page.goto(f"{office.url}/t/{key}")
    page.click("text=Tôi không chờ nữa")
    page.click("text=Tôi vẫn chờ")
    expect(page.locator(".facts")).to_be_visible()
    page.click("text=Tôi không chờ nữa")
    page.click("button:has-text('Bỏ số')")
    expect(page.locator("h2")).to_have_text("Số này đã bỏ")


def test_without_scripts_a_visit_is_rated(page_of, office):
    desk = office.desk(office.counter())
    key = desk.ticket("next", "start", "finish")["key"]
    page = page_of(390, 844, java_script_enabled=False)
    page.goto(f"{office.url}/t/{key}")
    page.click("[data-score='4']")
    page.click("text=Hướng dẫn hồ sơ")
    page.fill("textarea", "Nhanh")
    page.click("text=Gửi đánh giá")
    expect(page.locator("h2")).to_have_text("Cảm ơn Ông/Bà đã đánh giá")


def test_where_sockets_are_blocked_the_call_arrives_all_the_same(page_of, office):
    desk = office.desk(office.counter())
    made = desk.ticket()
    page = page_of(390, 844)
    page.add_init_script("Math.random = () => 0")
    page.route("**/socket.io/**", lambda route: route.abort())
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.goto(f"{office.url}/t/{made['key']}")
    expect(page.locator(".facts")).to_be_visible()
    desk.do("next")
    expect(page.locator(".called .counter")).to_have_text(f"Quầy {desk.n}")
    expect(page.locator("#say")).to_contain_text(f"Quầy {desk.n}")
    expect(page.locator("#link")).to_have_class("link up")


def test_old_figures_are_grey_and_say_when_they_were_read(page_of, office):
    key = office.issue(office.counter())["key"]
    page = page_of(390, 844)
    page.clock.install()
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.goto(f"{office.url}/t/{key}")
    expect(page.locator("#link .icon")).to_be_visible()
    page.route("**/api/v1/tickets/*", lambda route: route.abort())
    page.clock.run_for(32_000)
    expect(page.locator("#link")).to_contain_text("Mất kết nối, số liệu lúc")
    expect(page.locator("#ticket")).to_have_class("stale")
    page.unroute("**/api/v1/tickets/*")
    page.clock.run_for(70_000)
    expect(page.locator("#link")).to_have_class("link up")


def test_the_bell_says_what_it_can_do(page_of, office):
    page = page_of(390, 844)
    page.goto(f"{office.url}/t/{office.issue(office.counter())['key']}")
    page.evaluate("() => { Notification.requestPermission = async () => 'denied'; }")
    page.click("[data-do=bell]")
    expect(page.locator(".bell.on")).to_contain_text("Thông báo đang bị chặn")


def test_a_page_from_the_halls_own_network_explains_why_there_are_no_notifications(page_of, office):
    page = page_of(390, 844)
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page.goto(f"{office.url}/t/{office.issue(office.counter())['key']}")
    page.click("[data-do=bell]")
    expect(page.locator(".bell.on")).to_contain_text("không có https")
