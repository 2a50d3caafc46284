"""A device that is added, renewed or revoked on the page, and what the broker learns of it."""

from __future__ import annotations

import pytest

from broker import devicelogins
from broker.logins import with_devices
from server.admitting import BY_HAND, BrokerLogins


@pytest.fixture
def root(hall):
    """An administrator."""
    hall.accounts.create_officer("root", "Quản trị", "Sở", ["admin"], "246810", None)
    return hall.log_in("root")


@pytest.fixture
def parts(hall):
    """The desk of devices."""
    return hall.web.app.extensions["luot"].devices


def test_the_broker_is_told_who_may_connect_and_nothing_is_left_to_do(root, parts, tmp_path):
    held = tmp_path / devicelogins.FILE
    parts._logins = BrokerLogins(held)
    made = root.post("/devices", json={"id": "box-9", "role": "terminal", "counters": [1]}).json
    assert (made["login"], made["command"]) == (None, None)
    (login,) = with_devices([], held.read_text("utf-8"))
    assert (login.client.id, login.password) == ("box-9", made["secret"])
    renewed = root.post("/devices/box-9/secret").json
    (login,) = with_devices([], held.read_text("utf-8"))
    assert (login.password, renewed["login"]) == (renewed["secret"], None)
    assert root.post("/devices/box-9/revoke").json == {"id": "box-9", "command": None}
    assert with_devices([], held.read_text("utf-8")) == []


@pytest.mark.parametrize("place", [None, "nowhere/at/all.toml"])
def test_where_the_server_may_not_write_it_says_what_to_write_and_run(
    root, parts, tmp_path, place, caplog
):
    parts._logins = BrokerLogins(tmp_path / place if place else None)
    made = root.post("/devices", json={"id": "box-9", "role": "terminal", "counters": [1]}).json
    (login,) = with_devices([], made["login"])
    assert (login.client.counters, login.password) == ({1}, made["secret"])
    assert made["command"] == BY_HAND
    assert root.post("/devices/box-9/revoke").json["command"] == BY_HAND
    assert bool(caplog.records) is bool(place)
