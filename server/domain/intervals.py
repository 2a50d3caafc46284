"""Sets of time as sorted lists of spans that do not touch: joined, cut and measured."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]


def joined(spans: Iterable[Span]) -> list[Span]:
    """The union; empty and backward spans hold nothing."""
    found: list[Span] = []
    for begin, end in sorted(one for one in spans if one[1] > one[0]):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def both(a: list[Span], b: list[Span]) -> list[Span]:
    """What two joined sets share."""
    found, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        begin, end = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if begin < end:
            found.append((begin, end))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return found


def without(a: list[Span], b: list[Span]) -> list[Span]:
    """What of a joined set is not in another."""
    if not a:
        return []
    edges = [a[0][0], *(edge for span in b for edge in span), a[-1][1]]
    outside = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    return both(a, joined(outside))


def length(spans: Iterable[Span]) -> int:
    """How long it is."""
    return sum(end - begin for begin, end in spans)
