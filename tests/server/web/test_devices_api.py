"""Devices for staff: how they are, what they are told, and their secrets for administrators."""

from __future__ import annotations

import pytest

from server.devicewatch import DeviceWatch
from server.domain.alarms import Kind


@pytest.fixture
def root(hall):
    """An administrator."""
    hall.accounts.create_officer("root", "Quản trị", "Sở", ["admin"], "246810", None)
    return hall.log_in("root")


@pytest.fixture
def guide(hall):
    """The guidance desk's login."""
    return hall.log_in("guide")


@pytest.fixture
def parts(hall):
    """The desk of devices."""
    return hall.web.app.extensions["luot"].devices


@pytest.fixture
def led(hall):
    """The light of counter 1, connected."""
    hall.accounts.create_device("led-01", "display", [1])
    connect(hall, "led-01")
    return "led-01"


def connect(hall, id, session="s-1"):
    hall.desk.seen.status(id, "online", session, "1.0")
    hall.desk.seen.heard(id, hall.clock.now())


def row(who, id):
    return next(one for one in who.get("/devices").json["devices"] if one["id"] == id)


def facts(hall):
    with hall.store.read() as db:
        return [kind for (kind,) in db.execute("select kind from journal order by seq")]


def test_a_device_is_added_its_secret_told_once_renewed_and_revoked(hall, root):
    new = {"id": "led-09", "role": "display", "counters": [3]}
    made = root.post("/devices", json=new)
    assert made.status_code == 201, made.text
    secret = made.json["secret"]
    assert hall.accounts.verify_device(secret).id == "led-09"
    assert secret not in root.get("/devices").text
    found = row(root, "led-09")
    assert (found["state"], found["zone"], found["name"]["en"]) == (
        "never",
        "2",
        "Light of counter 3",
    )
    renewed = root.post("/devices/led-09/secret").json["secret"]
    assert hall.accounts.verify_device(secret) is None
    assert hall.accounts.verify_device(renewed).id == "led-09"
    assert root.post("/devices/led-09/revoke").status_code == 200
    assert hall.accounts.verify_device(renewed) is None
    assert row(root, "led-09")["state"] == "revoked"
    assert root.post("/devices/led-09/secret").json["code"] == "unknown-device"


def test_a_repeat_of_the_key_gets_the_same_secret_and_another_wish_is_refused(root):
    new, key = {"id": "led-09", "role": "display"}, {"Idempotency-Key": "k"}
    first, again = (root.post("/devices", json=new, headers=key) for _ in range(2))
    assert (first.status_code, first.json) == (again.status_code, again.json)
    other = root.post("/devices", json={**new, "id": "led-10"}, headers=key)
    assert (other.status_code, other.json["code"]) == (409, "idempotency-conflict")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"id": "kiosk-1", "role": "kiosk"}, "device-taken"),
        ({"id": "Đèn 7", "role": "display"}, "device-id"),
        ({"id": "led-99", "role": "display", "counters": [99]}, "unknown-counter"),
        ({"id": "tv-9", "role": "display", "zone": "9"}, "unknown-zone"),
        ({"id": "x", "role": "robot"}, "invalid"),
    ],
)
def test_what_cannot_be_added_says_why(root, wrong, code):
    refused = root.post("/devices", json=wrong)
    assert refused.json["code"] == code
    assert all(refused.json["reason"].values())


def test_a_light_tells_whether_it_has_the_call(hall, lan, kiosk, root, led):
    number = kiosk("ho-tich").json["number"]
    assert row(root, led)["panel"] == {"counter": 1, "state": "idle", "number": None, "has": None}
    call = lan.post("/counters/1/next").json["call"]["id"]
    assert row(root, led)["panel"] == {
        "counter": 1, "state": "called", "number": number, "has": False,
    }  # fmt: skip
    hall.desk.seen.show(led, call)
    assert row(root, led)["panel"]["has"] is True


def test_the_numbers_that_a_display_says_are_on_it_are_known_while_it_lives(hall, root, led):
    assert row(root, led)["shows"] is None
    hall.desk.seen.of(led).vitals = {"shows": [4009, 2001]}
    assert row(root, led)["shows"] == [4009, 2001]
    hall.desk.seen.status(led, "offline", "s-1", "1.0")
    assert row(root, led)["shows"] is None


def test_an_order_goes_to_the_very_process_and_its_answer_is_seen(hall, guide, parts, led):
    sent = []
    parts.subscribe(lambda id, order: sent.append((id, order)), lambda *_: None)
    asked = guide.post(f"/devices/{led}/order", json={"act": "identify"})
    assert asked.status_code == 202, asked.text
    ((id, order),) = sent
    assert (id, order.act, order.session, order.at) == (led, "identify", "s-1", hall.clock.now())
    assert row(guide, led)["order"]["state"] == "sent"
    hall.clock.pass_s(11)
    assert row(guide, led)["order"]["state"] == "late"
    parts.done(led, "o-another", True, None)
    assert row(guide, led)["order"]["state"] == "late"
    parts.done(led, order.id, False, "old")
    told = row(guide, led)["order"]
    assert (told["state"], told["reason"], told["by"]) == ("failed", "old", "guide")
    assert facts(hall)[-1] == "device_ordered"


