"""Lines of a console's real-time data: put together wherever they were split."""

import random

import pytest

from feeds.rtd import Board, Placed, RtdLines
from tests.consoles import line

# As a published description of the form has it, checksum and all.
KNOWN = b"\x1600000000\x010042100000\x0216:0916:09   16:0916:09    s   \x0449\x17"
A, B = line(0, "12:34"), line(107, "  21  17")
SAID = [Placed(place=0, text=b"12:34"), Placed(place=107, text=b"  21  17")]


def test_a_line() -> None:
    assert RtdLines().put(KNOWN) == [Placed(place=0, text=b"16:0916:09   16:0916:09    s   ")]
    assert line(0, "16:0916:09   16:0916:09    s   ") == KNOWN


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_lines_split_anywhere(size: int) -> None:
    lines, sent = RtdLines(), A + B
    found = [one for at in range(0, len(sent), size) for one in lines.put(sent[at : at + size])]
    assert found == SAID
    assert (lines.garbage, lines.broken) == (0, 0)


@pytest.mark.parametrize(
    ("sent", "garbage", "broken"),
    [
        pytest.param(b"noise" + A + B, 5, 0, id="before"),
        pytest.param(A + b"\x00\xff\x03" + B, 3, 0, id="between"),
        pytest.param(A + B[:9] + B, 9, 0, id="a-line-cut-off"),
        pytest.param(A + B.replace(b"21", b"31") + B, 0, 1, id="a-wrong-checksum"),
        pytest.param(A + b"\x16junk\x17" + B, 4, 0, id="no-line-at-all"),
        pytest.param(A + b"\x160\x010099\x02x\x0481\x17" + B, 0, 0, id="another-kind-of-line"),
        pytest.param(A + b"\x16" + b"x" * 5000 + B, 5001, 0, id="a-line-without-end"),
    ],
)
def test_what_is_no_line_is_skipped_and_counted(sent: bytes, garbage: int, broken: int) -> None:
    lines = RtdLines()
    assert lines.put(sent) == SAID
    assert (lines.garbage, lines.broken) == (garbage, broken)


def test_no_more_is_held_than_a_line_may_have() -> None:
    lines = RtdLines()
    for _ in range(1000):
        assert lines.put(b"\x16" + b"x" * 1000) == []
    assert lines.put(b"y" * 5000) == []
    assert lines.garbage >= 1_000_000
    assert lines.put(A) == SAID[:1]


def test_noise_makes_no_line() -> None:
    noise = random.Random(3).randbytes(200_000)
    lines = RtdLines()
    assert lines.put(noise) == []
    assert lines.put(b"\x17" + A) == SAID[:1]


def test_a_board() -> None:
    board = Board()
    assert (board.text(1, 5), board.number(108, 4), board.is_lit(28)) == (None, None, False)
    for one in SAID:
        board.put(one)
    board.put(Placed(place=1020, text=b"beyond it"))
    board.put(Placed(place=9999, text=b"far beyond it"))
    assert (board.text(1, 5), board.number(108, 4), board.number(112, 4)) == ("12:34", 21, 17)
    board.put(Placed(place=107, text=b"    "))
    assert (board.text(108, 4), board.number(108, 4)) == ("", None)
