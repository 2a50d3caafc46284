"""Updates over the air: looks for a release now and then, brings it in piece by piece.

Everything that may fail leaves the running program as it is; the next look begins again, and files
that are there already are not fetched twice.
"""

import hashlib
import os

import slots
from terminal import VERSION, fetch, release
from terminal.errors import LinkLost, UpdateRefused

FIRST_MS = 60000
MOST_MANIFEST = 16384
FOLDER = "/terminal"


class Updater:
    """``fault`` is why the newest release was not taken; ``is_ready``: start anew to try it."""

    def __init__(self, root: str, settings, ca=None):
        self._root, self._settings, self._ca = root, settings, ca
        self._work = None
        self._due_ms = None
        self._now_ms = 0
        self.fault = None
        self.is_ready = False

    def step(self, station, now_ms: int) -> None:
        """Begin when it is time and nobody is being called; go on with what was begun."""
        self._now_ms = now_ms
        if self._settings is None or self.is_ready:
            return
        if self._due_ms is None:
            self._due_ms = now_ms + _by_chance(min(FIRST_MS, self._every_ms()))
        if self._work is None:
            if now_ms < self._due_ms or not station.is_idle(now_ms) or not station.client.up:
                return
            self._due_ms = now_ms + _by_chance(self._every_ms())
            self._work = self._bring()
        self._go_on()

    def _go_on(self) -> None:
        try:
            next(self._work)
        except StopIteration:
            self._work = None
        except (LinkLost, UpdateRefused, OSError) as error:
            self._work, self.fault = None, f"update: {error}"

    def _every_ms(self) -> int:
        return self._settings["every_s"] * 1000

    def _bring(self):
        """The whole way, pausing at each ``yield``."""
        told = []
        for name, most in (("manifest.json", MOST_MANIFEST), ("manifest.sig", 2048)):
            data = bytearray()
            for piece in self._pieces(name, most):
                data.extend(piece)
                yield
            told.append(bytes(data))
        with open(self._root + "/" + self._settings["key"]) as file:
            key = file.read(4096)
        installed = slots.read(self._root)
        installed["version"] = installed["version"] or VERSION
        manifest = release.accept(told[0], _text(told[1]), key, installed)
        self.fault = None
        if manifest is None:
            return
        target = "{}/{}{}".format(self._root, slots.OTHER[installed["good"]], FOLDER)
        _make_room(target, manifest["files"])
        for name, (digest, size) in sorted(manifest["files"].items()):
            for _ in self._bring_file(target + "/" + name, name, digest, size):
                yield
        slots.offer(self._root, manifest["release"], manifest["version"])
        self.is_ready = True

    def _bring_file(self, path: str, name: str, digest: str, size: int):
        if _digest(path) == digest:
            return
        with open(path, "wb") as file:
            for piece in self._pieces(name, size):
                file.write(piece)
                yield
        # Read back: what counts is what the flash has kept.
        if _digest(path) != digest:
            os.remove(path)
            raise UpdateRefused(f"{name} is not as signed")

    def _pieces(self, name: str, most: int):
        url = self._settings["url"].rstrip("/") + "/" + name
        return fetch.pieces(url, most, lambda: self._now_ms, self._ca)


def _by_chance(most_ms: int) -> int:
    """Between half of it and all, so that not all terminals ask at once."""
    return most_ms // 2 + most_ms * os.urandom(1)[0] // 512


def _make_room(folder: str, wanted) -> None:
    """The folder, with nothing in it that does not belong to the release."""
    path = ""
    for part in folder.split("/")[1:]:
        path += "/" + part
        try:
            os.mkdir(path)
        except OSError:
            continue  # it is there
    for name in os.listdir(folder):
        if name not in wanted:
            os.remove(folder + "/" + name)


def _digest(path: str):
    """SHA-256 of a file, in hex; None when there is no such file."""
    hash = hashlib.sha256()
    try:
        with open(path, "rb") as file:
            piece = file.read(1024)
            while piece:
                hash.update(piece)
                piece = file.read(1024)
    except OSError:
        return None
    return "".join(f"{byte:02x}" for byte in hash.digest())


def _text(data: bytes) -> str:
    try:
        return str(data, "utf-8")
    except UnicodeError:
        return ""
