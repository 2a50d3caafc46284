"""Spans of time: what is joined, shared and left over is what single moments say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.domain.intervals import both, joined, length, without

spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8)


def moments(found) -> set[int]:
    return {at for begin, end in found for at in range(begin, end)}


@given(spans, spans)
def test_they_are_sets_of_moments(a, b):
    a, b = joined(a), joined(b)
    assert moments(both(a, b)) == moments(a) & moments(b)
    assert moments(without(a, b)) == moments(a) - moments(b)
    assert length(a) == len(moments(a))
    assert length(without(a, b)) + length(both(a, b)) == length(a)


@given(spans)
def test_joined_spans_are_in_order_and_do_not_touch(found):
    ends = [edge for span in joined(found) for edge in span]
    assert ends == sorted(set(ends))
    assert moments(joined(found)) == moments(found)
