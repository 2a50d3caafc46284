"""Arrows of the hall board: by the map of the hall, or none."""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import expect

NOW = "2026-11-24T09:42:00+07:00"


def board(held, over) -> dict:
    """A board with calls as (number, counter, state, age in seconds) and (number, counter, age)."""
    return {
        **{"v": 1, "ep": 1, "rev": 1, "now": NOW, "zone": "hall", "notice": None},
        "rows": [
            {"number": n, "counter": c, "state": state, "age_ms": age * 1000, "priority": False}
            for n, c, state, age in held
        ],
        "recent": [
            {"number": n, "counter": c, "age_ms": age * 1000, "priority": False}
            for n, c, age in over
        ],
        **{"waiting": [], "hall": "open", "reopens_at": None, "first": []},
    }


def ways_drawn(page) -> list[str]:
    """Of the hero's call and of the rows: which way each arrow points, as it is seen."""
    return page.evaluate(
        """() => [...document.querySelectorAll("#hero .to .icon, .row .icon")].map((node) => {
          const style = getComputedStyle(node);
          return style.visibility === "hidden" ? "hidden" : style.rotate;
        })"""
    )


def test_a_board_that_knows_where_it_hangs_points_to_the_counters_or_nowhere(
    told_page, page_of, office
) -> None:
    document = board([(101, 1, "called", 1)], [(102, 2, 60), (103, 3, 90), (104, 4, 95)])
    page = page_of(1920, 1080)

    def placed(route) -> None:
        answer = route.fetch()
        led = '{"1": "ahead", "2": "left", "3": "right"}'.replace('"', "&#34;")
        ways = f'data-ways="{led}"'
        unknown = 'data-ways="{}"'
        assert unknown in answer.text(), "no map names this board"
        route.fulfill(response=answer, body=answer.text().replace(unknown, ways))

    page.route("**/board/hall?at=*", placed)
    told_page(f"{office.url}/board/hall?at=board-a", "board", document, on=page)
    assert ways_drawn(page) == ["-90deg", "180deg", "none", "hidden"]


def test_an_open_board_takes_over_a_map_that_was_changed(told_page, page_of, office, tell) -> None:
    document = board([(101, 1, "called", 1)], [(102, 2, 60)])
    page, maps = page_of(1920, 1080), ['{"1": "ahead", "2": "left"}']

    def placed(route) -> None:
        answer = route.fetch()
        led = f'data-ways="{maps[-1]}"'.replace('"', "&#34;").replace("&#34;", '"', 1)
        body = answer.text().replace('data-ways="{}"', led[: led.rindex("&#34;")] + '"')
        route.fulfill(response=answer, body=body)

    page.route("**/board/hall?at=*", placed)
    page.clock.install(time=datetime(2026, 11, 24, 2, 42, tzinfo=UTC))
    told_page(f"{office.url}/board/hall?at=board-a", "board", document, on=page)
    assert ways_drawn(page) == ["-90deg", "180deg"]
    maps.append('{"1": "left", "2": "right"}')
    with page.expect_response("**/board/hall?at=*"):
        page.clock.run_for(61_000)
    expect(page.locator("body")).to_have_attribute("data-ways", maps[-1])
    tell(page, "board", {**document, "rev": 2})
    assert ways_drawn(page) == ["180deg", "none"]


def test_a_board_without_a_place_joins_number_and_counter_and_with_an_unknown_one_not(
    told_page, office
) -> None:
    document = board([(101, 1, "called", 1)], [(102, 2, 60)])
    plain = told_page(f"{office.url}/board/hall", "board", document, 1920, 1080)
    assert ways_drawn(plain) == ["none", "none"]
    lost = told_page(f"{office.url}/board/hall?at=nobody", "board", document, 1920, 1080)
    assert ways_drawn(lost) == ["hidden", "hidden"]
