"""Deciding in a browser: a department that is short is found, a counter more is tried, and a past
day is played again; on a centre with two past days, in both languages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from server.demo.centre import ahead_s, centre, demo_plan

LARGE = (1440, 900)
BARS_MS = 90_000
"""A trial takes some seconds, and a busy machine some more."""


class Month(NamedTuple):
    """A running server of a centre with past days; who manages it."""

    url: str
    pin: str

    def sign_in(self, page: Page, to: str) -> None:
        """Be there as the manager."""
        page.goto(f"{self.url}/login?next={to}")
        page.fill("input[name=login]", "manager")
        page.fill("input[name=pin]", self.pin)
        page.keyboard.press("Enter")
        expect(page.locator(".tabs")).to_be_visible()


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Month]:
    """Two working days before today, and 09:00 of today."""
    data: Path = tmp_path_factory.mktemp("month")
    plan = demo_plan(usual_hours=True)
    made = centre(data, plan, 2)
    assert made.manager is not None
    server = subprocess.Popen(
        [sys.executable, "-m", "server", "serve", "--data", str(data), "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "LUOT_CLOCK_AHEAD_S": str(ahead_s(plan))},
    )
    try:
        assert server.stdout is not None
        url = next(found[0] for line in server.stdout if (found := re.findall(r"http://\S+", line)))
        rest = threading.Thread(target=server.stdout.read, daemon=True)
        rest.start()
        yield Month(url, made.manager.pin)
    finally:
        server.terminate()
        assert server.wait(20) == 0
    rest.join(5)
    server.stdout.close()


@pytest.fixture(scope="module")
def inside(month: Month, chromium: Browser) -> StorageState:
    """The cookies of the manager, who signs in once."""
    page = chromium.new_page()
    month.sign_in(page, "/manage/decide")
    state = page.context.storage_state()
    page.close()
    return state


@pytest.fixture(scope="module")
def addresses(month: Month, chromium: Browser, inside: StorageState) -> dict[str, str]:
    """Where a staffing table, a trial and a played day are, once each was made."""
    page = chromium.new_page(storage_state=inside)
    found = {}
    page.goto(f"{month.url}/manage/decide/staffing")
    page.locator(".primary").click()
    expect(page.locator(".needs")).to_be_visible(timeout=BARS_MS)
    found["staffing"] = page.url
    page.goto(f"{month.url}/manage/decide?change=more+ca+07:30-11:30&change=skill+1+BC1&runs=10")
    page.locator("button[value=run]").click()
    expect(page.locator(".sides")).to_be_visible(timeout=BARS_MS)
    found["trial"] = page.url
    page.goto(f"{month.url}/manage/decide/day")
    page.locator(".primary").click()
    expect(page.locator("body[data-shown=day]")).to_be_visible(timeout=BARS_MS)
    found["day"] = page.url
    page.close()
    return found


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_fits_and_axe_finds_nothing(
    month: Month,
    addresses: dict[str, str],
    inside: StorageState,
    page_of: Callable[..., Page],
    axe: object,
    resized: Callable[..., Iterator[tuple[int, int]]],
    lang: str,
) -> None:
    page = page_of(storage_state=inside)
    for address in (f"{month.url}/manage/decide?x=1", *addresses.values()):
        page.goto(f"{address}&lang={lang}")
        if address == addresses["day"]:
            expect(page.locator("body[data-shown=day]")).to_be_visible()
        for one in page.locator("details summary").all():
            one.click()
        for size in resized(page, [LARGE, (1366, 768), (390, 844)]):
            fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert fits, (address, size)
            if size != LARGE:
                wrong = axe.wrong(page)  # type: ignore[attr-defined]
                assert wrong == [], (address, size)


def test_the_page_says_which_department_is_short_and_tries_it(
    addresses: dict[str, str],
    inside: StorageState,
    page_of: Callable[..., Page],
) -> None:
    page = page_of(storage_state=inside)
    page.goto(f"{addresses['staffing']}&lang=en")
    first = page.locator(".short li").first
    expect(first).to_contain_text("City Police")
    expect(first).to_contain_text("stood closed then")
    first.locator("a").click()
    expect(page.locator(".changes")).to_contain_text("One more counter of City Police")
    page.locator("select[name=runs]").select_option("10")
    page.locator("button[value=run]").click()
    expect(page.locator(".sides")).to_be_visible(timeout=BARS_MS)
    expect(page.locator(".price")).to_contain_text("Counter 8 is open")
    expect(page.locator("tbody .good").first).to_have_text(re.compile("Faster"))


def test_a_difference_is_that_of_the_figures_on_the_page(
    addresses: dict[str, str],
    inside: StorageState,
    page_of: Callable[..., Page],
) -> None:
    def figures_of(selector: str) -> list[Decimal]:
        said = page.locator(selector).all_inner_texts()
        return [Decimal(re.sub(r"[^\d.−]", "", one).replace("−", "-")) for one in said]

    page = page_of(storage_state=inside)
    page.goto(f"{addresses['trial']}&lang=en")
    before, after = (figures_of(f".{side} .facts b") for side in ("was", "now"))
    assert figures_of(".now .facts .apart") == [b - a for a, b in zip(before, after, strict=True)]
    rows = [one.split(" → ") for one in page.locator(".lower td:nth-child(3)").all_inner_texts()]
    apart = [one.split(" (")[0] for one in page.locator(".lower td:nth-child(4)").all_inner_texts()]
    told = [Decimal(one.replace("−", "-")) for one in apart if "—" not in one]
    assert told == [Decimal(b) - Decimal(a) for a, b in rows if "—" not in a + b]


def test_a_trial_shows_how_far_it_is_and_can_be_stopped(
    month: Month, inside: StorageState, page_of: Callable[..., Page]
) -> None:
    page = page_of(storage_state=inside)
    page.goto(f"{month.url}/manage/decide?change=lunch%3Drota&runs=100&lang=en")
    page.locator("button[value=run]").click()
    expect(page.locator("progress")).to_be_visible()
    page.locator("button[value=cancel]").click()
    expect(page.locator("[role=status]")).to_contain_text("Stopped before", timeout=BARS_MS)


def test_a_played_day_moves_with_its_slider_and_by_itself(
    addresses: dict[str, str],
    inside: StorageState,
    page_of: Callable[..., Page],
) -> None:
    page = page_of(storage_state=inside)
    page.goto(f"{addresses['day']}&lang=en")
    expect(page.locator("#when")).to_have_text("09:00")
    expect(page.locator("#counters li").nth(7)).to_contain_text("closed")
    page.locator("#on").click()
    expect(page.locator("#when")).to_have_text("09:10")
    page.locator("#at").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#when")).to_have_text("09:09")
    page.locator("#speed").select_option("20")
    page.locator("#play").click()
    expect(page.locator("#play")).to_have_text("Stop")
    expect(page.locator("#when")).not_to_have_text("09:09")
    page.locator("#play").click()
    expect(page.locator("#play")).to_have_text("Play")


def test_without_scripts_the_form_runs_and_its_result_is_read(
    month: Month,
    addresses: dict[str, str],
    inside: StorageState,
    page_of: Callable[..., Page],
) -> None:
    quiet = page_of(java_script_enabled=False, storage_state=inside)
    quiet.goto(addresses["trial"])
    expect(quiet.locator(".sides")).to_be_visible()
    quiet.goto(f"{month.url}/manage/decide")
    quiet.locator("select[name=kind]").select_option("lunch")
    quiet.locator("button[name=add]").click()
    expect(quiet.locator(".changes li")).to_have_count(1)
