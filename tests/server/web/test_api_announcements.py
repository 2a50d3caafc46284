"""Announcing in the hall, over HTTP."""

from __future__ import annotations

import pytest

HERE = "/announcements"


@pytest.mark.parametrize("login", ["guide", "boss"])
def test_guides_and_managers_announce_and_take_it_down(hall, login):
    who = hall.log_in(login)
    said = who.post(HERE, json={"place": "hall", "vi": "Xin <b>chờ</b>", "en": "Please wait"})
    row = {"place": "hall", "vi": "Xin <b>chờ</b>.", "en": "Please wait.", "until": None}
    assert said.json == {"announcements": [row]}
    assert who.get(HERE).json == said.json
    assert who.post(f"{HERE}/hall/end").json == {"announcements": []}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"place": "hall", "vi": " "}, "announcement-empty"),
        ({"place": "mars", "vi": "x"}, "unknown-zone"),
        ({"place": "hall", "vi": "x", "until": "2020-01-01T09:00:00+07:00"}, "announced-until"),
        ({"place": "hall", "vi": "x" * 121}, "invalid"),
    ],
)
def test_what_cannot_be_announced_is_refused_in_both_languages(hall, body, code):
    refused = hall.log_in("guide").post(HERE, json=body).json
    assert refused["code"] == code
    if code != "invalid":
        assert refused["reason"]["vi"] != refused["reason"]["en"]


def test_officers_and_auditors_may_not(hall):
    for login in ("lan", "audit"):
        who = hall.log_in(login)
        assert who.post(HERE, json={"place": "hall", "vi": "x"}).status_code == 403
        assert who.post(f"{HERE}/hall/end").status_code == 403


def test_who_waits_in_that_zone_reads_it_and_nobody_else(hall, kiosk, lan, clock):
    here, there = (kiosk(group).json["key"] for group in ("ho-tich", "dat-dai"))
    guide = hall.log_in("guide")
    guide.post(HERE, json={"place": "2", "vi": "Khu 2 mất điện", "en": "No power in zone 2"})
    until = "2026-11-24T09:10:00+07:00"
    guide.post(HERE, json={"place": "hall", "vi": "Họp", "en": "Meeting", "until": until})

    def read(key: str) -> list[str]:
        ticket = hall.client().get(f"/api/v1/tickets/{key}").json
        return [one["vi"] for one in ticket["notices"]]

    assert (read(here), read(there)) == (["Họp."], ["Khu 2 mất điện.", "Họp."])
    page = hall.client().get(f"/t/{there}?lang=en", headers={"Accept": "text/html"}).text
    assert "<span>No power in zone 2. Meeting.</span>" in page
    clock.pass_s(601)
    assert (read(here), read(there)) == ([], ["Khu 2 mất điện."])
    guide.post(HERE, json={"place": "hall", "vi": "Đông khách", "en": "Busy"})
    lan.post("/counters/1/next")
    assert read(here) == [], "who is called reads where to go, and nothing else"
