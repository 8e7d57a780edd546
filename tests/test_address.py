"""What paths name: ours, and nothing else in any spelling."""

import pytest

from api.origin.address import (
    Address,
    Header,
    Multivariant,
    Part,
    Playlist,
    Segment,
    parse,
)


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/live/demo/index.m3u8", Multivariant(channel="demo")),
        ("/live/demo/clean.m3u8", Multivariant(channel="demo", variant="clean")),
        ("/live/demo/clean/index.m3u8", Playlist(channel="demo", rendition="clean")),
        ("/live/d-2/360p/index.m3u8", Playlist(channel="d-2", rendition="360p")),
        ("/live/demo/360p/0.m4s", Segment(channel="demo", rendition="360p", msn=0)),
        (
            "/live/demo/1280x720-900k/931770833.m4s",
            Segment(channel="demo", rendition="1280x720-900k", msn=931_770_833),
        ),
        ("/live/demo/audio/7.12.m4s", Part(channel="demo", rendition="audio", msn=7, part=12)),
        ("/live/demo/audio/init.mp4", Header(channel="demo", rendition="audio", name="init.mp4")),
        (
            "/live/demo/audio/init-77.mp4",
            Header(channel="demo", rendition="audio", name="init-77.mp4"),
        ),
    ],
)
def test_ours(path: str, named: Address) -> None:
    assert parse(path) == named


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "*",
        "/live",
        "/live/",
        "/live/demo",
        "/live/demo/",
        "/live//index.m3u8",
        "/live/demo//index.m3u8",
        "//live/demo/index.m3u8",
        "/live/demo/index.m3u8/",
        "/live/demo/360p/clean.m3u8",
        "/live/demo/other.m3u8",
        "/live/demo/index.m3u8\n",
        "/live/demo/index.m3u8%00",
        "/live/demo/index.m3u8\0",
        "/live/demo/Index.m3u8",
        "/live/Demo/index.m3u8",
        "/live/-demo/index.m3u8",
        f"/live/{'d' * 33}/index.m3u8",
        f"/live/demo/{'r' * 65}/index.m3u8",
        "/live/../index.m3u8",
        "/live/demo/../../owner-token",
        "/live/demo/../index.m3u8",
        "/live/demo/./index.m3u8",
        "/live/demo/%2e%2e/index.m3u8",
        "/live/demo/%2E%2E/%2E%2E/show.db",
        "/live/demo%2Findex.m3u8",
        "/live/demo/360p%2f7.m4s",
        "/live/demo/360p/..%2f..%2fshow.db",
        "/live/demo/%252e%252e/index.m3u8",
        "/live/demo/..\\..\\show.db",
        "/live/demo/360p\\7.m4s",
        "/live/demo/%5c..%5cshow.db",
        "/live/demo/%c0%ae%c0%ae/show.db",
        "/live/demo/360p//etc/passwd",
        "/live/demo//etc/passwd",
        "/etc/passwd",
        "http://127.0.0.1/live/demo/index.m3u8",
        "/live/demo/show.db",
        "/live/demo/360p/parts.jsonl",
        "/live/demo/360p/parts.tmp",
        "/live/demo/360p/init.mp4.tmp",
        "/live/demo/360p/init-.mp4",
        "/live/demo/360p/init-x.mp4",
        "/live/demo/360p/07.m4s",
        "/live/demo/360p/-7.m4s",
        "/live/demo/360p/+7.m4s",
        "/live/demo/360p/7.-1.m4s",
        "/live/demo/360p/7.01.m4s",
        "/live/demo/360p/7.1.1.m4s",
        "/live/demo/360p/7..m4s",
        "/live/demo/360p/\u0667.m4s",
        f"/live/demo/360p/{'9' * 16}.m4s",
        "/live/demo/360p/7.1000.m4s",
        "/live/demo/360p/7.m4s;a=b",
        "/LIVE/demo/index.m3u8",
    ],
)
def test_not_ours(path: str) -> None:
    assert parse(path) is None
