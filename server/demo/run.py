"""Starting a whole hall, saying where it is, and ending it without a trace."""

from __future__ import annotations

import json
import signal
import socket
import threading
from dataclasses import dataclass
from pathlib import Path

from broker import devicelogins
from broker.admitting import Admission
from broker.daemon import Daemon, Kind, Login, free_port, make_broker, new_password
from broker.topics import Client, Role
from server.demo.cast import BOARD, SPEAKER, Cast
from server.demo.centre import KIOSKS, NINE_S, PLAN, ahead_s, centre, demo_plan
from server.demo.keeper import Keeper
from server.demo.processes import Processes
from server.domain.plan import Plan
from server.errors import DemoFailed

START_S = 30.0
AWAY_S = 60.0
"""How long a server that was killed stays away."""
OFF_S = 10.0
"""How long a kiosk or a display that was killed stays off, as if its plug had been pulled."""
BROKER_OFF_S = 3.0
"""How long a broker does; systemd starts it again that soon."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What kind of demo."""

    data: Path
    port: int
    speed: float
    past_days: int
    citizens: bool
    broker: Kind
    leds: bool


class Demo:
    """One hall. ``run`` returns after Ctrl-C."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._processes = Processes(wanted.data / "logs")
        self._broker: Daemon | None = None
        self._stopped = threading.Event()
        self._keeper = Keeper()

    def run(self) -> int:
        """Start everything, wait for Ctrl-C or SIGTERM, end everything."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stopped.set())
        try:
            self._start()
            assert self._broker is not None
            while not self._stopped.wait(1.0):
                self._look_after(self._broker)
        finally:
            self._processes.stop()
            if self._broker is not None:
                self._broker.stop()
        return 0

    def _start(self) -> None:
        wanted, past_days = self._wanted, self._wanted.past_days
        plan = demo_plan(usual_hours=past_days > 0)
        port = wanted.port if wanted.port and _is_free(wanted.port) else free_port()
        made, tool = centre(wanted.data, plan, past_days), new_password()
        server, held = new_password(), wanted.data / devicelogins.FILE
        held.touch(mode=0o600)
        self._admission = Admission(_logins(made, server, tool), held)
        self._broker = make_broker(
            wanted.broker,
            wanted.data / "broker",
            plan.centre.id,
            self._admission.logins,
            port=free_port(),
        )
        self._broker.start()
        self._keep_broker(self._broker)
        self._serve(port, server)
        kiosks = self._start_kiosks(made, plan)
        if wanted.leds:
            self._start_leds(made, plan)
        written = _describe(wanted.data, f"http://127.0.0.1:{port}", self._broker.url, tool, made)
        demo = json.loads(written.read_text(encoding="utf-8"))
        demo["kiosks"] = kiosks
        written.write_text(json.dumps(demo, indent=1, ensure_ascii=False), encoding="utf-8")
        self._start_people(written)
        _say(demo, port != wanted.port, wanted)

    def _look_after(self, broker: Daemon) -> None:
        """Somebody killed a process, to see what the hall does: it comes back, but for people."""
        try:
            self._keeper.look()
            if self._processes.has_fallen("people"):
                raise DemoFailed("people ended by itself")
        except DemoFailed as error:
            raise DemoFailed(f"{error}: see {self._wanted.data}/logs") from error
        if broker.running:
            self._admission.look(broker.admit)

    def _keep_broker(self, broker: Daemon) -> None:
        def start() -> None:
            broker.stop()
            broker.start()

        self._keeper.keep("broker", BROKER_OFF_S, lambda: not broker.running, start)

    def _keep(self, name: str, away_s: float, says: str = "") -> None:
        """``says`` is what it writes once it is there; displays write nothing."""

        def start() -> None:
            self._processes.again(name)
            if says:
                self._processes.wait_for(name, says, START_S)

        self._keeper.keep(name, away_s, lambda: self._processes.has_fallen(name), start)

    def _serve(self, port: int, password: str) -> None:
        assert self._broker is not None
        arguments = ["serve", "--data", str(self._wanted.data), "--port", str(port)]
        arguments += ["--mqtt", self._broker.url]
        settings = {
            "LUOT_MQTT_USER": "server",
            "LUOT_MQTT_PASSWORD": password,
            "LUOT_SPEED": str(self._wanted.speed),
            "LUOT_ANONYMOUS_PER_S": "400",
        }
        if self._wanted.past_days:
            settings["LUOT_CLOCK_AHEAD_S"] = str(ahead_s(demo_plan(usual_hours=True)))
        self._processes.start("server", "server", arguments, settings)
        self._processes.wait_for("server", "Serving", START_S)
        self._keep("server", AWAY_S, "http://")

    def _start_kiosks(self, made: Cast, plan: Plan) -> list[dict[str, str]]:
        assert self._broker is not None
        kiosks = []
        for i in range(1, KIOSKS + 1):
            id, port = f"kiosk-{i}", free_port()
            arguments = ["--id", id, "--centre", plan.centre.id, "--mqtt", self._broker.url]
            arguments += ["--port", str(port), "--data", str(self._wanted.data / id)]
            secret = made.devices[id].password
            self._processes.start(id, "kiosk.cli", arguments, {"LUOT_MQTT_PASSWORD": secret})
            kiosks.append({"id": id, "url": f"http://127.0.0.1:{port}", "secret": secret})
        for kiosk in kiosks:
            self._processes.wait_for(kiosk["id"], "http://", START_S)
            self._keep(kiosk["id"], OFF_S, "http://")
        return kiosks

    def _start_leds(self, made: Cast, plan: Plan) -> None:
        assert self._broker is not None
        held = self._wanted.data / "led-secrets.json"
        held.touch(mode=0o600)
        held.write_text(json.dumps(made.secrets_of(Role.DISPLAY)), encoding="utf-8")
        folder = self._wanted.data / "leds"
        arguments = ["--centre", plan.centre.id, "--mqtt", self._broker.url]
        arguments += ["--panel", f"png:{folder}"]
        for number in plan.counters:
            arguments += ["--counter", str(number)]
        secrets = {"LUOT_DEVICES_FILE": str(held)}
        self._processes.start("leds", "displays.cli", arguments, secrets, yields=True)
        common = ["--centre", plan.centre.id, "--mqtt", self._broker.url]
        board = ["board", "--id", BOARD, "--zone", "hall", *common]
        board += ["--panel", f"png:{folder}", "--size", "192x64"]
        self._processes.start("board", "displays.cli", board, secrets, yields=True)
        speak = ["speak", "--id", SPEAKER, *common, "--voice", "print", "--audio", "none"]
        speak += [word for zone in plan.zones for word in ("--zone", zone)]
        secret = {"LUOT_MQTT_PASSWORD": made.devices[SPEAKER].password}
        self._processes.start("speaker", "displays.cli", speak, secret, yields=True)
        for name in ("leds", "board", "speaker"):
            self._keep(name, OFF_S)

    def _start_people(self, written: Path) -> None:
        arguments = [str(written), "--plan", str(PLAN), "--speed", str(self._wanted.speed)]
        arguments += [] if self._wanted.citizens else ["--only-open"]
        arguments += ["--from-s", str(NINE_S)] if self._wanted.past_days else []
        self._processes.start("people", "server.simulate", arguments, {})


