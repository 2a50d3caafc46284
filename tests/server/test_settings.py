"""Settings come from the environment, loudly."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from server.settings import SECRETS, Settings, SettingsError, read_settings, variable


def test_without_an_environment_the_defaults_hold():
    assert read_settings({}) == Settings()


def test_every_field_is_read_from_its_variable():
    given = {
        "data": "d", "host": "h", "port": "1", "url": "u", "mqtt": "m", "mqtt_user": "n",
        "mqtt_ca": "c", "mqtt_password": "p", "secret_key": "k", "https": "true",
        "trusted_proxies": "1", "session_hours": "3", "login_failures_per_minute": "4",
        "anonymous_per_s": "5", "feedback_days": "6", "speed": "2.5", "log_level": "debug",
    }  # fmt: skip
    fields = dataclasses.fields(Settings)
    assert given.keys() == {field.name for field in fields}
    read = read_settings({variable(name): text for name, text in given.items()})
    unchanged = [field.name for field in fields if getattr(read, field.name) == field.default]
    assert unchanged == []


@pytest.mark.parametrize(
    ("name", "text"),
    [("PORT", "x"), ("PORT", "70000"), ("HTTPS", "maybe"), ("SPEED", "0"), ("LOG_LEVEL", "LOUD")],
)
def test_a_value_that_cannot_be_used_names_its_variable(name, text):
    with pytest.raises(SettingsError, match=f"LUOT_{name}"):
        read_settings({f"LUOT_{name}": text})


@pytest.mark.parametrize("field", sorted(SECRETS))
def test_secrets_may_stand_in_a_file_have_no_default_and_are_never_shown(tmp_path: Path, field):
    file = tmp_path / "secret"
    file.write_text("s3cret\n", encoding="utf-8")
    name = variable(field)
    read = read_settings({f"{name}_FILE": str(file)})
    assert getattr(read, field) == "s3cret"
    assert getattr(Settings(), field) == ""
    assert "s3cret" not in repr(read)
    with pytest.raises(SettingsError, match="both"):
        read_settings({name: "a", f"{name}_FILE": str(file)})
    with pytest.raises(SettingsError, match="cannot read"):
        read_settings({f"{name}_FILE": str(tmp_path / "missing")})
