"""The slip's page: all errors at once, a true picture, versions, files, and who may."""

from __future__ import annotations

import io
import tomllib
from typing import Any

import pytest
from PIL import Image

from broker.slips import BLOCKS, LARGEST_LOGO
from server.child import LuotChild
from server.cli import main
from server.store.slip_drafts import SlipDrafts

HOME = "/manage/slip"


def png(width: int = 80, height: int = 80, color: int = 0) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height), color).save(out, "PNG")
    return out.getvalue()


def form(boss: Any, **changed: Any) -> dict[str, Any]:
    fields = {
        "csrf_token": boss.csrf,
        "block": list(BLOCKS),
        "on": list(BLOCKS),
        "logo": "flower",
        "hotline": "",
        "line_vi": ["", "", "", ""],
        "line_en": ["", "", "", ""],
        "deed": "save",
    }
    return {**fields, **changed}


def send(boss: Any, **changed: Any) -> Any:
    return boss.client.post(HOME, data=form(boss, **changed))


def in_force(boss: Any) -> dict[str, Any]:
    return tomllib.loads(boss.client.get(f"{HOME}/export?name=slip.toml").text)


def test_what_is_saved_is_in_force_at_once_and_goes_into_the_history(hall, boss) -> None:
    heard: list[int] = []
    layouts = hall.web.app.extensions["luot"].layouts
    layouts.subscribe(lambda: heard.append(layouts.version))
    lines = {"line_vi": ["Mang căn cước."], "line_en": ["Bring your card."]}
    assert send(boss, compact="on", hotline="0225 1022", **lines).status_code == 303
    told = in_force(boss)
    assert (told["compact"], told["hotline"]) == (True, "0225 1022")
    assert told["line"] == [{"vi": "Mang căn cước.", "en": "Bring your card."}]
    assert heard == [1]
    page = boss.client.get(f"{HOME}?lang=en").text
    assert "Version 1" in page and "In force" in page


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", ["số", "11 mm; từ 12 đến 22 mm", "cần một số", "mỗi dòng 1 đến 120 chữ"]),
        ("en", ["11 mm; from 12 to 22 mm", "write a number", "1 to 120 letters each"]),
    ],
)
def test_all_errors_are_told_at_once_and_nothing_is_followed(hall, boss, lang, words) -> None:
    lines = {"line_vi": ["Chỉ tiếng Việt"], "line_en": [""]}
    sent = form(boss, size_number="11", size_text="cao", hotline="x" * 121, **lines)
    answered = boss.client.post(f"{HOME}?lang={lang}", data=sent)
    assert answered.status_code == 422
    for one in words:
        assert answered.text.count(one) >= 2, "in the summary and at the field"
    assert hall.web.app.extensions["luot"].layouts.version == 0


def test_a_block_moves_in_the_draft_only(boss) -> None:
    assert send(boss, deed="up:hotline").status_code == 303
    order = boss.client.get(HOME).text.split('name="block" value="')[1:]
    names = [one.partition('"')[0] for one in order]
    assert names.index("hotline") == BLOCKS.index("hotline") - 1
    assert in_force(boss)["blocks"] == list(BLOCKS)


def test_a_draft_survives_a_restart_with_its_logo(hall, boss) -> None:
    send(boss, deed="up:hotline", file=(io.BytesIO(png()), "logo.png"))
    again = SlipDrafts(hall.store)
    assert list(again) == ["boss"]
    assert again["boss"].logo == png()
    boss.client.post(f"{HOME}/draft", data={"csrf_token": boss.csrf, "deed": "discard"})
    assert len(again) == 0
    assert "boss" not in again


def test_a_needed_block_cannot_be_left_out_by_a_form(boss) -> None:
    assert send(boss, on=[]).status_code == 303
    needed = {"number", "signs", "place", "group", "code", "missed", "foot"}
    assert set(in_force(boss)["blocks"]) == needed


def test_the_picture_is_that_of_the_kiosks_own_code(boss) -> None:
    send(boss, deed="look", line_vi=["Dòng thử"], line_en=["Try"])
    sizes = {}
    for width in (58, 80):
        answered = boss.client.get(f"{HOME}/picture?width={width}")
        assert answered.mimetype == "image/png"
        sizes[width] = Image.open(io.BytesIO(answered.data)).size
    assert (sizes[58][0], sizes[80][0]) == (384, 576)
    send(boss, deed="look")
    shorter = Image.open(io.BytesIO(boss.client.get(f"{HOME}/picture?width=80").data)).size
    assert shorter[1] < sizes[80][1]
    assert boss.client.get(f"{HOME}/picture?width=76").status_code == 404


