"""An upload ends at its limit, whether it tells its size or not, and nothing of it stays."""

from __future__ import annotations

import io

import pytest

from server.web.security import LARGEST_BODY

SMALL = 4096


@pytest.fixture
def admin(hall):
    hall.accounts.create_officer("root", "Quản trị", "Sở", ["admin"], "246810", 1)
    return hall.log_in("root")


def send(admin, path: str, body: bytes, **more):
    """Chunked, as a client that does not know how much will come."""
    return admin.client.post(
        path,
        input_stream=io.BytesIO(body),
        headers={"X-CSRF-Token": admin.csrf},
        environ_overrides={"wsgi.input_terminated": True},
        content_type="application/octet-stream",
        **more,
    )


def test_every_route_that_takes_a_file_says_how_large_it_may_be(hall):
    rules = {rule.endpoint for rule in hall.web.app.url_map.iter_rules()}
    assert set(hall.web.app.largest) <= rules
    assert all(LARGEST_BODY < most <= 256 * 2**20 for most in hall.web.app.largest.values())


@pytest.mark.parametrize(
    ("endpoint", "path"),
    [
        ("media.upload", "/manage/media?name=a.png"),
        ("procedures_page.upload", "/manage/procedures/file?name=a.csv"),
    ],
)
def test_a_file_without_a_size_is_cut_off_at_its_limit(hall, admin, monkeypatch, endpoint, path):
    monkeypatch.setattr(hall.web.app, "largest", {endpoint: SMALL})
    folder = hall.store.path.parent
    before = sorted(folder.rglob("*"))
    told = send(admin, path, b"\x89PNG\r\n\x1a\n" + bytes(3 * SMALL))
    assert told.status_code == 413, told.text
    assert told.get_json(force=True)["code"] == "too-large"
    new = [one for one in folder.rglob("*") if one not in before and one.is_file()]
    assert [one for one in new if one.stat().st_size and "luot.db" not in one.name] == []


@pytest.mark.parametrize("path", ["/manage/plan/import", "/api/v1/plan/check", "/api/v1/feedback"])
def test_a_body_without_a_size_is_cut_off_too(admin, path):
    told = send(admin, path, b"x" * (LARGEST_BODY + 1))
    assert told.status_code in {400, 413, 415}, told.text
