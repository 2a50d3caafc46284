"""A plan for tomorrow outlives the server, begins with the day, and never breaks a promise."""

from __future__ import annotations

from server.domain.plan import parse_plan
from server.ledger import Actor

ADMIN = Actor("officer", "root")
DAY_S = 86_400


def schedule(centre, document):
    base = centre.desk.plan_told()["version"]
    return centre.desk.adopt_plan(ADMIN, None, parse_plan(document), base, begin="tomorrow")


def test_it_is_still_to_come_after_a_restart_and_begins_though_the_server_slept(
    centre, make_document
):
    assert schedule(centre, make_document(target_wait_s=600))["changed"] is True
    centre.close()
    centre.reopen()
    assert centre.desk.plan_told()["coming"]["by"] == "officer:root"
    centre.close()
    centre.clock.pass_s(2 * DAY_S)
    centre.reopen()
    centre.desk.tick()
    assert centre.desk.plan.centre.target_wait_s == 600
    assert centre.desk.plan_versions()[0]["by"] == "officer:root"


def test_the_plan_in_force_is_nothing_that_must_come(centre, make_document):
    schedule(centre, make_document(target_wait_s=600))
    assert schedule(centre, make_document())["changed"] is True
    assert centre.desk.plan_told()["coming"] is None
    assert schedule(centre, make_document())["changed"] is False


def test_whoever_waits_today_does_not_hold_back_tomorrow(centre, make_document):
    centre.desk.issue(Actor("device", "kiosk-1"), None, group="c")
    document = make_document()
    document["group"] = [row for row in document["group"] if row["code"] != "c"]
    for row in document["counter"]:
        row["groups"] = [code for code in row["groups"] if code != "c"] or ["a"]
        row["help"] = [code for code in row.get("help", []) if code != "c" and code != "a"]
    told = centre.desk.plan_checked(parse_plan(document))
    assert [one["key"] for one in told["errors"]] == ["group"]
    assert schedule(centre, document) | {"version": ""} == {
        "changed": True,
        "version": "",
        "errors": [],
    }
    centre.clock.pass_s(DAY_S)
    centre.desk.tick()
    assert "c" not in centre.desk.plan.groups
