"""How the server waits: on plain threads, or on gevent's loop. The only gevent code.

Both runtimes give the same four things: promises that a native thread may keep, native threads,
a way to run something in order on the loop, and a thread pool for slow work.
"""

from __future__ import annotations

import logging
import os
import queue
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, BinaryIO, Protocol, TypeVar

from server.httphead import Head, read
from server.store.writer import Promise, Threads

T = TypeVar("T")
log = logging.getLogger(__name__)
REST_S = 0.001
"""Without any time between, the loop would look for new requests only now and again."""


class Runtime(Threads, Protocol):
    """What the parts of the server need of the way in which it waits."""

    async_mode: str

    def post(self, call: Callable[[], None]) -> None:
        """Run ``call`` on the loop, in order of posting; may be called from any thread.

        A fault of a call that was posted, spawned or is run each so often is logged, and ends
        nothing but itself.
        """

    def spawn(self, call: Callable[[], None]) -> None:
        """Run ``call`` beside everything else."""

    def every(self, period_s: float, call: Callable[[], None]) -> Callable[[], None]:
        """Run ``call`` each ``period_s``; returns the function that ends it."""

    def offload(self, call: Callable[..., T], *args: Any) -> T:
        """Run slow work in a pool and wait for it without holding the loop."""

    def breathe(self) -> None:
        """Between two pieces of work: let all others who are ready go first."""

    def rest(self) -> None:
        """Between two pieces of long work that nobody hurries for: be away for a moment, so that
        who asks meanwhile is answered first, step by step."""


def _alone(call: Callable[[], None]) -> None:
    """Run ``call`` so that its fault ends nothing else: not the loop, not the next time."""
    try:
        call()
    except Exception:
        log.exception("a call of the loop failed; the others go on")


class _FuturePromise:
    def __init__(self) -> None:
        self._future: Future[Any] = Future()

    def resolve(self, value: Any) -> None:
        self._future.set_result(value)

    def fail(self, error: BaseException) -> None:
        self._future.set_exception(error)

    def wait(self) -> Any:
        return self._future.result()


class ThreadRuntime:
    """Plain threads: for tests, tools, and halls with few browsers."""

    async_mode = "threading"

    def __init__(self) -> None:
        self._posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._pool = ThreadPoolExecutor(4)
        self.start_native(self._loop)

    def promise(self) -> Promise:
        return _FuturePromise()

    def start_native(self, target: Callable[[], None]) -> None:
        threading.Thread(target=target, daemon=True).start()

    def post(self, call: Callable[[], None]) -> None:
        self._posted.put(call)

    def spawn(self, call: Callable[[], None]) -> None:
        self.start_native(lambda: _alone(call))

    def every(self, period_s: float, call: Callable[[], None]) -> Callable[[], None]:
        ended = threading.Event()

        def run() -> None:
            while not ended.wait(period_s):
                _alone(call)

        self.start_native(run)
        return ended.set

    def offload(self, call: Callable[..., T], *args: Any) -> T:
        return self._pool.submit(call, *args).result()

    def breathe(self) -> None:
        os.sched_yield()

    def rest(self) -> None:
        os.sched_yield()

    def _loop(self) -> None:
        while True:
            _alone(self._posted.get())


class _HubPromise:
    """Kept by a native thread, awaited by one greenlet."""

    def __init__(self, hub: Any, waiter: Any) -> None:
        self._hub = hub
        self._waiter = waiter

    def resolve(self, value: Any) -> None:
        self._hub.loop.run_callback_threadsafe(self._waiter.switch, value)

    def fail(self, error: BaseException) -> None:
        self._hub.loop.run_callback_threadsafe(self._waiter.throw, error)

    def wait(self) -> Any:
        return self._waiter.get()


class GeventRuntime:
    """Greenlets for everything that waits; call ``patch`` before anything else is imported."""

    async_mode = "gevent"

    def __init__(self) -> None:
        import gevent
        from gevent.event import Event
        from gevent.hub import Waiter
        from gevent.queue import Queue

        self._gevent = gevent
        self._event = Event
        self._waiter = Waiter
        self._hub = gevent.get_hub()
        self._posted: Any = Queue()
        self._awake = self._hub.loop.async_()  # else the hub ends when only native threads work
        self._awake.start(lambda: None)
        gevent.spawn(self._loop)

    def promise(self) -> Promise:
        return _HubPromise(self._hub, self._waiter(self._hub))

    def start_native(self, target: Callable[[], None]) -> None:
        from gevent.monkey import get_original

        get_original("_thread", "start_new_thread")(target, ())

    def post(self, call: Callable[[], None]) -> None:
        self._hub.loop.run_callback_threadsafe(self._posted.put_nowait, call)

    def spawn(self, call: Callable[[], None]) -> None:
        self._gevent.spawn(_alone, call)

    def every(self, period_s: float, call: Callable[[], None]) -> Callable[[], None]:
        ended = self._event()

        def run() -> None:
            while not ended.wait(period_s):
                _alone(call)

        self._gevent.spawn(run)
        return ended.set  # type: ignore[no-any-return]

    def offload(self, call: Callable[..., T], *args: Any) -> T:
        value: T = self._hub.threadpool.apply(call, args)
        return value

    def breathe(self) -> None:
        self._gevent.sleep(0)

    def rest(self) -> None:
        self._gevent.sleep(REST_S)

    def _loop(self) -> None:
        while True:
            _alone(self._posted.get())


def patch() -> None:
    """Make the standard library wait on gevent; only the server's own process does this."""
    from gevent import monkey

    monkey.patch_all()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket without Nagle's delay (else 40 ms a request); accepts inherit it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.bind((host, port))
    listener.listen(1024)
    return listener


def serve(app: Any, listener: socket.socket) -> Any:
    """Start answering on ``listener`` (gevent); returns an object with ``stop()``."""
    from gevent.pywsgi import WSGIHandler, WSGIServer

    class Handler(WSGIHandler):  # type: ignore[misc]
        def MessageClass(self, file: BinaryIO, *_: object) -> Head:
            return read(file)

        def log_request(self) -> None:
            """Nothing: else a line is composed for each request and thrown away."""

    server = WSGIServer(listener, app, log=None, error_log=log, handler_class=Handler)
    server.start()
    return server
