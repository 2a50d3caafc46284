"""The broker's settings and logins come loudly, and secrets stay secret."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from broker.errors import BadSetting
from broker.logins import read_logins
from broker.settings import Settings, read_settings
from broker.topics import Client, Role


def test_without_an_environment_the_defaults_hold() -> None:
    assert read_settings({}) == Settings()


def test_every_field_is_read_from_its_variable() -> None:
    given = {"logins": "l", "host": "h", "port": "1", "data": "d", "centre": "c"}
    given["admitted"] = "a"
    fields = dataclasses.fields(Settings)
    assert given.keys() == {field.name for field in fields}
    names = {name: f"LUOT_BROKER_{name.upper()}" for name in given} | {"admitted": "LUOT_ADMITTED"}
    read = read_settings({names[name]: text for name, text in given.items()})
    assert [field.name for field in fields if getattr(read, field.name) == field.default] == []


@pytest.mark.parametrize("text", ["x", "-1", "70000", "", "1.5", "²"])
def test_a_port_that_cannot_be_used_names_its_variable(text: str) -> None:
    with pytest.raises(BadSetting, match="LUOT_BROKER_PORT"):
        read_settings({"LUOT_BROKER_PORT": text})


def test_logins_may_stand_in_a_file_and_are_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "logins.toml"
    file.write_text("s3cret", encoding="utf-8")
    name = "LUOT_BROKER_LOGINS"
    read = read_settings({f"{name}_FILE": str(file)})
    assert read.logins == "s3cret"
    assert "s3cret" not in repr(read)
    with pytest.raises(BadSetting, match="both"):
        read_settings({name: "a", f"{name}_FILE": str(file)})
    with pytest.raises(BadSetting, match=f"{name}_FILE: cannot read"):
        read_settings({f"{name}_FILE": str(tmp_path / "missing")})


def test_a_login_is_an_id_a_role_a_password_and_counters(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("from a file\n", encoding="utf-8")
    kiosk, box = read_logins(
        f'[kiosk-1]\nrole = "kiosk"\npassword_file = "{file}"\n'
        '[box-07]\nrole = "terminal"\npassword = "thẳng"\ncounters = [7, 8]\n'
    )
    assert (kiosk.client, kiosk.password) == (Client("kiosk-1", Role.KIOSK), "from a file")
    assert box.client == Client("box-07", Role.TERMINAL, frozenset({7, 8}))
    assert "thẳng" not in repr(box)
    assert not kiosk.speaks_for_all


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "LUOT_BROKER_LOGINS_FILE"),
        ("[", "not TOML"),
        ("a = 1", "login a"),
        ('[a]\nrole = "king"\npassword = "x"', "login a: role"),
        ('[a]\nrole = "kiosk"', "login a: write a password"),
        ('[a]\nrole = "kiosk"\npassword = "x\\ny"', "login a: write a password of one line"),
        ('[a]\nrole = "kiosk"\npassword = "x"\npassword_file = "y"', "login a: .*both"),
        ('[a]\nrole = "kiosk"\npassword_file = "/missing/file"', "login a: cannot read"),
        ('[a]\nrole = "kiosk"\npassword = "x"\ncounters = [0]', "login a: counters"),
        ('[a]\nrole = "kiosk"\npassword = "x"\nspeaks_for_all = true', "login a: speaks_for_all"),
        ('["a\\nuser b"]\nrole = "kiosk"\npassword = "x"', "cannot stand in a topic"),
    ],
)
def test_logins_that_cannot_be_used_are_named(text: str, named: str) -> None:
    with pytest.raises(BadSetting, match=named):
        read_logins(text)
