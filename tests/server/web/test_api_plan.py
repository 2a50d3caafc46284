"""The plan over HTTP: read, checked, followed now or tomorrow, and brought back."""

from __future__ import annotations

import pytest

from server.domain.plan import plan_from_toml, plan_to_document

DAY_S = 86_400


@pytest.fixture
def admin(hall):
    hall.accounts.create_officer("root", "Quản trị", "Sở", ["admin"], "246810", None)
    return hall.log_in("root")


@pytest.fixture
def now(admin):
    """The plan in force: ``{version, plan, coming}``."""
    return admin.get("/plan").json


def adopted(admin, plan, base, **more):
    return admin.post("/plan/adopt", json={"plan": plan, "base": base, **more})


def test_the_plan_is_told_with_its_version_and_as_a_file_that_reads_on(admin, now):
    assert admin.get("/plan").headers["ETag"] == f'"{now["version"]}"'
    file = admin.get("/plan.toml")
    assert "plan.toml" in file.headers["Content-Disposition"]
    assert plan_to_document(plan_from_toml(file.text)) == now["plan"]


def test_a_check_tells_every_error_with_its_key_in_both_languages(admin, now):
    plan = now["plan"]
    plan["group"][0]["series"] = "Z"
    plan["counter"][0]["groups"] = "ho-tich"
    plan["session"][1]["opens"] = "11:00"
    errors = {one["key"]: one["reason"] for one in check(admin, plan)["errors"]}
    assert errors.keys() == {"group[0].series", "counter[0].groups", "session[1].opens"}
    assert errors["group[0].series"]["vi"] == "không có 'Z' trong cấu hình này"
    assert errors["group[0].series"]["en"] == "there is no 'Z' in this plan"
    assert admin.get("/plan").json["version"] == now["version"]


def check(admin, plan, **more):
    return admin.post("/plan/check", json={"plan": plan, **more}).json


def test_a_check_tells_what_would_change_and_who_waits_there(admin, now, kiosk):
    kiosk("ho-tich")
    plan = now["plan"]
    plan["counter"][0]["groups"] = ["dat-dai"]
    found = check(admin, plan)
    assert found["errors"] == []
    assert found["changes"] == [
        {
            "table": "counter", "name": "1", "kind": "changed", "field": "groups",
            "before": ["ho-tich"], "after": ["dat-dai"],
        }
    ]  # fmt: skip
    [waits] = found["waiting"]
    assert (waits["group"], waits["waiting"], waits["counters_after"]) == ("ho-tich", 1, [2])


def test_nobody_who_waits_is_lost_when_counters_change_their_groups(admin, now, kiosk, hall, lan):
    first, second = kiosk("ho-tich").json["number"], kiosk("dat-dai").json["number"]
    plan = now["plan"]
    plan["counter"][0]["groups"] = ["dat-dai"]
    plan["counter"][1] |= {"groups": ["ho-tich"], "help": []}
    assert adopted(admin, plan, now["version"]).json["changed"] is True
    assert lan.post("/counters/1/next").json["call"]["number"] == second
    minh = hall.log_in("minh")
    minh.post("/counters/2/open")
    assert minh.post("/counters/2/next").json["call"]["number"] == first


def test_a_group_that_somebody_waits_for_cannot_go_before_it_is_empty(admin, now, kiosk, hall, lan):
    number = kiosk("ho-tich").json["number"]
    assert hall.log_in("guide").post("/groups/ho-tich/close", json={"reason_vi": "Họp"})
    plan = without_civil_status(now["plan"])
    refused = adopted(admin, plan, now["version"])
    assert (refused.status_code, refused.json["code"]) == (422, "plan-wrong")
    told = {one["key"]: one["reason"] for one in refused.json["errors"]}
    assert str(number) in told["group"]["vi"]
    assert "chưa xong" in told["group"]["vi"]
    assert str(number) in told["group"]["en"]
    assert lan.post("/counters/1/next").json["call"]["number"] == number
    lan.post("/counters/1/start")
    lan.post("/counters/1/finish")
    assert adopted(admin, plan, now["version"]).status_code == 200
    assert [g["code"] for g in hall.client().get("/api/v1/groups").json] == ["dat-dai"]


def without_civil_status(plan):
    counters = [{**row, "groups": ["dat-dai"], "help": []} for row in plan["counter"]]
    return {**plan, "group": [plan["group"][1]], "counter": counters}


