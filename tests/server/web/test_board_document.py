"""What boards and the manager's page are told besides the present: calls that are over, the day."""

from __future__ import annotations

from server import boardrows


def board(hall, zone: str = "1"):
    """The zone's board as everybody gets it."""
    return hall.client().get(f"/api/v1/boards/{zone}").json


def test_a_board_keeps_the_last_eight_calls_that_are_over(hall, clock, kiosk, lan):
    numbers = [kiosk("ho-tich").json["number"] for _ in range(11)]
    for _ in numbers:
        lan.post("/counters/1/next")
        clock.pass_s(60)
    told = board(hall)
    assert [(row["number"], row["state"]) for row in told["rows"]] == [(numbers[-1], "called")]
    assert [row["number"] for row in told["recent"]] == numbers[-2:-10:-1]
    assert [row["age_ms"] for row in told["recent"][:2]] == [120_000, 180_000]
    assert {row["counter"] for row in told["recent"]} == {1}
    assert board(hall, "hall")["recent"] == told["recent"]
    assert board(hall, "2")["recent"] == []


def test_a_rush_lists_all_who_are_called_however_many_and_of_the_others_the_newest(
    hall, clock, kiosk, lan, monkeypatch
):
    monkeypatch.setattr(boardrows, "ROWS", 1)
    minh = hall.log_in("minh")
    minh.post("/counters/2/open")
    first, second = (kiosk("ho-tich").json["number"] for _ in range(2))
    lan.post("/counters/1/next")
    clock.pass_s(1)
    minh.post("/counters/2/next")
    assert [row["number"] for row in board(hall)["rows"]] == [second, first]
    lan.post("/counters/1/start")
    assert [row["number"] for row in board(hall)["rows"]] == [second]


def test_a_call_that_is_taken_back_was_none(hall, kiosk, lan):
    kiosk("ho-tich")
    lan.post("/counters/1/next")
    lan.post("/counters/1/undo")
    told = board(hall)
    assert (told["rows"], told["recent"]) == ([], [])


def test_while_closed_a_board_names_who_comes_first_when_it_opens_again(hall, clock, kiosk, lan):
    first = [kiosk("ho-tich").json["number"] for _ in range(4)][:3]
    assert board(hall)["first"] == []
    clock.pass_s(3 * 3600)
    told = board(hall)
    assert (told["hall"], told["first"]) == ("break", first)
    assert board(hall, "2")["first"] == []


def test_the_manager_sees_how_many_waited_over_the_day_and_in_the_last_hour(
    hall, clock, kiosk, lan, boss
):
    kiosk("ho-tich")
    clock.pass_s(1200)
    kiosk("ho-tich")
    lan.post("/counters/1/next")
    clock.pass_s(600)
    live = boss.get("/live").json
    assert [(p["start"], p["waiting"]) for p in live["line"]] == [
        *(("09:00", 1), ("09:10", 1), ("09:20", 1), ("09:30", 1)),
    ]
    assert live["zone_lines"]["1"] == [0] * 6 + [1] * 7
    assert live["zone_lines"]["2"] == [0] * 13
    assert live["sessions"][0] == {"opens": "07:30", "closes": "11:30"}


def test_a_day_without_numbers_has_no_line(boss):
    assert boss.get("/live").json["line"] == []
