"""Delivery directives: what may be asked, and when it is there."""

import pytest

from api.origin.directives import DirectiveError, Directives, Wanted, parse, session
from engine.live_playlist import Edge
from engine.segment import Place

PART_TARGET = 320_000
GROWING = Edge(msn=100, part=2, whole=99, following=Place(media_sequence=100, part=3))
WHOLE = Edge(msn=100, part=5, whole=100, following=Place(media_sequence=101, part=0))


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        (b"", Directives()),
        (b"s=abc&x=1&x=2", Directives()),
        (b"_HLS_msn=7", Directives(wanted=Wanted(7))),
        (b"_HLS_msn=7&_HLS_part=3", Directives(wanted=Wanted(7, 3))),
        (b"_HLS_part=3&s=x&_HLS_msn=7", Directives(wanted=Wanted(7, 3))),
        (b"_HLS_skip=YES", Directives(is_delta=True)),
        (
            b"_HLS_skip=v2&_HLS_part=0&_HLS_msn=0",
            Directives(wanted=Wanted(0, 0), is_delta=True),
        ),
        (b"_HLS_skip=NO", Directives()),
        (b"_HLS_skip=v3", Directives()),
        (b"_HLS_other=1&_HLS_other=2", Directives()),
        (b"%5FHLS_msn=7", Directives(wanted=Wanted(7))),
        (b"_HLS_msn=999999999999999", Directives(wanted=Wanted(999_999_999_999_999))),
    ],
)
def test_what_is_asked(query: bytes, asked: Directives) -> None:
    assert parse(query) == asked


@pytest.mark.parametrize(
    "query",
    [
        b"_HLS_msn=-1",
        b"_HLS_msn=abc",
        b"_HLS_msn=",
        b"_HLS_msn",
        b"_HLS_msn=1.5",
        b"_HLS_msn=1e9",
        b"_HLS_msn=+7",
        b"_HLS_msn=%207",
        b"_HLS_msn=0x7",
        b"_HLS_msn=%D9%A7",
        b"_HLS_msn=1" + b"0" * 15,
        b"_HLS_msn=" + b"9" * 5000,
        b"_HLS_msn=7&_HLS_msn=7",
        b"_HLS_msn=7&%5fHLS_msn=8",
        b"_HLS_msn=7&_HLS_part=1&_HLS_part=2",
        b"_HLS_skip=YES&_HLS_skip=YES",
        b"_HLS_part=3",
        b"_HLS_msn=7&_HLS_part=-1",
        b"_HLS_msn=7&_HLS_part=x",
        b"_HLS_msn=\xff",
        b"&".join([b"a=1"] * 100) + b"&_HLS_msn=7",
    ],
    ids=lambda query: query[:30].decode("latin-1"),
)
def test_what_nobody_can_follow(query: bytes) -> None:
    with pytest.raises(DirectiveError):
        parse(query)


@pytest.mark.parametrize(
    ("wanted", "edge", "is_met"),
    [
        pytest.param(Wanted(100, 2), GROWING, True, id="the-last-part"),
        pytest.param(Wanted(100, 3), GROWING, False, id="the-next-part"),
        pytest.param(Wanted(99, 5), GROWING, True, id="an-earlier-part"),
        pytest.param(Wanted(99, 50), GROWING, True, id="past-an-earlier-segment-is-the-next"),
        pytest.param(Wanted(100, 6), WHOLE, False, id="past-the-last-part-is-not-there"),
        pytest.param(Wanted(101, 0), WHOLE, False, id="part-0-of-the-next-neither"),
        pytest.param(Wanted(100), GROWING, False, id="a-segment-that-grows"),
        pytest.param(Wanted(99), GROWING, True, id="the-last-whole-segment"),
        pytest.param(Wanted(100), WHOLE, True, id="a-segment-just-whole"),
        pytest.param(Wanted(0), GROWING, True, id="long-gone"),
    ],
)
def test_whether_it_is_there(wanted: Wanted, edge: Edge, is_met: bool) -> None:  # noqa: FBT001
    assert wanted.is_met(edge) == is_met


def test_past_the_end_is_met_by_part_0_of_the_next() -> None:
    after = Edge(msn=101, part=0, whole=100, following=Place(media_sequence=101, part=1))
    assert Wanted(100, 6).is_met(after)
    cut_short = Edge(msn=107, part=0, whole=106, following=Place(media_sequence=107, part=1))
    assert Wanted(100, 3).is_met(cut_short)


@pytest.mark.parametrize(
    ("wanted", "edge", "is_too_far"),
    [
        pytest.param(Wanted(101), GROWING, False, id="last-plus-two"),
        pytest.param(Wanted(102), GROWING, True, id="last-plus-three"),
        pytest.param(Wanted(102), WHOLE, False, id="last-plus-two-when-whole"),
        pytest.param(Wanted(103, 0), WHOLE, True, id="last-plus-three-when-whole"),
        pytest.param(Wanted(1_000_000_000), GROWING, True, id="a-billion"),
        # Three seconds are nine parts of 0.32 s and a bit.
        pytest.param(Wanted(100, 11), GROWING, False, id="nine-parts-ahead"),
        pytest.param(Wanted(100, 12), GROWING, True, id="ten-parts-ahead"),
        pytest.param(Wanted(101, 8), GROWING, False, id="nine-parts-into-the-next"),
        pytest.param(Wanted(101, 9), GROWING, True, id="ten-parts-into-the-next"),
        pytest.param(Wanted(100, 1_000_000_000), GROWING, True, id="a-billion-parts"),
        pytest.param(Wanted(99, 1_000), GROWING, False, id="what-is-there-anyway"),
    ],
)
def test_whether_nobody_can_know_of_it(
    wanted: Wanted,
    edge: Edge,
    is_too_far: bool,  # noqa: FBT001
) -> None:
    assert wanted.is_too_far(edge, PART_TARGET) == is_too_far


def test_parts_of_more_than_a_second_may_be_three_ahead() -> None:
    assert not Wanted(100, 5).is_too_far(GROWING, 2_000_000)
    assert Wanted(100, 6).is_too_far(GROWING, 2_000_000)


@pytest.mark.parametrize(
    ("query", "token"),
    [
        (b"", None),
        (b"_HLS_msn=7&_HLS_part=3&_HLS_skip=YES", None),
        (b"keys=1", None),
        (b"s", None),
        (b"s=a.b-c_d", "a.b-c_d"),
        (b"s=", ""),
        (b"_HLS_msn=7&s=abc&_HLS_part=3", "abc"),
        (b"keys=1&s=%61bc", "abc"),
    ],
)
def test_whose_playlist_is_asked_for(query: bytes, token: str | None) -> None:
    assert session(query) == token


@pytest.mark.parametrize("query", [b"s=a&s=a", b"s=\xff", b"s=" + b"a" * 3000])
def test_whose_it_is_must_be_plain(query: bytes) -> None:
    with pytest.raises(DirectiveError):
        session(query)
