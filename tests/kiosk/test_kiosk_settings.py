"""Where a kiosk's secret comes from, and what is said when it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker.errors import WireError
from kiosk.errors import BadSetting
from kiosk.settings import Settings, password


def test_the_secret_comes_from_the_environment_or_better_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from-file\n", encoding="utf-8")
    assert password({"LUOT_MQTT_PASSWORD": "told"}) == "told"
    both = {"LUOT_MQTT_PASSWORD": "told", "LUOT_MQTT_PASSWORD_FILE": str(file)}
    assert password(both) == "from-file"


@pytest.mark.parametrize("told", [{}, {"LUOT_MQTT_PASSWORD": ""}])
def test_no_secret_has_a_default(told: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match="luot device add ID --role kiosk"):
        password(told)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(WireError, match=r"LUOT_MQTT_PASSWORD_FILE: cannot read .*secret"):
        password({"LUOT_MQTT_PASSWORD_FILE": str(file)})


def test_an_empty_file_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("\n", encoding="utf-8")
    with pytest.raises(BadSetting, match="no secret"):
        password({"LUOT_MQTT_PASSWORD_FILE": str(tmp_path / "secret")})


def test_the_secret_is_not_shown_when_settings_are_printed() -> None:
    assert "hush" not in repr(Settings("kiosk-1", "thu", "mqtt://h", "hush-hush"))
