"""A hall board for a week by a clock that is set forward: what page and browser keep.

A day is what a hall has: it opens, calls at every counter with rushes, notices, lunch, media
while nobody is called, a lost link, and it closes. Only the timers of the page are hurried; what
it draws, plays and fetches is real.
"""

from __future__ import annotations

import base64
import io
import re
import sys
import tempfile
import wave
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from works import Row

TOOLS = Path(__file__).parent.parent / "tools"
DAYS, READ_AT = 7, (1, 3, 7)
CALLS = 600
"""A centre's day."""
MEDIA_S, BEAT_S = 65, 5
"""Long enough for four pictures and the film; the server says so often that it lives."""
OPENS, LUNCH, AFTERNOON, CLOSES = 7.5, 11.5, 13.5, 17.0
HEAP_MAY_GROW, NODES_MAY_GROW = 1.25, 60
ACTIVE = "--autoplay-policy=no-user-gesture-required"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def rows() -> Iterator[Row]:
    """Heap, nodes and the memory of the browser after one, three and seven days."""
    sys.path.insert(0, str(TOOLS))
    import page_world

    with (
        tempfile.TemporaryDirectory() as name,
        sync_playwright() as playwright,
        page_world.an_office(Path(name), counters=2) as office,
    ):
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", ACTIVE]
        )
        yield from _week(browser, office.url, page_world.SILENT_SOCKET)
        browser.close()


def _week(browser: Browser, url: str, socket: str) -> Iterator[Row]:
    page = _opened(browser, url, socket)
    told = page.context.new_cdp_session(page)
    whole = browser.new_browser_cdp_session()
    first: tuple[float, int, float] | None = None
    for day in range(1, DAYS + 1):
        _day(page, day)
        if day not in READ_AT:
            continue
        found = _kept(told, whole)
        first = first or found
        heap, nodes, whole_mib = found
        grew = heap / first[0]
        yield Row(
            f"hall board, day {day} ({day * CALLS:,} calls)",
            f"heap ≤ {HEAP_MAY_GROW} × day 1, no more than {NODES_MAY_GROW} nodes more",
            f"heap {heap:.2f} MiB ({grew:.2f} ×), {nodes} nodes, browser {whole_mib:.0f} MiB",
            "",
            grew <= HEAP_MAY_GROW and nodes <= first[1] + NODES_MAY_GROW,
        )


def _opened(browser: Browser, url: str, socket: str) -> Page:
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.on("pageerror", lambda error: print(f"page error: {error}", file=sys.stderr))
    film = _film(page)
    media = [{"kind": "image", "url": f"/media/{n}", "show_s": 12} for n in range(4)]
    media += [{"kind": "video", "url": "/media/film", "show_s": 12}]
    page.route(
        "**/vendor/socket.io.esm.min.js",
        lambda route: route.fulfill(body=socket, content_type="text/javascript"),
    )
    page.route("**/boards/hall/media", lambda route: route.fulfill(json={"media": media}))
    page.route(
        re.compile(r"/media/\d$"),
        lambda route: route.fulfill(body=PICTURE, content_type="image/png"),
    )
    page.route("**/media/film", lambda route: route.fulfill(body=film, content_type="video/webm"))
    page.route("**/voice/**", lambda route: route.fulfill(body=_wav(), content_type="audio/wav"))
    page.clock.install(time=datetime(2026, 11, 23, tzinfo=UTC))
    page.goto(f"{url}/board/hall?voice=1")
    page.wait_for_load_state("networkidle")
    page.evaluate(_SCRIPT)
    return page


def _film(page: Page) -> bytes:
    """A second of film, recorded by the browser."""
    text = page.evaluate(
        """async () => {
          const canvas = document.createElement("canvas"), parts = [];
          const draw = canvas.getContext("2d");
          const tick = setInterval(() => draw.fillRect(0, 0, Math.random() * 300, 150), 40);
          const film = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
          film.ondataavailable = ({ data }) => parts.push(data);
          film.start();
          await new Promise((done) => setTimeout(done, 1000));
          await new Promise((done) => { film.onstop = done; film.stop(); });
          clearInterval(tick);
          const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
          return btoa(String.fromCharCode(...bytes));
        }"""
    )
    return base64.b64decode(text)


def _day(page: Page, day: int) -> None:
    """From one midnight to the next, in steps as long as calls are apart."""
    midnight = datetime(2026, 11, 22, 17, tzinfo=UTC) + timedelta(days=day)
    page.evaluate("(one) => window.day(one)", day)
    gap_s = (LUNCH - OPENS + CLOSES - AFTERNOON) * 3600 / CALLS
    _tell(page, midnight, "before")
    for i in range(CALLS):
        hours = OPENS + i * gap_s / 3600
        if hours >= LUNCH:
            hours += AFTERNOON - LUNCH
        at = midnight + timedelta(hours=hours)
        if i == CALLS * 8 // 15:
            _tell(page, at - timedelta(hours=1), "break")
        page.evaluate("([n, ms]) => window.called(n, ms)", [i, at.timestamp() * 1000])
        page.clock.fast_forward(int(gap_s * 1000))
        if i % 100 == 99:
            _quiet_minutes(page, at)
    _tell(page, midnight + timedelta(hours=CLOSES), "closed")
    page.clock.fast_forward(3_600_000)