def test_without_the_kiosk_part_it_is_saved_and_said(hall, boss) -> None:
    parts = hall.web.app.extensions["luot"]
    object.__setattr__(parts, "slips", LuotChild("no_kiosk_is_here"))
    assert send(boss, hotline="1022").status_code == 303
    assert "luot[kiosk]" in boss.client.get(HOME).text
    assert in_force(boss)["hotline"] == "1022"


@pytest.mark.parametrize(
    ("logo", "why"),
    [
        pytest.param(b"GIF89a" + bytes(60), "only a PNG is taken", id="gif"),
        pytest.param(png() + bytes(LARGEST_LOGO), "larger than 32 KB", id="large"),
        pytest.param(
            png()[:16] + b"\x00\x01\x00\x00" * 2 + bytes(40), "too many pixels", id="pixels"
        ),
        pytest.param(png(color=1), "blank on paper", id="blank"),
    ],
)
def test_a_picture_that_is_no_logo_is_refused_with_its_reason(boss, logo, why) -> None:
    boss.client.get(f"{HOME}?lang=en")
    answered = send(boss, file=(io.BytesIO(logo), "logo.png"))
    assert (answered.status_code, why in answered.text) == (422, True)
    assert boss.client.get(f"{HOME}/export?name=logo.png").status_code == 404


def test_a_logo_goes_out_as_it_came_in_and_a_file_comes_in_as_a_draft(boss) -> None:
    logo = png()
    assert send(boss, file=(io.BytesIO(logo), "ours.png")).status_code == 303
    assert boss.client.get(f"{HOME}/export?name=logo.png").data == logo
    text = boss.client.get(f"{HOME}/export?name=slip.toml").data.replace(b'"logo.png"', b'""')
    fields = {"csrf_token": boss.csrf, "deed": "import", "file": (io.BytesIO(text), "slip.toml")}
    assert boss.client.post(f"{HOME}/draft", data=fields).status_code == 303
    assert in_force(boss)["logo"] == "logo.png", "a draft is followed by nobody"
    assert send(boss, logo="").status_code == 303
    assert in_force(boss)["logo"] == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"blocks = [", "this is no TOML"),
        (b"colour = 1\ncompact = 2", "there is no such key"),
        (b"\xff\xfe", "this is no TOML"),
    ],
)
def test_a_file_that_breaks_the_rules_is_refused_whole(boss, text, why) -> None:
    boss.client.get(f"{HOME}?lang=en")
    fields = {"csrf_token": boss.csrf, "deed": "import", "file": (io.BytesIO(text), "slip.toml")}
    answered = boss.client.post(f"{HOME}/draft", data=fields)
    assert (answered.status_code, why in answered.text) == (422, True)


def test_an_older_version_comes_back_as_a_new_one_and_both_are_in_the_audit(hall, boss) -> None:
    send(boss, hotline="1")
    send(boss, hotline="2", base="1")
    fields = {"csrf_token": boss.csrf, "deed": "restore", "no": "1"}
    assert boss.client.post(f"{HOME}/draft", data=fields).status_code == 303
    assert in_force(boss)["hotline"] == "1"
    rows = hall.log_in("audit").get("/audit?by=boss").json["rows"]
    assert [row["kind"] for row in rows][:3] == ["slip_changed"] * 3
    fields["no"] = "9"
    assert boss.client.post(f"{HOME}/draft", data=fields).status_code == 404


def test_two_people_do_not_overwrite_each_other(boss) -> None:
    send(boss, hotline="1", base="0")
    answered = send(boss, hotline="2", base="0")
    assert answered.status_code == 409
    assert in_force(boss)["hotline"] == "1"


def test_what_is_typed_stays_text(boss) -> None:
    evil = '"><script>alert(1)</script>'
    send(boss, hotline=evil, line_vi=[evil], line_en=[evil], size_qr="<b>1", deed="look")
    page = boss.client.get(HOME).text
    assert "<script>alert" not in page and "<b>1" not in page
    assert "&lt;script&gt;alert" in page


def test_officers_do_not_get_there(hall) -> None:
    assert hall.log_in("lan").client.get(HOME).status_code == 403


def test_a_backup_brings_it_along(hall, boss, tmp_path) -> None:
    send(boss, hotline="1022")
    dest, new = tmp_path / "copy.db", tmp_path / "new"
    assert main(["backup", str(dest), "--data", str(hall.store.path.parent)]) == 0
    assert main(["restore", str(dest), "--data", str(new)]) == 0
    assert b"1022" in next(new.glob("*.db")).read_bytes()
