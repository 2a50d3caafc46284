"""``luot-kiosk`` from outside: exit codes, and one line that says what to do."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from broker import __version__
from kiosk import cli

PRINTERS = (
    *("", "lp0", "screen:", "file:", "tcp://", "tcp://:9100", "tcp://h:70000", "tcp://h:x"),
    *("tcp:h", "usb:04b8", "http://h:9100", "tcp://h:0"),
)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of this machine counts, and pytest keeps its own signals."""
    for name in ("LUOT_MQTT", "LUOT_MQTT_CA", "LUOT_MQTT_USER", "LUOT_MQTT_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LUOT_MQTT_PASSWORD", "secret")
    monkeypatch.setattr("kiosk.cli.signal.signal", lambda *_: None)
    monkeypatch.chdir(tmp_path)


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
    "arguments",
    [
        *([], ["--id", "kiosk-1"], ["--centre", "thu"], ["--unknown"]),
        ["--id", "kiosk-1", "--centre", "thu", "--width-mm", "70"],
        *(["--id", "k", "--centre", "thu", "--port", port] for port in ("x", "-1", "65536", "²")),
        *(["--id", "k", "--centre", "thu", "--printer", url] for url in PRINTERS),
    ],
)
def test_wrong_usage_is_2_and_shows_the_usage(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: luot-kiosk")


@pytest.mark.parametrize("url", [*PRINTERS, "usb:xyz:1"])
def test_a_printer_that_cannot_be_is_named_in_the_last_line_with_what_to_write(
    run: Run, url: str
) -> None:
    code, _, err = run("--id", "k", "--centre", "thu", "--printer", url)
    last = err.splitlines()[-1]
    assert code == 2 and last.startswith("luot-kiosk: error: argument --printer: ")
    assert ("tcp://HOST:PORT" in last and repr(url) in last) or "04b8" in last


@pytest.mark.parametrize("port", ["0x50", "99999"])
def test_a_port_that_cannot_be_is_named_in_the_last_line(run: Run, port: str) -> None:
    code, _, err = run("--id", "k", "--centre", "thu", "--port", port)
    last = err.splitlines()[-1]
    assert code == 2
    assert last.endswith(f"argument --port: '{port}': use a whole number from 0 to 65535")


def test_help_and_version_are_there(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert out.startswith("usage: luot-kiosk") and "tcp://HOST:PORT" in out
    assert run("--version") == (0, f"luot-kiosk {__version__}\n", "")


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_port_in_use_is_1_and_says_to_choose_another(
    run: Run, tmp_path: Path, taken_port: int
) -> None:
    place = ("--id", "kiosk-1", "--centre", "thu", "--data", str(tmp_path))
    code, out, err = run(*place, "--port", str(taken_port))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("luot-kiosk: ") and "choose another" in err


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        (["--mqtt", "http://broker"], "mqtt://HOST:PORT"),
        (["--id", "kiosk/1"], "cannot stand in a topic"),
        (["--centre", "a b"], "cannot stand in a topic"),
        (["--data", "/dev/null/kiosk"], "--data"),
    ],
)
def test_what_cannot_work_is_1_with_one_line_that_says_what_to_do(
    run: Run, tmp_path: Path, change: list[str], hint: str
) -> None:
    place = ("--id", "kiosk-1", "--centre", "thu", "--data", str(tmp_path), "--port", "0")
    code, out, err = run(*place, *change)
    assert (code, out) == (1, "")
    assert err.startswith("luot-kiosk: ") and err.count("\n") == 1
    assert hint in err


def test_without_a_secret_it_says_how_to_make_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LUOT_MQTT_PASSWORD")
    code, _, err = run("--id", "kiosk-1", "--centre", "thu")
    assert (code, err.count("\n")) == (1, 1)
    assert "luot device add" in err


def test_an_authority_that_cannot_be_read_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LUOT_MQTT_CA", "gone.crt")
    code, _, err = run("--id", "kiosk-1", "--centre", "thu", "--mqtt", "mqtts://hall")
    assert (code, err.count("\n")) == (1, 1)
    assert "LUOT_MQTT_CA: cannot use gone.crt" in err
