"""How kiosks are, and slips once more, for the guidance desk."""

from __future__ import annotations

import pytest

from broker import messages as m
from server import reprints


@pytest.fixture
def guide(hall):
    """The guidance desk's login."""
    return hall.log_in("guide")


@pytest.fixture
def wishes(hall):
    """What kiosks are asked to print, in order."""
    found: list[tuple[str, m.Reprint]] = []
    hall.desk.subscribe(lambda told: found.extend(reprints.wishes(told, hall.desk.url)))
    return found


def connect(hall, kiosk: str = "kiosk-1", paper: str = "ok", trouble: str | None = None) -> None:
    hall.desk.seen.status(kiosk, "online", "s", "1.0")
    hall.desk.seen.health(kiosk, paper, trouble, 3)
    hall.desk.seen.heard(kiosk, hall.clock.now())


def test_staff_see_every_kiosk_with_its_paper_and_its_trouble(hall, guide):
    never = guide.get("/kiosks").json
    assert [(one["id"], one["online"], one["heard_at"]) for one in never] == [
        ("kiosk-1", False, None)
    ]
    connect(hall, paper="out", trouble="cover")
    (kiosk,) = guide.get("/kiosks").json
    assert kiosk == {
        "id": "kiosk-1",
        "online": True,
        "paper": "out",
        "trouble": "cover",
        "queue": 3,
        "heard_at": "2026-11-24T09:00:00+07:00",
        "version": "1.0",
        "alone": 0,
        "refused": [],
    }
    assert hall.client().get("/api/v1/kiosks").json["code"] == "not-logged-in"


def test_a_slip_is_printed_once_more_as_it_is_now(hall, clock, kiosk, guide, wishes):
    connect(hall)
    kiosk("ho-tich")
    made = kiosk("ho-tich", lang="en", priority=True).json
    clock.pass_s(60)
    done = guide.post("/kiosks/kiosk-1/reprint", json={"number": made["number"]})
    assert done.status_code == 202, done.text
    assert done.json == {"ticket": made["id"], "number": made["number"], "kiosk": "kiosk-1"}
    hall.settle()
    ((where, wish),) = wishes
    assert (where, wish.lang, wish.at) == ("kiosk-1", "en", "2026-11-24T09:01:00+07:00")
    assert wish.ticket.request == wish.id
    told = wish.ticket.model_dump(exclude={"request", "alone", "wait"})
    assert told == {name: made[name] for name in told}


def test_the_same_press_is_one_copy_and_another_press_is_another(hall, kiosk, guide, wishes):
    connect(hall)
    number = kiosk("ho-tich").json["number"]
    for key in ("a", "a", "b"):
        guide.post(
            "/kiosks/kiosk-1/reprint", json={"number": number}, headers={"Idempotency-Key": key}
        )
    hall.settle()
    assert len({wish.id for _, wish in wishes}) == len(wishes) == 2


@pytest.mark.parametrize(
    ("paper", "trouble"), [("out", "out"), ("out", "cover"), ("unknown", "unplugged")]
)
def test_a_kiosk_that_cannot_print_is_not_asked_to(hall, kiosk, guide, wishes, paper, trouble):
    connect(hall, paper=paper, trouble=trouble)
    number = kiosk("ho-tich").json["number"]
    refused = guide.post("/kiosks/kiosk-1/reprint", json={"number": number})
    assert (refused.status_code, refused.json["code"]) == (409, "kiosk-no-paper")
    assert all(refused.json["reason"].values())
    hall.settle()
    assert wishes == []


def test_a_kiosk_that_is_away_is_not_asked_to_print(hall, kiosk, guide):
    number = kiosk("ho-tich").json["number"]
    refused = guide.post("/kiosks/kiosk-1/reprint", json={"number": number})
    assert refused.json["code"] == "kiosk-offline"
    assert guide.post("/kiosks/tv-1/reprint", json={"number": number}).status_code == 404


def test_only_a_number_that_may_still_be_called_is_printed_again(hall, kiosk, guide):
    connect(hall)
    made = kiosk("ho-tich").json
    hall.client().post(f"/api/v1/tickets/{made['key']}/leave")
    refused = guide.post("/kiosks/kiosk-1/reprint", json={"number": made["number"]})
    assert (refused.status_code, refused.json["code"]) == (409, "wrong-state")
    unknown = guide.post("/kiosks/kiosk-1/reprint", json={"number": 1777})
    assert (unknown.status_code, unknown.json["code"]) == (404, "unknown-ticket")


def test_an_auditor_reads_and_prints_nothing(hall, kiosk):
    connect(hall)
    number = kiosk("ho-tich").json["number"]
    audit = hall.log_in("audit")
    assert audit.get("/kiosks").status_code == 200
    refused = audit.post("/kiosks/kiosk-1/reprint", json={"number": number})
    assert refused.json["code"] == "not-allowed"
    by_device = hall.client().post(
        "/api/v1/kiosks/kiosk-1/reprint", json={"number": number}, headers=hall.bearer("kiosk")
    )
    assert by_device.json["code"] == "not-allowed"


def test_a_called_number_is_printed_without_a_wait(hall, kiosk, lan, guide, wishes):
    connect(hall)
    number = kiosk("ho-tich").json["number"]
    lan.post("/counters/1/next")
    guide.post("/kiosks/kiosk-1/reprint", json={"number": number})
    hall.settle()
    ((_, wish),) = wishes
    assert (wish.ticket.ahead, wish.ticket.wait) == (0, None)
