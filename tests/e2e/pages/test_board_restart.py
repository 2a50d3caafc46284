"""A board through a server that is killed: nothing stale is current, and it comes back right."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

COUNT_SOUNDS = """
window.sounds = 0;
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (at) { window.sounds += 1; start.call(this, at); };
"""
BACK_MS = 20_000


class Server:
    """``luot serve`` on one port, again and again."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._command = [sys.executable, "-m", "server", "serve", "--data", str(data)]
        self._command += ["--port", str(self.port)]
        self.start()

    def start(self) -> None:
        self.running = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        assert self.running.stdout is not None
        found = (re.search(r"http://\S+:\d+", line) for line in self.running.stdout)
        self.url = next(match[0] for match in found if match)
        self._rest = threading.Thread(target=self.running.stdout.read, daemon=True)
        self._rest.start()

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        self.running.send_signal(how)
        self.running.wait(20)
        self._rest.join(5)
        assert self.running.stdout is not None
        self.running.stdout.close()


@pytest.fixture
def town(tmp_path: Path, page_world) -> Iterator[tuple]:
    """A server that can be killed, and its office."""
    secret = page_world.founded(tmp_path / "data", 4)
    server = Server(tmp_path / "data")
    yield server, page_world.Office(server.url, secret, 4, tmp_path / "data")
    server.end(signal.SIGTERM)


def test_a_killed_server_leaves_nothing_current_and_the_board_comes_back_without_a_sound(
    town, page_of
) -> None:
    server, office = town
    page = page_of(1920, 1080)
    page.add_init_script(COUNT_SOUNDS)
    page.goto(f"{server.url}/board/hall?lang=vi")
    expect(page.locator("#link")).to_have_class("link up")
    page.mouse.click(5, 5)
    expect(page.locator("#sound")).to_be_empty()
    first, second = office.desk(1), office.desk(2)
    one = first.ticket("next")
    expect(page.locator("#hero .number")).to_have_text(str(one["number"]))
    page.wait_for_function("() => window.sounds === 1")

    server.end()
    expect(page.locator("#hero")).to_contain_text("Bảng đang mất kết nối", timeout=BACK_MS)
    expect(page.locator("#hero .number")).to_have_count(0)
    expect(page.locator("#recent")).to_have_class("stale")
    expect(page.locator("#recent h2")).to_contain_text("có thể đã cũ")
    expect(page.locator(".range").first).to_have_text("—")

    server.start()
    expect(page.locator("#link")).to_have_class("link up", timeout=BACK_MS)
    expect(page.locator("#recent")).not_to_have_class("stale")
    expect(page.locator("body")).to_contain_text(str(one["number"]))
    assert page.evaluate("window.sounds") == 1, "what was called before is not rung again"

    two = second.ticket("next")
    expect(page.locator("#hero .number").last).to_have_text(str(two["number"]))
    page.wait_for_function("() => window.sounds === 2")
