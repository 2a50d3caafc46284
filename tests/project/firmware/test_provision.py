"""Provisioning: what --check says, what a run does, and that a second run does nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[3] / "firmware_scripts"
Run = Callable[..., subprocess.CompletedProcess[str]]
Calls = Callable[[], set[str]]
CHANGING = {"apt-get", "useradd", "usermod", "chown", "udevadm", "python3"}
BY_HAND = (
    "etc/luot/secrets/mqtt-password",
    "etc/luot/secrets/display-lights.json",
    "etc/luot/secrets/speaker-hall",
    "etc/mosquitto/luot/mosquitto.conf",
    "var/lib/luot/luot.db",
)
each_role = pytest.mark.parametrize("role", ("kiosk", "tv", "display", "speaker", "server"))


def _bring_by_hand(machine: Path) -> None:
    for name in BY_HAND:
        path = machine / "root" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (machine / "root/var/lib/luot").chmod(0o750)


@each_role
def test_a_check_says_what_is_missing_and_changes_nothing(
    role: str, machine: Path, provision: Run, calls: Calls
) -> None:
    checked = provision("--check", role)
    assert checked.returncode == 1, checked.stderr
    assert "missing  user luot" in checked.stdout
    assert "by hand" in checked.stdout.splitlines()[-1]
    assert list((machine / "root").rglob("*")) == []
    assert calls().isdisjoint(CHANGING)


@each_role
def test_a_provisioned_machine_passes_its_check(role: str, machine: Path, provision: Run) -> None:
    made = provision(role)
    assert (made.returncode, made.stderr) == (0, "")
    _bring_by_hand(machine)
    checked = provision("--check", role)
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "All is well.")


@each_role
def test_a_second_run_changes_nothing(role: str, provision: Run, calls: Calls) -> None:
    provision(role)
    again = provision(role)
    assert again.returncode == 0
    assert "doing" not in again.stdout
    assert calls().isdisjoint(CHANGING)


@each_role
def test_what_an_operator_changed_is_kept_and_what_is_ours_is_mended(
    role: str, machine: Path, provision: Run, calls: Calls
) -> None:
    provision(role)
    folder = machine / "root/etc"
    own = [path for path in (folder / "luot").rglob("*") if path.is_file()]
    assert own
    for path in own:
        path.write_text("# mine\n", encoding="utf-8")
    ours = folder / "systemd/journald.conf.d/luot.conf"
    ours.write_text("", encoding="utf-8")
    assert provision("--check", role).returncode == 1
    provision(role)
    assert {path.read_text(encoding="utf-8") for path in own} == {"# mine\n"}
    assert ours.read_bytes() == (SCRIPTS / "etc/journald-luot.conf").read_bytes()


@each_role
def test_secrets_are_for_root_only(role: str, machine: Path, provision: Run) -> None:
    provision(role)
    folder = machine / "root/etc/luot/secrets"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} <= {0}


@each_role
def test_scripts_can_be_run_where_they_are_put(role: str, machine: Path, provision: Run) -> None:
    provision(role)
    scripts = list((machine / "root/opt/luot").glob("*.sh"))
    assert {path.name for path in scripts} >= {"doctor.sh", "readonly.sh"}
    assert [path.name for path in scripts if path.stat().st_mode & 0o777 != 0o755] == []


def test_each_server_makes_a_password_of_its_own(machine: Path, provision: Run) -> None:
    password = machine / "root/etc/luot/secrets/mqtt-password"
    made = set()
    for _ in range(2):
        assert provision("server").returncode == 0
        made.add(password.read_text(encoding="utf-8"))
        password.unlink()
    assert len(made) == 2
    assert all(len(one) == 33 for one in made)


def test_a_step_that_fails_ends_the_run(machine: Path, provision: Run) -> None:
    (machine / "bin/useradd").write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    made = provision("kiosk")
    assert made.returncode == 1
    assert made.stderr.count("\n") == 1
    assert "user luot" in made.stderr


@pytest.mark.parametrize("arguments", [(), ("toaster",), ("kiosk", "more"), ("--check",)])
def test_wrong_usage_is_told(arguments: tuple[str, ...], provision: Run) -> None:
    told = provision(*arguments)
    assert told.returncode == 2
    assert "usage:" in told.stderr


def test_help_is_given(provision: Run) -> None:
    told = provision("--help")
    assert (told.returncode, told.stdout.split(":")[0]) == (0, "usage")


def test_the_check_runs_on_this_machine_too() -> None:
    checked = subprocess.run(
        [str(SCRIPTS / "provision.sh"), "--check", "kiosk"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode in (0, 1)
    assert checked.stderr == ""


def test_the_screen_waits_for_its_page(machine: Path, calls: Calls) -> None:
    for name, body in (("curl", "exit 7"), ("chromium", "exit 0")):
        path = machine / "bin" / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >>"$STATE/calls"\n{body}\n', "utf-8")
        path.chmod(0o755)
    env = {"PATH": f"{machine}/bin:{os.environ['PATH']}", "STATE": str(machine / "state")}
    shown = subprocess.run([str(SCRIPTS / "screen.sh")], env=env, check=False)
    assert shown.returncode == 7
    assert calls() == {"curl"}
    shutil.copy(machine / "bin/chromium", machine / "bin/curl")
    assert subprocess.run([str(SCRIPTS / "screen.sh")], env=env, check=False).returncode == 0
    told = (machine / "state/calls").read_text()
    assert "--kiosk --app=http://127.0.0.1:8091/" in told
    assert "--autoplay-policy=no-user-gesture-required" in told


@pytest.mark.parametrize("role", ["kiosk", "tv"])
def test_a_browser_that_may_not_sound_by_itself_is_found_and_mended(
    role: str, machine: Path, provision: Run
) -> None:
    provision(role)
    _bring_by_hand(machine)
    script = machine / "root/opt/luot/screen.sh"
    silent = script.read_text(encoding="utf-8").replace("--autoplay-policy", "--no-policy")
    script.write_text(silent, encoding="utf-8")
    checked = provision("--check", role)
    assert (checked.returncode, checked.stdout.count("missing")) == (1, 1)
    assert "missing  /opt/luot/screen.sh" in checked.stdout
    provision(role)
    assert provision("--check", role).returncode == 0


def test_a_television_shows_a_board_of_the_server_and_keeps_the_address(
    machine: Path, provision: Run
) -> None:
    provision("tv")
    settings = machine / "root/etc/luot/screen.env"
    assert "/board/hall" in settings.read_text(encoding="utf-8")
    rules = json.loads((SCRIPTS / "etc/chromium-tv.json").read_text(encoding="utf-8"))
    assert "URLBlocklist" not in rules and rules["AutoplayAllowed"] is True


def test_a_kiosks_browser_may_open_its_own_page_only() -> None:
    rules = json.loads((SCRIPTS / "etc/chromium-kiosk.json").read_text(encoding="utf-8"))
    assert rules["URLBlocklist"] == ["*"]
    assert rules["URLAllowlist"] == ["http://127.0.0.1", "http://localhost"]
    assert (rules["DeveloperToolsAvailability"], rules["PrintingEnabled"]) == (2, False)