def _logins(made: Cast, server: str, tool: str) -> list[Login]:
    logins = [Login(Client("server", Role.SERVER), server)]
    logins.append(Login(Client("demo-tool", Role.MONITOR), tool, speaks_for_all=True))
    return [*logins, *made.devices.values()]


def _describe(data: Path, server: str, mqtt: str, tool: str, made: Cast) -> Path:
    """``demo.json``, for people and programs that want to take part."""
    assert made.manager is not None and made.admin is not None and made.guide is not None
    described = {
        "server": server,
        "mqtt": mqtt,
        "mqtt_user": "demo-tool",
        "mqtt_password": tool,
        "centre": "haiphong",
        "kiosks": [],
        "officers": [{"login": p.login, "pin": p.pin, "counter": p.counter} for p in made.officers],
        "guide": {"login": made.guide.login, "pin": made.guide.pin},
        "manager": {"login": made.manager.login, "pin": made.manager.pin},
        "admin": {"login": made.admin.login, "pin": made.admin.pin},
    }
    path = data / "demo.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(described, indent=1, ensure_ascii=False), encoding="utf-8")
    return path


def _say(demo: dict[str, object], moved: bool, wanted: Wanted) -> None:
    server, officers = demo["server"], demo["officers"]
    assert isinstance(officers, list)
    first, manager, kiosks = officers[6], demo["manager"], demo["kiosks"]
    guide = demo["guide"]
    assert isinstance(manager, dict) and isinstance(kiosks, list) and isinstance(guide, dict)
    if moved:
        print(f"Port {wanted.port} is in use; this hall is elsewhere.")
    print(f"\n  Start page   {server}/")
    for kiosk in kiosks:
        print(f"  Kiosk        {kiosk['url']}/")
    print(f"  Its paper    {kiosks[0]['url']}/slip/last.png")
    print(f"  Hall board   {server}/board/hall")
    print(f"  Counter 7    {server}/console/7   login {first['login']}  PIN {first['pin']}")
    print(f"  Help desk    {server}/desk        login {guide['login']}  PIN {guide['pin']}")
    print(f"  Manager      {server}/manage      login {manager['login']}  PIN {manager['pin']}")
    if wanted.leds:
        print(f"  Lights       {wanted.data}/leds")
        print(f"  Loudspeaker  {wanted.data}/logs/speaker.log")
    print(f"  All logins   {wanted.data}/demo.json")
    print("\nThe hall is open. Ctrl-C ends it.", flush=True)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