@pytest.mark.parametrize(
    ("id", "act", "code"),
    [
        ("led-01", "test_print", "device-cannot"),
        ("box-1", "pattern", "device-cannot"),
        ("kiosk-1", "identify", "device-offline"),
        ("nobody", "identify", "unknown-device"),
        ("led-01", "explode", "invalid"),
    ],
)
def test_what_cannot_be_done_is_not_ordered(guide, parts, led, id, act, code):
    refused = guide.post(f"/devices/{id}/order", json={"act": act})
    assert refused.json["code"] == code
    assert parts.orders == {}


def test_settings_are_wanted_in_revisions_and_the_device_says_what_it_follows(
    hall, root, parts, led
):
    wanted = {"brightness": [{"from": "06:30", "percent": 80}], "blink": False}
    assert root.post(f"/devices/{led}/settings", json={"settings": wanted}).json["rev"] == 1
    told = row(root, led)["settings"]
    assert told == {
        "names": ["brightness", "blink"], "rev": 1, "wanted": wanted, "applied": None,
    }  # fmt: skip
    parts.applied(led, 1, False, "dark")
    assert row(root, led)["settings"]["applied"] == {"rev": 1, "ok": False, "reason": "dark"}
    refused = root.post(f"/devices/{led}/settings", json={"settings": {"volume": 3}})
    assert (refused.status_code, refused.json["code"]) == (422, "device-settings")
    again = type(parts)(hall.desk, hall.accounts, parts.watch)
    assert again.wishes[led].settings == wanted, "a restart forgets nothing"
    assert facts(hall)[-1] == "device_tuned"


def test_an_alarm_is_listed_taken_by_one_and_journalled(hall, root, guide, parts, led):
    hall.desk.seen.devices[led].vitals = {"temp_c": 81.5}
    parts.watch.look()
    (alarm,) = guide.get("/devices").json["alarms"]
    assert (alarm["device"], alarm["alarm"], alarm["taken_by"]) == (led, "hot", None)
    assert guide.get("/alerts").json["alarms"] == [alarm]
    assert guide.post(f"/devices/{led}/alarms/hot/taken").status_code == 200
    root.post(f"/devices/{led}/alarms/hot/taken")
    (taken,) = guide.get("/devices").json["alarms"]
    assert (taken["taken_by"], parts.watch.open) == ("Cán bộ guide", 0)
    assert facts(hall)[-2:] == ["alarm_raised", "alarm_taken"]
    gone = guide.post(f"/devices/{led}/alarms/offline/taken")
    assert (gone.status_code, gone.json["code"]) == (404, "unknown-alarm")


def test_alarms_and_who_took_them_outlive_the_server(hall, guide, parts, led):
    hall.desk.seen.devices[led].vitals = {"temp_c": 81.5}
    parts.watch.look()
    guide.post(f"/devices/{led}/alarms/hot/taken")
    again = type(parts.watch)(hall.desk, hall.accounts)
    assert again.standing == parts.watch.standing
    before = facts(hall)
    again.look()
    assert facts(hall) == before, "it is not raised twice"
    hall.accounts.revoke(led)
    again.look()
    assert (again.standing, facts(hall)[-1]) == ({}, "alarm_cleared")


def test_a_light_that_misses_a_call_is_an_alarm_until_it_shows_one(hall, lan, kiosk, led):
    now = [0.0]
    watch = DeviceWatch(hall.desk, hall.accounts, clock=lambda: now[0])
    kiosk("ho-tich")
    call = lan.post("/counters/1/next").json["call"]["id"]
    for now[0], standing in ((0.0, []), (4.9, []), (5.0, [(led, Kind.UNSHOWN)])):
        watch.look()
        assert list(watch.standing) == standing
    hall.desk.seen.show(led, call)
    for now[0], count in ((6.0, 1), (35.9, 1), (36.0, 0)):
        watch.look()
        assert len(watch.standing) == count


def test_two_processes_of_one_name_are_told_on_the_page_and_in_the_log(
    hall, guide, parts, led, caplog
):
    for session in ("s-2", "s-1"):
        connect(hall, led, session)
    parts.watch.look()
    assert [one["alarm"] for one in guide.get("/devices").json["alarms"]] == ["twins"]
    assert row(guide, led)["state"] == "bad"
    assert "two processes use the name led-01: s-2 steps back" in caplog.text


def test_a_device_that_is_only_restarted_is_no_twin(hall, guide, parts, led):
    for session in ("s-2", "s-3"):
        hall.desk.seen.status(led, "offline", "s-1", "1.0")
        connect(hall, led, session)
    parts.watch.look()
    assert guide.get("/devices").json["alarms"] == []


def test_what_a_broker_kept_over_a_crash_makes_nobody_a_twin(hall, parts, led):
    seen, told = hall.desk.seen, []
    seen.on_twins(lambda *twins: told.append(twins))
    connect(hall, led, "s-2")
    seen.lose()
    seen.status(led, "online", "s-1", "1.0", kept=True)
    seen.status(led, "online", "s-2", "1.0")
    parts.watch.look()
    assert told == [] and parts.watch.standing == {}
    seen.status(led, "online", "s-1", "1.0")
    assert told == [(led, "s-2")], "one that speaks anew does live"
