"""Whoever tries secrets has to wait; nobody with a good one waits with them."""

from __future__ import annotations

import pytest

from server.web.bearers import WRONG_SECRETS


@pytest.fixture
def ask(hall):
    """``ask(secret, address)``: the figures, by a device's or another system's secret."""

    def asked(secret: str, address: str = "203.0.113.7"):
        client = hall.client()
        client.environ_base["REMOTE_ADDR"] = address
        headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "vi"}
        return client.get("/api/v1/stats/summary", headers=headers)

    return asked


def test_many_wrong_secrets_of_one_address_are_refused_for_longer_each_time(hall, ask, clock):
    good = hall.web.app.extensions["luot"].tokens.add("bi", ["figures"], None)
    for n in range(WRONG_SECRETS):
        told = ask(f"luot-{n}" if n % 2 else f"device-{n}")
        assert (told.status_code, told.json["code"]) == (401, "bad-credentials")
    told = ask("luot-another")
    assert (told.status_code, told.json["code"]) == (429, "locked")
    assert told.json["reason"] == {
        "vi": "Nhập sai quá nhiều lần. Thử lại sau 1 phút.",
        "en": "Too many wrong tries. Try again in 1 minute.",
    }
    assert int(told.headers["Retry-After"]) in {59, 60}
    assert ask("luot-another", "203.0.113.8").status_code == 401
    assert ask(good).status_code == 200, "somebody else behind the same address"
    clock.pass_s(61)
    for _ in range(WRONG_SECRETS):
        assert ask("luot-another").status_code == 401
    assert int(ask("luot-another").headers["Retry-After"]) in {299, 300}
