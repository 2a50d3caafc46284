"""Logs are lines or JSON, and nobody can be found in them."""

from __future__ import annotations

import json
import logging

import pytest

from server.logs import JsonLines, PlainLines


def record(message: str, *values: object, fault: bool = False) -> logging.LogRecord:
    made = logging.LogRecord("server.x", logging.WARNING, "x.py", 1, message, values, None)
    if fault:
        try:
            raise ValueError("card 079 012 345 678")
        except ValueError as error:
            made.exc_info = (ValueError, error, error.__traceback__)
    return made


def test_a_json_line_has_time_level_name_and_message():
    told = json.loads(JsonLines().format(record("kiosk %s is away", "k1")))
    assert told.pop("at").endswith("+00:00")
    assert told == {"level": "WARNING", "name": "server.x", "message": "kiosk k1 is away"}


def test_a_fault_is_one_line_too():
    line = JsonLines().format(record("failed", fault=True))
    assert "\n" not in line
    assert "ValueError" in json.loads(line)["error"]


@pytest.mark.parametrize("form", [PlainLines(), JsonLines()])
def test_card_and_phone_numbers_are_blotted_out(form):
    line = form.format(record("told by %s and %s", "079012345678", "0912 345 678"))
    assert "079012345678" not in line and "0912" not in line and "•" in line


def test_the_same_holds_for_faults():
    for form in (PlainLines(), JsonLines()):
        assert "012 345" not in form.format(record("failed", fault=True))


def test_a_plain_line_keeps_its_time():
    assert PlainLines().format(record("x")).partition(" WARNING ")[0].startswith("20")
