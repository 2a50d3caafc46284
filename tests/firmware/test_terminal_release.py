"""Which releases a terminal accepts, and when it looks for one; without a device."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

FRESH = {"release": 0, "offered": 0, "version": "1.2.0"}
DIGEST = "ab" * 32
GOOD = {"release": 7, "version": "1.10.0", "force": False, "files": {"main.py": [DIGEST, 10]}}


@pytest.fixture(scope="module")
def pair(release_tool: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A pair of keys: how to sign, and the public half."""
    folder = tmp_path_factory.mktemp("pair")
    release_tool.make_key(folder)

    def sign(text: bytes) -> str:
        command = ["openssl", "dgst", "-sha256", "-sign", str(folder / "release.pem")]
        return subprocess.run(command, input=text, capture_output=True, check=True).stdout.hex()

    return SimpleNamespace(sign=sign, public=(folder / "release.key").read_text("ascii"))


@pytest.fixture
def accept(firmware: Any, pair: Any) -> Callable[..., Any]:
    """What becomes of a manifest that is rightly signed."""

    def made(told: Any, installed: dict[str, Any] = FRESH) -> Any:
        text = told if isinstance(told, bytes) else json.dumps(told).encode()
        return firmware("release").accept(text, pair.sign(text), pair.public, installed)

    return made


def test_a_newer_version_is_accepted_and_versions_are_numbers(accept):
    assert accept(GOOD)["release"] == 7


@pytest.mark.parametrize(
    "installed", [{**FRESH, "release": 7}, {**FRESH, "offered": 7}, {**FRESH, "version": "1.10.0"}]
)
def test_what_it_has_or_has_tried_is_passed_over(accept, installed):
    assert accept(GOOD, installed) is None


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"[]",
        b"\xff",
        {**GOOD, "files": {}},
        {**GOOD, "files": {"../main.py": [DIGEST, 10]}},
        {**GOOD, "files": {"main.sh": [DIGEST, 10]}},
        {**GOOD, "files": {"MAIN.py": [DIGEST, 10]}},
        {**GOOD, "files": {"main.py": ["ab", 10]}},
        {**GOOD, "files": {"main.py": [DIGEST, 10_000_000]}},
        {**GOOD, "files": {"main.py": [DIGEST, -1]}},
        {**GOOD, "files": {f"m{n}.py": [DIGEST, 1] for n in range(100)}},
        {**GOOD, "files": ["main.py"]},
        {**GOOD, "version": "new"},
        {**GOOD, "version": 2},
        {**GOOD, "release": "7"},
        {**GOOD, "release": None},
        {key: value for key, value in GOOD.items() if key != "force"},
    ],
)
def test_a_wrong_manifest_is_refused_even_when_it_is_signed(firmware, accept, wrong):
    with pytest.raises(firmware("errors").UpdateRefused, match="wrong shape"):
        accept(wrong)


def test_files_for_another_micropython_are_refused(firmware, accept):
    with pytest.raises(firmware("errors").UpdateRefused, match="another MicroPython"):
        accept({**GOOD, "mpy": 99})


def test_only_a_signature_of_this_very_text_by_this_very_key_counts(firmware, pair):
    is_signed = firmware("release").is_signed
    right = pair.sign(b"text")
    assert is_signed(b"text", right, pair.public)
    for text, signature, key in (
        (b"Text", right, pair.public),
        (b"text", pair.sign(b"other"), pair.public),
        (b"text", "", pair.public),
        (b"text", "0", pair.public),
        (b"text", "xyz", pair.public),
        (b"text", f"{int(right, 16) + int(pair.public, 16):x}", pair.public),
        (b"text", right, "ff"),
        (b"text", right, ""),
        (b"text", right, f"{int(pair.public, 16) + 2:x}"),
    ):
        assert not is_signed(text, signature, key)


@pytest.fixture
def updater(firmware: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An updater that notes when it begins."""
    module = firmware("updater")
    settings = {"url": "http://h", "key": "k", "every_s": 3600, "trial_s": 600}
    made = module.Updater("", settings)
    made.begun = []

    def bring() -> Any:
        made.begun.append(made._now_ms)
        yield

    monkeypatch.setattr(made, "_bring", bring)
    return made


def run(updater: Any, *, idle: bool, up: bool = True, hours: int = 5) -> None:
    """Some hours, looked at every ten seconds."""
    station = SimpleNamespace(is_idle=lambda _: idle, client=SimpleNamespace(up=up))
    for now_ms in range(0, hours * 3_600_000, 10_000):
        updater.step(station, now_ms)


def test_a_release_is_looked_for_soon_after_the_start_and_then_about_every_hour(updater):
    run(updater, idle=True)
    gaps = [b - a for a, b in zip(updater.begun, updater.begun[1:], strict=False)]
    assert 30_000 <= updater.begun[0] <= 70_000
    assert all(1_800_000 <= gap <= 3_620_000 for gap in gaps)
    assert 5 <= len(updater.begun) <= 11


@pytest.mark.parametrize(("idle", "up"), [(False, True), (True, False)])
def test_nothing_is_fetched_while_somebody_is_at_the_counter_or_the_link_is_down(updater, idle, up):
    run(updater, idle=idle, up=up)
    assert updater.begun == []


def test_a_key_is_not_made_over_one_that_is_in_use(release_tool, tmp_path, capsys):
    assert release_tool.main(["key", str(tmp_path)]) == 0
    before = (tmp_path / "release.pem").read_bytes()
    assert release_tool.main(["key", str(tmp_path)]) == 1
    assert (tmp_path / "release.pem").read_bytes() == before
    assert (tmp_path / "release.pem").stat().st_mode & 0o077 == 0
    assert "is there already" in capsys.readouterr().err
