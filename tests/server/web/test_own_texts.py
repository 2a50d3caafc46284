"""The centre's own texts: shown where citizens read, never as markup, and taken back at will."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from server.web import own_texts

HOME = "/manage/texts"
ROOT = Path(__file__).parents[3]
EVIL = "'\"><script>x</script>"


def send(boss: Any, base: int = 0, **typed: str) -> Any:
    fields = {name.replace("__", "-"): text for name, text in typed.items()}
    return boss.client.post(HOME, data={"csrf_token": boss.csrf, "base": str(base), **fields})


def own_of(page: str) -> dict[str, dict[str, str]]:
    """What the page hands to its scripts."""
    if " data-own='" not in page:
        return {}
    told: dict[str, dict[str, str]] = json.loads(
        page.split(" data-own='")[1].partition("'")[0].replace("&#34;", '"')
    )
    return told


def layouts(hall: Any) -> Any:
    return hall.web.app.extensions["luot"].layouts


def test_a_board_says_it_in_both_languages_and_other_texts_stay(hall, boss) -> None:
    assert own_of(hall.client().get("/board/1").text) == {}
    assert send(boss, b_welcome__vi="Xin chào", b_welcome__en="Hello").status_code == 303
    told = own_of(hall.client().get("/board/1").text)
    assert told == {"vi": {"b_welcome": "Xin chào"}, "en": {"b_welcome": "Hello"}}


def test_the_phone_page_says_the_rules_in_the_centres_words(hall, boss) -> None:
    kiosk = hall.client()
    made = kiosk.post(
        "/api/v1/tickets", json={"group": "ho-tich"}, headers=hall.bearer("kiosk")
    ).json
    send(boss, rule_missed__vi=f"Hỏi ở quầy số 0 {EVIL}", rule_missed__en="Ask at counter 0")
    page = hall.client().get(f"/t/{made['key']}").text
    assert "Hỏi ở quầy số 0" in page
    assert "<script>x" not in page
    assert "Ask at counter 0" in hall.client().get(f"/t/{made['key']}?lang=en").text


@pytest.mark.parametrize("page", ["/board/1", "/", HOME])
def test_no_text_becomes_markup(boss, page) -> None:
    send(boss, b_notice__vi=EVIL, b_notice__en=EVIL, k_ask__vi=EVIL, k_ask__en=EVIL)
    text = boss.client.get(page).text
    assert "<script>x" not in text
    if page != HOME:
        assert own_of(text)["vi"]["b_notice"] == EVIL


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"b_welcome__vi": "Chào", "b_welcome__en": ""}, ("cả tiếng Việt", "in English")),
        ({"b_welcome__vi": "a" * 23, "b_welcome__en": "b"}, ("Dài quá 22", "longer than 22")),
        ({"b_welcome__vi": "a\u2028b", "b_welcome__en": "b"}, ("một dòng", "One line")),
    ],
)
def test_what_cannot_be_said_is_refused_with_a_sentence_and_nothing_changes(
    hall, boss, typed, words
) -> None:
    for lang, said in zip(("vi", "en"), words, strict=True):
        boss.client.get(f"{HOME}?lang={lang}")
        answered = send(boss, rule_day__vi="Hay", rule_day__en="Fine", **typed)
        assert (answered.status_code, said in answered.text) == (422, True)
        assert "Fine" in answered.text, "what was typed stays typed"
    assert layouts(hall).version == 0


def test_one_text_goes_back_to_the_delivered_one(hall, boss) -> None:
    typed = {"rule_day__vi": "A", "rule_day__en": "B", "k_ask__vi": "C", "k_ask__en": "D"}
    send(boss, **typed)
    assert send(boss, base=1, back="rule_day", **typed).status_code == 303
    assert layouts(hall).texts == {"k_ask": {"vi": "C", "en": "D"}}
    assert send(boss, base=2).status_code == 303
    assert layouts(hall).texts == {}


def test_the_delivered_words_are_no_words_of_their_own(hall, boss) -> None:
    said = own_texts.shipped("b_today")
    send(boss, b_today__vi=said["vi"], b_today__en=said["en"])
    assert layouts(hall).texts == {}


def test_versions_come_back_and_stand_in_the_audit(hall, boss) -> None:
    send(boss, rule_day__vi="A", rule_day__en="B")
    send(boss, base=1)
    assert send(boss, base=1, rule_day__vi="X", rule_day__en="Y").status_code == 409
    fields = {"csrf_token": boss.csrf, "no": "1"}
    assert boss.client.post(f"{HOME}/restore", data=fields).status_code == 303
    assert layouts(hall).texts == {"rule_day": {"vi": "A", "en": "B"}}
    rows = hall.log_in("audit").get("/audit?by=boss").json["rows"]
    assert [row["kind"] for row in rows][:3] == ["texts_changed"] * 3
    unknown = {**fields, "no": "99"}
    assert boss.client.post(f"{HOME}/restore", data=unknown).status_code == 404


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_delivered_words_of_the_kiosk_are_those_of_the_kiosk(lang: str) -> None:
    path = ROOT / "kiosk" / "touch" / "lang" / f"{lang}.json"
    screen = json.loads(path.read_text(encoding="utf-8"))
    for name, said in own_texts.ON_KIOSK.items():
        assert screen[name.removeprefix("k_")] == said[lang]


@pytest.mark.parametrize("place", own_texts.PLACES, ids=lambda place: place.name)
def test_every_delivered_text_keeps_to_its_own_limit_and_has_no_gaps(place) -> None:
    for said in own_texts.shipped(place.name).values():
        assert 0 < len(said) <= place.most
        assert "{" not in said, "nothing is put into it"
