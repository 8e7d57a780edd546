"""The playlist checker itself: good playlists pass, each small fault is found by its rule."""

import pytest

from tests.playlist_media_rules import check_media
from tests.playlist_parser import Violation
from tests.playlist_presentation_rules import check_multivariant, check_presentation
from tests.playlist_reload_rules import check_reload
from tests.playlist_samples import (
    AFTER_DISCONTINUITY,
    AUDIO,
    DELTA,
    LATER,
    LIVE,
    MULTIVARIANT,
    NTSC,
    PRESENTATION,
    VOD,
    reports,
)

# Lines of the samples that the edits below take out or put beside others.
LAST = '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="506.2.m4s"\n'
OPEN_PART = '#EXT-X-PART:DURATION=0.32000,URI="506.1.m4s"\n'
PART_INF = "#EXT-X-PART-INF:PART-TARGET=0.32000\n"
CONTROL = next(line for line in LIVE.splitlines(keepends=True) if "SERVER-CONTROL" in line)
INF_501 = "#EXTINF:1.92000,\n501"
RENDITION = next(line for line in MULTIVARIANT.splitlines(keepends=True) if "-MEDIA:" in line)


def parts(msn: int) -> str:
    line = '#EXT-X-PART:DURATION=0.32000,URI="{}.{}.m4s",INDEPENDENT=YES\n'
    return "".join(line.format(msn, index) for index in range(6))


def edited(text: str, old: str, new: str) -> str:
    assert old in text, "the edit would change nothing"
    return text.replace(old, new)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(VOD, id="vod-video"),
        pytest.param(LIVE, id="live-video-at-25"),
        pytest.param(LATER, id="live-video-a-moment-later"),
        pytest.param(DELTA, id="delta-update"),
        pytest.param(NTSC, id="live-video-at-29.97"),
        pytest.param(AUDIO, id="live-audio-with-a-short-last-part"),
        pytest.param(LIVE.replace("\n", "\r\n"), id="lines-that-end-in-cr-lf"),
        pytest.param(LIVE + "\n# a comment\n", id="an-empty-line-and-a-comment"),
    ],
)
def test_a_good_media_playlist_breaks_no_rule(text: str) -> None:
    assert check_media(text) == []


def test_a_good_presentation_breaks_no_rule() -> None:
    assert check_multivariant(MULTIVARIANT) == []
    assert check_presentation(MULTIVARIANT, PRESENTATION) == []


@pytest.mark.parametrize(
    "newer",
    [
        pytest.param(LIVE, id="unchanged"),
        pytest.param(LATER, id="a-segment-later"),
        pytest.param(DELTA, id="delta-update"),
        pytest.param(AFTER_DISCONTINUITY, id="the-discontinuity-left"),
        pytest.param(LIVE.replace(LAST, "") + "#EXT-X-ENDLIST\n", id="ended"),
    ],
)
def test_a_good_reload_breaks_no_rule(newer: str) -> None:
    assert check_reload(LIVE, newer) == []


def rules(faults: list[Violation]) -> set[str]:
    return {fault.rule for fault in faults}


