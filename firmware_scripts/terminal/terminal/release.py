"""Whether a release is ours, whole, and newer. Pure: bytes in, a manifest or a refusal out.

RSA is checked with plain whole numbers: MicroPython has no library of signatures, but it has large
numbers, and sixteen squarings are all that the exponent 65537 takes. The device holds nothing that
could sign: who takes a terminal apart cannot make an update for the others.
"""

import hashlib
import json
import sys

from terminal.errors import UpdateRefused

LEAST_BITS = 2048
_SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")
"""How PKCS#1 1.5 names the hash (RFC 8017, section 9.2)."""
MOST_FILES = 64
MOST_FILE_BYTES = 65536
_NAME = "abcdefghijklmnopqrstuvwxyz0123456789_"


def is_signed(text: bytes, signature_hex: str, modulus_hex: str) -> bool:
    """Was ``text`` signed with the key that belongs to this modulus?"""
    try:
        modulus, signature = int(modulus_hex.strip(), 16), int(signature_hex.strip(), 16)
    except ValueError:
        return False
    size = (len(modulus_hex.strip()) + 1) // 2
    if size * 8 < LEAST_BITS or not 0 < signature < modulus:
        return False
    power = signature
    for _ in range(16):
        power = power * power % modulus
    power = power * signature % modulus
    digest = _SHA256 + hashlib.sha256(text).digest()
    wanted = b"\x00\x01" + b"\xff" * (size - 3 - len(digest)) + b"\x00" + digest
    return power.to_bytes(size, "big") == wanted


def accept(text: bytes, signature_hex: str, modulus_hex: str, installed):
    """The manifest, if this terminal should take it; None when it has it. Raises UpdateRefused.

    ``installed`` is the state of the slots. A version goes only upward, but for a release that was
    signed with ``force``; and no release is taken that is not newer than the last one offered.
    """
    if not is_signed(text, signature_hex, modulus_hex):
        raise UpdateRefused("bad signature")
    try:
        told = json.loads(text)
        release, version, files = told["release"], told["version"], told["files"]
        numbers, is_forced = _numbers(version), told["force"] is True
        for name, (digest, size) in files.items():
            _check(name, digest, size)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UpdateRefused("a manifest of a wrong shape")
    if not isinstance(release, int) or not 0 < len(files) <= MOST_FILES:
        raise UpdateRefused("a manifest of a wrong shape")
    if release <= max(installed["release"], installed["offered"]):
        return None
    running = _numbers(installed["version"])
    if not is_forced and numbers <= running:
        if numbers == running:
            return None
        raise UpdateRefused(f"version {version} is older than {installed['version']}")
    if told.get("mpy") not in (None, _mpy()):
        raise UpdateRefused("made for another MicroPython")
    return told


def _check(name: str, digest: str, size: int) -> None:
    stem, _, kind = name.partition(".")
    if kind not in ("py", "mpy") or not stem or any(char not in _NAME for char in stem):
        raise ValueError("a name that may not be written")
    if len(bytes.fromhex(digest)) != 32 or not 0 <= size <= MOST_FILE_BYTES:
        raise ValueError("a digest or a size of a wrong shape")


def _numbers(version: str):
    """Versions are compared as numbers, not as texts."""
    return [int(part) for part in version.split(".")]


def _mpy():
    """The version of compiled files that this MicroPython reads; None elsewhere."""
    kind = getattr(sys.implementation, "_mpy", None)
    return None if kind is None else kind & 0xFF
