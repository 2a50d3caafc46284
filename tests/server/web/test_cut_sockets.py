"""An open socket ends with the session or the device that it was opened with."""

from __future__ import annotations

import pytest

PIN = "246810"


@pytest.fixture
def watch(hall):
    """Opens a socket; answers a call that sweeps and tells whether it is still open."""
    hall.web.publisher.stop()

    def open_(rooms, officer=None, **told):
        socket = hall.web.socketio.test_client(
            hall.web.app,
            auth={"watch": rooms, **told},
            flask_test_client=officer.client if officer else None,
        )
        assert socket.is_connected()

        def is_open() -> bool:
            hall.runtime.post(hall.web.sweep)
            hall.settle()
            return socket.is_connected()

        assert is_open(), "nothing has ended yet"
        return is_open

    return open_


def test_an_ousted_session_is_cut_and_the_newer_stays(hall, watch):
    told = {"login": "lan", "pin": PIN, "counter": 1}
    older, newer = hall.log_in("lan"), hall.log_in("boss")
    assert older.client.post("/api/v1/session", json=told).status_code == 200
    is_open = watch(["counter:1"], older)
    more = {"login": "boss", "pin": PIN, "counter": 1, "takeover": True}
    assert newer.client.post("/api/v1/session", json=more).status_code == 200
    stays = watch(["counter:1"], newer)
    assert not is_open()
    assert stays()


@pytest.mark.parametrize(
    "change",
    [{"disabled": 1}, {"seconded_to": "2026-11-23"}, {"roles": '["auditor"]'}, {"pin_hash": "new"}],
)
def test_who_is_shut_out_is_cut(hall, lan, watch, change):
    is_open = watch(["counter:1"], lan)
    hall.accounts.change("lan", **change)
    assert not is_open()


def test_closing_the_centre_cuts(hall, clock, lan, watch):
    is_open = watch(["counter:1"], lan)
    clock.pass_s(8 * 3600 + 1800)
    assert not is_open()


def test_signing_out_cuts(lan, watch):
    is_open = watch(["counter:1"], lan)
    lan.client.delete("/api/v1/session", headers={"X-CSRF-Token": lan.csrf})
    assert not is_open()


def test_a_revoked_device_is_cut_and_strangers_stay(hall, watch):
    is_open = watch(["board:1"], secret=hall.secrets["display"])
    stranger = watch(["board:1"])
    hall.accounts.revoke("tv-1")
    assert not is_open()
    assert stranger()
