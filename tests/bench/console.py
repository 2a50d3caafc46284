"""From the key for Next to the repainted console, in Chromium; and thirty consoles for a minute."""

from __future__ import annotations

import json
import os
import socket
import urllib.request
from collections.abc import Iterator
from typing import Any

import console_soak
import demo
from playwright.sync_api import Page, sync_playwright
from works import Row, percentile_ms

PRESSES, WARM_UP, P95_MS = 60, 3, 80.0
SOAK_S, SOAK_P99_MS = 60.0, 50.0
WATCH = """() => {
  window.tookMs = [];
  let pressed = 0, shown = "";
  const number = () => document.querySelector("#console .who h1")?.textContent ?? "";
  addEventListener("keydown", (event) => {
    if (event.code === "Enter") { pressed = performance.now(); shown = number(); }
  }, true);
  new MutationObserver(() => {
    if (!pressed || !number() || number() === shown) return;
    const began = pressed;
    pressed = 0;
    requestAnimationFrame(() => setTimeout(() => window.tookMs.push(performance.now() - began)));
  }).observe(document.getElementById("console"),
    { childList: true, subtree: true, characterData: true });
}"""
LOG_IN = """async (who) => (await fetch("/api/v1/session", { method: "POST",
  headers: { "Content-Type": "application/json" }, body: JSON.stringify(who) })).status"""


def rows() -> Iterator[Row]:
    """The figures, each on a demo without citizens."""
    with demo.hall("--no-citizens", "--port", free_port()) as folder:
        told = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
        yield _repaint(told)
    with demo.hall("--no-citizens", "--port", free_port()) as folder:
        told = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
        yield _soak(told, console_soak.GUARD_S)
        yield _soak(told, 0.0)


def free_port() -> str:
    """A port that nobody uses now; the demo names its pages by the port that it was given."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return str(sock.getsockname()[1])


def _repaint(told: dict[str, Any]) -> Row:
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        took = _press(page, told)
        browser.close()
    p50, p95 = (percentile_ms([ms / 1000 for ms in took], share) for share in (0.5, 0.95))
    return Row(
        "Next by key → console repainted, Chromium, 1366×768",
        f"p95 ≤ {P95_MS:.0f} ms",
        f"p50 {p50:.0f} ms, p95 {p95:.0f} ms of {len(took)} presses",
        f"load {os.getloadavg()[0]:.1f}",
        p95 <= P95_MS,
    )


def sit_down(page: Page, told: dict[str, Any]) -> dict[str, Any]:
    """The first officer signs in and opens the counter, which is idle then."""
    officer: dict[str, Any] = told["officers"][0]
    page.goto(f"{told['server']}/login")
    assert page.evaluate(LOG_IN, {"login": officer["login"], "pin": officer["pin"]}) < 300
    page.goto(f"{told['server']}/console/{officer['counter']}")
    page.wait_for_selector("#next:enabled")
    if page.locator("body").get_attribute("data-state") == "closed":
        page.keyboard.press("Enter")
    page.wait_for_selector("body[data-state=idle]:not([data-rest])")
    return officer


def _press(page: Page, told: dict[str, Any]) -> list[float]:
    officer = sit_down(page, told)
    group = console_soak.groups_of(told, officer["counter"])[0]
    for _ in range(PRESSES + WARM_UP):
        issue(told, group)
    page.evaluate(WATCH)
    for n in range(1, PRESSES + WARM_UP + 1):
        page.wait_for_selector("body:not([data-rest]) #next:enabled")
        page.keyboard.press("Enter")
        page.wait_for_function("(n) => window.tookMs.length >= n", arg=n)
    return list(page.evaluate("window.tookMs"))[WARM_UP:]


def issue(told: dict[str, Any], group: str) -> None:
    """One number at the first kiosk."""
    kiosk = told["kiosks"][0]["secret"]
    asked = urllib.request.Request(
        f"{told['server']}/api/v1/tickets",
        json.dumps({"group": group}).encode(),
        {"Authorization": f"Bearer {kiosk}", "Content-Type": "application/json"},
    )
    urllib.request.urlopen(asked).close()


def _soak(told: dict[str, Any], guard_s: float) -> Row:
    groups = {
        one: None for o in told["officers"] for one in console_soak.groups_of(told, o["counter"])
    }
    for group in groups:
        for _ in range(console_soak.EACH_GROUP):
            issue(told, group)
    run = console_soak.soak(told, SOAK_S, guard_s)
    p50, p99 = (percentile_ms(run.took_s, share) for share in (0.5, 0.99))
    what = f"consoles, as their page lets them ({guard_s} s a call)," if guard_s else "bare clients"
    return Row(
        f"{run.consoles} {what} press as fast as they can for {SOAK_S:.0f} s",
        f"0 double calls, 0 lost, p99 ≤ {SOAK_P99_MS:.0f} ms",
        f"{len(run.took_s) / SOAK_S:.0f}/s, p50 {p50:.1f} ms, p99 {p99:.1f} ms, "
        f"{run.double} double, {run.lost} presses lost",
        f"load {os.getloadavg()[0]:.1f}",
        (run.double, run.lost) == (0, 0) and p99 <= SOAK_P99_MS,
    )
