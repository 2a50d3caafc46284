"""How a terminal starts: settings that are wrong, no clock, encryption, the wrong password."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from broker.daemon import free_port
from broker.mosquitto.config import Listener
from broker.mosquitto.daemon import MosquittoBroker

NO_CLOCK = """
from utime import sleep_ms, sleep_us, ticks_diff, ticks_ms

def time():
    raise OSError("there is no clock")

gmtime = localtime = time_ns = mktime = time
"""


@pytest.fixture(params=["mosquitto"])
def hall(request: pytest.FixtureRequest, make_hall: Any) -> Any:
    """One broker is enough for these."""
    return make_hall(request.param)


def test_wrong_settings_are_told_on_the_console_and_end_the_program(make_terminal):
    made = make_terminal(1883, counter=0, colour="red")
    made.start()
    assert made.wait_end() == 0
    assert [line.split(":")[1].strip() for line in made.said.all] == ["colour", "counter"]


def test_a_terminal_without_any_clock_works(hall, make_terminal):
    made = make_terminal(hall.port)
    (made.folder / "time.py").write_text(NO_CLOCK, "utf-8")
    made.start()
    hall.hear("device/box-07/status", lambda told: told["state"] == "online")
    hall.beat()
    hall.state("called", 1012)
    made.wait("number 1012")
    assert not [one for one in made.said.all if "clock" in one]


def test_a_wrong_password_is_told_and_tried_again(hall, make_terminal):
    made = make_terminal(hall.port, password="not that")
    made.start()
    made.wait("link: not let in: id or password is wrong ([0, 5])")
    made.wait("link: not let in: id or password is wrong ([0, 5])", after=5)
    assert made.number == "--"


def test_two_devices_of_one_id_are_told_so_and_do_not_storm_the_broker(hall, make_terminal):
    first, second = make_terminal(hall.port), make_terminal(hall.port)
    first.start()
    second.start()
    said = "another device has this id, or the broker is ill"
    first.wait(said)
    second.wait(said)
    assert sum(one == "linked" for one in first.said.all) <= 5


def test_without_a_broker_it_starts_anew_after_a_while(make_terminal):
    made = make_terminal(free_port(), offline_restart_s=2)
    made.start()
    assert made.wait_end() == 75


@pytest.fixture
def encrypted(rig: Any, tmp_path: Path) -> Any:
    """A Mosquitto with encryption, and the certificate that has signed its own, in DER."""
    folder = tmp_path / "certificates"
    folder.mkdir()

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    for name in ("ca", "other"):
        openssl(*new, "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.crt")
        openssl("x509", "-in", f"{name}.crt", "-outform", "DER", "-out", f"{name}.der")
    signed = ("-CA", "ca.crt", "-CAkey", "ca.key", "-addext", "subjectAltName=DNS:localhost")
    leaf = ("-addext", "basicConstraints=critical,CA:FALSE", "-subj", "/CN=localhost")
    openssl(*new, *signed, *leaf, "-keyout", "hall.key", "-out", "hall.crt")
    tls = Listener(free_port(), "127.0.0.1", folder / "hall.crt", folder / "hall.key")
    logins = rig.LOGINS
    port = free_port()
    daemon = MosquittoBroker(
        tmp_path, logins, host="127.0.0.1", port=port, centre="thu", more=[tls]
    )
    daemon.start()
    yield folder, tls.port
    daemon.stop()


def test_encryption_with_the_right_certificate_lets_in_and_with_another_does_not(
    encrypted, make_terminal
):
    folder, port = encrypted
    made = make_terminal(port, broker="localhost", ca="ca.der")
    shutil.copy(folder / "other.der", made.folder / "ca.der")
    made.start()
    made.said.wait(lambda one: "not correctly signed by the trusted CA" in one)
    made.stop()
    shutil.copy(folder / "ca.der", made.folder / "ca.der")
    made.start()
    made.wait("linked")
