"""From the first touch to the rating, with a server that is killed in the middle of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import expect

NOTICED_S = 1.5
DRAWN_S = 0.25
"""What a browser may need to draw it beside everything else on this machine."""
BY_NEED = {"HT1": 10, "BH1": 30, "NN1": 18}
BY_SEARCH = {"LL1": 8}
COUNTER_OF = {**BY_NEED, **BY_SEARCH}


def choose(person: Any, plan: dict[str, Any], code: str) -> None:
    """A group by the doors of the hall, or by the letters on the screen."""
    group = plan["groups"][code]
    if code in BY_NEED:
        person.choose("submit", plan["departments"][group["department"]], group)
    else:
        person.search("ly lich", "Cấp phiếu lý lịch tư pháp")


@pytest.mark.parametrize(
    ("lang", "shape", "code"),
    [
        ("vi", "portrait", "HT1"),
        ("en", "landscape", "BH1"),
        ("en", "portrait", "NN1"),
        ("vi", "landscape", "LL1"),
    ],
)
def test_a_visit_goes_on_over_the_death_of_the_server(
    hall, person, plan, slips, page_of, until, lang, shape, code
) -> None:
    officer = hall.officer(COUNTER_OF[code])
    officer.do("open")
    citizen, begun = person(lang, shape), slips.count()
    choose(citizen, plan, code)
    first = citizen.take()
    paper = slips.read(begun)
    assert (paper.number, paper.url) == (first["number"], first["url"])
    phone = page_of(390, 844)
    phone.goto(f"{paper.url}?lang={lang}")
    expect(phone.get_by_role("heading", level=1)).to_contain_text(str(first["number"]))
    citizen.leave()

    citizen.watch_for(citizen.speak("vi", "alone"))
    killed_s = hall.kill_server()
    noticed_s = citizen.noticed_s() - killed_s
    print(f"noticed after {noticed_s:.3f} s")
    assert noticed_s < NOTICED_S + DRAWN_S
    citizen.arrive()
    citizen.sees(citizen.words["alone_unknown"])
    choose(citizen, plan, code)
    spare = citizen.take()
    assert spare["alone"] and spare["number"] != first["number"]
    citizen.sees(citizen.words["alone_unknown"])
    paper = slips.read(begun + 1)
    assert (paper.number, paper.url) == (spare["number"], spare["url"])

    hall.back()
    told = until(lambda: hall.ticket(spare["key"]), "the ticket to be handed over")
    assert told["state"] == "waiting"
    handed = [one for one in hall.facts("ticket_issued") if one.number == spare["number"]]
    assert len(handed) == 1, "handed over once"
    assert told["issued_at"] == spare["issued_at"], "its true time"
    assert datetime.fromisoformat(told["issued_at"]).timestamp() > killed_s
    phone_of_spare = page_of(390, 844)
    phone_of_spare.goto(f"{paper.url}?lang={lang}")
    expect(phone_of_spare.get_by_role("heading", level=1)).to_contain_text(str(spare["number"]))

    for ticket, page in ((first, phone), (spare, phone_of_spare)):
        called = until(lambda: called_of(officer, (first, spare)), "a call")
        assert called == ticket["number"], "in the order taken"
        expect(page.locator(".called .counter")).to_contain_text(
            str(officer.counter), timeout=20_000
        )
        officer.do("start")
        officer.do("finish")
        page.locator("[data-score='5']").click(timeout=20_000)
        page.locator("[data-do=rate]").click()
        until(lambda key=ticket["key"]: rated(hall, key), "the rating")
    assert slips.count() == begun + 2


def rated(hall: Any, key: str) -> bool:
    """Served, and the citizen has said how it was."""
    told = hall.ticket(key)
    return told["state"] == "served" and not told["can_rate"]


def called_of(officer: Any, ours: tuple[dict[str, Any], ...]) -> int | None:
    """Calls the next; its number if it is one of ours. Others may wait at the same counter."""
    number: int = officer.do("next")["call"]["number"]
    return number if number in {one["number"] for one in ours} else None
