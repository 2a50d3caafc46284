"""``luot-broker`` as an operator runs it."""

from __future__ import annotations

import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from broker.cli import main

LOGINS = """
[server]
role = "server"
password = "password of server"

[box-07]
role = "terminal"
counters = [7, 8]
password = "password of box-07"
"""


@pytest.fixture
def logins(tmp_path: Path) -> Path:
    file = tmp_path / "logins.toml"
    file.write_text(LOGINS, encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOST", "PORT", "DATA", "CENTRE", "LOGINS", "LOGINS_FILE"):
        monkeypatch.delenv(f"LUOT_BROKER_{name}", raising=False)


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_told_to_stop(
    logins: Path, tmp_path: Path, connect: Callable[..., object], end: signal.Signals
) -> None:
    words = ["--logins", str(logins), "--port", "0", "--data", str(tmp_path / "data")]
    command = [sys.executable, "-c", "from broker.cli import main; raise SystemExit(main())"]
    with subprocess.Popen([*command, *words], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().removeprefix("Broker: ").strip()
            connect(url, "box-07")
            process.send_signal(end)
            assert process.wait(60) == 0
        finally:
            process.kill()


def test_a_port_in_use_is_named(logins: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["--logins", str(logins), "--port", str(port)]) == 1
    assert f"port {port}" in one_line(capsys)


def test_without_logins_it_says_what_to_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 1
    assert "LUOT_BROKER_LOGINS_FILE" in one_line(capsys)


@pytest.mark.parametrize(
    "words",
    [["--port", "x"], ["--port", "65536"], ["--what"], ["mosquitto-files"], ["unknown"]],
)
def test_wrong_usage_ends_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: luot-broker" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--help"], ["mosquitto-files", "--help"]])
def test_help_is_everywhere(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 0
    assert "--logins FILE" in capsys.readouterr().out


def written(logins: Path, dest: Path, *more: str) -> int:
    words = ["--logins", str(logins), "--dest", str(dest), "--centre", "thu", *more]
    return main(["mosquitto-files", *words])


def test_mosquittos_files_are_written_and_only_their_owner_reads_the_secrets(
    logins: Path, tmp_path: Path
) -> None:
    dest = tmp_path / "new" / "folder"
    assert written(logins, dest) == 0
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in dest.iterdir()}
    assert modes.keys() == {"mosquitto.conf", "passwords", "acl"}
    assert modes["passwords"] == modes["acl"] == 0o600
    assert "topic write luot/v1/thu/counter/8/press" in (dest / "acl").read_text("utf-8")
    assert "password of" not in (dest / "passwords").read_text("utf-8")


def test_logins_before_the_command_count_too(logins: Path, tmp_path: Path) -> None:
    words = ["mosquitto-files", "--dest", str(tmp_path / "dest"), "--centre", "thu"]
    assert main(["--logins", str(logins), *words]) == 0


def test_tls_and_its_files_stand_in_the_configuration(logins: Path, tmp_path: Path) -> None:
    more = ["--tls-port", "8883", "--cert", "/c.pem", "--key", "/k.pem", "--state", "/s"]
    assert written(logins, tmp_path, *more) == 0
    lines = (tmp_path / "mosquitto.conf").read_text("utf-8").splitlines()
    assert {"listener 1883 127.0.0.1", "listener 8883 0.0.0.0", "certfile /c.pem"} <= set(lines)
    assert "persistence_location /s/" in lines


@pytest.mark.parametrize(
    ("more", "named"),
    [
        (["--centre", "a/b"], "--centre"),
        (["--tls-port", "8883"], "--cert"),
        (["--port", "0"], "--port"),
        (["--user", "nobody-of-this-name"], "--user"),
        (["--logins", "missing.toml"], "--logins"),
    ],
)
def test_what_cannot_be_used_is_named(
    logins: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], named: str
) -> None:
    assert written(logins, tmp_path / "dest", *more) == 1
    assert named in one_line(capsys)
    assert not (tmp_path / "dest" / "mosquitto.conf").exists()
