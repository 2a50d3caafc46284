"""The terminal's settings: every fault is told at once, by name, before anything starts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

GOOD = {"id": "box-07", "centre": "thu", "counter": 7, "broker": "10.0.0.10", "password": "x"}
TEXT = st.text("aé0{", max_size=5)
JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


def test_every_fault_of_the_settings_is_told_at_once_with_its_key(firmware):
    config = firmware("config")
    wrong = {
        **{"id": "box 7", "counter": 0, "port": "1883", "colour": "red", "lamp": [1, 2]},
        **{"buttons": {"next": 4, "recall": 4}, "number": {"kind": "tube"}, "wifi": "hall"},
        "update": {"url": "ftp://x", "key": "k"},
    }
    with pytest.raises(firmware("errors").BadConfig) as told:
        config.check(wrong)
    keys = [line.split(":")[0] for line in str(told.value).splitlines()]
    assert keys == sorted({*wrong, "centre", "broker", "password"})


def test_what_is_left_out_of_the_settings_has_a_sensible_value(firmware):
    told = firmware("config").check(GOOD)
    assert (told["port"], told["board"], told["ca"]) == (1883, "pins", None)
    assert told["buttons"] == {"next": 14, "recall": 15}


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "x" * 5000, b"\xff\xfe"])
def test_a_broken_file_of_settings_is_told_in_words(firmware, tmp_path, text):
    path = tmp_path / "config.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(firmware("errors").BadConfig):
        firmware("config").read(str(path))


@given(st.dictionaries(st.sampled_from([*GOOD, "wifi", "buttons", "number", "lamp"]), JSON_LIKE))
def test_no_settings_break_their_check(loaded, told):
    try:
        loaded("config").check({**GOOD, **told})
    except loaded("errors").BadConfig as error:
        assert all(": " in line for line in str(error).splitlines())


def test_the_example_of_the_settings_is_right(firmware, firmware_folder):
    told = json.loads((firmware_folder / "config.example.json").read_text("utf-8"))
    assert firmware("config").check(told)["id"] == "box-07"
