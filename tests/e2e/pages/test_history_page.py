"""Past days in a browser: views, tables, filters in the address, CSV, no script needed."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import expect

LEAST_PX = 10
LARGE = (1440, 900)
SIZES = [LARGE, (1366, 768), (390, 844)]
VIEWS = ("wait", "flow", "service", "counters", "fair")


@pytest.fixture(scope="module")
def served(office):
    """Some visits of today."""
    desk = office.desk(office.counter())
    for _ in range(8):
        desk.ticket("next", "start", "finish")
    return desk


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_view_fits_and_axe_finds_nothing(office, served, page_of, axe, resized, lang) -> None:
    page = page_of()
    office.sign_in(page, "boss", "/manage/history")
    for view in VIEWS:
        page.goto(f"{office.url}/manage/history?lang={lang}&view={view}&compare=1")
        expect(page.locator(".tile").first).to_be_visible()
        expect(page.locator("section.card .more").first).to_be_visible()
        page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
        for size in resized(page, SIZES):
            is_fine(page, axe, view, size)
    page.goto(f"{office.url}/manage/definitions?lang={lang}")
    for size in resized(page, SIZES):
        is_fine(page, axe, "definitions", size)
    page.locator("#leave").click()


def is_fine(page, axe, view, size) -> None:
    """Nothing is cut off to the side; axe finds nothing, on a desk and on a phone."""
    fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert fits, f"{view} at {size}"
    if size != LARGE:
        assert axe.wrong(page) == [], f"{view} at {size}"


def test_what_is_asked_stands_in_the_address_and_in_the_csv(office, served, page_of) -> None:
    page = page_of()
    office.known(page, "boss")
    page.goto(f"{office.url}/manage/history?view=flow&by=counter")
    page.locator("[name=counter]").select_option(str(served.n))
    page.locator(".filter [type=submit]").click()
    page.wait_for_url(f"**counter={served.n}**")
    given = int(page.locator(".tile b").first.inner_text())
    assert given >= 8
    address = page.locator("#parts a[href*='table=parts']").get_attribute("href")
    answered = page.request.get(f"{office.url}{address}")
    rows = list(csv.DictReader(io.StringIO(answered.body().decode("utf-8-sig"))))
    assert [(row["key"], int(row["issued"])) for row in rows] == [(str(served.n), given)]
    there = page.locator("#parts .more a", has_not_text="CSV").get_attribute("href")
    page.goto(f"{office.url}{there}")
    assert int(page.locator(".tile b").first.inner_text()) == given


def test_a_view_is_kept_in_another_language_and_span(office, served, page_of) -> None:
    page = page_of()
    office.known(page, "boss")
    page.goto(f"{office.url}/manage/history?view=service&by=day&lang=vi")
    page.locator(".switch a", has_text="EN").click()
    expect(page.locator(".views [aria-current=page]")).to_have_text("Service")
    page.locator(".presets a", has_text="Today").click()
    expect(page.locator(".views [aria-current=page]")).to_have_text("Service")
    expect(page.locator("[name=by]")).to_have_value("day")


def test_a_figure_leads_to_its_definition(office, served, page_of) -> None:
    page = page_of()
    office.known(page, "boss")
    page.goto(f"{office.url}/manage/history?lang=en")
    page.get_by_label("What it means: Within target").first.click()
    page.wait_for_url("**/manage/definitions#in_time")
    expect(page.locator("#in_time h2")).to_have_text("Within target")


def test_what_counters_did_on_one_day_is_drawn_and_told(office, served, page_of) -> None:
    page = page_of()
    office.known(page, "boss")
    page.goto(f"{office.url}/manage/history?view=counters&lang=en")
    page.locator(".presets a", has_text="Today").click()
    expect(page.locator("#gantt rect.serving").nth(7)).to_be_attached()
    page.locator("#gantt summary").click()
    expect(page.locator("#gantt tbody tr", has_text="serving").first).to_be_visible()


def test_wrong_days_are_told_and_others_do_not_get_there(office, page_of) -> None:
    page = page_of()
    office.known(page, "boss")
    page.goto(f"{office.url}/manage/history?from=2026-03-02&to=2026-03-01&lang=en")
    expect(page.locator("[role=alert]")).to_contain_text("the last day comes after the first")
    page.goto(f"{office.url}/manage/history?from=2024-02-29&to=2024-02-29&lang=en")
    expect(page.locator("[role=status]")).to_contain_text("no number was given")


@pytest.mark.parametrize("view", ["wait", "flow", "service"])
def test_on_a_phone_letters_of_charts_are_read_and_titles_stay_in_sight(
    office, served, page_of, view
) -> None:
    page = page_of(390, 844)
    office.known(page, "boss")
    page.goto(f"{office.url}/manage/history?lang=en&view={view}")
    assert page.locator(".card > svg").count() >= 1
    for card in page.locator(".card:has(> svg)").all():
        edge = card.evaluate("(one) => one.getBoundingClientRect().right")
        titles = card.locator("header > *").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().right)"
        )
        assert max(titles) <= edge, card.inner_text()
        shrunk = card.locator("> svg").evaluate(
            "(one) => one.getBoundingClientRect().width / one.viewBox.baseVal.width"
        )
        letters = card.locator("> svg text").evaluate_all(
            "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize))"
        )
        assert min(letters) * shrunk >= LEAST_PX, card.inner_text()


def test_forgotten_finishes_stand_by_department_in_every_split(office, served, page_of) -> None:
    page = page_of()
    office.known(page, "boss")
    page.goto(f"{office.url}/manage/history?lang=en&view=service&by=hour")
    card = page.locator("#forgotten")
    expect(card.locator("h2")).to_contain_text("Forgotten finishes, by department")
    row = card.locator("tbody tr").first
    expect(row.locator("a")).to_have_attribute("href", re.compile("department="))
    assert row.locator("td").nth(1).inner_text() == "0"
    address = card.locator("a[href*='table=forgotten_by']").get_attribute("href")
    text = page.request.get(f"{office.url}{address}").body().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {"served", "forgotten", "forgotten_share"} <= rows[0].keys()
    assert row.locator("td").first.inner_text() in {one["served"] for one in rows}
