"""A rule fires on the page, by e-mail and by webhook, once, and once more when it is over."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from server.alertmail import AlertMail
from server.domain.incidents import DEFAULTS, Rule, RuleId
from server.hooks.courier import Courier
from server.hooks.post import Sender
from server.incidentwatch import IncidentWatch
from server.mail import Mailer
from server.settings import Settings
from server.store.hooks import HookBook
from server.web.context import context

TOOLS = Path(__file__).parents[2] / "tools"
TO = "truong@hall.test"


@pytest.fixture
def watch(hall) -> IncidentWatch:
    with hall.web.app.app_context():
        return context().incidents


@pytest.fixture
def box():
    made = runpy.run_path(str(TOOLS / "postbox.py"))["Postbox"]()
    yield made
    made.stop()


@pytest.fixture
def receiver():
    made = runpy.run_path(str(TOOLS / "receiver.py"))["Receiver"]()
    yield made
    made.stop()


@pytest.fixture
def mail(hall, watch, box) -> AlertMail:
    watch.book.put(RuleId.WAIT, Rule(limit=30, hold_s=60, mail=(TO,)))
    settings = Settings(
        smtp_host="127.0.0.1", smtp_port=box.port, smtp_tls="none", smtp_from="luot@hall.test"
    )
    rules, plan = watch.book.rules, lambda: hall.desk.plan
    parts = (hall.store, hall.runtime, Mailer(settings), rules, plan, "http://hall.test")
    return AlertMail(*parts, hall.clock.now)


def wait_too_long(watch, clock) -> None:
    """Somebody has waited for 32 minutes, and for more than a minute past the limit."""
    clock.pass_s(31 * 60)
    watch.look()
    clock.pass_s(60)
    watch.look()


def test_a_long_wait_is_told_on_the_page_by_mail_and_by_webhook_and_so_is_its_end(
    hall, watch, clock, kiosk, lan, boss, mail, box, receiver, wait_until
) -> None:
    HookBook(hall.store).add("office", receiver.url, ("alert",), "of both sides")
    courier = Courier(hall.store, hall.runtime, Sender(), lambda: "thu", clock.now)
    number = kiosk("ho-tich").json["number"]
    wait_too_long(watch, clock)
    (told,) = boss.get("/live").json["incidents"]
    assert told["title"]["vi"] == "Khu 1, Khu 1: chờ lâu nhất 32 phút, mức báo 30 phút"
    assert (told["advice"]["en"][:20], told["link"]) == ("Open another counter", "/manage/balance")
    mail.send()
    courier.look()
    wait_until(lambda: len(receiver.heard) == 1)
    assert "chờ lâu nhất 32 phút" in box.letters[0]["Subject"]
    text = box.letters[0].get_content()
    assert "→ Mở thêm quầy" in text
    assert "http://hall.test/manage/balance" in text
    event = receiver.heard[0]
    assert (event["event"], event["rule"], event["over"]) == ("alert", "long-wait", False)
    assert event["title"]["en"] == "Area 1, Zone 1: longest wait 32 min, limit 30 min"
    assert lan.post("/counters/1/next").json["call"]["number"] == number
    watch.look()
    clock.pass_s(120)
    watch.look()
    assert boss.get("/live").json["incidents"] == []
    mail.send()
    mail.send()
    wait_until(lambda: courier.look() or len(receiver.heard) == 2)
    assert [one["over"] for one in receiver.heard] == [False, True]
    assert [one["Subject"].split("]")[1].split(":")[0] for one in box.letters] == [
        " Cảnh báo",
        " Hết",
    ]


def test_what_the_mail_server_did_not_take_is_tried_again_and_said(
    watch, clock, kiosk, mail, box
) -> None:
    kiosk("ho-tich")
    wait_too_long(watch, clock)
    box.refused = {TO}
    mail.send()
    assert mail.error.endswith(f"refused {TO}")
    box.refused = set()
    mail.send()
    mail.send()
    assert (mail.error, len(box.letters)) == ("", 1)


def test_what_happens_together_comes_in_one_message(watch, clock, kiosk, mail, box) -> None:
    kiosk("ho-tich")
    kiosk("dat-dai")
    wait_too_long(watch, clock)
    mail.send()
    (letter,) = box.letters
    assert letter["Subject"].endswith("(+1)")
    assert letter.get_content().count("Cảnh báo: ") == 2


def test_in_quiet_hours_the_page_shows_it_and_no_mail_goes_out(
    watch, clock, kiosk, boss, mail, box
) -> None:
    quiet = Rule(limit=30, hold_s=60, quiet_from=0, quiet_to=9 * 60 + 40, mail=(TO,))
    watch.book.put(RuleId.WAIT, quiet)
    kiosk("ho-tich")
    wait_too_long(watch, clock)
    mail.send()
    assert [one["told"] for one in boss.get("/incidents").json["incidents"]] == [False]
    assert box.letters == []
    clock.pass_s(10 * 60)
    watch.look()
    mail.send()
    assert len(box.letters) == 1


def test_whoever_sees_to_it_is_named_and_stays(watch, clock, kiosk, boss, hall) -> None:
    kiosk("ho-tich")
    wait_too_long(watch, clock)
    (one,) = boss.get("/incidents").json["incidents"]
    assert boss.post(f"/incidents/{one['id']}/take").status_code == 200
    (one,) = boss.get("/incidents").json["incidents"]
    assert one["taken_by"] == "Cán bộ boss"
    assert boss.post("/incidents/other/take").json["code"] == "unknown-incident"
    assert hall.log_in("audit").post(f"/incidents/{one['id']}/take").status_code == 403


def test_an_incident_outlives_the_server_and_is_not_told_twice(
    hall, watch, clock, kiosk, mail, box
) -> None:
    kiosk("ho-tich")
    wait_too_long(watch, clock)
    mail.send()
    with hall.web.app.app_context():
        parts = context()
    after = IncidentWatch(hall.desk, parts.devices.watch, hall.accounts)
    after.look()
    mail.send()
    assert list(after.standing) == [(RuleId.WAIT, "1")]
    assert len(box.letters) == 1


def test_a_counter_that_is_free_while_people_wait_stands_out_after_its_minutes(
    watch, clock, kiosk, lan, boss
) -> None:
    lan.post("/counters/1/open")
    kiosk("ho-tich")
    watch.look()
    clock.pass_s(181)
    watch.look()
    (told,) = boss.get("/incidents").json["incidents"]
    assert told["title"]["vi"] == "Khu 1, Khu 1: quầy 1 trống hơn 3 phút khi có người chờ"


def test_nothing_stands_out_in_a_closed_hall(watch, clock, kiosk) -> None:
    kiosk("ho-tich")
    wait_too_long(watch, clock)
    assert len(watch.standing) == 1
    clock.pass_s(12 * 3600)
    watch.look()
    assert watch.standing == {}


def send(hall, login: str, rule: str, **fields: str):
    client = hall.log_in(login).client
    page = client.get("/manage/alerts").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "on": "1", "limit": "20", "hold_min": "2", **fields}
    return client.post(f"/manage/alerts/{rule}", data=form)


def test_a_rule_is_set_on_its_page_and_who_did_it_is_kept(hall, watch) -> None:
    fields = {"quiet_from": "22:00", "quiet_to": "06:00", "mail": f"{TO}; b@hall.test"}
    assert send(hall, "boss", "long-wait", **fields).status_code == 303
    rule = watch.book.rules[RuleId.WAIT]
    assert rule == Rule(True, 20, 120, 22 * 60, 6 * 60, (TO, "b@hall.test"))
    with hall.store.read() as db:
        by = db.execute("select by from journal where kind = 'alert_rule_changed'").fetchone()
    assert by[0] == "officer:boss"


@pytest.mark.parametrize(
    ("field", "value"),
    [("limit", "4"), ("limit", "x"), ("hold_min", "121"), ("mail", "a b"), ("quiet_to", "06:00"),
     ("mail", " ".join(f"a{i}@b.cd" for i in range(11)))],
)  # fmt: skip
def test_a_rule_that_cannot_be_so_changes_nothing_and_says_where(hall, watch, field, value):
    answered = send(hall, "boss", "long-wait", **{field: value})
    assert answered.status_code == 422
    assert 'aria-invalid="true"' in answered.text
    assert watch.book.rules == DEFAULTS


def test_rules_are_set_by_managers_and_seen_by_auditors(hall) -> None:
    page = hall.log_in("audit").client.get("/manage/alerts")
    assert page.status_code == 200
    assert "Lưu quy tắc" not in page.text


def test_the_names_of_officers_are_told_to_those_who_run_the_hall_only(hall, lan, boss) -> None:
    lan.post("/counters/1/open")
    assert boss.get("/live").json["counters"][0]["officer"] == "Cán bộ lan"
    assert hall.log_in("audit").get("/live").json["counters"][0]["officer"] is None
