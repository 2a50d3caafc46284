"""``luot device``: what it does counts at the broker, or it says what is left to do by hand."""

from __future__ import annotations

import pytest

from broker import devicelogins
from broker.logins import with_devices
from server.admitting import BY_HAND
from server.cli import main


@pytest.fixture
def device(capsys, monkeypatch, centre):
    """Runs ``luot device`` and answers what it said."""
    monkeypatch.delenv("LUOT_ADMITTED", raising=False)

    def run(*words):
        assert main(["device", *words, "--data", str(centre.data)]) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def held(centre):
    """The centre's file for the broker, as provisioning makes it."""
    path = centre.data / devicelogins.FILE
    path.touch(0o600)
    return path


def test_a_device_of_the_command_may_connect_until_it_is_revoked(device, held):
    secret = device("add", "box-9", "--role", "terminal", "--counter", "1").split()[-1]
    (login,) = with_devices([], held.read_text("utf-8"))
    assert (login.password, login.client.counters) == (secret, {1})
    told = device("renew", "box-9")
    assert BY_HAND not in told
    (login,) = with_devices([], held.read_text("utf-8"))
    assert (login.password, login.client.counters) == (told.split()[-1], {1})
    assert BY_HAND not in device("revoke", "box-9")
    assert with_devices([], held.read_text("utf-8")) == []


def test_without_the_file_it_says_what_to_write_and_run(device):
    told = device("add", "box-9", "--role", "terminal", "--counter", "1")
    assert told.index("[box-9]") < told.index(BY_HAND) < told.index("shown once")
    assert "[box-9]" in device("renew", "box-9")
    told = device("revoke", "box-9")
    assert "Take [box-9] out" in told and BY_HAND in told


def test_the_file_may_be_elsewhere(device, monkeypatch, tmp_path):
    path = tmp_path / "elsewhere.toml"
    monkeypatch.setenv("LUOT_ADMITTED", str(path))
    device("add", "box-9", "--role", "terminal")
    assert [one.client.id for one in with_devices([], path.read_text("utf-8"))] == ["box-9"]
