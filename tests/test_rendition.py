"""Ladders: what is read, what a source gets by default, and what is refused."""

from fractions import Fraction

import pytest

from engine.errors import LadderError
from engine.rendition import (
    Rendition,
    check_not_upscaled,
    default_ladder,
    parse_ladder,
)

PAL = Fraction(25)


def sizes(ladder: tuple[Rendition, ...]) -> list[str]:
    return [f"{rung.name}={rung.width}x{rung.height}" for rung in ladder]


@pytest.mark.parametrize(
    ("source", "ladder"),
    [
        ((1280, 720), ["720p=1280x720", "480p=854x480", "360p=640x360"]),
        ((1920, 1080), ["1080p=1920x1080", "720p=1280x720", "480p=854x480", "360p=640x360"]),
        ((640, 360), ["360p=640x360", "240p=426x240"]),
        ((540, 960), ["540p=540x960", "360p=360x640"]),
        ((854, 480), ["480p=854x480", "360p=640x360"]),
        ((720, 576), ["576p=720x576", "360p=450x360"]),
        ((64, 48), ["48p=64x48"]),
        ((855, 480), ["480p=854x480", "360p=642x360"]),
        ((641, 361), ["360p=640x360", "240p=426x240"]),
        (
            (5120, 2160),
            [
                "1728p=4096x1728",
                "1080p=2560x1080",
                "720p=1706x720",
                "480p=1138x480",
                "360p=854x360",
            ],
        ),
        (
            (4320, 7680),
            ["2304p=2304x4096", "1080p=1080x1920", "720p=720x1280", "480p=480x854", "360p=360x640"],
        ),
    ],
    ids=lambda value: "x".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_default_ladders(source: tuple[int, int], ladder: list[str]) -> None:
    assert sizes(default_ladder(*source, PAL)) == ladder


@pytest.mark.parametrize("width", [64, 321, 640, 855, 1279, 1921, 3840, 7680])
@pytest.mark.parametrize("height", [48, 241, 360, 481, 719, 1080, 2160])
def test_a_default_ladder_is_never_larger_than_its_source(width: int, height: int) -> None:
    ladder = default_ladder(width, height, PAL)
    for rung in ladder:
        assert rung.width <= width
        assert rung.height <= height
        assert abs(rung.width / rung.height - width / height) < 0.1 * width / height
    falling = [rung.width * rung.height for rung in ladder]
    assert falling == sorted(falling, reverse=True)
    assert [rung.kbit for rung in ladder] == sorted((r.kbit for r in ladder), reverse=True)
    check_not_upscaled(ladder, width, height)


@pytest.mark.parametrize(
    ("width", "height", "rate", "kbit"),
    [(1280, 720, 25, 2800), (640, 360, 25, 700), (1280, 720, 50, 4200), (640, 360, 30, 700)],
)
def test_default_bitrates(width: int, height: int, rate: int, kbit: int) -> None:
    assert default_ladder(width, height, Fraction(rate))[0].kbit == kbit


@pytest.mark.parametrize(
    ("text", "ladder"),
    [
        pytest.param(
            "1280x720:2800k,640x360:700k",
            [("720p", 1280, 720, 2800), ("360p", 640, 360, 700)],
            id="two",
        ),
        pytest.param("64x48:100", [("48p", 64, 48, 100)], id="without-k"),
        pytest.param(
            " 64x48:100k , 32x24:50k ",
            [("48p", 64, 48, 100), ("24p", 32, 24, 50)],
            id="with-spaces",
        ),
        pytest.param("540x960:900k", [("540p", 540, 960, 900)], id="upright"),
        pytest.param(
            "640x360:900k,640x360:500k,480x360:500k",
            [
                ("360p", 640, 360, 900),
                ("640x360", 640, 360, 500),
                ("480x360", 480, 360, 500),
            ],
            id="of-one-short-side",
        ),
        pytest.param(
            "640x360:900k,640x360:500k,640x360:300k",
            [
                ("360p", 640, 360, 900),
                ("640x360", 640, 360, 500),
                ("640x360-300k", 640, 360, 300),
            ],
            id="of-one-size",
        ),
    ],
)
def test_parse(text: str, ladder: list[tuple[str, int, int, int]]) -> None:
    read = [(rung.name, rung.width, rung.height, rung.kbit) for rung in parse_ladder(text)]
    assert read == ladder


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("64x48:9k,64x48:9k:clean", ["48p", "clean"], id="one"),
        pytest.param(
            "640x360:9k,640x360:8k:clean,640x360:7k:clean,320x240:6k:clean,320x240:5k",
            ["360p", "clean", "clean-360p", "clean-240p", "240p"],
            id="several",
        ),
    ],
)
def test_clean_rungs_have_names_of_their_own(text: str, names: list[str]) -> None:
    ladder = parse_ladder(text)
    assert [rung.name for rung in ladder] == names
    assert [rung.is_clean for rung in ladder] == [name.startswith("clean") for name in names]
    assert ",".join(rung.text for rung in ladder) == text


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("", "'' is no rung; write WIDTHxHEIGHT:KBITk", id="empty"),
        pytest.param("1280x720", "'1280x720' is no rung", id="no-bitrate"),
        pytest.param("1280*720:1k", "is no rung", id="not-an-x"),
        pytest.param("1280x720:2.8M", "is no rung", id="megabits"),
        pytest.param("1280x720:2800k,", "'' is no rung", id="trailing-comma"),
        pytest.param("-64x48:100k", "is no rung", id="negative"),
        pytest.param("641x360:700k", "641x360: both sides must be even .*; use 640x360", id="odd"),
        pytest.param("640x361:700k", "640x361: both sides .*; use 640x360", id="odd-height"),
        pytest.param("8x8:700k", "must lie within 16 and 4096", id="too-small"),
        pytest.param("0x0:700k", "must lie within 16 and 4096", id="nothing"),
        pytest.param("8192x4320:700k", "must lie within 16 and 4096", id="too-large"),
        pytest.param("640x360:0k", "0k: a bitrate lies within 1k and 100000k", id="no-bits"),
        pytest.param("640x360:200000k", "200000k: a bitrate lies", id="too-many-bits"),
        pytest.param(
            "640x360:700k,1280x720:2800k", "1280x720 is larger than 640x360 above", id="rising"
        ),
        pytest.param(
            "64x48:9k,64x48:8k,64x48:7k,64x48:7k", "64x48:7k stands there twice", id="duplicate"
        ),
        pytest.param("64x48:9k,64x48:9k", "64x48:9k stands there twice", id="the-very-same-twice"),
        pytest.param("64x48:9k:clean", "the top rung is clean; put", id="a-clean-one-on-top"),
        pytest.param("64x48:9k,32x24:5k:De", "write .* with :clean or", id="a-misspelling"),
    ],
)
def test_what_is_no_ladder(text: str, wrong: str) -> None:
    with pytest.raises(LadderError, match=wrong):
        parse_ladder(text)


@pytest.mark.parametrize(
    ("rung", "source", "is_refused"),
    [
        ("1280x720:1k", (1280, 720), False),
        ("1280x720:1k", (640, 360), True),
        ("1280x720:1k", (1279, 719), True),
        ("640x360:1k", (1280, 720), False),
        ("1024x576:1k", (720, 576), False),
    ],
)
def test_upscaling(rung: str, source: tuple[int, int], is_refused: bool) -> None:  # noqa: FBT001
    ladder = parse_ladder(rung)
    if is_refused:
        with pytest.raises(LadderError, match=r"is larger than the source's .*; use \d+x\d+"):
            check_not_upscaled(ladder, *source)
    else:
        check_not_upscaled(ladder, *source)
