"""The recordings that a board asks for are those of the hall's loudspeakers."""

from __future__ import annotations

from displays.voice import phrases


def test_all_ten_thousand_numbers_are_the_clips_of_the_halls_loudspeakers(page_of, office) -> None:
    page = page_of()
    page.goto(f"{office.url}/board/hall")
    for lang, style in (("vi", "cardinal"), ("vi", "digits"), ("en", "cardinal")):
        found = page.evaluate(
            """async ([lang, style]) => {
              const { clipsOf } = await import("/static/board/clips.js");
              return [...Array(10000).keys()].map((number) => clipsOf({ number,
                counter: number % 128 + 1, kind: number % 3 ? "call" : "recall",
                priority: number % 2 === 0, results: number % 5 === 0 }, lang, style));
            }""",
            [lang, style],
        )
        for number, clips in enumerate(found):
            wanted = phrases.call(
                number,
                number % 128 + 1,
                kind="call" if number % 3 else "recall",
                priority=number % 2 == 0,
                results=number % 5 == 0,
                style=style,  # type: ignore[arg-type]
                lang=lang,  # type: ignore[arg-type]
            )
            assert clips == [clip.name for clip in wanted]
