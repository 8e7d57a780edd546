"""Pictures that people bring: taken in three forms, made small, served for ever; others refused."""

import io
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from api.control.problem import ProblemError
from api.things import uploads
from tests.editors import NORTH, SOUTH, Editor, edits


def picture(form: str, size: tuple[int, int] = (800, 400), **more: Any) -> bytes:
    mode = "RGB" if form == "JPEG" else "RGBA"
    content = io.BytesIO()
    Image.new(mode, size, (200, 30, 40)).save(content, form, **more)
    return content.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_made_small_and_written_anew(form: str) -> None:
    digest, png = uploads.taken(picture(form))
    with Image.open(io.BytesIO(png)) as found:
        assert (found.format, found.size, found.mode) == ("PNG", (512, 256), "RGBA")
        assert found.info == {}
        red, green, _, alpha = found.getpixel((10, 10))  # type: ignore[misc]
    assert (red > 180, green < 60, alpha) == (True, True, 255)
    assert uploads.taken(picture(form)) == (digest, png)


def test_one_that_lies_on_its_side_stands_up_and_says_nothing_else() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "where I live"
    _, png = uploads.taken(picture("JPEG", (100, 60), exif=exif))
    assert b"where I live" not in png
    with Image.open(io.BytesIO(png)) as found:
        assert found.size == (60, 100)


def bomb() -> bytes:
    """A small file that says it is a picture of 400 million pixels."""
    small = picture("PNG", (8, 8))
    header = small[12:16] + (20_000).to_bytes(4) * 2 + small[24:29]
    return small[:12] + header + zlib.crc32(header).to_bytes(4) + small[33:]


@pytest.mark.parametrize(
    ("brought", "code", "said"),
    [
        pytest.param(b"", "not_a_picture", "PNG, JPEG or WebP", id="nothing"),
        pytest.param(b"<svg xmlns='x'/>", "not_a_picture", "export it as PNG", id="svg"),
        pytest.param(b"\xef\xbb\xbf<?xml?><svg/>", "not_a_picture", "as PNG", id="svg-with-bom"),
        pytest.param(picture("GIF"), "not_a_picture", "PNG, JPEG or WebP", id="gif"),
        pytest.param(picture("PNG")[:200], "not_a_picture", "export it anew", id="cut-off"),
        pytest.param(bomb(), "not_a_picture", "exceeds limit", id="bomb"),
        pytest.param(picture("PNG", (8000, 6000)), "picture_too_large", "8000x6000", id="large"),
    ],
)
def test_others_are_refused_with_a_remedy(brought: bytes, code: str, said: str) -> None:
    with pytest.raises(ProblemError, match=said) as refused:
        uploads.taken(brought)
    assert refused.value.code == code


def test_a_crest_is_drawn_until_one_is_brought(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        team = await editor.done("POST", "/teams", NORTH)
        path = f"/teams/{team['id']}/crest"
        assert team["has_own_crest"] is False
        drawn = await editor.client.get(team["crest_url"])
        assert drawn.headers["cache-control"] == "public, max-age=31536000, immutable"
        with Image.open(io.BytesIO(drawn.content)) as found:
            assert found.size == (256, 256)
            assert found.getpixel((0, 0)) == (0, 0, 0, 0)
        own = await editor.done("PUT", path, picture("PNG"), if_match='"1"')
        assert (own["has_own_crest"], own["revision"]) == (True, 2)
        shown = await editor.client.get(own["crest_url"])
        assert shown.headers["content-type"] == "image/png"
        assert (await editor.done("PUT", path, picture("PNG")))["revision"] == 2
        assert (await editor.done("DELETE", path))["crest_url"] == team["crest_url"]
        # The old address goes on giving what it gave.
        assert (await editor.client.get(own["crest_url"])).content == shown.content
        renamed = await editor.done("PATCH", f"/teams/{team['id']}", SOUTH)
        assert renamed["crest_url"] != team["crest_url"]
        assert (await editor.client.get(team["crest_url"])).status_code == 404

    edits(tmp_path, work)


def test_a_player_has_a_photo(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        player = await editor.done("POST", "/players", SOUTH)
        assert player["photo_url"] is None
        photo = f"/players/{player['id']}/photo"
        shown = await editor.done("PUT", photo, picture("WEBP"))
        assert (await editor.client.get(shown["photo_url"])).status_code == 200
        problem = await editor.refused("PUT", photo, b"x" * (uploads.BYTES_AT_MOST + 1))
        assert (problem["status"], problem["code"]) == (413, "picture_too_large")
        assert (await editor.client.get("/api/v1/pictures/none.png")).status_code == 404
        assert (await editor.client.put(f"/api/v1{photo}", content=b"x")).status_code == 401

    edits(tmp_path, work)
