"""How late a zone's loudspeaker reads: calls by chance, sentences as long as the voice needs."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from types import SimpleNamespace

from works import Row, percentile_ms

from broker.messages import Call, encode
from displays.speaker import GAP_S, Speaker
from displays.voice import engines, phrases, sound
from displays.voice.line import Line
from displays.voice.prompt import Prompt

HOURS = 8.0
RECALLS = 0.1
READY_MS, BOUND_S = 60.0, 30.0
WAITING, NEXT_MS = 30, 300.0


def rows() -> Iterator[Row]:
    """The voice's readiness, then one speaker at 3, 6, 9 and 12 calls a minute."""
    voice = Prompt(engines.open_voice("espeak"))
    voice.prepare(["vi"]).join()
    numbers = random.Random(1).sample(range(1000, 9999), 60)
    took, lengths = [], []
    for number in numbers:
        began_s = time.perf_counter()
        said = voice.say(phrases.call(number, number % 30 + 1), "vi")
        took.append(time.perf_counter() - began_s)
        lengths.append(sound.length_s(said))
    p50, p99 = percentile_ms(took, 0.5), percentile_ms(took, 0.99)
    yield Row(
        "a call's WAV ready, espeak-ng, a sentence never said before",
        f"≤ {READY_MS:.0f} ms",
        f"p50 {p50:.0f} ms, p99 {p99:.0f} ms; sentences of {min(lengths):.1f} to "
        f"{max(lengths):.1f} s",
        "",
        p99 <= READY_MS,
    )
    yield _next(voice)
    for per_minute in (3, 6, 9, 12):
        yield _day(per_minute, lengths)


class Ears:
    """A player whose sounds last a twentieth of a second; notes when each began and ended."""

    def __init__(self) -> None:
        self.times: list[tuple[float, float]] = []
        self.done = threading.Event()

    def play(self, wav: bytes) -> None:
        """It lasts a moment."""
        began_s = time.perf_counter()
        threading.Event().wait(0.05)
        self.times.append((began_s, time.perf_counter()))
        if len(self.times) == WAITING:
            self.done.set()


def _next(voice: engines.Voice) -> Row:
    """Calls that wait: from the end of one sentence to the beginning of the next."""
    ears = Ears()
    speaker = Speaker(voice, ears, twice=False)
    for count in range(WAITING):
        heard = SimpleNamespace(payload=encode(_call(8000 + count, count + 1, "call")), retain=0)
        speaker.hear(heard)
    thread = threading.Thread(target=speaker.run)
    thread.start()
    ears.done.wait(60)
    speaker.stop()
    thread.join()
    pauses = [after[0] - before[1] for before, after in pairwise(ears.times)]
    p50, worst = percentile_ms(pauses, 0.5), 1000 * max(pauses)
    return Row(
        f"{WAITING} calls wait: end of one sentence → the next begins",
        f"≤ {NEXT_MS:.0f} ms",
        f"p50 {p50:.0f} ms, max {worst:.0f} ms",
        "",
        worst <= NEXT_MS,
    )


def _day(per_minute: int, lengths: list[float]) -> Row:
    """Eight hours: each call is a first call or a recall; when the speaker is free it takes one."""
    chance, line, free_s = random.Random(per_minute), Line(), 0.0
    delays: list[float] = []
    came_s, count, second = 0.0, 0, 0
    while came_s < HOURS * 3600:
        came_s += chance.expovariate(per_minute / 60)
        while free_s <= came_s and (one := line.take(free_s)) is not None:
            if one.second:
                second += 1
            else:
                delays.append(free_s - one.came_s)
            chime_s = 0.0 if one.brief else 2 * sound.NOTE_S + GAP_S
            free_s += chime_s + chance.choice(lengths) + GAP_S
        free_s = max(free_s, came_s)
        count += 1
        kind = "recall" if chance.random() < RECALLS else "call"
        line.offer(_call(count, chance.randint(1, 30), kind), came_s)
    p50, p95 = (percentile_ms(delays, share) / 1000 for share in (0.5, 0.95))
    return Row(
        f"one speaker, {per_minute} calls a minute by chance, {HOURS:.0f} h",
        f"delay ≤ {BOUND_S:.0f} s",
        f"p50 {p50:.1f} s, p95 {p95:.1f} s, max {max(delays):.1f} s; {len(delays)} read, "
        f"{second} of them twice, {100 * line.dropped / count:.1f} % too late to be read",
        "",
        max(delays) <= BOUND_S,
    )


def _call(count: int, counter: int, kind: str) -> Call:
    told = {"v": 1, "id": f"c-{count}", "ep": 1, "rev": 1, "kind": kind, "number": count % 9000}
    told |= {"counter": counter, "priority": False, "voice": {"vi": "", "en": ""}, "ttl_s": 30}
    return Call.model_validate(told)
