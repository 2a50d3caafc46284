"""``luot-display`` from outside: words, exit codes, and one line that says what to do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from broker import __version__
from displays import cli

Run = Callable[..., tuple[int, str, str]]
PLACE = ("--centre", "thu", "--counter", "7")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of this machine counts, and pytest keeps its own signals."""
    for name in ("", "_CA", "_PASSWORD", "_PASSWORD_FILE"):
        monkeypatch.delenv(f"LUOT_MQTT{name}", raising=False)
    monkeypatch.delenv("LUOT_DEVICES_FILE", raising=False)
    monkeypatch.setattr("displays.lightcli.signal.signal", lambda *_: None)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit code, standard output and standard error of the command."""

    def command(*arguments: str) -> tuple[int, str, str]:
        try:
            code = cli.main(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["1021"], "một nghìn không trăm hai mươi mốt"),
        (["1021", "--style", "digits"], "một không hai một"),
        (["1021", "--lang", "en"], "one thousand and twenty-one"),
        (["1021", "--lang", "en", "--style", "digits"], "one zero two one"),
        (["1021", "--accent", "south"], "một ngàn không trăm hai mươi mốt"),
        (["007"], "bảy"),
        (["007", "--style", "digits"], "không không bảy"),
    ],
)
def test_a_number_is_printed_as_one_line_of_words(
    run: Run, arguments: list[str], words: str
) -> None:
    assert run("words", *arguments) == (0, words + "\n", "")


@pytest.mark.parametrize("number", [0, 5, 21, 105, 1015, 4004, 9999])
def test_what_is_printed_reads_back(run: Run, number_words: ModuleType, number: int) -> None:
    assert number_words.vietnamese(run("words", str(number))[1].strip()) == number


@pytest.mark.parametrize(
    "arguments",
    [
        *(["words"], ["words", "10000"], ["words", "x"], ["words", "-1"], ["words", "1", "2"]),
        *(
            ["words", "1", "--lang", "fr"],
            ["words", "1", "--style", "sung"],
            [],
            ["--counter", "7"],
        ),
        *(["--centre", "thu"], [*PLACE, "--counter", "0"], [*PLACE, "--counter", "1000"]),
        *([*PLACE, "--counter", "seven"], [*PLACE, "--counter", "²"], [*PLACE, "--unknown"]),
    ],
)
def test_wrong_usage_is_2_and_shows_the_usage(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: luot-display")


def test_help_and_version_are_there(run: Run) -> None:
    for arguments in (["--help"], ["words", "--help"]):
        code, out, _ = run(*arguments)
        assert code == 0 and out.startswith("usage: luot-display")
    assert run("--version") == (0, f"luot-display {__version__}\n", "")


@pytest.mark.parametrize(
    ("more", "password", "hint"),
    [
        ([], "", "luot device add led-07"),
        (["--panel", "neon"], "s", "use terminal, png:DIR"),
        (["--panel", "rs485:/dev/no-line@7"], "s", "plugged in"),
        (["--panel", "png:/dev/null/x"], "s", "/dev/null"),
        (["--mqtt", "http://broker"], "s", "mqtt://HOST:PORT"),
        (["--centre", "a/b"], "s", "cannot stand in a topic"),
    ],
)
def test_what_cannot_work_is_1_with_one_line_that_says_what_to_do(
    run: Run, monkeypatch: pytest.MonkeyPatch, more: list[str], password: str, hint: str
) -> None:
    monkeypatch.setenv("LUOT_MQTT_PASSWORD", password)
    code, out, err = run(*PLACE, *more)
    assert (code, out) == (1, "")
    assert err.startswith("luot-display: ") and err.count("\n") == 1
    assert hint in err


def test_a_counter_named_twice_is_one_light(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[object] = []
    monkeypatch.setenv("LUOT_MQTT_PASSWORD", "s")
    monkeypatch.setattr(
        "displays.lightcli.run", lambda settings: asked.append(settings.counters) or 0
    )
    assert run(*PLACE, "--counter", "7")[0] == 0
    assert asked == [(7,)]


def test_an_authority_that_cannot_be_read_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LUOT_MQTT_PASSWORD", "s")
    monkeypatch.setenv("LUOT_MQTT_CA", "gone.crt")
    code, _, err = run(*PLACE, "--mqtt", "mqtts://hall")
    assert (code, err.count("\n")) == (1, 1)
    assert "LUOT_MQTT_CA: cannot use gone.crt" in err


def test_help_names_every_command(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    for name in ("board", "speak", "clips", "words", "pattern", "sheet"):
        assert f"luot-display {name} " in out


def test_a_loudspeaker_starts_without_panels() -> None:
    loaded = "import sys, displays.cli, displays.speakcli; print([*sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    assert "displays.speaker" in done.stdout
    assert not {"PIL", "displays.panels", "displays.light"} & {
        name.strip(" '[]") for name in done.stdout.split(",")
    }
