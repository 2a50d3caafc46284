"""The broker's lists on a provisioned server: made by the real program, taken by Mosquitto."""

from __future__ import annotations

import getpass
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from broker.logins import read_logins

ROOT = Path(__file__).parents[3]
SCRIPTS = ROOT / "firmware_scripts"
Run = Callable[[], subprocess.CompletedProcess[str]]


@pytest.fixture
def server(machine: Path) -> Path:
    """A server with the examples as provisioning puts them, at places of its own."""
    logins = (SCRIPTS / "etc/logins.toml").read_text(encoding="utf-8")
    (machine / "mqtt-password").write_text("a long secret\n", encoding="utf-8")
    (machine / "logins.toml").write_text(
        logins.replace("/etc/luot/secrets", str(machine)), encoding="utf-8"
    )
    settings = (SCRIPTS / "etc/broker.env").read_text(encoding="utf-8")
    (machine / "broker.env").write_text(
        settings.replace("/etc/luot/secrets", str(machine)), encoding="utf-8"
    )
    return machine


@pytest.fixture
def wire(server: Path) -> Run:
    """Runs the script there, with the program of this environment."""
    env = {
        "PATH": f"{server}/bin:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "STATE": str(server / "state"),
        "WIRE_SETTINGS": str(server / "broker.env"),
        "WIRE_FOLDER": str(server / "lists"),
        "WIRE_STATE": str(server / "state"),
        "WIRE_OWNER": getpass.getuser(),
    }

    def run() -> subprocess.CompletedProcess[str]:
        script = str(SCRIPTS / "wire.sh")
        return subprocess.run([script], env=env, capture_output=True, text=True, check=False)

    return run


def test_the_lists_are_made_and_put_in_force(
    server: Path, wire: Run, calls: Callable[[], set[str]]
) -> None:
    made = wire()
    assert (made.returncode, made.stderr) == (0, "")
    assert {path.name for path in (server / "lists").iterdir()} == {
        "mosquitto.conf",
        "passwords",
        "acl",
    }
    assert "a long secret" not in (server / "lists/passwords").read_text(encoding="utf-8")
    assert "topic write luot/v1/haiphong/sys/time" in (server / "lists/acl").read_text("utf-8")
    conf = (server / "lists/mosquitto.conf").read_text(encoding="utf-8")
    assert f"\nuser {getpass.getuser()}\n" in conf
    assert calls() == {"systemctl"}


def test_with_the_options_of_the_example_mosquitto_also_speaks_tls(server: Path, wire: Run) -> None:
    settings = server / "broker.env"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("# WIRE_OPTIONS", "WIRE_OPTIONS"), encoding="utf-8")
    assert wire().returncode == 0
    conf = (server / "lists/mosquitto.conf").read_text(encoding="utf-8")
    assert "\nlistener 8883 " in conf
    assert "\ncertfile /etc/mosquitto/hall.crt\nkeyfile /etc/mosquitto/hall.key\n" in conf


def test_a_wrong_list_changes_nothing(
    server: Path, wire: Run, calls: Callable[[], set[str]]
) -> None:
    (server / "logins.toml").write_text('[kiosk-1]\nrole = "toaster"\n', encoding="utf-8")
    refused = wire()
    assert refused.returncode == 1
    assert "kiosk-1" in refused.stderr
    assert calls() == set()
    assert not (server / "lists/passwords").exists()


def test_mosquitto_is_started_with_the_lists_that_the_script_makes() -> None:
    unit = (SCRIPTS / "etc/mosquitto-luot.conf").read_text(encoding="utf-8")
    folder = re.findall(r"WIRE_FOLDER-([^}]+)", (SCRIPTS / "wire.sh").read_text("utf-8"))[0]
    assert f"\nExecStart=\nExecStart=/usr/sbin/mosquitto -c {folder}/mosquitto.conf\n" in unit


def test_the_devices_in_the_example_are_as_they_have_to_be_written(server: Path) -> None:
    text = (SCRIPTS / "etc/logins.toml").read_text(encoding="utf-8")
    examples = re.sub(r"^# (?=\[|role|counters|password)", "", text, flags=re.MULTILINE)
    assert set(tomllib.loads(examples)) == {"server", "kiosk-1", "led-07", "box-07"}
    read = read_logins(examples.replace("/etc/luot/secrets", str(server)))
    roles = {login.client.role.value for login in read}
    assert roles == {"server", "kiosk", "display", "terminal"}