def _quiet_minutes(page: Page, at: datetime) -> None:
    """Nobody is called: media run, second by second; then the link is lost and comes back."""
    page.evaluate("(ms) => window.rest(ms)", at.timestamp() * 1000)
    for second in range(0, MEDIA_S, BEAT_S):
        page.evaluate("(ms) => window.beat(ms)", (at.timestamp() + second) * 1000)
        page.evaluate("() => window.filmed()")
        page.clock.run_for(BEAT_S * 1000)
    page.evaluate("window.drop()")
    page.clock.run_for(3_000)
    page.evaluate("(ms) => window.again(ms)", at.timestamp() * 1000)


def _tell(page: Page, at: datetime, hall: str) -> None:
    page.evaluate("([ms, hall]) => window.hall(ms, hall)", [at.timestamp() * 1000, hall])
    page.clock.run_for(2_000)


def _kept(told: CDPSession, whole: CDPSession) -> tuple[float, int, float]:
    """MiB of the heap after a collection, nodes of the document, and MiB of all processes."""
    for _ in range(2):
        told.send("HeapProfiler.collectGarbage")
    heap = told.send("Runtime.getHeapUsage")["usedSize"] / 2**20
    nodes = int(told.send("Memory.getDOMCounters")["nodes"])
    processes: list[dict[str, Any]] = whole.send("SystemInfo.getProcessInfo")["processInfo"]
    return heap, nodes, sum(_own_mib(one["id"]) for one in processes)


def _own_mib(pid: int) -> float:
    """Its share of memory: what several processes map counts once over all."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in text.splitlines() if line[:4] == "Pss:") / 1024


def _wav() -> bytes:
    """Silence of 36 ms."""
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(22_050)
        out.writeframes(bytes(1_600))
    return made.getvalue()


_SCRIPT = """() => {
  let rev = 0, day = 1, held = [], over = [];
  const zones = ["1", "2", "3", "4", "5"];
  const wait = (n) => ({ low_s: n * 60, high_s: n * 120, at_low: iso(0), at_high: iso(0) });
  const iso = (ms) => new Date(ms).toISOString();
  const board = (ms, hall) => window.say("board", { v: 1, ep: 1, rev: ++rev, now: iso(ms), hall,
    zone: "hall", notice: null, rows: held, recent: over.slice(0, 8),
    notices: rev % 50 < 20 ? [{ vi: `Tin ${rev}`, en: `Notice ${rev}`, until: iso(ms + 9e5) }] : [],
    waiting: zones.map((zone, i) => ({ zone, name: { vi: `Khu ${zone}`, en: `Zone ${zone}` },
      waiting: (rev * (i + 3)) % 40, wait: rev % 7 ? wait(i + rev % 9) : null })),
    reopens_at: hall === "open" ? null : iso(ms + 7.2e6), first: [1001, 1002, 1003] });
  const beat = window.beat = (ms) => window.say("time", { ep: 1, ms, tz: "Asia/Ho_Chi_Minh" });
  window.filmed = () => {
    const film = document.querySelector(".playlist video");
    if (!film || film.readyState >= 2) return null;
    return new Promise((done) => {
      film.addEventListener("loadeddata", done, { once: true });
      setTimeout(done, 2000);
    });
  };
  window.day = (one) => { [day, held, over] = [one, [], []]; };
  window.hall = (ms, hall) => { beat(ms); board(ms, hall); };
  window.called = (i, ms) => {
    const counter = (i * 7) % 30 + 1, number = 1000 + i;
    beat(ms);
    for (const row of held) { row.age_ms += 15000; if (row.age_ms > 45000) row.state = "serving"; }
    over = [...held.filter((row) => row.counter === counter), ...over].slice(0, 8);
    held = [{ number, counter, state: "called", age_ms: 0, priority: i % 9 === 0 },
      ...held.filter((row) => row.counter !== counter)];
    window.say("call", { id: `${day}-${i}`, ep: 1, rev, kind: "call", number, counter,
      priority: false, ttl_s: 30 });
    board(ms, "open");
  };
  window.rest = (ms) => {
    over = [...held, ...over].slice(0, 8);
    held = [];
    window.again(ms);
  };
  window.again = (ms) => { beat(ms); board(ms, "open"); };
}"""
