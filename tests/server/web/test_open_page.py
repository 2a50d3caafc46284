"""Administrators see and tend tokens and webhooks on a page; addresses come from elsewhere."""

from __future__ import annotations

import html
import re
import runpy
from pathlib import Path

import pytest

from server.cli import main as cli
from server.domain.permissions import OF_TOKENS
from server.hooks import events
from server.store.hooks import HookBook
from server.store.tokens import Tokens

TOOL = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "receiver.py"))
HTML = {"Accept": "text/html"}


@pytest.fixture
def root(hall):
    """An administrator."""
    hall.accounts.create_officer("root", "Quản trị", "Sở", ["admin"], "246810", None)
    return hall.log_in("root")


@pytest.fixture
def receiver():
    made = TOOL["Receiver"]()
    yield made
    made.stop()


@pytest.fixture
def hooks(hall, receiver):
    book = HookBook(hall.store)
    book.add("case-system", receiver.url, events.NAMES, "of both sides")
    return book


def see(who, lang: str = "en", **query) -> str:
    asked = {"lang": lang, **query}
    return html.unescape(who.client.get("/manage/open", query_string=asked, headers=HTML).text)


def add(who, **form):
    fields = {"csrf_token": who.csrf, "name": "bi", "scope": "figures", "until": "", **form}
    return who.client.post("/manage/open/token", data=fields, headers=HTML)


def act(who, deed: str, id: str, **more: str) -> str:
    """What the page says afterwards."""
    form = {"csrf_token": who.csrf, "deed": deed, "id": id, **more}
    answered = who.client.post("/manage/open", data=form, headers=HTML)
    assert answered.status_code == 303
    return html.unescape(who.client.get(f"{answered.location}&lang=en", headers=HTML).text)


def noted(hall) -> list[tuple[str, str]]:
    with hall.store.read() as db:
        return [tuple(row) for row in db.execute("select by, data from noted order by no")]


def test_a_token_is_shown_once_opens_its_scope_and_is_written_to_who_made_it(hall, root) -> None:
    answered = add(root)
    assert answered.headers["Cache-Control"] == "no-store"
    (secret,) = re.findall(r"luot-[\w-]{30,}", answered.text)
    bearer = {"Authorization": f"Bearer {secret}"}
    assert hall.client().get("/api/v1/live", headers=bearer).status_code == 200
    assert secret not in see(root)
    by, data = noted(hall)[-1]
    assert by == "officer:root" and '"token"' in data and "bi" in data and secret not in data


def test_a_revoked_token_opens_nothing_more(hall, root) -> None:
    secret = Tokens(hall.store).add("bi", ["figures"], None)
    assert noted(hall)[-1][0] == "command:luot"
    assert "Revoked; the token opens nothing" in act(root, "revoke", "bi")
    bearer = {"Authorization": f"Bearer {secret}"}
    assert hall.client().get("/api/v1/live", headers=bearer).status_code == 401
    assert noted(hall)[-1][0] == "officer:root"


@pytest.mark.parametrize(
    ("form", "vi", "en"),
    [
        ({"name": "Hệ thống"}, "chữ thường không dấu", "small letters, digits and hyphens"),
        ({"name": ""}, "chữ thường không dấu", "small letters, digits and hyphens"),
        ({"scope": []}, "ít nhất một loại dữ liệu", "at least one thing"),
        ({"scope": "everything"}, "ít nhất một loại dữ liệu", "at least one thing"),
        ({"until": "2026-11-23"}, "hôm nay hoặc sau đó", "today or later"),
        ({"until": "soon"}, "hôm nay hoặc sau đó", "today or later"),
        ({"name": "taken"}, "đã có mã khóa mang tên này", "has this name already"),
    ],
)
def test_what_cannot_be_a_token_is_refused_in_both_languages(hall, root, form, vi, en) -> None:
    Tokens(hall.store).add("taken", ["cases"], None)
    answered = add(root, **form)
    assert answered.status_code == 303
    wrong = answered.location.rpartition("=")[2]
    assert vi in see(root, "vi", wrong=wrong)
    assert en in see(root, "en", wrong=wrong)
    assert [one.id for one in Tokens(hall.store).all()] == ["taken"]