def case(rule: str, text: str, old: str, new: str, label: str) -> object:
    return pytest.param(edited(text, old, new), rule, id=label)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        case("extm3u", LIVE, "#EXTM3U\n", "", "no-first-line"),
        case("version", LIVE, "VERSION:9", "VERSION:5", "version-too-low-for-a-map"),
        case("version", DELTA, "VERSION:9", "VERSION:6", "version-too-low-for-a-skip"),
        case("unknown-tag", LIVE, LAST, "#EXT-X-PARTS:1\n", "unknown-tag"),
        case("syntax", LIVE, "EXTINF:1.92000,\n501", "EXTINF:192e-2,\n501", "exponent-extinf"),
        case("attribute", LIVE, "DURATION=0.32000,URI=\"505.1", "DURATION=32e-2,URI=\"505.1",
             "exponent-in-a-part"),
        case("attribute", LIVE, "=YES\n", '="YES"\n', "quoted-independent"),
        case("attribute", LIVE, '506.1.m4s"\n', '506.1.m4s",\n', "comma-at-the-end-of-a-list"),
        case("attribute", LIVE, '"init.mp4"', "init.mp4", "uri-without-quotes"),
        case("attribute", LIVE, 'URI="506.2', 'URL="506.2', "hint-without-uri"),
        case("header", LIVE, "#EXT-X-TARGETDURATION:2\n", "", "no-target-duration"),
        case("header", LIVE, LAST, PART_INF, "part-inf-twice"),
        case("header", VOD, "#EXT-X-ENDLIST", "#EXT-X-DISCONTINUITY-SEQUENCE:1\n#EXT-X-ENDLIST",
             "discontinuity-sequence-at-the-end"),
        case("extinf", LIVE, "#EXTINF:1.92000,\n501", "501", "segment-without-extinf"),
        case("target-duration", LIVE, "DURATION:2", "DURATION:1", "target-duration-too-small"),
        case("uri", LIVE, "\n505.m4s", "\n504.m4s", "segment-uri-twice"),
        case("uri", LIVE, "505.3.m4s", "505.2.m4s", "part-uri-twice"),
        case("uri", LIVE, "\n505.m4s", "\n505 .m4s", "uri-with-a-space"),
        case("uri", LIVE, '"505.3.m4s"', '""', "empty-uri"),
        case("part-inf", LIVE, PART_INF, "", "parts-without-part-inf"),
        case("part-long", NTSC, '0.33367,URI="904.2', '0.33368,URI="904.2',
             "part-over-the-target-by-rounding"),
        case("part-long", NTSC, '0.33367,URI="904.5', '0.33368,URI="904.5',
             "last-part-over-the-target-by-rounding"),
        case("part-short", LIVE, OPEN_PART + LAST,
             OPEN_PART.replace("0.32", "0.27") + OPEN_PART.replace("506.1", "506.2"),
             "part-under-85-percent"),
        case("parts-sum", LIVE, '#EXT-X-PART:DURATION=0.32000,URI="505.5.m4s"\n', "",
             "last-part-of-a-segment-missing"),
        case("parts-sum", NTSC, "EXTINF:2.00200,\n905", "EXTINF:2.00206,\n905", "sums-drift"),
        case("stale-parts", LIVE, INF_501, parts(501) + INF_501, "parts-kept-too-long"),
        pytest.param("".join(line for line in AUDIO.splitlines(keepends=True)
                             if "EXT-X-PART:" not in line), "parts-missing",
                     id="audio-promises-parts-and-has-none"),
        case("server-control", LIVE, CONTROL, "", "parts-without-server-control"),
        case("server-control", LIVE, "CAN-BLOCK-RELOAD=YES,", "", "parts-without-blocking"),
        case("hold-back", LIVE, ",PART-HOLD-BACK=0.96", "", "no-part-hold-back"),
        case("hold-back", LIVE, "BACK=0.96", "BACK=0.95", "part-hold-back-under-3-parts"),
        case("hold-back", LIVE, ",HOLD-BACK=6.0", ",HOLD-BACK=5.9", "hold-back-too-small"),
        case("hold-back", LIVE, "UNTIL=12.0", "UNTIL=11.9", "can-skip-until-too-small"),
        case("map", LIVE, '#EXT-X-MAP:URI="init.mp4"\n', "", "no-map"),
        case("tag-order", LIVE, OPEN_PART, "#EXT-X-DISCONTINUITY\n" + OPEN_PART,
             "discontinuity-after-the-first-part"),
        case("tag-order", LIVE, OPEN_PART, '#EXT-X-MAP:URI="init-3.mp4"\n' + OPEN_PART,
             "map-after-the-first-part"),
        case("independent", LIVE, '506.0.m4s",INDEPENDENT=YES', '506.0.m4s"',
             "segment-begins-without-a-keyframe"),
        case("program-date", LIVE, "09.600Z", "09.600", "date-without-a-zone"),
        case("date-jump", LIVE, "09.600Z", "09.602Z", "date-jumps-by-two-milliseconds"),
        case("date-jump", NTSC, "06.006Z", "06.016Z", "date-jumps-over-several-segments"),
        case("preload-hint", LIVE, '"506.2.m4s"', '"506.1.m4s"', "hint-for-a-part-there"),
        case("preload-hint", LIVE, LAST, LAST + LAST.replace("6.2", "6.3"), "two-part-hints"),
        case("preload-hint", LIVE, LAST, LAST + "#EXT-X-ENDLIST\n", "end-with-a-hint"),
        case("vod", VOD, "#EXT-X-ENDLIST\n", "", "vod-without-an-end"),
        case("vod", VOD, "#EXT-X-VERSION:6\n", "#EXT-X-VERSION:6\n" + CONTROL + PART_INF,
             "vod-that-promises-parts"),
        case("skip", LIVE, LAST, "#EXT-X-SKIP:SKIPPED-SEGMENTS=4\n", "skip-after-a-segment"),
        case("skip", DELTA, "#EXT-X-MEDIA-SEQUENCE:500\n", "", "skip-without-a-sequence"),
        case("skip", DELTA, "CAN-SKIP-UNTIL=12.0,", "", "skip-that-was-not-offered"),
        case("window", LIVE, LIVE[LIVE.index("#EXTINF") : LIVE.index("#EXTINF:1.92000,\n502")],
             "", "five-segments"),
    ],
)  # fmt: skip
def test_a_broken_media_playlist_breaks_one_rule(text: str, rule: str) -> None:
    assert rules(check_media(text)) == {rule}


