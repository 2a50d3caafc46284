"""What tests of the wire share: waiting on conditions, brokers of both kinds, links, messages."""

from __future__ import annotations

import subprocess
import threading
import time
import types
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import strategies as st
from pydantic import JsonValue
from pydantic.fields import FieldInfo

from broker.daemon import Daemon, Login, find_mosquitto, free_port
from broker.embedded import EmbeddedBroker
from broker.link import Handler, Link, LinkSettings, Received, Said
from broker.messages import Message
from broker.mosquitto.daemon import MosquittoBroker
from broker.topics import Client, Role

CENTRE = "thu"
PATIENCE_S = 60.0
PAUSE_S = 0.02
CLIENTS = (
    Client("server", Role.SERVER),
    Client("kiosk-1", Role.KIOSK),
    Client("kiosk-2", Role.KIOSK),
    Client("led-07", Role.DISPLAY, frozenset({7})),
    Client("box-07", Role.TERMINAL, frozenset({7})),
    Client("watch", Role.MONITOR),
)
LOGINS = [Login(client, f"password of {client.id}") for client in CLIENTS]


def _until(condition: Callable[[], Any], told: str = "") -> None:
    pause, deadline = threading.Event(), time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"in {PATIENCE_S} s it did not happen: {told or condition}")
        pause.wait(PAUSE_S)


@pytest.fixture
def until() -> Callable[..., None]:
    """Wait for a condition that nothing announces."""
    return _until


@pytest.fixture
def certificates(tmp_path: Path) -> Path:
    """A folder with ``ca.crt``, and ``hall.crt`` and ``hall.key`` that it has signed for localhost;
    and ``other.crt``, of an authority that has signed nothing here."""
    folder = tmp_path / "certificates"
    folder.mkdir()

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    for name in ("ca", "other"):
        kept = ("-keyout", f"{name}.key", "-out", f"{name}.crt")
        openssl(*new, "-days", "2", "-subj", "/CN=ca", *kept)
    signed = ("-CA", "ca.crt", "-CAkey", "ca.key", "-addext", "subjectAltName=DNS:localhost")
    leaf = ("-addext", "basicConstraints=critical,CA:FALSE")
    names = ("-subj", "/CN=localhost", "-keyout", "hall.key", "-out", "hall.crt")
    openssl(*new, "-days", "1", *signed, *leaf, *names)
    return folder


class Box:
    """Hears messages, and waits for them."""

    def __init__(self) -> None:
        self.all: list[Received] = []
        self._changed = threading.Condition()

    def __call__(self, received: Received) -> None:
        with self._changed:
            self.all.append(received)
            self._changed.notify_all()

    @property
    def payloads(self) -> list[bytes]:
        """What was said, in order."""
        return [one.payload for one in self.all]

    @property
    def topics(self) -> list[str]:
        """Where it was said, in order."""
        return [one.topic for one in self.all]

    def wait(self, payload: bytes) -> Received:
        """The first message with this payload, as soon as it is here."""

        def found() -> list[Received]:
            return [one for one in self.all if one.payload == payload]

        with self._changed:
            assert self._changed.wait_for(found, PATIENCE_S), f"{payload!r} not in {self.payloads}"
            return found()[0]


@pytest.fixture
def box() -> Callable[[], Box]:
    """Makes boxes."""
    return Box


@pytest.fixture
def port() -> int:
    """A port that nobody uses."""
    return free_port()


@pytest.fixture
def mosquitto(tmp_path: Path, port: int) -> Iterator[MosquittoBroker]:
    """A real Mosquitto, with the access list of the centre."""
    if find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    daemon = MosquittoBroker(tmp_path, LOGINS, host="127.0.0.1", port=port, centre=CENTRE)
    daemon.start()
    yield daemon
    daemon.stop()


@pytest.fixture
def embedded(tmp_path: Path, port: int) -> Iterator[EmbeddedBroker]:
    """The broker that comes with pip."""
    daemon = EmbeddedBroker(tmp_path, LOGINS, host="127.0.0.1", port=port)
    daemon.start()
    yield daemon
    daemon.stop()


@pytest.fixture(params=["embedded", "mosquitto"])
def daemon(request: pytest.FixtureRequest) -> Daemon:
    """Each of the two brokers."""
    found: Daemon = request.getfixturevalue(request.param)
    return found


Connect = Callable[..., Link]


@pytest.fixture
def make_link() -> Iterator[Connect]:
    """Makes links that are not started; they end with the test."""
    made: list[Link] = []

    def make(url: str, id: str, *, ca_file: str | None = None, **said: Said) -> Link:
        password = f"password of {id}"
        client_id = f"{id}-{len(made)}"
        settings = LinkSettings(url, id, password, client_id, CENTRE, 15, ca_file)
        made.append(Link(settings, **said))
        return made[-1]

    yield make
    for link in made:
        link.stop()


@pytest.fixture
def connect(make_link: Connect) -> Connect:
    """Makes links that are connected; what they are to hear is subscribed by then."""

    def made(url: str, id: str, hears: dict[str, Handler] | None = None, **more: Any) -> Link:
        link = make_link(url, id, **more)
        for filter, handler in (hears or {}).items():
            link.subscribe(filter, handler)
        link.start()
        assert link.wait_connected(PATIENCE_S)
        return link

    return made


def _strategy(kind: Any, limits: Sequence[Any] = ()) -> st.SearchStrategy[Any]:
    """Values of a type as messages are declared with; ``limits`` are its ``Ge``, ``MaxLen`` …"""
    told = {name: getattr(one, name) for one in limits for name in one.__slots__}
    shapes = [one.pattern for one in limits if hasattr(one, "pattern")]
    args = get_args(kind)
    match get_origin(kind) or kind:
        case origin if origin is Annotated:
            of_field = [one for one in args[1:] if isinstance(one, FieldInfo)]
            return _strategy(args[0], [limit for one in of_field for limit in one.metadata])
        case origin if origin is Literal:
            return st.sampled_from(args)
        case origin if origin in (Union, types.UnionType):
            return st.one_of([_strategy(one) for one in args])
        case origin if origin is list:
            return st.lists(_strategy(args[0]), max_size=3)
        case origin if origin is dict:
            return st.dictionaries(_strategy(args[0]), _strategy(args[1]), max_size=3)
        case origin if origin is int:
            return st.integers(told.get("ge", -(2**53)), told.get("le", 2**53))
        case alias if alias is JsonValue:
            return st.none() | st.booleans() | st.integers(-9, 9) | st.lists(st.text(), max_size=2)
        case origin if origin is str and shapes:
            return st.from_regex(shapes[0], fullmatch=True)
        case origin if origin is str:
            least = told.get("min_length", 0)
            return st.text(min_size=least, max_size=max(least, 20))
        case origin if origin is float:
            limits = told.get("ge"), told.get("le")
            return st.floats(*limits, allow_nan=False, allow_infinity=False)
        case origin if origin in (bool, types.NoneType):
            return st.booleans() if origin is bool else st.none()
        case model:
            fields = model.model_fields.items()
            made = {name: _strategy(one.annotation, one.metadata) for name, one in fields}
            return st.builds(model, **made)


@pytest.fixture(scope="session")
def said() -> Callable[[type[Message]], st.SearchStrategy[Message]]:
    """Everything that may be said with a kind of message."""
    return _strategy
