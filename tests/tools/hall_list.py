"""A list of procedures as the server would send it: which one is in force, and its parts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from broker import messages as m
from broker import topics
from broker.catalogue import document as d


class HallList:
    """One version. ``names`` become procedures of group LX1."""

    def __init__(self, version: int, names: Sequence[str], *, ep: int = 1) -> None:
        made = tuple(
            d.Procedure(code=f"{i}", name_vi=name, group="LX1", documents_vi=("Đơn",))
            for i, name in enumerate(names)
        )
        self.version, self.ep, self.count = version, ep, len(made)
        text = d.to_bytes(d.ProcedureList(source="nguồn", procedures=made))
        self.digest, self.packed = d.digest(text), d.pack(text)

    @property
    def parts(self) -> int:
        """How many there are."""
        return d.count_parts(self.packed)

    def told(self) -> m.ProceduresInForce:
        """The retained document."""
        return m.ProceduresInForce(
            v=1,
            ep=self.ep,
            rev=self.version,
            version=self.version,
            count=self.count,
            parts=self.parts,
            digest=self.digest,
        )

    def part(self, number: int) -> m.Part:
        """One part."""
        return m.Part(
            v=1,
            id=f"list-{self.version}-{number}",
            version=self.version,
            part=number,
            parts=self.parts,
            data=d.part_of(self.packed, number),
        )


def tell(kiosk: Any, one: HallList) -> None:
    """The server says which list is in force."""
    kiosk.wire.tell(topics.PROCEDURES, one.told())


def give(kiosk: Any, one: HallList, part: int) -> None:
    """The server sends a part."""
    kiosk.wire.tell(topics.KIOSK_PART, one.part(part), id="kiosk-1")


def many(seed: int) -> list[str]:
    """Names that do not fit one part."""
    letters = random.Random(seed)
    return ["Đổi giấy phép", *(f"Thủ tục {letters.random()}" for _ in range(900))]


def wished(kiosk: Any) -> list[tuple[int, int]]:
    """What the kiosk asked for: versions and parts."""
    asked = [m.decode(m.Wanted, payload) for payload in kiosk.wire.on("/want")]
    return [(one.version, one.part) for one in asked]


def until_held(kiosk: Any, version: int) -> None:
    """Wait until the kiosk uses a version."""
    hall = kiosk.agent.hall
    with hall.changed:
        assert hall.changed.wait_for(
            lambda: kiosk.agent.lookup.page("", 0, 1).held.version == version, 30.0
        )


def until_wished(kiosk: Any, wish: tuple[int, int]) -> None:
    """Wait until the kiosk has asked for it."""
    count = 1
    while wish not in wished(kiosk):
        kiosk.wire.wait_on("/want", count)
        count = len(wished(kiosk)) + (wish not in wished(kiosk))


def fetch(kiosk: Any, one: HallList, first: int = 0) -> None:
    """Answer every wish from part ``first`` on."""
    for part in range(first, one.parts):
        until_wished(kiosk, (one.version, part))
        give(kiosk, one, part)
    until_held(kiosk, one.version)
