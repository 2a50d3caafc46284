"""The slip and texts in force: kept in memory, told to whoever listens when they change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from broker import layouts, slips
from broker.catalogue import document as d
from broker.messages import Bilingual
from server.store.accounts import ReadsWrites
from server.store.layouts import Edition, Kind, LayoutShelf


class Layouts:
    """One centre's. ``version`` rises with every change of either; 0 is as delivered."""

    def __init__(self, store: ReadsWrites) -> None:
        self.shelf = LayoutShelf(store)
        self._listeners: list[Callable[[], None]] = []
        self._read()

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` after every change."""
        self._listeners.append(listener)

    def save(
        self,
        kind: Kind,
        base: int,
        document: dict[str, Any],
        logo: bytes | None,
        *,
        by: str,
        at: datetime,
        restored: int | None = None,
    ) -> bool:
        """Follow a new version from now on; false when ``base`` is no longer the newest."""
        made = Edition(0, at, by, restored, document, logo)
        if not self.shelf.add(kind, base, replace(made, no=base + 1)):
            return False
        self._read()
        for listener in self._listeners:
            listener()
        return True

    def said(self, name: str, lang: str) -> str | None:
        """The centre's own text of this name; None where the delivered one stands."""
        return self.texts.get(name, {}).get(lang)

    def _read(self) -> None:
        slip, texts = self.shelf.newest("slip"), self.shelf.newest("texts")
        self.slip, self.slip_no = slip, slip.no if slip else 0
        self.texts_no = texts.no if texts else 0
        self.texts: dict[str, dict[str, str]] = texts.document if texts else {}
        self.version = self.slip_no + self.texts_no
        told = {name: Bilingual(vi=one["vi"], en=one["en"]) for name, one in self.texts.items()}
        made = layouts.make(
            slips.to_toml(slip.document) if slip else "", slip.logo if slip else None, told
        )
        text = layouts.to_bytes(made)
        self.digest, self.packed = d.digest(text), d.pack(text)