def test_a_multivariant_playlist_without_variants_is_found() -> None:
    text = "#EXTM3U\n#EXT-X-INDEPENDENT-SEGMENTS\n"
    assert rules(check_multivariant(text)) == {"variant"}


def test_a_starting_playlist_may_be_short() -> None:
    short = edited(LIVE, "#EXTINF:1.92000,\n501.m4s\n", "").replace("05.760Z", "05.761Z")
    assert rules(check_media(short)) == {"window"}
    assert check_media(short, starting=True) == []


def test_a_violation_names_the_playlist_and_the_line() -> None:
    (fault,) = check_media(edited(LIVE, "BACK=0.96", "BACK=0.9"), name="720")
    assert fault == Violation("hold-back", 4, "720: PART-HOLD-BACK is less than 0.96000")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        case("attribute", MULTIVARIANT, "BANDWIDTH=3400000,AVERAGE-", "AVERAGE-",
             "no-bandwidth"),
        case("attribute", MULTIVARIANT, "AVERAGE-BANDWIDTH=800000,", "", "no-average"),
        case("attribute", MULTIVARIANT, ',URI="a/live.m3u8"', "", "audio-without-uri"),
        case("attribute", MULTIVARIANT, 'NAME="English",', "", "audio-without-name"),
        case("attribute", MULTIVARIANT, "640x360", "640", "resolution-without-a-height"),
        case("bandwidth", MULTIVARIANT, "=800000", "=900001", "average-above-the-peak"),
        case("variant", MULTIVARIANT, "RESOLUTION=640x360,", "", "no-resolution"),
        case("variant", MULTIVARIANT, "360/live.m3u8\n", "", "variant-without-uri"),
        case("variant", MULTIVARIANT, "720/live.m3u8\n", "", "variant-before-a-variant"),
        case("variant", MULTIVARIANT, "360/live.m3u8\n", "360/live.m3u8\n1080/live.m3u8\n",
             "uri-without-a-variant"),
        case("group", MULTIVARIANT, RENDITION, RENDITION + RENDITION, "two-renditions-of-a-name"),
        case("group", MULTIVARIANT, 'GROUP-ID="aac"', 'GROUP-ID="opus"', "undefined-group"),
        case("group", MULTIVARIANT, ',AUDIO="aac"', "", "unused-group"),
        case("codecs", MULTIVARIANT, "avc1.64001e,mp4a.40.2", "avc1.64001e", "no-audio-codec"),
        case("independent-segments", MULTIVARIANT, "#EXT-X-INDEPENDENT-SEGMENTS\n", "",
             "no-independent-segments"),
        case("uri", MULTIVARIANT, "360/live", "720/live", "variant-uri-twice"),
        case("unknown-tag", MULTIVARIANT, "#EXT-X-VERSION:6", "#EXT-X-TARGETDURATION:2",
             "tag-of-a-media-playlist"),
    ],
)  # fmt: skip
def test_a_broken_multivariant_playlist_breaks_one_rule(text: str, rule: str) -> None:
    assert rules(check_multivariant(text)) == {rule}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        pytest.param(reports("720"), "", "rendition-report", id="rendition-report-missing"),
        pytest.param("../720", "../a", "rendition-report", id="rendition-report-of-itself"),
        pytest.param(",LAST-PART=0", "", "rendition-report", id="report-without-its-part"),
        pytest.param("=0.33367\n", "=0.33366\n", "part-target-differs", id="part-targets-differ"),
        pytest.param("DURATION:2\n", "DURATION:3\n", "target-differs hold-back parts-missing",
                     id="targets-differ"),
        pytest.param("SEQUENCE:900", "SEQUENCE:901", "date-apart", id="numbers-one-apart"),
        pytest.param("15:00:", "15:01:", "date-apart", id="dates-a-minute-apart"),
        pytest.param("#EXT-X-MAP", "#EXT-X-DISCONTINUITY-SEQUENCE:1\n#EXT-X-MAP",
                     "discontinuity-apart", id="discontinuity-numbers-apart"),
        pytest.param("#EXT-X-PROGRAM-DATE-TIME:", "# ", "date-missing", id="no-dates"),
    ],
)  # fmt: skip
def test_a_presentation_whose_audio_is_apart_is_found(old: str, new: str, rule: str) -> None:
    audio = edited(PRESENTATION["a/live.m3u8"], old, new)
    faults = check_presentation(MULTIVARIANT, PRESENTATION | {"a/live.m3u8": audio})
    assert rules(faults) == set(rule.split())


