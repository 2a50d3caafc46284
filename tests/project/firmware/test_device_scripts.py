"""What looks after a device: its doctor, a root that is never written, its clock, its scanner."""

from __future__ import annotations

import configparser
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[3] / "firmware_scripts"
Run = Callable[..., subprocess.CompletedProcess[str]]
PLAIN = "console=tty1 root=PARTUUID=1-02 rootwait quiet"
STAND_INS = {
    "systemctl": 'case $1 in list-unit-files) cat "$STATE/units" ;; '
    'is-active) [ ! -e "$STATE/ill" ] ;; esac',
    "timedatectl": 'cat "$STATE/clock"',
    "df": 'printf "f\\nd 1 1 %s 1%% /\\n" "$(cat "$STATE/free")"',
    "vcgencmd": 'cat "$STATE/power"',
    "raspi-config": "file=$DESTDIR/boot/firmware/cmdline.txt; case $2$3 in "
    'do_overlayfs0) sed -i "s/^/overlayroot=tmpfs /" "$file" ;; '
    'do_overlayfs1) sed -i "s/overlayroot=[^ ]* //" "$file" ;; esac',
}


@pytest.fixture
def device(tmp_path: Path) -> Path:
    """A device that is well, with stand-ins for its system."""
    for name in ("bin", "state", "root/etc/luot", "root/boot/firmware", "venv/bin"):
        (tmp_path / name).mkdir(parents=True)
    for name, body in STAND_INS.items():
        path = tmp_path / "bin" / name
        path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        path.chmod(0o755)
    (tmp_path / "venv/bin/python").symlink_to(sys.executable)
    state = tmp_path / "state"
    (state / "units").write_text("luot-kiosk.service enabled enabled\n", "utf-8")
    (state / "clock").write_text("yes\n", "utf-8")
    (state / "free").write_text("900\n", "utf-8")
    (state / "power").write_text("throttled=0x0\n", "utf-8")
    (tmp_path / "root/boot/firmware/cmdline.txt").write_text(PLAIN + "\n", "utf-8")
    return tmp_path


@pytest.fixture
def run(device: Path) -> Run:
    """Runs one of the scripts there."""
    env = {
        "PATH": f"{device}/bin:{os.environ['PATH']}",
        "STATE": str(device / "state"),
        "DESTDIR": str(device / "root"),
        "DOCTOR_ROOT": str(device / "root"),
        "DOCTOR_VENV": str(device / "venv"),
    }

    def made(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(SCRIPTS / name), *arguments]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    return made


@pytest.fixture
def broker(device: Path) -> Iterator[socket.socket]:
    """Something that answers where the settings say that the broker is."""
    with socket.create_server(("127.0.0.1", 0)) as made:
        port = made.getsockname()[1]
        (device / "root/etc/luot/kiosk.env").write_text(
            f"LUOT_MQTT=mqtt://127.0.0.1:{port}\nKIOSK_OPTIONS=--id k\n", "utf-8"
        )
        yield made


def test_a_device_that_is_well_is_told_so(run: Run, broker: socket.socket) -> None:
    told = run("doctor.sh")
    assert (told.returncode, told.stderr) == (0, "")
    assert "WRONG" not in told.stdout
    for word in ("luot-kiosk.service runs", "clock", "MB free", "power", "broker"):
        assert word in told.stdout


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("ill", "", "luot-kiosk.service does not run; journalctl -u luot-kiosk.service"),
        ("units", "", "run provision.sh"),
        ("clock", "no\n", "nobody sets the clock"),
        ("free", "12\n", "has 12 MB free; make room"),
        ("power", "throttled=0x50005\n", "power supply is too weak"),
    ],
)
def test_the_doctor_says_what_is_wrong_and_what_to_do(
    name: str, text: str, said: str, device: Path, run: Run, broker: socket.socket
) -> None:
    (device / "state" / name).write_text(text, "utf-8")
    told = run("doctor.sh")
    assert told.returncode == 1
    assert [line for line in told.stdout.splitlines() if line.startswith("WRONG") and said in line]


def test_the_doctor_knows_a_broker_that_does_not_answer(
    device: Path, run: Run, broker: socket.socket
) -> None:
    broker.close()
    assert "does not answer; look at cable and address" in run("doctor.sh").stdout


@pytest.mark.parametrize("words", [("doctor.sh", "x"), ("readonly.sh",), ("readonly.sh", "on")])
def test_wrong_words_are_told(words: tuple[str, ...], run: Run) -> None:
    told = run(*words)
    assert told.returncode == 2
    assert "usage:" in told.stderr


def files(device: Path) -> dict[str, str]:
    """Everything on the device."""
    return {
        str(path): path.read_text("utf-8")
        for path in (device / "root").rglob("*")
        if path.is_file()
    }


def test_a_check_of_the_read_only_root_changes_nothing(device: Path, run: Run) -> None:
    before = files(device)
    assert run("readonly.sh", "--check", "on", "/var/lib/luot-kiosk").returncode == 1
    assert run("readonly.sh", "--check", "off").returncode == 0
    assert files(device) == before


def test_the_root_is_covered_and_only_the_data_partition_is_written(device: Path, run: Run) -> None:
    made = run("readonly.sh", "on", "/var/lib/luot-kiosk")
    assert (made.returncode, made.stderr) == (0, "")
    words = (device / "root/boot/firmware/cmdline.txt").read_text("utf-8").split()
    assert "overlayroot=tmpfs:recurse=0" in words and words[1:] == PLAIN.split()
    table = (device / "root/etc/fstab").read_text("utf-8")
    assert table == "LABEL=luot-data /var/lib/luot-kiosk ext4 noatime 0 2\n"
    assert run("readonly.sh", "--check", "on", "/var/lib/luot-kiosk").returncode == 0
    after = files(device)
    again = run("readonly.sh", "on", "/var/lib/luot-kiosk")
    assert "doing" not in again.stdout
    assert files(device) == after


def test_the_root_can_be_written_again(device: Path, run: Run) -> None:
    run("readonly.sh", "on", "/var/lib/luot-kiosk")
    assert run("readonly.sh", "off").returncode == 0
    assert run("readonly.sh", "--check", "off").returncode == 0
    assert (device / "root/boot/firmware/cmdline.txt").read_text("utf-8").strip() == PLAIN


def test_rules_of_udev_are_made_of_matches_and_assignments() -> None:
    part = r'(?:[A-Z]+(?:\{\w+\})?(?:==|!=|=|\+=|:=)"[^"]*")'
    for rules in (SCRIPTS / "etc").glob("*.rules"):
        lines = rules.read_text("utf-8").splitlines()
        wanted = [line for line in lines if line and not line.startswith("#")]
        assert wanted
        assert [line for line in wanted if not re.fullmatch(rf"{part}(?:, {part})*", line)] == []


def test_devices_ask_the_server_for_the_time_and_the_server_tells_it() -> None:
    read = configparser.ConfigParser()
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(SCRIPTS / "etc/timesyncd-luot.conf", "utf-8")
    assert read["Time"]["NTP"] in (SCRIPTS / "etc/kiosk.env").read_text("utf-8")
    chrony = (SCRIPTS / "etc/chrony-luot.conf").read_text("utf-8").splitlines()
    assert "allow 10.0.0.0/8" in chrony and "local stratum 10" in chrony
