"""Digits on the hall board stay inside their card, on every screen, whichever they are."""

from __future__ import annotations

import pytest

NOW = "2026-11-24T09:42:00+07:00"
SCREENS = [(1920, 1080), (1080, 1920), (3840, 2160)]
WIDE = {4: [4009, 4006, 4000, 8888], 5: [40069, 40009, 88888, 60000]}
MEASURE = """() => [...document.querySelectorAll("#hero .call")].flatMap((call) => {
  const box = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };
  const inner = (node) => {
    const s = getComputedStyle(node), r = node.getBoundingClientRect();
    return { left: r.left + parseFloat(s.paddingLeft), right: r.right - parseFloat(s.paddingRight),
      top: r.top, bottom: r.bottom };
  };
  const hero = document.querySelector("#hero");
  const card = inner(hero.matches(".n1, .quiet") ? hero : call);
  const number = call.querySelector(".number");
  const arrow = call.querySelector(".icon[class*=way-]");
  return [{ said: number.textContent, card, number: box(number),
    counter: box(call.querySelector("b:last-child")), arrow: arrow.getBoundingClientRect(),
    em: parseFloat(getComputedStyle(number).fontSize) }];
})"""
"""Where the text itself is, not its box; the padding of the card that holds it."""


def board(rev: int, numbers: list[int], state: str = "called") -> dict:
    """A board on which these are called, or the one is served."""
    rows = [
        {"number": n, "counter": 30 - i, "state": state, "age_ms": 1000, "priority": False}
        for i, n in enumerate(numbers)
    ]
    return {
        **{"v": 1, "ep": 1, "rev": rev, "now": NOW, "zone": "hall", "notice": None},
        **{"rows": rows, "recent": [], "waiting": [], "hall": "open"},
        **{"reopens_at": None, "first": []},
    }


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("digits", [4, 5])
def test_digits_stay_within_the_padding_and_off_the_arrow(
    told_page, office, tell, screen, digits
) -> None:
    page = told_page(f"{office.url}/board/hall", "board", board(0, []), *screen)
    wrong, rev = [], 0
    for calls in (0, 1, 2, 3, 7):
        for at in range(4):
            rev += 1
            wide = WIDE[digits][at:] + WIDE[digits][:at]
            numbers = [wide[i % 4] + i // 4 for i in range(max(calls, 1))]
            tell(page, "board", board(rev, numbers, "called" if calls else "serving"))
            wrong += [(calls, *what) for one in page.evaluate(MEASURE) for what in outside(one)]
    assert not wrong, "\n".join(map(str, wrong))


def outside(one: dict) -> list[tuple]:
    """What of a call runs over its card or into its arrow, and by how many pixels."""
    number, card, arrow, counter = (one[key] for key in ("number", "card", "arrow", "counter"))
    gap = 0.04 * one["em"]
    found = []
    for name, part in (("number", number), ("counter", counter)):
        over = max(card["left"] - part["left"], part["right"] - card["right"])
        found += [(one["said"], name, "over the padding", round(over))] if over > 1 else []
    if arrow["top"] < number["top"] + number["height"] * 0.8 and arrow["left"] > card["left"] + 1:
        near = number["right"] + gap - arrow["left"]
        found += [(one["said"], "arrow", "too near", round(near))] if near > 0 else []
    return found
