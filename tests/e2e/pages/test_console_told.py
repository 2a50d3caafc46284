"""The console's questions about a visit, its bar for undo, its narrow view, and its twins."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

NARROW, TABLET = (360, 640), (1024, 768)


UNCOUNTED = """async () => {
  const { state } = await import("/static/console/state.js");
  let known = state.desk;
  const without = ({ ticket, ...desk }) =>
    ({ ...desk, ticket: ticket && { ...ticket, dossiers: null } });
  const get = () => without(known), set = (told) => { known = told; };
  Object.defineProperty(state, "desk", { get, set });
}"""
"""Whatever is heard from now on, the count of dossiers is not known on this page."""


@pytest.fixture
def desk(office, page_of):
    """A counter that has called somebody: (page, counter)."""
    page, n = page_of(), office.counter()
    office.at_counter(page, n)
    office.issue(n)
    expect(page.locator(".why li")).to_have_count(1)
    page.wait_for_selector("body:not([data-rest])")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-state=called] #next:enabled")
    return page, n


def test_k_finishes_with_outcome_procedure_and_dossiers(desk, office) -> None:
    page, _ = desk
    page.keyboard.press("k")
    page.keyboard.press("ArrowDown")
    page.fill("[name=dossiers]", "4")
    page.fill("[name=procedure]", "viec")
    page.locator(".found .option").first.click()
    with page.expect_request("**/finish?*") as sent:
        page.click("dialog [type=submit]")
    told = sent.value.post_data_json
    assert (told["outcome"], told["dossiers"]) == ("more_papers", 4)
    assert told["procedure"].startswith("viec-")
    page.wait_for_selector("body[data-state=idle]")


def test_k_right_after_the_call_leaves_a_count_unknown_here_to_the_server(desk) -> None:
    page, _ = desk
    page.evaluate(UNCOUNTED)
    page.keyboard.press("k")
    with page.expect_request("**/finish?*") as sent:
        page.click("dialog [type=submit]")
    assert "dossiers" not in sent.value.post_data_json


def test_arrows_and_enter_choose_the_procedure_and_only_then_finish(desk) -> None:
    page, _ = desk
    page.keyboard.press("k")
    page.fill("[name=procedure]", "viec")
    expect(page.locator(".found .option[aria-selected=true]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    second = page.locator(".found .option").nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    name = second.locator("b").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("[name=procedure]")).to_have_value(name)
    expect(page.locator("dialog[open]")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-state=idle]")


def test_the_buttons_of_a_long_question_are_always_in_sight(desk, resized) -> None:
    page, _ = desk
    page.keyboard.press("k")
    page.fill("[name=procedure]", "viec")
    page.locator(".found .option").first.wait_for()
    for size in resized(page, [(1366, 620), (360, 640)]):
        box = page.locator("dialog menu").bounding_box()
        assert box["y"] + box["height"] <= size[1], size


def test_a_procedure_that_was_only_typed_is_asked_for_again(desk) -> None:
    page, _ = desk
    page.keyboard.press("k")
    page.fill("[name=procedure]", "khong co thu tuc nay")
    page.click("dialog [type=submit]")
    expect(page.locator("p.problem")).to_contain_text("chọn một thủ tục")


def test_undo_is_a_bar_with_its_seconds_and_goes_with_them(desk, office) -> None:
    page, n = desk
    bar = page.locator("#toast.undoing")
    expect(bar).to_contain_text("giây")
    bar.locator("[data-do=undo]").click()
    page.wait_for_selector("body[data-state=idle]")
    assert office.seen(page, n)["waiting_total"] == 1
    expect(bar).to_have_count(0)


def test_a_note_and_priority_stand_with_the_ticket(desk, office) -> None:
    page, n = desk
    page.keyboard.press("n")
    page.keyboard.type("gọi lại số 0912345678")
    page.keyboard.press("Enter")
    expect(page.locator(".who .note")).to_have_text("gọi lại số ••••••••••")
    expect(page.locator("[data-do=priority]")).to_be_enabled()
    page.keyboard.press("u")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("[data-do=priority]")).to_contain_text("Đã xem ưu tiên")
    assert office.seen(page, n)["ticket"]["priority"] is True


def test_m_calls_for_help_once_and_says_that_somebody_comes(desk, office) -> None:
    page, n = desk
    page.keyboard.press("m")
    expect(page.locator("[data-do=helpme]")).to_contain_text("Đã gọi hỗ trợ")
    expect(page.locator("[data-do=helpme]")).to_be_disabled()
    alert = office.seen(page, n)["help_call"]["id"]
    office.person("boss").send(f"/alerts/{alert}/coming", {})
    expect(page.locator("[data-do=helpme]")).to_contain_text("Đang có người đến")


def test_a_pause_says_when_it_is_planned_to_end(desk, office) -> None:
    page, _ = desk
    page.keyboard.press("b")
    page.wait_for_selector("body[data-state=serving] #next:enabled")
    page.keyboard.press("x")
    page.wait_for_selector("body[data-state=idle] #next:enabled")
    page.keyboard.press("p")
    page.fill("[name=back]", "23:59")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-state=paused]")
    expect(page.locator(".back")).to_contain_text("23:59")


def test_a_second_tab_at_the_same_counter_is_told_in_both(desk) -> None:
    page, _ = desk
    with page.expect_popup() as opened:
        page.evaluate("() => void open(location.href)")
    other = opened.value
    expect(other.locator(".twice")).to_contain_text("một thẻ khác")
    expect(page.locator(".twice")).to_contain_text("một thẻ khác")
    other.close(run_before_unload=True)
    expect(page.locator(".twice")).to_have_count(0, timeout=30_000)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_small_views_show_ticket_verbs_and_next_without_scrolling(desk, axe, resized, lang) -> None:
    page, _ = desk
    for size in resized(page, [NARROW, TABLET]):
        page.goto(f"{page.url.split('?')[0]}?lang={lang}")
        page.wait_for_selector("body[data-state=called] #next:enabled")
        for what in (".who h1", ".verbs", "#next", ".foot [data-do=pause]"):
            box = page.locator(what).bounding_box()
            assert box is not None, (what, size)
            assert box["x"] >= 0 and box["x"] + box["width"] <= size[0], (what, size)
            assert box["y"] >= 0 and box["y"] + box["height"] <= size[1], (what, size)
        assert _overlaps(page) == [], size
        assert axe.wrong(page) == [], size


def _overlaps(page: Page) -> list[str]:
    """Parts of the left side that lie on the next one."""
    parts = page.locator(".left > *")
    boxes = [parts.nth(i).bounding_box() for i in range(parts.count())]
    return [
        f"{i} on {i + 1}"
        for i, (above, below) in enumerate(pairwise(boxes))
        if above["y"] + above["height"] > below["y"] + 1
    ]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_group_that_is_not_called_here_is_named(told_page, office, page_of, lang) -> None:
    page, n = page_of(), office.counter()
    office.at_counter(page, n)
    seen = page.evaluate("(n) => fetch(`/api/v1/counters/${n}`).then((r) => r.json())", n)
    left_out = [{"vi": "Hộ tịch", "en": "Civil status"}, {"vi": "Đất đai", "en": "Land"}]
    told = {**seen, "unlearnt": left_out, "help": []}
    page = told_page(f"{office.url}/console/{n}?lang={lang}", "counter", told, on=page)
    for one in left_out:
        expect(page.get_by_text(one[lang])).to_be_visible()
