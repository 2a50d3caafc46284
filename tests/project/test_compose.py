"""compose.yaml and the Dockerfile: valid, without secrets, and with commands that exist."""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from broker import __version__

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if "build" in service]
each = pytest.mark.parametrize("name", list(SERVICES))
each_of_ours = pytest.mark.parametrize("name", OURS)
ParserOf = Callable[..., argparse.ArgumentParser]


def _instructions() -> Iterator[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            word, _, rest = line.strip().partition(" ")
            yield word, rest.strip()


def _check_command(parser_of: ParserOf, command: list[str]) -> argparse.Namespace:
    """What the program itself makes of the words; it refuses what it does not know."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    parser = parser_of(project["scripts"][command[0]], [])
    known, rest = parser.parse_known_args(command[1:])
    assert rest == []
    return known


def test_compose_has_the_shape_that_compose_wants() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec",
         str(ROOT / "compose.yaml")],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr


@each_of_ours
def test_the_command_of_a_service_is_one_that_its_program_takes(
    name: str, parser_of: ParserOf
) -> None:
    assert _check_command(parser_of, SERVICES[name]["command"])


def test_a_wrong_option_would_be_seen(parser_of: ParserOf) -> None:
    with pytest.raises(AssertionError):
        _check_command(parser_of, ["luot", "serve", "--datta", "x"])


@each_of_ours
def test_a_service_is_set_by_known_variables_only(name: str) -> None:
    known = set(re.findall(r"LUOT_[A-Z_]+", (ROOT / "docs/settings.md").read_text("utf-8")))
    assert set(SERVICES[name].get("environment", {})) <= known


def test_the_address_for_phones_must_be_given() -> None:
    assert SERVICES["server"]["environment"]["LUOT_URL"].startswith("${LUOT_URL:?")


@each
def test_no_secret_stands_in_compose(name: str) -> None:
    for variable, value in SERVICES[name].get("environment", {}).items():
        if re.search(r"PASSWORD|SECRET", variable):
            assert variable.endswith("_FILE")
            assert value.removeprefix("/run/secrets/") in SERVICES[name]["secrets"]


def test_every_secret_is_a_file_outside_of_git() -> None:
    assert {Path(one["file"]).parent.as_posix() for one in COMPOSE["secrets"].values()} == {
        "secrets"
    }
    context = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in context and "!secrets" not in context


@each
def test_every_image_names_its_version(name: str) -> None:
    assert re.fullmatch(r"[a-z/-]+:\d+\.\d+(\.\d+)?", SERVICES[name]["image"])


def test_one_version_is_told_everywhere() -> None:
    assert {SERVICES[name]["image"].partition(":")[2] for name in OURS} == {__version__}
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", changes, re.MULTILINE)[0] == __version__


@each
def test_every_volume_is_declared(name: str) -> None:
    used = {volume.partition(":")[0] for volume in SERVICES[name]["volumes"]}
    files = {one for one in used if one.startswith("./")}
    assert used - files <= set(COMPOSE["volumes"])
    assert all((ROOT / one).is_file() for one in files)


def test_the_broker_may_read_the_files_that_the_image_makes() -> None:
    made = re.findall(r"--uid (\d+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    assert SERVICES["mosquitto"]["user"] == f"{made[0]}:{made[0]}"
    shared = SERVICES["broker-files"]["volumes"][0]
    assert shared == SERVICES["mosquitto"]["volumes"][0]
    written = _option("broker-files", "--dest")
    assert SERVICES["mosquitto"]["command"][-1] == f"{written}/mosquitto.conf"
    assert written.startswith(f"{shared.partition(':')[2]}/")


def test_the_broker_lets_everybody_in_who_has_a_secret() -> None:
    services = [service for name, service in SERVICES.items() if name != "broker-files"]
    used = {secret for service in services for secret in service.get("secrets", [])}
    assert set(SERVICES["broker-files"]["secrets"]) == used | {"logins"}
    assert _option("broker-files", "--logins") == "/run/secrets/logins"


def test_devices_that_the_server_admits_reach_the_broker() -> None:
    path = Path(SERVICES["server"]["environment"]["LUOT_ADMITTED"])
    assert SERVICES["broker-files"]["environment"]["LUOT_ADMITTED"] == str(path)
    assert "--follow" in SERVICES["broker-files"]["command"]
    assert f"admitted:{path.parent}" in SERVICES["server"]["volumes"]
    assert f"admitted:{path.parent}:ro" in SERVICES["broker-files"]["volumes"]
    assert str(path.parent) in (ROOT / "Dockerfile").read_text("utf-8")
    script = SERVICES["mosquitto"]["command"][1]
    assert f"./firmware_scripts/mosquitto.sh:{script}:ro" in SERVICES["mosquitto"]["volumes"]


def test_all_speak_of_one_centre() -> None:
    spoken = {_option(name, "--centre") for name in ("broker-files", "kiosk", "display")}
    assert len(spoken) == 1


def _option(name: str, option: str) -> str:
    command: list[str] = SERVICES[name]["command"]
    return command[command.index(option) + 1]


@each
def test_every_service_comes_back_and_keeps_small_logs(name: str) -> None:
    by_hand = "setup" in SERVICES[name].get("profiles", [])
    assert SERVICES[name]["restart"] == ("no" if by_hand else "unless-stopped")
    assert SERVICES[name]["logging"]["options"]["max-size"] == "10m"


@each_of_ours
def test_an_image_is_built_with_extras_that_exist(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert SERVICES[name]["build"]["args"]["EXTRAS"] in project["optional-dependencies"]


def test_the_health_of_the_server_is_asked_where_it_is_told() -> None:
    told = set(re.findall(r'get\("(/\w+)"\)', (ROOT / "server/web/health.py").read_text("utf-8")))
    image = dict(_instructions())["HEALTHCHECK"]
    for asked in (str(SERVICES["server"]["healthcheck"]["test"]), image):
        assert re.findall(r"8080(/\w+)", asked)[0] in told


def test_the_image_runs_as_nobody_of_importance() -> None:
    users = [rest for word, rest in _instructions() if word == "USER"]
    assert users == ["luot"]
    order = [word for word, _ in _instructions()]
    assert order.index("USER") < order.index("CMD")


def test_the_image_starts_what_the_program_takes(parser_of: ParserOf) -> None:
    command = dict(_instructions())["CMD"]
    known = _check_command(parser_of, shlex.split(re.sub(r"[\[\],]", " ", command)))
    assert known.host == "0.0.0.0"


def test_everything_that_is_copied_into_the_image_is_there() -> None:
    context = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for word, rest in _instructions():
        if word == "COPY" and not rest.startswith("--from"):
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert f"!{source}" in context


def test_nothing_is_built_in_the_image_that_is_shipped() -> None:
    words = list(_instructions())
    last = max(at for at, (word, _) in enumerate(words) if word == "FROM")
    shipped = " ".join(rest for _, rest in words[last:])
    assert re.findall(r"pip install|apt-get|gcc|COPY \.", shipped) == []
    assert "pip uninstall --yes --root-user-action=ignore pip " in shipped
