"""Two places for the program, and which one starts. Never updated over the air, so kept small.

The new program is written beside the one that runs. It is tried a few times; unless it says that
it works, the old one runs again. Each step is one file put in place of another, so that a power
cut leaves either the old state or the new one.
"""

import json
import os

FILE = "slots.json"
TRIES = 2
FIRST = {
    "good": "a",
    "release": 0,
    "version": "",
    "trying": None,
    "tries": 0,
    "offered": 0,
    "offered_version": "",
}
OTHER = {"a": "b", "b": "a"}


def read(root: str):
    """The state as it was left, or that of a fresh device."""
    try:
        with open(root + "/" + FILE) as file:
            told = json.load(file)
        if told["good"] in OTHER and told["trying"] in (None, "a", "b"):
            return dict(FIRST, **told)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return dict(FIRST)


def write(root: str, state) -> None:
    """Put the state in place as a whole."""
    with open(root + "/slots.new", "w") as file:
        json.dump(state, file)
    os.rename(root + "/slots.new", root + "/" + FILE)


def choose(root: str) -> str:
    """The slot to start now. A new program is tried so often, then given up."""
    state = read(root)
    if state["trying"] is None:
        return state["good"]
    state["tries"] += 1
    if state["tries"] > TRIES:
        give_up(root)
        return state["good"]
    write(root, state)
    return state["trying"]


def is_trial(root: str) -> bool:
    """Does a program run that has not proved itself yet?"""
    return read(root)["trying"] is not None


def confirm(root: str) -> None:
    """The program on trial works: from now on it is the good one."""
    state = read(root)
    state.update(good=state["trying"], trying=None, tries=0)
    state.update(release=state["offered"], version=state["offered_version"])
    write(root, state)


def give_up(root: str) -> None:
    """The program on trial does not work. ``offered`` stays: that release is not taken again."""
    state = read(root)
    state.update(trying=None, tries=0)
    write(root, state)


def offer(root: str, release: int, version: str) -> None:
    """A whole, checked program is in the other slot: try it at the next start."""
    state = read(root)
    state.update(trying=OTHER[state["good"]], tries=0, offered=release, offered_version=version)
    write(root, state)
