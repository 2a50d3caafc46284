"""A counter counts whom it may call: not those who were sent on to another one."""

from __future__ import annotations

from server import boards


def test_who_was_sent_to_another_counter_waits_there_and_not_here(hall, kiosk, lan):
    kiosk("ho-tich")
    kiosk("ho-tich")
    lan.post("/counters/1/open")
    lan.post("/counters/1/next")
    lan.post("/counters/1/transfer", json={"counter": 2})
    here = lan.get("/counters/1").json
    assert (here["waiting_total"], len(here["waiting"])) == (1, 1)
    there = hall.log_in("minh").get("/counters/2").json
    assert (there["waiting_total"], len(there["waiting"])) == (2, 2)


def test_the_light_of_a_box_counts_the_same(hall, kiosk, lan):

    kiosk("ho-tich")
    lan.post("/counters/1/open")
    lan.post("/counters/1/next")
    lan.post("/counters/1/transfer", json={"counter": 2})
    snap = hall.desk.snapshot()
    assert [boards.counter_state(snap, n).waiting for n in (1, 2)] == [0, 1]