def test_a_missing_media_playlist_is_found() -> None:
    media = {"720/live.m3u8": NTSC + reports("a"), "a/live.m3u8": AUDIO + reports("720")}
    assert rules(check_presentation(MULTIVARIANT, media)) == {"playlist-missing"}


@pytest.mark.parametrize(
    ("older", "newer", "rule"),
    [
        pytest.param(LATER, LIVE, "media-sequence-back edge-back segment-changed",
                     id="media-sequence-goes-back"),
        pytest.param(LIVE, LIVE.replace(OPEN_PART + LAST, ""), "edge-back segment-changed",
                     id="a-part-vanishes"),
        pytest.param(LIVE, edited(LATER, "TARGET=0.32000", "TARGET=0.32001"),
                     "part-target-changed", id="part-target-changes"),
        pytest.param(LIVE, edited(LATER, "DURATION:2", "DURATION:3"), "target-changed",
                     id="target-duration-changes"),
        pytest.param(LIVE, edited(LATER, "504.m4s", "504b.m4s"), "segment-changed",
                     id="segment-uri-changes"),
        pytest.param(LIVE, edited(LATER, "1.92000,\n504", "1.91000,\n504"), "segment-changed",
                     id="segment-duration-changes"),
        pytest.param(LIVE, edited(LATER, "506.1.m4s", "506.1b.m4s"), "segment-changed",
                     id="part-uri-changes"),
        pytest.param(LIVE, edited(LATER, INF_501, parts(501) + INF_501), "segment-changed",
                     id="parts-come-back"),
        pytest.param(LIVE, edited(LATER, "09.600Z", "09.700Z"), "segment-changed",
                     id="date-changes"),
        pytest.param(LIVE, edited(AFTER_DISCONTINUITY, "SEQUENCE:4", "SEQUENCE:3"),
                     "discontinuity-sequence", id="discontinuity-left-uncounted"),
        pytest.param(LIVE, edited(LATER, "SEQUENCE:3", "SEQUENCE:4"), "discontinuity-sequence",
                     id="discontinuity-counted-too-soon"),
        pytest.param(LIVE + "#EXT-X-ENDLIST\n", LATER, "after-endlist", id="on-after-the-end"),
    ],
)  # fmt: skip
def test_a_wrong_reload_is_found(older: str, newer: str, rule: str) -> None:
    assert rules(check_reload(older, newer)) == set(rule.split())
