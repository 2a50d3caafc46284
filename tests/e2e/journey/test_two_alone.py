"""Two kiosks alone at the same time: no number twice, and the order in which people came."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

GROUP, COUNTER, EACH = "NN1", 18, 4


def test_two_kiosks_alone_share_no_number_and_people_are_called_in_the_order_they_came(
    hall, slips, until
) -> None:
    begun = [slips.count(kiosk) for kiosk in (0, 1)]
    hall.kill_server()
    until(lambda: not (hall.state(0)["online"] or hall.state(1)["online"]), "both to be alone")
    in_turn = [hall.touch(f"turn-{n}", GROUP, kiosk=n % 2) for n in range(2 * EACH)]
    with ThreadPoolExecutor(2 * EACH) as people:
        rush = list(
            people.map(lambda n: hall.touch(f"rush-{n}", GROUP, kiosk=n % 2), range(2 * EACH))
        )
    given = in_turn + rush
    assert all(one["alone"] for one in given)
    numbers = [one["number"] for one in given]
    assert len(set(numbers)) == len(numbers) == 4 * EACH
    for kiosk in (0, 1):
        own = {one["number"] for n, one in enumerate(given) if n % 2 == kiosk}
        paper = [slips.read(begun[kiosk] + n, kiosk).number for n in range(2 * EACH)]
        assert sorted(paper) == sorted(own), "each number once, on its own kiosk's paper"

    hall.back()
    for one in given:
        kept = until(lambda key=one["key"]: hall.ticket(key), "a ticket to be handed over")
        assert (kept["number"], kept["issued_at"]) == (one["number"], one["issued_at"])
    issued = [fact.number for fact in hall.facts("ticket_issued")]
    assert [issued.count(number) for number in numbers] == [1] * len(numbers)

    officer = hall.officer(COUNTER)
    officer.do("open")
    called: list[int] = []
    while call := officer.do("next")["call"]:
        called.append(call["number"])
    called = [number for number in called if number in numbers]
    assert len(called) == len(numbers)
    came = {one["number"]: datetime.fromisoformat(one["issued_at"]) for one in given}
    times = [came[number] for number in called]
    assert times == sorted(times)
    for kiosk in (0, 1):  # between the two lies what their clocks differ by
        own = [one["number"] for one in in_turn[kiosk::2]]
        assert [number for number in called if number in own] == own
