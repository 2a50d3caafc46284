"""The topics and documents of the wire, as far as a terminal uses them: see docs/wire.md."""

import json
import os

MOST_BRACKETS = 16
MOST_DEVICE = 40
"""How much of the terminal's id stands in the id of a press, which has at most 64 characters."""


class Topics:
    """The names of everything that one terminal says and hears."""

    def __init__(self, centre: str, device: str, counter: int):
        root = f"luot/v1/{centre}/"
        of_counter = f"{root}counter/{counter}/"
        self.time = root + "sys/time"
        self.state, self.press, self.ack = (of_counter + name for name in ("state", "press", "ack"))
        self.shown = root + "shown/" + device
        self.status, self.health, self.applied, self.done = (
            f"{root}device/{device}/{name}" for name in ("status", "health", "config", "did")
        )
        self.order, self.wish, self.twin = (
            f"{root}{name}/{device}" for name in ("do", "config", "twin")
        )


def read(payload: bytes):
    """The object in a payload. Raises ValueError for anything else."""
    # Each bracket takes memory, and a small chip has little.
    if payload.count(b"[") + payload.count(b"{") > MOST_BRACKETS:
        raise ValueError("too deep")
    try:
        told = json.loads(payload)
    except UnicodeError:
        raise ValueError("no text")
    if not isinstance(told, dict):
        raise ValueError("no object")
    return told


def write(told) -> bytes:
    """An object as compact JSON."""
    return json.dumps(told, separators=(",", ":")).encode()


def status(state: str, session: str, version: str) -> bytes:
    """Birth or last will. ``session`` is of one run of the program: two boxes have two."""
    return write({"state": state, "session": session, "version": version})


def new_session() -> str:
    """Sixteen characters that nobody else has."""
    return "".join(f"{byte:02x}" for byte in os.urandom(8))
