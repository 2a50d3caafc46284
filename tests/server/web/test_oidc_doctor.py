"""``luot doctor`` asks the provider of shared accounts for its discovery document."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest
import requests

from server.cli import main
from server.web import oidc

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the provider's own libraries
    from oidc_provider_mock import run_server_in_thread


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A provider that runs beside the tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with run_server_in_thread() as server:
            yield f"http://localhost:{server.server_port}"


def doctor(hall, issuer: str, monkeypatch) -> int:
    """What ``luot doctor`` exits with where a provider is set."""
    monkeypatch.setenv("LUOT_OIDC_ISSUER", issuer)
    monkeypatch.setenv("LUOT_OIDC_CLIENT", "luot")
    monkeypatch.setenv("LUOT_OIDC_SECRET", "shared")
    return main(["doctor", "--data", str(hall.store.path.parent)])


def test_the_doctor_finds_a_provider_that_answers(hall, provider, monkeypatch, capsys) -> None:
    assert doctor(hall, provider, monkeypatch) == 0
    assert "sign-in provider: answers" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("http://localhost:9", "cannot be read"),
        ("{provider}/users", "cannot be read"),
        ("{other}", "it names another issuer: set LUOT_OIDC_ISSUER={provider}"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_a_provider(
    hall, provider, monkeypatch, capsys, named, told
) -> None:
    other = provider.replace("localhost", "127.0.0.1")
    names = {"provider": provider, "other": other}
    if named == "{other}":  # a provider behind two names
        found = requests.get(provider + "/.well-known/openid-configuration", timeout=60)
        monkeypatch.setattr(oidc, "fetch", lambda place, timeout: found)
    assert doctor(hall, named.format(**names), monkeypatch) == 1
    assert told.format(**names) in capsys.readouterr().out
