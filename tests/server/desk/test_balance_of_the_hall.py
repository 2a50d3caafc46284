"""Counters that change skills, armed counters, why nobody was called yet, and what would help."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server import balance, documents
from server.domain import why
from server.domain.errors import Refused
from server.domain.moves import Skills
from server.ledger import Actor

KIOSK = Actor("device", "kiosk-1")


def numbers(answer):
    return answer["call"]["number"] if answer["call"] else None


def test_a_counter_serves_from_now_on_what_it_was_given(hall, officer):
    number = hall.give("c")["number"]
    assert numbers(hall.desk.next(officer, None, 1)) is None
    hall.desk.skills(officer, None, 1, Skills(["a"], ["c"]))
    assert numbers(hall.desk.next(officer, None, 1)) == number


def test_changed_skills_survive_a_restart_and_end_with_the_day(hall, officer):
    hall.desk.skills(officer, None, 1, Skills(["c"]))
    hall.crash()
    assert hall.desk.plan.counters[1].groups == ("c",)
    hall.clock.pass_s(24 * 3600)
    hall.desk.tick()
    assert hall.desk.plan.counters[1].groups == ("a",)


@pytest.mark.parametrize(
    ("groups", "help", "code"), [(["x"], [], "unknown-group"), ([], [], "skills-empty")]
)
def test_skills_that_cannot_be_are_refused(hall, officer, groups, help, code):
    with pytest.raises(Refused) as refused:
        hall.desk.skills(officer, None, 1, Skills(groups, help))
    assert refused.value.code == code


def test_one_more_group_leaves_what_a_colleague_has_changed_meanwhile(hall, officer):
    hall.desk.skills(officer, None, 3, Skills(add_help=["a"]))
    hall.desk.skills(officer, None, 3, Skills(add_help=["b"]))
    assert hall.desk.plan.counters[3].help == ("a", "b")
    hall.desk.skills(officer, None, 3, Skills(drop_help=["a"]))
    assert hall.desk.plan.counters[3].help == ("b",)


def test_an_armed_counter_calls_the_next_arrival_after_they_could_sit_down(hall, officer):
    hall.desk.arm(officer, None, 1)
    number = hall.give("a")["number"]
    hall.clock.pass_s(3.9)
    hall.desk.call_armed()
    assert hall.desk.snapshot().hall.ticket_at(1) is None
    hall.clock.pass_s(0.1)
    hall.desk.call_armed()
    assert hall.desk.snapshot().hall.ticket_at(1).number == number


def test_an_arrival_goes_to_who_owns_the_group_then_to_the_longest_idle(hall, officer):
    hall.desk.open(officer, None, 2)
    hall.clock.pass_s(10)
    for counter in (2, 3, 1):
        hall.desk.arm(officer, None, counter)
    hall.give("c"), hall.give("a")
    hall.clock.pass_s(5)
    for _ in range(3):
        hall.desk.call_armed()
    held = {n: hall.desk.snapshot().hall.ticket_at(n) for n in (1, 2, 3)}
    assert {n: t.leg.group if t else None for n, t in held.items()} == {1: "a", 2: None, 3: "c"}


def test_a_counter_is_armed_once_and_only_while_free(hall, officer):
    hall.desk.arm(officer, None, 1)
    for _ in range(2):
        hall.give("a")
    hall.clock.pass_s(60)
    for _ in range(3):
        hall.desk.call_armed()
    seen = hall.desk.snapshot().hall
    assert len(seen.waiting["a"]) == 1
    with pytest.raises(Refused) as refused:
        hall.desk.arm(officer, None, 1)
    assert refused.value.code == "counter-busy"


@pytest.mark.parametrize("verb", ["pause", "close"])
def test_a_counter_that_stops_is_armed_no_longer(hall, officer, verb):
    hall.desk.arm(officer, None, 1)
    getattr(hall.desk, verb)(officer, None, 1, *(["họp"] if verb == "pause" else []))
    hall.desk.open(officer, None, 1)
    hall.give("a")
    hall.clock.pass_s(60)
    hall.desk.call_armed()
    assert hall.desk.snapshot().hall.ticket_at(1) is None


def test_why_not_yet_counts_the_earlier_marks_at_the_counters_that_may_call(hall):
    tickets = [hall.give(group)["id"] for group in ("a", "b", "c", "a")]
    seen = hall.desk.snapshot().hall
    told = why.not_yet(seen, seen.tickets[tickets[-1]])
    assert (told["ahead"], told["counters"], told["open"]) == (1, [1, 2], [1])
    assert "còn 1 số" in told["vi"] and "1 earlier mark waits" in told["en"]


def test_why_not_yet_says_that_no_counter_is_open(hall):
    ticket = hall.give("b")["id"]
    seen = hall.desk.snapshot().hall
    told = why.not_yet(seen, seen.tickets[ticket])
    assert told["open"] == []
    assert "chưa có quầy nào đang mở" in told["vi"]


def test_what_would_help_is_named_with_its_effect_and_does_help(hall, officer):
    for _ in range(12):
        hall.give("a")
    view = balance.view(hall.desk.snapshot())
    first = view["suggestions"][0]
    assert first["before"]["longest_s"] - first["after"]["longest_s"] >= 120
    assert 0 < first["gain_low_s"] <= first["gain_high_s"]
    assert first["apply"]["path"] in ("/counters/2/open", "/counters/3/skills")
    hall.desk.skills(officer, None, 3, Skills(add_help=["a"]))
    hall.desk.open(officer, None, 2)
    assert balance.view(hall.desk.snapshot())["groups"][0]["clear_s"] < view["groups"][0]["clear_s"]


def test_a_calm_hall_needs_no_advice(hall):
    assert balance.view(hall.desk.snapshot())["suggestions"] == []
    hall.give("a")
    assert balance.view(hall.desk.snapshot())["suggestions"] == []


def test_counters_that_have_nobody_while_others_wait_are_named(hall):
    hall.give("a")
    idle = balance.view(hall.desk.snapshot())["idle"]
    assert idle == [{"counter": 1, "own": True}, {"counter": 3, "own": False}]


def test_a_pause_changes_the_forecasts_at_once(hall, officer):
    hall.desk.open(officer, None, 2)
    for _ in range(6):
        hall.give("a")
    before = hall.desk.snapshot().outlook.newcomers["a"].told
    hall.desk.pause(officer, None, 2, "họp")
    after = hall.desk.snapshot().outlook.newcomers["a"].told
    assert after.mid_s > before.mid_s
    hall.desk.pause(officer, None, 1, "họp")
    assert "a" not in hall.desk.snapshot().outlook.newcomers


def test_whom_no_open_counter_serves_comes_before_minutes(hall):
    hall.give("b")
    for _ in range(8):
        hall.give("a")
    first = balance.view(hall.desk.snapshot())["suggestions"][0]
    assert (first["before"]["stranded"], first["after"]["stranded"]) == (1, 0)
    assert "1 người chưa có quầy nào nhận" in first["vi"]
    assert first["before"]["longest_s"] < 3600


def test_who_has_just_come_is_told_the_same_again_and_not_that_nothing_is_known(hall):
    hall.desk.snapshot().outlook.newcomers["a"]
    hall.clock.pass_s(0.4)
    told = hall.give("a")
    seen = documents.ticket(hall.desk.snapshot(), told["key"])["wait"]
    assert seen == told["wait"]


def test_a_call_keeps_the_first_of_every_class_and_up_to_four(hall, officer):
    numbers = [hall.give("a")["number"] for _ in range(4)]
    first = hall.give("a", priority=True)["number"]
    why = hall.desk.next(officer, None, 1)["call"]["why"]
    told = [row["number"] for row in why["candidates"]]
    assert told == [first, *numbers[:3]]
    assert [row["class"] for row in why["candidates"][:2]] == ["priority", "normal"]


def test_look_ahead_says_that_crowds_come_first(found_centre, small_plan, officer):
    crowd = replace(small_plan, centre=replace(small_plan.centre, policy="look-ahead"))
    hall = found_centre(crowd)
    hall.desk.open(officer, None, 2)
    lonely = hall.desk.issue(KIOSK, None, group="b")
    hall.clock.pass_s(2)
    crowded = [hall.desk.issue(KIOSK, None, group="a")["number"] for _ in range(6)]
    waits = documents.ticket(hall.desk.snapshot(), lonely["key"])["why"]
    assert "Nhóm đông có thể được gọi trước" in waits["vi"]
    call = hall.desk.next(officer, None, 2)["call"]
    assert call["number"] == crowded[0]
    assert "nhóm đông" in call["why"]["vi"] and "−15′" in call["why"]["en"]
    ranks = [row["effective_at"] for row in call["why"]["candidates"]]
    assert ranks == sorted(ranks)


def test_next_during_an_asked_pause_finishes_and_then_rests(hall, officer):
    first, _ = hall.give("a"), hall.give("a")
    hall.desk.next(officer, None, 1)
    hall.desk.pause(officer, None, 1, "break")
    done = hall.desk.next(officer, None, 1)
    assert (done["call"], done["state"]) == (None, "paused")
    assert hall.desk.snapshot().hall.tickets[first["id"]].state == "served"
    with pytest.raises(Refused) as refused:
        hall.desk.next(officer, None, 1)
    assert refused.value.code == "counter-paused"
