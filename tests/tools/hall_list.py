"""A list of procedures as the server would send it: which one is in force, and its parts."""

from __future__ import annotations

from collections.abc import Sequence

from broker import messages as m
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
