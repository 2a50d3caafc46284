"""A difference on the page of trials is what is between the two figures that stand beside it."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from server.web import decide_figures as figures

NAMES = st.sampled_from(["p50_s", "p90_s", "within", "expired", "at_close", "idle_h"])
VALUES = st.floats(0, 20_000, allow_nan=False)


def read(name: str, value: float | None) -> Decimal:
    """As it stands on the page."""
    assert value is not None
    return Decimal(f"{value:.{figures.digits(name)}f}")


@given(NAMES, VALUES, VALUES)
def test_the_difference_is_that_of_the_figures_as_shown(name, before, after):
    apart = figures.apart(name, before, after, {"low": None, "high": None})
    was, now = (read(name, figures.shown(name, one)) for one in (before, after))
    assert read(name, apart["value"]) == now - was


@given(NAMES, VALUES, VALUES)
def test_the_range_holds_the_difference_as_shown(name, before, after):
    spread = {"low": after - before, "high": after - before}
    apart = figures.apart(name, before, after, spread)
    low, value, high = (read(name, apart[one]) for one in ("low", "value", "high"))
    assert low <= value <= high


def test_25_7_to_10_5_is_15_2_less_whatever_stands_behind():
    apart = figures.apart("p90_s", 25.74 * 60, 10.46 * 60, {"low": -1200.0, "high": -600.0})
    assert apart == {"value": -15.2, "low": -20.0, "high": -10.0}


def test_a_figure_that_is_not_known_has_no_difference():
    nothing = {"value": None, "low": None, "high": None}
    assert figures.apart("p90_s", None, 60.0, nothing) == nothing
