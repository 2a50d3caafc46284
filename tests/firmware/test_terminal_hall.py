"""The terminal's button, a real server, and the number: each part is the real one."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import requests

from broker.daemon import Login, free_port, make_broker
from broker.link import Link, LinkSettings
from broker.topics import Client, Role

ZONE = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "day_zone.py"))["zone"]
PLAN = """
[centre]
id = "thu"
name_vi = "Trung tâm thử"
name_en = "Trial centre"
timezone = "ZONE"

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
code = "ho-tich"
name_vi = "Đăng ký hộ tịch"
name_en = "Civil status"
department = "Sở Tư pháp"
zone = "A"
series = "A"

[[counter]]
number = 7
zone = "A"
department = "Sở Tư pháp"
groups = ["ho-tich"]
"""


class Desk:
    """The server's own way in, for what happens beside the terminal."""

    def __init__(self, url: str, kiosk: str, pin: str, guide_pin: str) -> None:
        self._url = url + "/api/v1"
        self._kiosk = {"Authorization": f"Bearer {kiosk}"}
        self._session, self._guide = self._signed_in("lan", pin), self._signed_in("mai", guide_pin)

    def _signed_in(self, login: str, pin: str) -> requests.Session:
        made = requests.Session()
        told = made.post(f"{self._url}/session", json={"login": login, "pin": pin})
        made.headers["X-CSRF-Token"] = told.json()["csrf"]
        return made

    def close(self) -> None:
        self._session.close()
        self._guide.close()

    def issue(self) -> int:
        """The number of a new ticket."""
        made = requests.post(
            f"{self._url}/tickets", json={"group": "ho-tich"}, headers=self._kiosk, timeout=60
        )
        made.raise_for_status()
        return int(made.json()["number"])

    def open(self) -> None:
        """Somebody sits down at counter 7."""
        self._session.post(f"{self._url}/counters/7/open", timeout=60).raise_for_status()

    def box(self) -> tuple[str, list[str]]:
        """What the guidance desk sees of the terminal: its state, and what is wrong."""
        told = self._guide.get(f"{self._url}/devices", timeout=60).json()["devices"]
        (one,) = (one for one in told if one["id"] == "box-07")
        return one["state"], one["wrong"]

    def called(self) -> int:
        """The number that is at counter 7."""
        told = self._session.get(f"{self._url}/counters/7", timeout=60).json()
        return int(told["ticket"]["number"])


def _luot(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "server", *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip().split()[-1]


@pytest.fixture(params=["embedded", "mosquitto"])
def real(request: pytest.FixtureRequest, tmp_path: Path, rig: ModuleType) -> Iterator[Any]:
    """``luot serve`` on each broker; a kiosk, an officer and a terminal are known to it."""
    there = ("--data", str(tmp_path / "data"))
    (tmp_path / "plan.toml").write_text(PLAN.replace("ZONE", ZONE()), encoding="utf-8")
    _luot("init", "--plan", str(tmp_path / "plan.toml"), *there)
    kiosk = _luot("device", "add", "kiosk-1", "--role", "kiosk", *there)
    box = _luot("device", "add", "box-07", "--role", "terminal", "--counter", "7", *there)
    pin = _luot(
        *("user", "add", "lan", "--lasting-pin", "--name", "Lan"),
        *("--role", "officer", "--counter", "7", *there),
    )
    guide_pin = _luot(
        *("user", "add", "mai", "--lasting-pin", "--name", "Mai", "--role", "guide", *there)
    )
    logins = [
        Login(Client("server", Role.SERVER), "of-the-server"),
        Login(Client("watch", Role.MONITOR), "of-the-watch"),
        Login(Client("box-07", Role.TERMINAL, frozenset({7})), box),
    ]
    port = free_port()
    broker = make_broker(request.param, tmp_path / "broker", "thu", logins, port=port)
    broker.start()
    own = {"LUOT_MQTT_USER": "server", "LUOT_MQTT_PASSWORD": "of-the-server"}
    with subprocess.Popen(
        [sys.executable, "-m", "server", "serve", *there, "--port", "0", "--mqtt", broker.url],
        env={**os.environ, **own, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        words = iter(word for line in server.stdout for word in line.split())
        url = next(word.rstrip("/") for word in words if word.startswith("http://"))
        desk = Desk(url, kiosk, pin, guide_pin)
        watch = Link(LinkSettings(broker.url, "watch", "of-the-watch", "watch", "thu"))
        heard = rig.Told()
        watch.subscribe("luot/v1/thu/counter/7/press", heard.add)
        watch.start()
        assert watch.wait_connected(60)
        yield SimpleNamespace(desk=desk, port=port, secret=box, server=server, heard=heard)
        watch.stop()
        desk.close()
        server.terminate()
    broker.stop()


@pytest.fixture
def box(real: Any, make_terminal: Callable[..., Any], make_way: Callable[[int], Any]) -> Any:
    """The terminal of counter 7, switched on, and the way between it and the broker."""
    way = make_way(real.port)
    made = make_terminal(way.port_here, password=real.secret)
    made.start()
    made.wait("number dong")
    made.way = way
    return made


def test_a_push_calls_the_next_citizen_and_the_number_appears(real, box):
    first, second = real.desk.issue(), real.desk.issue()
    real.desk.open()
    box.wait("lamp waiting")
    box.push("next")
    box.wait("answer ok")
    box.wait(f"number {first}")
    box.wait("lamp busy")
    assert real.desk.called() == first
    box.push("next")
    box.wait(f"number {second}")
    assert real.desk.called() == second


def test_a_press_that_is_sent_twice_calls_one_citizen(real, box):
    """The link dies before the broker's receipt: the terminal cannot know, and says it again."""
    first, _ = real.desk.issue(), real.desk.issue()
    real.desk.open()
    box.wait("lamp waiting")
    box.way.mute()
    box.push("next")
    box.said.wait(lambda one: one.startswith("press "))
    real.heard.wait(lambda one: True)
    box.way.cut()
    real.heard.wait(lambda one: True, after=1)
    box.wait(f"number {first}")
    sent = [json.loads(one.payload) for one in real.heard.all]
    assert [one["id"] for one in sent] == [sent[0]["id"]] * 2
    assert real.desk.called() == first


def test_when_the_server_is_gone_the_number_does_not_stay(real, box):
    first = real.desk.issue()
    real.desk.open()
    box.wait("lamp waiting")
    box.push("next")
    box.wait(f"number {first}")
    real.server.kill()
    box.wait("number --", after=box.said.all.index(f"number {first}"))
    box.wait("lamp offline", after=box.said.all.index(f"number {first}"))


def test_of_two_boxes_with_one_name_the_second_steps_back_until_it_is_restarted(
    real, box, make_terminal, rig
):
    second = make_terminal(real.port, password=real.secret)
    second.start()
    second.said.wait(lambda one: "steps back" in one)
    second.wait("number ten2")
    second.wait("lamp second")
    rig.until(lambda: real.desk.box() == ("bad", ["twins"]))
    back = len(box.said.all)
    first = real.desk.issue()
    real.desk.open()
    box.wait("lamp waiting", after=back)
    second.push("next")
    second.wait("offline: next is not sent")
    box.push("next")
    box.wait(f"number {first}")
    assert not any("steps back" in line for line in box.said.all)
    assert real.desk.box() == ("bad", ["twins"]), "the first one is connected"
    box.stop()
    second.stop()
    second.start()
    second.wait(f"number {first}", after=second.said.all.index("number ten2"))
