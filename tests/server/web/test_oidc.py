"""Signing in by another provider's account, against a real provider that runs beside the test."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from server.domain import facts as f
from server.settings import Settings
from server.store import journal

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the provider's own libraries
    from oidc_provider_mock import User, run_server_in_thread

# Of the provider, which runs in a thread of this process.
pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config", "ignore:authlib.jose")
NAMES = ("lan", "boss", "stranger", "gone")
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A provider that knows four people."""
    people = [User(sub=f"id-{name}", claims={"preferred_username": name}) for name in NAMES]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with run_server_in_thread(user_claims=people, require_nonce=True) as server:
            yield f"http://localhost:{server.server_port}"


@pytest.fixture
def settings(provider: str) -> Settings:
    """A hall that trusts it."""
    return Settings(oidc_issuer=provider, oidc_client="luot", oidc_secret="shared")


def begin(client: Any, place: str = "") -> str:
    """The provider's address to which the hall sends the browser."""
    sent = client.get("/login/oidc", query_string={"next": place} if place else {}, headers=HTML)
    assert sent.status_code == 302, sent.text
    return str(sent.location)


def prove(address: str, name: str) -> str:
    """Whoever is at the browser says who they are; the path and query with which it comes back."""
    answered = requests.post(address, data={"sub": f"id-{name}"}, allow_redirects=False, timeout=60)
    assert answered.status_code == 302, answered.text
    back = urlsplit(answered.headers["Location"])
    return f"{back.path}?{back.query}"


def sign_in(client: Any, name: str, place: str = "") -> Any:
    return client.get(prove(begin(client, place), name), headers=HTML)


def test_a_known_officer_comes_in_and_is_nobody_else(hall) -> None:
    client = hall.client()
    answered = sign_in(client, "lan")
    assert (answered.status_code, answered.location) == (303, "/console/1")
    me = client.get("/api/v1/session").json
    assert (me["login"], me["must_change"]) == ("lan", False)
    with hall.store.read() as db:
        told = [recorded.fact for recorded in journal.read(db, 1)]
    (signed_in,) = (fact for fact in told if isinstance(fact, f.SignedIn))
    assert (signed_in.login, signed_in.by) == ("lan", "oidc")


def test_a_pin_is_not_told_as_a_shared_account(hall) -> None:
    hall.client().post("/api/v1/session", json={"login": "lan", "pin": "246810"})
    with hall.store.read() as db:
        told = [recorded.fact for recorded in journal.read(db, 1)]
    assert [fact.by for fact in told if isinstance(fact, f.SignedIn)] == [""]


def test_the_code_is_asked_for_with_state_nonce_and_a_hashed_challenge(hall) -> None:
    asked = parse_qs(urlsplit(begin(hall.client())).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[name][0]) >= 20 for name in ("state", "nonce", "code_challenge"))
    assert asked["redirect_uri"][0].endswith("/login/oidc/back")


def test_an_account_that_was_not_made_here_gets_nothing(hall) -> None:
    client = hall.client()
    answered = sign_in(client, "stranger")
    assert answered.status_code == 403
    assert "chưa được cấp quyền ở trung tâm" in answered.text
    plain = client.get(prove(begin(client), "stranger"))
    assert plain.get_json(force=True)["code"] == "oidc-unknown"
    assert client.get("/api/v1/session").status_code == 401


def test_a_disabled_account_gets_nothing(hall) -> None:
    hall.accounts.disable("lan")
    assert sign_in(hall.client(), "lan").status_code == 403


def test_a_secondment_that_is_over_is_told(hall) -> None:
    hall.accounts.describe(
        "lan",
        name="Lan",
        department="Sở Tư pháp",
        roles=frozenset({"officer"}),
        counter=1,
        seconded_from=None,
        seconded_to="2026-11-01",
    )
    answered = sign_in(hall.client(), "lan")
    assert answered.status_code == 403
    assert "2026-11-01" in answered.text


def test_somebody_elses_way_back_opens_nothing(hall) -> None:
    victim, attacker = hall.client(), hall.client()
    begin(victim)
    answered = victim.get(prove(begin(attacker), "boss"), headers=HTML)
    assert answered.status_code == 401
    assert victim.get("/api/v1/session").status_code == 401