def test_a_webhook_is_paused_resumed_and_tested(hall, root, hooks, receiver) -> None:
    assert "kept and told later" in act(root, "pause", "case-system")
    assert hooks.find("case-system").paused
    assert noted(hall)[-1][0] == "officer:root"
    assert "goes on where it stopped" in act(root, "resume", "case-system")
    assert not hooks.find("case-system").paused
    assert "took the test" in act(root, "test", "case-system")
    assert receiver.heard[-1]["event"] == "test"


def test_a_test_tells_nothing_of_what_was_answered(root, hooks, receiver) -> None:
    receiver.status = 418
    said = act(root, "test", "case-system")
    assert "did not take the test" in said
    # The receiver's own address may hold any digits in its port.
    assert "418" not in said.replace(hooks.find("case-system").url, "")


def test_failures_and_what_waits_are_seen_and_no_secret(root, hooks, kiosk) -> None:
    assert "All told" in see(root)
    kiosk("ho-tich")
    assert "Being told" in see(root)
    hooks.failed("case-system", "it answered 503", 1_795_000_000_000)
    seen = see(root)
    assert "Failed 1× in a row" in seen and "It answered 503" in seen
    assert "of both sides" not in seen
    assert "Bên kia trả lời 503" in see(root, "vi")
    hooks.failed("case-system", "ReadTimeoutError: http://x did not answer", 1_795_000_000_000)
    assert "Không trả lời (ReadTimeoutError)" in see(root, "vi")


def test_a_webhook_is_removed_only_by_who_is_sure(root, hooks) -> None:
    assert "tick the box" in act(root, "remove", "case-system")
    assert hooks.find("case-system")
    assert "Removed" in act(root, "remove", "case-system", sure="yes")
    assert not hooks.all()


@pytest.mark.parametrize(("deed", "id"), [("revoke", "x"), ("pause", "x"), ("test", "x"), ("", "")])
def test_what_is_not_there_is_said_so(root, deed: str, id: str) -> None:
    assert "no longer there" in act(root, deed, id)


def test_no_address_can_be_set_over_http(hall, root) -> None:
    rules = [rule for rule in hall.web.app.url_map.iter_rules() if "/manage/open" in rule.rule]
    assert {rule.rule for rule in rules} == {"/manage/open", "/manage/open/token"}
    form = {"csrf_token": root.csrf, "deed": "add", "id": "x", "url": "http://127.0.0.1:9/"}
    assert root.client.post("/manage/open", data=form).status_code == 303
    assert HookBook(hall.store).all() == []


def test_managers_neither_see_nor_do_anything_here(hall, boss, hooks) -> None:
    assert boss.client.get("/manage/open", headers=HTML).status_code == 403
    form = {"csrf_token": boss.csrf, "deed": "pause", "id": "case-system"}
    assert boss.client.post("/manage/open", data=form).status_code == 403
    assert not hooks.find("case-system").paused
    people = boss.client.get("/manage/people", headers=HTML).text
    assert "/manage/open" not in people


def test_every_scope_and_event_has_words(root, hall, hooks) -> None:
    for scope in OF_TOKENS:
        Tokens(hall.store).add(scope, [scope], None)
    seen = see(root, "vi")
    for scope in OF_TOKENS:
        assert f"<td>{scope}</td>" not in seen
    assert "cấp số, gọi, xong, vắng mặt, bỏ về, đánh giá, hoàn tác" in seen


def test_the_last_use_of_a_token_is_kept_to_the_minute_and_shown(hall, root, clock, capsys):
    secret = Tokens(hall.store).add("bi", ["figures"], None)
    assert "never" in see(root)

    def use() -> int:
        headers = {"Authorization": f"Bearer {secret}"}
        assert hall.client().get("/api/v1/stats/summary", headers=headers).status_code == 200
        (token,) = Tokens(hall.store).all()
        return token.used_ms

    first = use()
    clock.pass_s(59)
    assert use() == first
    clock.pass_s(2)
    assert use() == first + 61_000
    assert "09:01 24/11" in see(root)
    hall.store.close()
    runs = cli(["token", "list", "--data", str(hall.store.path.parent)])
    assert runs == 0 and "bi\tfigures\t-\tactive\t2026-11-24T02:01Z" in capsys.readouterr().out


def test_the_answer_that_shows_a_secret_offers_no_other_language_that_would_lose_it(root) -> None:
    made = add(root)
    assert "?lang=" in root.client.get("/manage/open", headers=HTML).text
    assert made.status_code == 200
    assert 'class="secret"' in made.text
    assert 'href="?lang=en"' not in made.text
