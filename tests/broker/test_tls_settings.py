"""LUOT_MQTT_CA: what cannot be used is told at the start, and every process connects with it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from broker import topics
from broker.daemon import Login, find_mosquitto, free_port
from broker.errors import BadSetting
from broker.link import Link, LinkSettings
from broker.mosquitto.config import Listener
from broker.mosquitto.daemon import MosquittoBroker
from broker.topics import Client, Role

PLAN = """
[centre]
id = "thu"
name_vi = "Trung tâm thử"
name_en = "Trial centre"
timezone = "Asia/Ho_Chi_Minh"
[[session]]
name = "cả ngày"
opens = "00:00"
closes = "24:00"
last_ticket = "24:00"
[[series]]
id = "A"
first = 1001
last = 1999
[[zone]]
id = "A"
name_vi = "Khu A"
name_en = "Zone A"
[[group]]
code = "ht"
name_vi = "Hộ tịch"
name_en = "Civil status"
department = "Sở"
zone = "A"
series = "A"
[[counter]]
number = 7
zone = "A"
department = "Sở"
groups = ["ht"]
"""
CLIENTS = (
    Client("server", Role.SERVER),
    Client("kiosk-1", Role.KIOSK),
    Client("led-07", Role.DISPLAY, frozenset({7})),
    Client("watch", Role.MONITOR),
)
LOGINS = [Login(client, f"password of {client.id}") for client in CLIENTS]
Start = Callable[..., Path]


def link(url: str, ca: Path) -> Link:
    return Link(LinkSettings(url, "server", "secret", "server", "thu", ca_file=str(ca)))


@pytest.mark.parametrize("content", [None, b"", b"no certificate\n", b"\xff\xfe\x00"])
def test_a_file_that_holds_no_certificate_is_refused_by_its_name(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "ca.crt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadSetting, match=rf"LUOT_MQTT_CA: cannot use {file}: .*PEM"):
        link("mqtts://hall", file)


def test_an_authority_without_tls_is_refused_because_nobody_would_ask_it(
    certificates: Path,
) -> None:
    with pytest.raises(BadSetting, match="write mqtts://"):
        link("mqtt://hall", certificates / "ca.crt")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Runs a process of the product; returns its log."""
    with ExitStack() as running:

        def begin(name: str, module: str, *words: str, **environment: str) -> Path:
            log = tmp_path / f"{name}.log"
            kept = {name: text for name, text in os.environ.items() if name[:5] != "LUOT_"}
            with log.open("wb") as out:
                child = subprocess.Popen(
                    [sys.executable, "-P", "-m", module, *words],
                    stdout=out,
                    stderr=out,
                    cwd=tmp_path,
                    env={**kept, **environment},
                )
            running.callback(child.wait, 60)
            running.callback(child.terminate)
            return log

        yield begin


@pytest.fixture
def tls(tmp_path: Path, certificates: Path) -> Iterator[tuple[MosquittoBroker, str]]:
    """A real Mosquitto, and where it speaks TLS."""
    if find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    port = free_port()
    cert, key = certificates / "hall.crt", certificates / "hall.key"
    more = [Listener(port, "127.0.0.1", cert, key)]
    daemon = MosquittoBroker(
        tmp_path, LOGINS, host="127.0.0.1", port=free_port(), centre="thu", more=more
    )
    daemon.start()
    yield daemon, f"mqtts://localhost:{port}"
    daemon.stop()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of a centre that knows the kiosk and the light."""
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    place = ("--data", str(tmp_path / "data"))
    for words in (
        ("init", "--plan", str(tmp_path / "plan.toml")),
        ("device", "add", "kiosk-1", "--role", "kiosk"),
        ("device", "add", "led-07", "--role", "display", "--counter", "7"),
    ):
        luot = [sys.executable, "-P", "-m", "server", *words, *place]
        subprocess.run(luot, check=True, capture_output=True)
    return tmp_path / "data"


def test_server_kiosk_and_light_meet_over_tls_with_the_authority_of_the_hall(
    tls: tuple[MosquittoBroker, str],
    certificates: Path,
    data: Path,
    start: Start,
    connect: Callable[..., Link],
    box: Callable[[], Any],
    until: Callable[..., None],
) -> None:
    (daemon, url), heard = tls, box()
    where, ca = ("--mqtt", url), {"LUOT_MQTT_CA": str(certificates / "ca.crt")}
    passwords = {login.client.id: {"LUOT_MQTT_PASSWORD": login.password} for login in LOGINS}
    served = ("serve", "--data", str(data), "--port", "0", *where)
    start("server", "server", *served, **ca, **passwords["server"])
    touch = ("--id", "kiosk-1", "--centre", "thu", "--port", "0", *where)
    start("kiosk", "kiosk.cli", *touch, **ca, **passwords["kiosk-1"])
    light = ("--centre", "thu", "--counter", "7", "--panel", "png:lights", *where)
    start("light", "displays.cli", *light, **ca, **passwords["led-07"])
    connect(daemon.url, "watch", hears={"luot/v1/thu/#": heard})
    said = {
        topics.build("thu", topics.COUNTER_STATE, counter=7): b'"closed"',
        topics.build("thu", topics.DEVICE_STATUS, id="kiosk-1"): b'"online"',
        topics.build("thu", topics.DEVICE_STATUS, id="led-07"): b'"online"',
    }
    for topic, word in said.items():
        until(
            lambda t=topic, w=word: any(r.topic == t and w in r.payload for r in heard.all), topic
        )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("server", ("server", "serve", "--data", "data", "--port", "0")),
        ("kiosk-1", ("kiosk.cli", "--id", "kiosk-1", "--centre", "thu", "--port", "0")),
        ("led-07", ("displays.cli", "--centre", "thu", "--counter", "7", "--panel", "png:lights")),
    ],
)
def test_with_another_authority_no_process_speaks_and_its_log_says_what_to_check(
    tls: tuple[MosquittoBroker, str],
    certificates: Path,
    data: Path,
    start: Start,
    until: Callable[..., None],
    name: str,
    words: tuple[str, ...],
) -> None:
    log = start(
        *(name, *words, "--mqtt", tls[1]),
        LUOT_MQTT_CA=str(certificates / "other.crt"),
        LUOT_MQTT_PASSWORD=f"password of {name}",
    )
    until(lambda: "check LUOT_MQTT_CA" in log.read_text(encoding="utf-8"), log.name)
    assert "shows a certificate that we do not trust" in log.read_text(encoding="utf-8")
