"""The settings of one terminal: a JSON file on the device, checked whole before anything starts."""

import json

from terminal.buttons import BUTTONS
from terminal.errors import BadConfig

MOST_BYTES = 4096
REQUIRED = {"id": "id", "centre": "id", "counter": "counter", "broker": "text", "password": "text"}
OPTIONAL = {
    "port": ("port", 1883),
    "ca": ("text", None),
    "ntp": ("text", None),
    "wifi": ("wifi", None),
    "board": ("board", "pins"),
    "buttons": ("buttons", {"next": 14, "recall": 15}),
    "number": ("number", {"kind": "tm1637", "clock": 4, "data": 5}),
    "lamp": ("lamp", [16]),
    "update": ("update", None),
    "offline_restart_s": ("seconds", 900),
    "keepalive_s": ("keepalive", 15),
}
NUMBERS = {
    "tm1637": ("clock", "data"),
    "max7219": ("spi", "clock", "data", "select"),
    "dots": ("spi", "clock", "data", "select"),
    "text": (),
}
UPDATE = {"every_s": 3600, "trial_s": 600}
_ID = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def read(path: str):
    """The settings in a file. Raises BadConfig with every fault."""
    try:
        with open(path) as file:
            text = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadConfig(f"{path} cannot be read: {error}")
    except UnicodeError:
        raise BadConfig(f"{path} is no text")
    if len(text) > MOST_BYTES:
        raise BadConfig(f"{path} is longer than {MOST_BYTES} characters")
    try:
        given = json.loads(text)
    except ValueError:
        raise BadConfig(f"{path} is no JSON: look for a missing comma or quote")
    return check(given)


def check(given):
    """The settings, with what was left out filled in. Raises BadConfig, a line for each fault."""
    if not isinstance(given, dict):
        raise BadConfig("the settings are one object: {...}")
    faults = [f"{key}: there is no such setting" for key in given if _is_unknown(key)]
    told = {}
    for key, kind in REQUIRED.items():
        if key in given:
            _judge(key, kind, given[key], faults)
        else:
            faults.append(f"{key}: is missing")
        told[key] = given.get(key)
    for key, (kind, otherwise) in OPTIONAL.items():
        told[key] = given.get(key, otherwise)
        if key in given:
            _judge(key, kind, given[key], faults)
    if faults:
        raise BadConfig("\n".join(sorted(faults)))
    if told["update"]:
        told["update"] = dict(UPDATE, **told["update"])
    return told


def _is_unknown(key: str) -> bool:
    return key not in REQUIRED and key not in OPTIONAL


def _judge(key: str, kind: str, value, faults) -> None:
    wanted = _KINDS[kind](value)
    if wanted:
        faults.append(f"{key}: {wanted}")


def _id(value):
    fits = _is_text(value, 64) and all(char in _ID for char in value) and value[0] not in "-_"
    return None if fits else "letters, digits, - and _, at most 64, such as box-07"


def _counter(value):
    return None if _is_whole(value, 1, 999) else "a number from 1 to 999"


def _text(value):
    return None if _is_text(value, 200) else "a text of 1 to 200 characters"


def _port(value):
    return None if _is_whole(value, 1, 65535) else "a number from 1 to 65535"


def _seconds(value):
    return None if _is_whole(value, 1, 604800) else "seconds, at most a week"


def _keepalive(value):
    return None if _is_whole(value, 5, 60) else "seconds, 5 to 60"


def _board(value):
    return None if value in ("pins", "text") else "pins, or text on a machine without pins"


def _wifi(value):
    fits = isinstance(value, dict) and set(value) == {"name", "password"}
    fits = fits and all(isinstance(one, str) for one in value.values()) and value["name"]
    return None if fits else '{"name": "...", "password": "..."}'


def _buttons(value):
    if not isinstance(value, dict) or not value:
        return '{"next": PIN, "recall": PIN}'
    wrong = [name for name, pin in value.items() if name not in BUTTONS or not _is_pin(pin)]
    if wrong:
        return "{}: a button of {}, and a pin".format(wrong[0], ", ".join(BUTTONS))
    return None if len(set(value.values())) == len(value) else "two buttons on one pin"


def _number(value):
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind not in NUMBERS:
        return "kind is one of {}".format(", ".join(sorted(NUMBERS)))
    wanted = set(NUMBERS[kind]) | {"kind"}
    more = {"cells"} if kind == "max7219" else set()
    pins = [value.get(name) for name in NUMBERS[kind]]
    if not wanted <= set(value) <= wanted | more or not all(_is_pin(pin) for pin in pins):
        return "{} wants {}".format(kind, ", ".join(NUMBERS[kind]) or "nothing more")
    return None if _is_whole(value.get("cells", 8), 4, 8) else "cells: 4 to 8"


def _lamp(value):
    fits = (
        isinstance(value, list) and len(value) in (0, 1, 3) and all(_is_pin(pin) for pin in value)
    )
    return None if fits else "no pin, one, or three for red, green and blue: [16]"


def _update(value):
    if not isinstance(value, dict) or not {"url", "key"} <= set(value):
        return '{"url": "http://...", "key": "release.key"}'
    if set(value) - {"url", "key", "every_s", "trial_s"}:
        return "only url, key, every_s and trial_s"
    if not _is_text(value["url"], 200) or not value["url"].startswith(("http://", "https://")):
        return "url: http://SERVER:PORT/FOLDER"
    times = [value.get(name, UPDATE[name]) for name in UPDATE]
    fits = _is_text(value["key"], 200) and all(_is_whole(one, 1, 604800) for one in times)
    return None if fits else "key is a file; every_s and trial_s are seconds, at most a week"


def _is_text(value, most: int) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= most


def _is_whole(value, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_pin(value) -> bool:
    return _is_whole(value, 0, 48)


_KINDS = {
    "id": _id,
    "counter": _counter,
    "text": _text,
    "port": _port,
    "seconds": _seconds,
    "keepalive": _keepalive,
    "board": _board,
    "wifi": _wifi,
    "buttons": _buttons,
    "number": _number,
    "lamp": _lamp,
    "update": _update,
}