def test_who_was_slower_is_told_who_was_faster(admin, now, hall):
    plan = now["plan"]
    plan["centre"]["target_wait_s"] = 600
    assert adopted(admin, plan, now["version"]).status_code == 200
    plan["centre"]["target_wait_s"] = 700
    late = adopted(admin, plan, now["version"])
    assert (late.status_code, late.json["code"]) == (409, "plan-changed")
    assert "Người đổi: root, lúc 09:00." in late.json["reason"]["vi"]
    assert "By root at 09:00." in late.json["reason"]["en"]
    newest = admin.get("/plan").json["version"]
    headers = {"If-Match": f'"{newest}"'}
    assert admin.post("/plan/adopt", json={"plan": plan}, headers=headers).status_code == 200


def test_history_names_who_from_where_and_why_and_an_old_plan_comes_back(admin, now):
    plan = now["plan"] | {"centre": now["plan"]["centre"] | {"target_wait_s": 600}}
    changed = adopted(admin, plan, now["version"], note="Thử <b>10 phút</b>").json
    newest, first = admin.get("/plan/history").json["versions"]
    assert (newest["by"], newest["note"]) == ("officer:root", "Thử <b>10 phút</b>")
    assert newest["network"] == "127.0.0.1"
    assert [c["field"] for c in newest["changes"]] == ["target_wait_s"]
    assert admin.get(f"/plan/history/{first['seq']}").json["plan"]["centre"]["target_wait_s"] == 900
    body = {"base": changed["version"], "note": "lại như cũ"}
    assert admin.post(f"/plan/history/{first['seq']}/restore", json=body).json["changed"] is True
    assert admin.get("/plan").json["version"] == now["version"]
    assert len(admin.get("/plan/history").json["versions"]) == 3


def test_from_tomorrow_it_holds_from_tomorrow_and_in_the_name_of_who_asked(admin, now, hall, clock):
    plan = now["plan"] | {"centre": now["plan"]["centre"] | {"target_wait_s": 600}}
    assert adopted(admin, plan, now["version"], **{"from": "tomorrow"}).json["changed"] is True
    told = admin.get("/plan").json
    assert (told["version"], told["coming"]["by"]) == (now["version"], "officer:root")
    assert [c["after"] for c in told["coming"]["changes"]] == [600]
    clock.pass_s(DAY_S)
    hall.desk.tick()
    assert hall.desk.plan.centre.target_wait_s == 600
    told, newest = hall.desk.plan_told(), hall.desk.plan_versions()[0]
    assert (told["coming"], newest["by"]) == (None, "officer:root")


def test_tomorrow_can_be_taken_back(admin, now, hall, clock):
    plan = now["plan"] | {"centre": now["plan"]["centre"] | {"target_wait_s": 600}}
    adopted(admin, plan, now["version"], **{"from": "tomorrow"})
    gone = admin.client.delete("/api/v1/plan/tomorrow", headers={"X-CSRF-Token": admin.csrf})
    assert gone.json["changed"] is True
    assert admin.get("/plan").json["coming"] is None
    clock.pass_s(DAY_S)
    hall.desk.tick()
    assert hall.desk.plan.centre.target_wait_s == 900


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "plan-needed"),
        ({"toml": "[centre", "base": "x"}, 422, "plan-wrong"),
        ({"plan": {}, "base": "x"}, 422, "plan-wrong"),
        ({"plan": {}, "from": "yesterday"}, 422, "invalid"),
        ({"plan": {}, "note": "x" * 201}, 422, "invalid"),
        ({"toml": "x" * 70_000}, 413, "too-large"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_both_languages(admin, now, body, status, code):
    refused = admin.post("/plan/adopt", json=body)
    assert (refused.status_code, refused.json["code"]) == (status, code)
    assert refused.json["reason"]["vi"] != refused.json["reason"]["en"]
    assert admin.get("/plan").json["version"] == now["version"]


def test_without_a_version_and_of_an_unknown_one_nothing_is_followed(admin, now):
    blind = admin.post("/plan/adopt", json={"plan": now["plan"]})
    assert (blind.status_code, blind.json["code"]) == (428, "version-needed")
    assert admin.get("/plan/history/99999").json["code"] == "unknown-plan"


def test_a_repeat_adopts_once(admin, now):
    plan = now["plan"] | {"centre": now["plan"]["centre"] | {"target_wait_s": 600}}
    body, headers = {"plan": plan, "base": now["version"]}, {"Idempotency-Key": "k"}
    answers = [admin.post("/plan/adopt", json=body, headers=headers).json for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(admin.get("/plan/history").json["versions"]) == 2
