"""``luot user pin`` and ``luot user enable``: beside a server that runs, in force there soon."""

from __future__ import annotations

import re

import pytest

from server.cli import main
from server.store.accounts import FRESH_S, Accounts


@pytest.fixture
def now_s():
    """Seconds of the server's own accounts; a list, so that a test may set it."""
    return [0.0]


@pytest.fixture
def running(centre, now_s):
    """The accounts as a running server knows them, with the officer lan."""
    accounts = Accounts(centre.store, lambda: now_s[0])
    accounts.create_officer("lan", "Lan", "Sở", ["officer"], "246810", 1)
    return accounts


@pytest.fixture
def user(centre, capsys):
    """Runs ``luot user``; returns its exit code, and what it printed and complained of."""

    def run(action, login):
        capsys.readouterr()
        code = main(["user", action, login, "--data", str(centre.data)])
        return code, *capsys.readouterr()

    return run


def shown(out):
    (pin,) = re.findall(r"\b\d{6}\b", out)
    return pin


def test_a_new_pin_is_shown_and_the_old_one_with_its_sessions_ends_in_the_running_server(
    running, user, now_s
):
    signed_in = running.verify_pin("lan", "246810")
    code, out, err = user("pin", "lan")
    assert (code, err) == (0, "")
    now_s[0] += FRESH_S + 0.1
    assert running.verify_pin("lan", "246810") is None
    assert running.officer("lan").stamp != signed_in.stamp, "cookies carry the stamp"
    assert running.verify_pin("lan", shown(out)) is not None


def test_every_pin_is_new(running, user):
    assert len({shown(user("pin", "lan")[1]) for _ in range(4)}) > 1


@pytest.mark.parametrize("action", ["pin", "enable", "disable"])
def test_an_unknown_login_is_refused_with_where_to_look(running, user, action):
    code, out, err = user(action, "minh")
    assert (code, out) == (1, "")
    assert "there is no officer 'minh'" in err
    assert "luot user list" in err


def test_a_disabled_login_gets_no_pin_until_it_is_enabled(running, user, now_s):
    assert user("disable", "lan")[0] == 0
    code, out, err = user("pin", "lan")
    assert (code, out) == (1, "")
    assert "luot user enable lan" in err
    assert user("enable", "lan")[0] == 0
    now_s[0] += FRESH_S + 0.1
    assert running.verify_pin("lan", "246810") is not None
    assert user("pin", "lan")[0] == 0


def test_enabling_who_is_not_disabled_changes_nothing(running, user, now_s):
    before = running.officer("lan")
    assert user("enable", "lan")[0] == 0
    now_s[0] += FRESH_S + 0.1
    assert running.officer("lan") == before


@pytest.mark.parametrize("lasting", [True, False])
def test_the_pin_of_somebody_new_is_for_one_sign_in_unless_it_shall_stay(centre, capsys, lasting):
    more = ["--lasting-pin"] if lasting else []
    told = ["user", "add", "an", "--name", "An", "--role", "officer", "--data", str(centre.data)]
    assert main([*told, *more]) == 0
    signed_in = Accounts(centre.store).verify_pin("an", shown(capsys.readouterr().out))
    assert signed_in.must_change is not lasting
