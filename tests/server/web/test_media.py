"""Boards show the pictures and films of the staff, where and when they said, and nothing else."""

from __future__ import annotations

import pytest

from server.cli import main

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(300)
HTML = b"<html><script>alert(1)</script>"


@pytest.fixture
def send(boss):
    """Upload a file as the manager."""

    def upload(body: bytes, name: str = "poster.png"):
        return boss.client.post(
            f"/manage/media?name={name}",
            data=body,
            content_type="application/octet-stream",
            headers={"X-CSRF-Token": boss.csrf},
        )

    return upload


def shown(hall, zone: str = "hall") -> list[str]:
    answered = hall.client().get(f"/api/v1/boards/{zone}/media")
    return [one["url"] for one in answered.json["media"]]


def changed(boss, id: str, **form: str):
    fields = {"csrf_token": boss.csrf, "zone": "", "show_s": "12", "deed": "save", **form}
    return boss.client.post(f"/manage/media/{id}", data=fields)


def test_what_was_uploaded_is_shown_on_every_board_and_served_as_it_is(hall, send) -> None:
    assert send(PNG).status_code == 201
    (url,) = shown(hall)
    assert shown(hall, "1") == [url]
    with hall.client().get(url) as answered:
        assert answered.data == PNG
        assert answered.mimetype == "image/png"
        assert answered.headers["X-Content-Type-Options"] == "nosniff"
        assert "max-age=31536000" in answered.headers["Cache-Control"]


def test_a_film_can_be_read_from_its_middle(hall, send) -> None:
    send(MP4, "film.mp4")
    (url,) = shown(hall)
    with hall.client().get(url, headers={"Range": "bytes=4-7"}) as answered:
        assert (answered.status_code, answered.data) == (206, b"ftyp")


@pytest.mark.parametrize(
    "body", [HTML, b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a"]
)
def test_what_is_no_picture_or_film_is_refused_and_leaves_nothing(hall, send, body: bytes) -> None:
    refused = send(body, "evil.png")
    assert (refused.status_code, refused.json["code"]) == (415, "not-media")
    assert {"vi", "en"} <= set(refused.json["reason"])
    assert shown(hall) == []
    assert list((hall.store.path.parent / "media").iterdir()) == []


def test_a_full_disk_is_told_before_anything_is_written(hall, send, monkeypatch) -> None:
    monkeypatch.setattr("server.store.media.SPARE_BYTES", 10**18)
    assert send(PNG).json["code"] == "disk-full"
    assert shown(hall) == []


def test_it_is_shown_where_and_when_staff_say(hall, send, boss, clock) -> None:
    id = send(PNG).json["id"]
    assert (
        changed(boss, id, zone="2", first_day="2026-11-25", last_day="2026-11-25").status_code
        == 303
    )
    assert shown(hall, "2") == []
    clock.pass_s(24 * 3600)
    assert len(shown(hall, "2")) == 1 and shown(hall, "1") == []
    clock.pass_s(24 * 3600)
    assert shown(hall, "2") == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "99"},
        {"show_s": "2"},
        {"show_s": "x"},
        {"first_day": "2026-11-26", "last_day": "2026-11-25"},
        {"first_day": "soon"},
    ],
)
def test_what_cannot_be_is_refused_beside_it(send, boss, wrong) -> None:
    id = send(PNG).json["id"]
    answered = changed(boss, id, **wrong)
    assert answered.location.startswith(f"/manage/media?wrong={id}")
    for lang, words in (("vi", "Chưa lưu"), ("en", "Not saved")):
        page = boss.client.get(f"{answered.location.partition('#')[0]}&lang={lang}").text
        assert words in page


def test_the_order_is_that_of_the_staff_and_what_is_removed_is_gone(hall, send, boss) -> None:
    first, second = send(PNG).json["id"], send(MP4, "film.mp4").json["id"]
    before = shown(hall)
    changed(boss, second, deed="up")
    assert shown(hall) == before[::-1]
    changed(boss, first, deed="remove")
    assert shown(hall) == [before[1]]
    assert len(list((hall.store.path.parent / "media").iterdir())) == 1
    assert hall.client().get(before[0]).status_code == 404


def test_bytes_that_two_share_stay_until_the_last_goes(hall, send, boss) -> None:
    first, second = send(PNG).json["id"], send(PNG, "again.png").json["id"]
    changed(boss, first, deed="remove")
    with hall.client().get(shown(hall)[0]) as answered:
        assert answered.data == PNG
    changed(boss, second, deed="remove")
    assert list((hall.store.path.parent / "media").iterdir()) == []


def test_who_did_it_is_in_the_audit(hall, send, boss) -> None:
    changed(boss, send(PNG).json["id"], deed="remove")
    auditor = hall.log_in("audit")
    rows = auditor.get("/audit?by=boss").json["rows"]
    kinds = [row["kind"] for row in rows]
    assert kinds[:2] == ["media_removed", "media_added"]


def test_other_routes_take_no_greater_bodies_for_it(hall, boss) -> None:
    big = boss.client.post(
        "/api/v1/tickets", data=bytes(100_000), headers={"X-CSRF-Token": boss.csrf}
    )
    assert big.status_code == 413


def test_a_backup_brings_them_along(hall, send, tmp_path) -> None:
    send(PNG)
    (url,) = shown(hall)
    dest, new = tmp_path / "copy.db", tmp_path / "new"
    assert main(["backup", str(dest), "--data", str(hall.store.path.parent)]) == 0
    assert main(["restore", str(dest), "--data", str(new)]) == 0
    assert (new / "media" / url.rpartition("/")[2]).read_bytes() == PNG