def test_a_way_back_is_good_once(hall) -> None:
    client = hall.client()
    back = prove(begin(client), "lan")
    assert client.get(back, headers=HTML).status_code == 303
    assert client.get(back, headers=HTML).status_code == 401


def test_what_the_browser_brought_along_is_not_in_the_new_session(hall) -> None:
    client = hall.client()
    client.get("/login")
    with client.session_transaction() as before:
        before["planted"] = "x"
    sign_in(client, "lan")
    with client.session_transaction() as after:
        assert "planted" not in after


@pytest.mark.parametrize("place", ["//evil.example", "https://evil.example", "/\\evil", "/a\tb"])
def test_a_sign_in_never_leads_elsewhere(hall, place: str) -> None:
    assert sign_in(hall.client(), "boss", place).location == "/manage"


def test_a_sign_in_leads_to_the_page_that_was_asked_for(hall) -> None:
    assert sign_in(hall.client(), "boss", "/manage/people?who=lan").location.endswith("?who=lan")


def test_who_refuses_at_the_provider_is_told_to_begin_again(hall) -> None:
    answered = hall.client().get("/login/oidc/back?error=access_denied&state=x", headers=HTML)
    assert answered.status_code == 401
    assert "Hãy thử lại từ đầu" in answered.text
    plain = hall.client().get("/login/oidc/back?error=access_denied&state=x")
    assert plain.get_json(force=True)["code"] == "oidc-failed"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_button_is_there_and_leads_on(hall, lang: str) -> None:
    text = hall.client().get(f"/login?lang={lang}&next=/desk", headers=HTML).text
    assert 'href="/login/oidc?next=/desk"' in text
    assert ("tài khoản chung" if lang == "vi" else "shared account") in text


class TestAway:
    @pytest.fixture
    def settings(self) -> Settings:
        """A provider that nobody runs."""
        return Settings(oidc_issuer="http://localhost:9", oidc_client="luot", oidc_secret="x")

    def test_a_provider_that_is_away_is_told_and_the_pin_still_works(self, hall) -> None:
        client = hall.client()
        answered = client.get("/login/oidc", headers=HTML)
        assert answered.status_code == 502
        assert "Hãy đăng nhập bằng mã PIN" in answered.text
        assert client.get("/login/oidc").get_json(force=True)["code"] == "oidc-away"
        told = {"login": "lan", "pin": "246810"}
        assert client.post("/api/v1/session", json=told).status_code == 200


class TestUnset:
    @pytest.fixture
    def settings(self) -> Settings:
        """A hall of its own."""
        return Settings()

    def test_without_a_provider_there_is_no_such_page_and_no_button(self, hall) -> None:
        assert hall.client().get("/login/oidc", headers=HTML).status_code == 404
        assert "/login/oidc" not in hall.client().get("/login", headers=HTML).text


class TestOnly:
    @pytest.fixture
    def settings(self, provider: str) -> Settings:
        """A hall in which secrets of its own are good at counters only."""
        return Settings(
            oidc_issuer=provider, oidc_client="luot", oidc_secret="shared", oidc_only=True
        )

    def test_a_pin_is_good_at_a_counter_and_nowhere_else(self, hall) -> None:
        told = {"login": "lan", "pin": "246810"}
        refused = hall.client().post("/api/v1/session", json=told)
        assert (refused.status_code, refused.json["code"]) == (403, "oidc-only")
        assert "ghi số quầy" in refused.json["reason"]["vi"]
        assert "name yours" in refused.json["reason"]["en"]
        wrong = hall.client().post("/api/v1/session", json={**told, "pin": "000000"})
        assert wrong.json["code"] == "wrong-pin", "who guesses learns nothing"
        seated = hall.client().post("/api/v1/session", json={**told, "counter": 1})
        assert seated.status_code == 200
        assert sign_in(hall.client(), "boss").status_code == 303

    @pytest.mark.parametrize(
        ("lang", "words"), [("vi", "chỉ dùng khi ngồi quầy"), ("en", "for counters only")]
    )
    def test_the_page_says_what_the_pin_is_good_for(self, hall, lang, words) -> None:
        assert words in hall.client().get(f"/login?lang={lang}", headers=HTML).text
