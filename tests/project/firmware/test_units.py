"""The units of systemd, and the examples of their settings."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from broker.devicelogins import FILE

ROOT = Path(__file__).parents[3]
SCRIPTS = ROOT / "firmware_scripts"
UNITS = sorted((SCRIPTS / "systemd").glob("*.service"))
TIMERS = sorted((SCRIPTS / "systemd").glob("*.timer"))
PATHS = sorted((SCRIPTS / "systemd").glob("*.path"))
LASTING = [unit for unit in UNITS if "Type=oneshot" not in unit.read_text(encoding="utf-8")]
ROLES = ("kiosk", "tv", "display", "speaker", "box", "server")
Run = Callable[..., subprocess.CompletedProcess[str]]
each_unit = pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
each_file = pytest.mark.parametrize("unit", [*UNITS, *TIMERS, *PATHS], ids=lambda path: path.name)
each_lasting = pytest.mark.parametrize("unit", LASTING, ids=lambda path: path.stem)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units as installed, with a program that is there on any machine."""
    for unit in [*UNITS, *TIMERS, *PATHS]:
        text = unit.read_text(encoding="utf-8")
        name = unit.name.replace("@.", "@hall.")
        (tmp_path / name).write_text(
            re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.MULTILINE), "utf-8"
        )
    return tmp_path


@each_file
def test_systemd_has_nothing_to_say_about_a_unit(unit: Path, installed: Path) -> None:
    name = unit.name.replace("@.", "@hall.")
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(installed / name)],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{installed}:"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, "")


def test_systemd_would_say_something_about_a_wrong_key(installed: Path) -> None:
    name = installed / "luot-kiosk.service"
    name.write_text(name.read_text(encoding="utf-8") + "Wantedby=x\n", encoding="utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(name)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Wantedby" in told.stderr


def test_systemd_takes_what_is_changed_of_mosquitto(tmp_path: Path) -> None:
    """The packaged unit may be missing where only the program is installed: a small one will do."""
    unit = tmp_path / "mosquitto.service"
    unit.write_text("[Service]\nType=notify\nExecStart=/bin/false\n", encoding="utf-8")
    (tmp_path / "mosquitto.service.d").mkdir()
    changes = (SCRIPTS / "etc/mosquitto-luot.conf").read_text(encoding="utf-8")
    (tmp_path / "mosquitto.service.d/luot.conf").write_text(
        changes.replace("/usr/sbin/mosquitto", "/bin/true"), encoding="utf-8"
    )
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, "")


@each_lasting
def test_a_unit_comes_back_for_ever(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    assert "\nRestart=always\n" in text
    assert "\nStartLimitIntervalSec=0\n" in text


ROOTS = {"luot-wire"}
"""Mosquitto's lists belong to Mosquitto, and only root may tell it to read them."""


@each_unit
def test_a_unit_is_not_root_and_cannot_become_it(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    assert ("\nUser=luot\n" in text) is (unit.stem not in ROOTS)
    assert "\nNoNewPrivileges=yes\n" in text


MOST_EXPOSED = {"luot-screen": 7.0, "luot-wire": 3.5}
"""A browser makes its own sandbox, and a login session has to be one."""


@each_unit
def test_a_unit_is_closed_off_from_the_rest_of_the_machine(unit: Path) -> None:
    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    exposed = re.findall(r"Overall exposure level for \S+: ([\d.]+)", told)
    assert float(exposed[0]) <= MOST_EXPOSED.get(unit.stem, 2.5)


def test_what_does_not_last_is_started_by_a_timer_or_a_file() -> None:
    assert {unit.stem for unit in UNITS} - {unit.stem for unit in LASTING} == {
        other.stem for other in [*TIMERS, *PATHS]
    }


def test_the_broker_looks_at_the_file_that_the_server_writes() -> None:
    watched = (SCRIPTS / "systemd/luot-wire.path").read_text(encoding="utf-8")
    path = f"/var/lib/luot/{FILE}"
    assert f"\nPathChanged={path}\n" in watched
    assert f"LUOT_ADMITTED={path}" in (SCRIPTS / "wire.sh").read_text(encoding="utf-8")
    assert path in (SCRIPTS / "provision.sh").read_text(encoding="utf-8")


GIVES_SIGNS = {
    "luot-server": "server/commands/serve.py",
    "luot-kiosk": "kiosk/cli.py",
    "luot-display@": "displays/lightcli.py",
    "luot-box": "kiosk/boxcli.py",
    "luot-speaker@": "displays/speakcli.py",
}
"""Where the program of a unit tells systemd that it lives."""


@each_unit
def test_a_unit_promises_signs_of_life_where_its_program_gives_them(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    promises = unit.stem in GIVES_SIGNS
    assert ("\nWatchdogSec=30\n" in text) == promises
    assert ("\nType=notify\n" in text) == promises
    if promises:
        assert "Alive()" in (ROOT / GIVES_SIGNS[unit.stem]).read_text(encoding="utf-8")


@each_unit
def test_a_unit_holds_no_secret(unit: Path) -> None:
    for name, value in re.findall(r"(LUOT_\w+)=(\S+)", unit.read_text(encoding="utf-8")):
        assert name.endswith("_FILE") and value.startswith("%d/")


@each_unit
def test_a_unit_starts_what_provisioning_puts_there(
    unit: Path, machine: Path, provision: Run
) -> None:
    program = re.findall(r"^ExecStart=(\S+)", unit.read_text(encoding="utf-8"), re.MULTILINE)[0]
    if program.startswith("/opt/luot/venv/bin/"):
        assert f"{Path(program).name} = " in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        return
    for role in ROLES:
        provision(role)
    packaged = (machine / "state" / f"package-{Path(program).name}").exists()
    assert packaged or (machine / f"root{program}").stat().st_mode & 0o111


def test_every_unit_is_installed_by_some_role(machine: Path, provision: Run) -> None:
    for role in ROLES:
        provision(role)
    folder = machine / "root/etc/systemd/system"
    there = {path.name for path in folder.iterdir() if path.is_file()}
    assert there == {unit.name for unit in [*UNITS, *TIMERS, *PATHS]}


def test_settings_of_the_examples_are_known() -> None:
    known = set(re.findall(r"LUOT_[A-Z_]+", (ROOT / "docs/settings.md").read_text("utf-8")))
    for example in (SCRIPTS / "etc").glob("*.env"):
        used = set(re.findall(r"^(LUOT_[A-Z_]+)=", example.read_text("utf-8"), re.MULTILINE))
        assert used <= known, example.name


@pytest.mark.parametrize(
    ("example", "program", "target"),
    [
        ("kiosk", "KIOSK_OPTIONS", "kiosk.cli:main"),
        ("box", "BOX_OPTIONS", "kiosk.boxcli:run"),
        ("display", "DISPLAY_OPTIONS", "displays.cli:main"),
        ("speaker", "SPEAKER_OPTIONS", "displays.speakcli:speak"),
    ],
)
def test_options_of_the_examples_are_ones_that_the_program_takes(
    example: str, program: str, target: str, parser_of: Callable[..., argparse.ArgumentParser]
) -> None:
    text = (SCRIPTS / f"etc/{example}.env").read_text(encoding="utf-8")
    options = re.findall(rf"^{program}=(.*)$", text, re.MULTILINE)[0].split()
    _, rest = parser_of(target, []).parse_known_args(options)
    assert rest == []
