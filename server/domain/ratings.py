"""Why a visit was rated as it was: codes in the journal, words on the pages."""

from __future__ import annotations

from collections.abc import Iterable

REASONS = ("wait", "attitude", "guidance", "trips", "facilities")


def known(reasons: Iterable[str]) -> tuple[str, ...]:
    """The codes among ``reasons``, each once; what is no code could be anybody's words."""
    told = set(reasons)
    return tuple(code for code in REASONS if code in told)
