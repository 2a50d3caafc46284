"""Who sits down brings their recorded skills: their counter calls no more than they have learnt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain import fold_counters
from server.domain.facts import revive
from server.ledger import Ledger
from server.store.people import Skill
from server.web import learnt

PIN = "246810"


@pytest.fixture
def learns(hall):
    """Records skills of ``login``, in force for ever."""

    def learn(login, *groups):
        found = [Skill(login, group, True, "2026-01-01", None) for group in groups]
        hall.web.app.extensions["luot"].people.set_skills(login, found)

    return learn


def called(hall, counter=2):
    planned = hall.desk.snapshot().hall.rules.counters[counter]
    return planned.groups, planned.help


def sit(hall, login, **more):
    told = {"login": login, "pin": PIN, "counter": 2, **more}
    assert hall.client().post("/api/v1/session", json=told).status_code == 200


def test_who_has_learnt_one_group_is_called_no_other(hall, kiosk, learns):
    learns("minh", "dat-dai")
    minh = hall.log_in("minh")
    assert minh.post("/counters/2/open").status_code == 200
    assert called(hall) == ((), ("dat-dai",))
    kiosk("ho-tich")
    minh.post("/counters/2/next")
    assert minh.get("/counters/2").json["ticket"] is None
    number = kiosk("dat-dai").json["number"]
    minh.post("/counters/2/next")
    shown = minh.get("/counters/2").json
    assert shown["ticket"]["number"] == number
    told = shown["unlearnt"]
    assert [one["en"] for one in told] == ["Civil status"]


@pytest.mark.parametrize("groups", [[], ["ho-tich", "dat-dai"]])
def test_without_records_or_with_all_the_plan_holds(hall, learns, groups):
    learns("minh", *groups)
    minh = hall.log_in("minh")
    assert minh.post("/counters/2/open").status_code == 200
    assert called(hall) == (("ho-tich",), ("dat-dai",))
    assert minh.get("/counters/2").json["unlearnt"] == []


def test_the_next_person_is_not_limited_by_what_the_one_before_knew(hall, learns):
    learns("minh", "ho-tich")
    sit(hall, "minh")
    assert called(hall) == (("ho-tich",), ())
    sit(hall, "boss", takeover=True)
    assert called(hall) == (("ho-tich",), ("dat-dai",))


def test_what_a_supervisor_decided_stays_when_somebody_else_sits_down(hall, boss, learns):
    assert boss.post("/counters/2/skills", json={"help": []}).status_code == 200
    sit(hall, "minh")
    assert called(hall) == (("ho-tich",), ())


def test_what_a_supervisor_gives_a_counter_is_not_called_by_who_has_not_learnt_it(
    hall, boss, kiosk, learns
):
    learns("minh", "ho-tich")
    sit(hall, "minh")
    minh = hall.log_in("minh")
    minh.post("/counters/2/open")
    told = {"groups": ["dat-dai", "ho-tich"], "help": []}
    assert boss.post("/counters/2/skills", json=told).status_code == 200
    assert called(hall) == (("ho-tich",), ())
    kiosk("dat-dai")
    minh.post("/counters/2/next")
    assert minh.get("/counters/2").json["ticket"] is None
    sit(hall, "boss", takeover=True)
    assert called(hall) == (("dat-dai", "ho-tich"), ())


def test_who_knows_none_of_the_counters_groups_calls_none(hall, kiosk, learns):
    learns("lan", "dat-dai")
    lan = hall.log_in("lan")
    assert lan.post("/counters/1/open").status_code == 200
    assert called(hall, 1) == ((), ())
    assert kiosk("ho-tich").status_code == 201
    lan.post("/counters/1/next")
    view = lan.get("/counters/1").json
    assert view["ticket"] is None
    assert [one["en"] for one in view["unlearnt"]] == ["Civil status"]


def test_a_ticket_sent_to_the_counter_by_hand_is_called_though_nobody_there_learnt_it(
    hall, kiosk, boss, learns
):
    learns("lan", "dat-dai")
    lan = hall.log_in("lan")
    lan.post("/counters/1/open")
    boss.post("/counters/2/open")
    number = kiosk("ho-tich").json["number"]
    boss.post("/counters/2/next")
    sent = {"counter": 1}
    assert boss.post("/counters/2/transfer", json=sent).status_code == 200
    lan.post("/counters/1/next")
    assert lan.get("/counters/1").json["ticket"]["number"] == number


def test_a_skill_that_ran_out_does_not_count(hall):
    people = hall.web.app.extensions["luot"].people
    people.set_skills("minh", [Skill("minh", "ho-tich", True, "2026-01-01", "2026-11-23")])
    sit(hall, "minh")
    assert called(hall) == ((), ()), "somebody decided what minh serves, and that is over"


def test_skills_follow_midnight_and_other_processes_where_somebody_sits(hall, clock):
    parts = hall.web.app.extensions["luot"]
    skills = [
        Skill("minh", "ho-tich", True, "2026-01-01", "2026-11-24"),
        Skill("minh", "dat-dai", True, "2026-11-25", None),
    ]
    sit(hall, "minh")
    assert called(hall) == (("ho-tich",), ("dat-dai",))
    parts.people.set_skills("minh", skills)
    learnt.keep(parts)
    assert called(hall) == (("ho-tich",), ())
    clock.pass_s(24 * 3600)
    learnt.keep(parts)
    assert called(hall) == ((), ("dat-dai",))


def test_who_signs_out_limits_the_counter_no_longer(hall, learns):
    learns("minh", "ho-tich")
    client = hall.client()
    told = {"login": "minh", "pin": PIN, "counter": 2}
    csrf = client.post("/api/v1/session", json=told).json["csrf"]
    assert called(hall) == (("ho-tich",), ())
    gone = client.delete("/api/v1/session", headers={"X-CSRF-Token": csrf})
    assert gone.status_code == 204
    assert called(hall) == (("ho-tich",), ("dat-dai",))


def test_a_limit_of_an_older_journal_reads_on(hall):
    old = revive(
        "skills_changed", {"counter": 2, "groups": [], "help": ["dat-dai"], "learnt": ["dat-dai"]}
    )
    made = fold_counters.FOLDS[type(old)]
    picture = hall.desk.snapshot().hall.picture()
    made(picture, old, hall.desk.now())
    assert picture.rules.counters[2].groups == ()


def test_the_limit_outlives_a_restart_and_another_plan_but_not_the_day(hall, clock, learns):
    learns("minh", "ho-tich")
    sit(hall, "minh")
    again = Ledger(hall.store, hall.runtime, clock)
    plan = again.snapshot.hall.rules
    assert (plan.counters[2].groups, plan.counters[2].help) == (("ho-tich",), ())
    adopted = again.snapshot.hall.adopted
    again.adopt(replace(adopted, centre=replace(adopted.centre, target_wait_s=600)))
    assert again.snapshot.hall.rules.centre.target_wait_s == 600
    assert again.snapshot.hall.rules.counters[2].help == ()
    clock.pass_s(24 * 3600)
    again.tick()
    assert again.snapshot.hall.rules.counters[2].help == ("dat-dai",)


def form(**more):
    person = {"name": "Trần Văn Minh", "department": "Sở Tư pháp", "roles": "officer"}
    empty = {"skill_main": "main", "skill_from": "2026-01-01", "skill_to": ""}
    return {**person, "counter": "2", **empty, **more}


def test_a_skill_that_is_recorded_while_somebody_sits_counts_at_once(hall, boss, learns):
    name = hall.accounts.officer("minh").name
    learns("minh", "ho-tich")
    minh = hall.log_in("minh")
    assert minh.post("/counters/2/open").status_code == 200
    assert called(hall) == (("ho-tich",), ())
    told = form(csrf_token=boss.csrf, name=name, skill_what="dat-dai")
    assert boss.client.post("/manage/people/minh", data=told).status_code == 303
    assert called(hall) == ((), ("dat-dai",))


def test_people_of_a_group_that_nobody_seated_has_learnt_are_told_of(hall, kiosk, boss, learns):
    learns("minh", "ho-tich")
    minh = hall.log_in("minh")
    minh.post("/counters/2/open")
    issued = kiosk("dat-dai").json
    (told,) = boss.get("/live").json["stranded"]
    assert (told["name"]["en"], told["waiting"]) == ("Land registration", 1)
    assert 2 in told["unlearnt"]
    (desk,) = boss.get("/alerts").json["stranded"]
    assert (desk["group"], desk["waiting"]) == ("dat-dai", 1)
    assert "quầy 2" in desk["advice"]["vi"] and "counter 2" in desk["advice"]["en"]
    assert minh.get("/counters/2").json["uncalled"] == [
        {"vi": told["name"]["vi"], "en": told["name"]["en"], "waiting": 1}
    ]
    assert issued["counters"], "the slip names where it will be served all the same"
    learns("minh", "ho-tich", "dat-dai")
    minh.post("/counters/2/open")
    assert boss.get("/live").json["stranded"] == []
    assert boss.get("/alerts").json["stranded"] == []
    assert minh.get("/counters/2").json["uncalled"] == []


def test_a_group_whose_counters_are_all_closed_says_which_could_open(hall, kiosk, boss):
    kiosk("ho-tich")
    (told,) = boss.get("/live").json["stranded"]
    assert (told["unlearnt"], told["closed"]) == ([], [1, 2])
