"""A change after which people are not served is told as worse, before any wait, and saves none."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

MONDAY = "2026-11-24"
"""On it twenty people came to counter 1, and no other counter was open."""


@pytest.fixture
def tried(past: Any, boss: Any, wait_until: Any) -> Callable[..., dict[str, Any]]:
    """A trial of that day, once it is over."""

    def make(*changes: str) -> dict[str, Any]:
        asked = {"days": [MONDAY], "runs": 3, "changes": list(changes)}
        path = f"/trials/{boss.post('/trials', json=asked).json['id']}"
        wait_until(lambda: boss.get(path).json["state"] not in ("waiting", "running"), 500)
        found: dict[str, Any] = boss.get(path).json
        return found

    return make


def parts(boss: Any, found: dict[str, Any], lang: str) -> tuple[str, str, str]:
    """The headline, the row of the group and the price."""
    page = boss.client.get(f"/manage/decide?trial={found['id']}&lang={lang}").text
    headline = page.split('id="verdict">')[1].split("</p>")[0]
    row = page.split('<th scope="row"><b>ho-tich</b>')[1].split("</tr>")[0]
    return headline, row, page.split('class="card price"')[1].split("</section>")[0]


SAID = [
    ("en", "20 more people a day would not be served", "No clear change", "of all people"),
    ("vi", "20 người nữa mỗi ngày không được phục vụ", "Không đổi rõ", "giờ chờ của mọi người"),
]


def test_the_only_counter_of_a_group_closed_is_worse_and_saves_nothing(
    tried: Callable[..., dict[str, Any]], boss: Any
) -> None:
    found = tried("close 1")
    assert found["result"]["unserved"]["value"] == 20
    for lang, lost, same, hours in SAID:
        headline, row, price = parts(boss, found, lang)
        assert headline == f'<span class="worse">↗ {lost}</span> (ho-tich).'
        assert lost in row and same not in row
        assert lost in price and hours not in price
    got = boss.client.get(f"/manage/decide.csv?trial={found['id']}&table=groups")
    (line,) = csv.DictReader(io.StringIO(got.data.decode("utf-8-sig")))
    assert (line["groups"], line["changed_p90_s"], line["unserved"]) == ("ho-tich", "", "20.0")
    look = f"/manage/decide?trial={found['id']}&lang=en&department=Sở Nông nghiệp"
    headline = boss.client.get(look).text.split('id="verdict">')[1].split("</p>")[0]
    assert "not be served" not in headline, "a department that loses nobody is not told worse"


def test_where_all_are_served_the_hours_of_waiting_are_told(
    tried: Callable[..., dict[str, Any]], boss: Any
) -> None:
    headline, row, price = parts(boss, tried("open 2"), "en")
    assert "not be served" not in headline + row + price
    assert "hours of waiting a day" in price


def test_closing_is_not_put_into_the_roster_but_told_where_to_do_it(
    tried: Callable[..., dict[str, Any]], boss: Any
) -> None:
    page = boss.client.get(f"/manage/decide?trial={tried('close 1')['id']}&lang=en").text
    assert "/manage/people/roster?" not in page
    assert "leave counter 1 empty when you make the roster of 26/11/2026" in page
    assert "Counter 1 is open: not at all" in " ".join(page.split()), "the price tells it, too"
