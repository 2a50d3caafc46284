"""The centre's own slip at a kiosk: fetched in parts, kept, and never the end of printing."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import kiosk.layouts as kiosk_layouts
from broker import layouts, topics
from broker import messages as m
from broker.catalogue import document as d
from broker.slips import shipped, to_toml

pytestmark = pytest.mark.usefixtures("quick")
LINE = {"vi": "Mang theo căn cước.", "en": "Bring your card."}


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds become hundredths."""
    monkeypatch.setattr(kiosk_layouts, "RETRY_S", 0.03)


def slip(**changed: Any) -> str:
    return to_toml({**shipped(), **changed})


class Told:
    """A layout as the server would send it."""

    def __init__(self, version: int, text: str, logo: bytes | None = None) -> None:
        self.version = version
        self.text = layouts.to_bytes(layouts.make(text, logo, {"k_ask": m.Bilingual(**LINE)}))
        self.packed = d.pack(self.text)
        self.parts = d.count_parts(self.packed)

    def tell(self, kiosk: Any) -> None:
        told = m.LayoutInForce(
            v=1,
            ep=1,
            rev=self.version,
            version=self.version,
            parts=self.parts,
            digest=d.digest(self.text),
        )
        kiosk.wire.tell(topics.LAYOUT, told)

    def give(self, kiosk: Any, part: int) -> None:
        data = d.part_of(self.packed, part)
        made = m.Part(
            v=1, id="layout", version=self.version, part=part, parts=self.parts, data=data
        )
        kiosk.wire.tell(topics.KIOSK_LAYOUT, made, id="kiosk-1")

    def fetch(self, kiosk: Any) -> None:
        self.tell(kiosk)
        for part in range(self.parts):
            until(kiosk, lambda at=part: (self.version, at) in wished(kiosk))
            self.give(kiosk, part)


def wished(kiosk: Any) -> list[tuple[int, int]]:
    asked = [m.decode(m.Wanted, payload) for payload in kiosk.wire.on("/want")]
    return [(one.version, one.part) for one in asked if one.what == "layout"]


def until(kiosk: Any, holds: Any) -> None:
    with kiosk.wire._news:
        assert kiosk.wire._news.wait_for(holds, 30.0)


def until_held(kiosk: Any, version: int | None) -> None:
    hall = kiosk.agent.hall
    with hall.changed:
        assert hall.changed.wait_for(lambda: kiosk.agent.layouts.version == version, 30.0)


def until_refused(kiosk: Any) -> str:
    hall = kiosk.agent.hall
    with hall.changed:
        assert hall.changed.wait_for(lambda: kiosk.agent.layouts.error is not None, 30.0)
    return str(kiosk.agent.layouts.error)


def height(kiosk: Any, id: str) -> int:
    kiosk.touch(id)
    return int(kiosk.tray.slips[-1].height)


def logo() -> bytes:
    noise = Image.effect_noise((400, 300), 90).convert("1")
    out = io.BytesIO()
    noise.save(out, "PNG")
    return out.getvalue()


def test_a_new_layout_is_on_the_next_slip_and_the_server_hears_of_it(kiosk: Any) -> None:
    kiosk.start()
    before = height(kiosk, "r-1")
    Told(3, slip(line=[LINE])).fetch(kiosk)
    until_held(kiosk, 3)
    assert height(kiosk, "r-2") > before
    heard = kiosk.wire.wait_on("/health", 2)
    until(kiosk, lambda: m.decode(m.DeviceHealth, kiosk.wire.on("/health")[-1]).layout == 3)
    assert m.decode(m.DeviceHealth, heard[0]).layout == 0


def test_a_layout_with_a_logo_comes_in_parts_and_survives_a_power_cut(kiosk: Any) -> None:
    kiosk.start()
    one = Told(2, slip(logo="logo.png"), logo())
    assert one.parts > 1
    one.fetch(kiosk)
    until_held(kiosk, 2)
    with_logo = height(kiosk, "r-1")
    kiosk.restart()
    kiosk.agent.on_link(False)
    assert kiosk.agent.layouts.version == 2
    assert kiosk.agent.layouts.texts["k_ask"].en == LINE["en"]
    kiosk.beat()
    assert height(kiosk, "r-2") == with_logo


@pytest.mark.parametrize("text", ["blocks = [", 'blocks = ["number"]', 'logo = "gone.png"'])
def test_a_broken_layout_never_stops_printing_and_is_told(kiosk: Any, text: str) -> None:
    kiosk.start()
    Told(1, slip(line=[LINE])).fetch(kiosk)
    until_held(kiosk, 1)
    good = height(kiosk, "r-1")
    Told(2, text).fetch(kiosk)
    assert "layout" in until_refused(kiosk)
    assert (height(kiosk, "r-2"), kiosk.agent.layouts.version) == (good, 1)
    until(kiosk, lambda: m.decode(m.DeviceHealth, kiosk.wire.on("/health")[-1]).layout_error)
    Told(3, slip()).fetch(kiosk)
    until_held(kiosk, 3)
    assert kiosk.agent.layouts.error is None


def test_a_file_that_was_damaged_on_disk_is_told_and_fetched_anew(kiosk: Any) -> None:
    path: Path = kiosk.settings.data / "kiosk-1-layout.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("3\n{", encoding="utf-8")
    kiosk.start()
    assert "kiosk-1-layout.json" in until_refused(kiosk)
    assert height(kiosk, "r-1") > 0
    Told(3, slip(compact=True)).fetch(kiosk)
    until_held(kiosk, 3)


def test_the_delivered_slip_comes_back_when_the_hall_has_none(kiosk: Any) -> None:
    kiosk.start()
    at_first = height(kiosk, "r-1")
    Told(1, slip(line=[LINE])).fetch(kiosk)
    until_held(kiosk, 1)
    none = m.LayoutInForce(v=1, ep=1, rev=2, version=0, parts=0, digest="")
    kiosk.wire.tell(topics.LAYOUT, none)
    until_held(kiosk, 0)
    assert height(kiosk, "r-2") == at_first
    assert not (kiosk.settings.data / "kiosk-1-layout.json").exists()


def test_a_file_of_the_kiosks_own_wins(kiosk: Any, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("compact = true", encoding="utf-8")
    kiosk.settings = replace(kiosk.settings, template=own)
    kiosk.restart()
    before = height(kiosk, "r-1")
    Told(4, slip(line=[LINE])).fetch(kiosk)
    hall = kiosk.agent.hall
    with hall.changed:
        assert hall.changed.wait_for(lambda: "k_ask" in kiosk.agent.layouts.texts, 30.0)
    assert (height(kiosk, "r-2"), kiosk.agent.layouts.version) == (before, None)


def test_an_older_word_is_late(kiosk: Any) -> None:
    kiosk.start()
    old, new = Told(1, slip()), Told(2, slip(compact=True))
    new.fetch(kiosk)
    until_held(kiosk, 2)
    kiosk.wire.tell(
        topics.LAYOUT,
        m.LayoutInForce(v=1, ep=0, rev=9, version=1, parts=1, digest=d.digest(old.text)),
    )
    Told(3, slip(hotline="1022")).fetch(kiosk)
    until_held(kiosk, 3)
    assert all(version != 1 for version, _ in wished(kiosk))
