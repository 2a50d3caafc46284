"""What a hall aims at, in one place: advice, counters needed and alerts all ask for the same."""

from __future__ import annotations

IN_TIME_PERCENT = 80
"""So many are to be called within their target."""
