"""Where a display's secrets come from, and what is said when they do not."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from broker.errors import WireError
from displays.errors import BadSetting
from displays.settings import Settings, device_id, read_secrets


def test_one_device_takes_its_secret_from_the_environment() -> None:
    assert read_secrets({"LUOT_MQTT_PASSWORD": "s"}, ["led-07"]) == {"led-07": "s"}


def test_a_secret_in_a_file_is_read_without_its_line_end_and_goes_first(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from-file\n", encoding="utf-8")
    told = {"LUOT_MQTT_PASSWORD_FILE": str(file), "LUOT_MQTT_PASSWORD": "other"}
    assert read_secrets(told, ["led-07"]) == {"led-07": "from-file"}


def test_many_devices_take_theirs_from_one_file(tmp_path: Path) -> None:
    file = tmp_path / "devices.json"
    file.write_text(json.dumps({"led-07": "a", "led-08": "b"}), encoding="utf-8")
    told = {"LUOT_DEVICES_FILE": str(file), "LUOT_MQTT_PASSWORD": "never for many"}
    assert read_secrets(told, ["led-07", "led-08"]) == {"led-07": "a", "led-08": "b"}
    with pytest.raises(BadSetting, match="luot device add led-09"):
        read_secrets(told, ["led-07", "led-09"])


@pytest.mark.parametrize("environment", [{}, {"LUOT_MQTT_PASSWORD": ""}])
def test_no_secret_has_a_default(environment: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match="no secret for led-07"):
        read_secrets(environment, ["led-07"])


@pytest.mark.parametrize("name", ["LUOT_DEVICES_FILE", "LUOT_MQTT_PASSWORD_FILE"])
@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises((BadSetting, WireError), match=f"^{name}: cannot read .*secret"):
        read_secrets({name: str(file)}, ["led-07"])


@pytest.mark.parametrize("text", ["[1]", '"led-07"', "null", "3"])
def test_a_file_of_devices_that_is_no_table_says_what_to_write(tmp_path: Path, text: str) -> None:
    file = tmp_path / "devices.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadSetting, match=r"LUOT_DEVICES_FILE: .*led-07"):
        read_secrets({"LUOT_DEVICES_FILE": str(file)}, ["led-07"])


def test_secrets_are_not_shown_when_settings_are_printed() -> None:
    made = Settings("thu", "mqtt://h", "terminal", (7,), {"led-07": "hush-hush"})
    assert "hush" not in repr(made)
    assert {field.name for field in fields(made)} == set(Settings.__slots__)


@pytest.mark.parametrize(("counter", "id"), [(1, "led-01"), (7, "led-07"), (123, "led-123")])
def test_a_light_is_named_after_its_counter(counter: int, id: str) -> None:
    assert device_id(counter) == id
