"""A clip received pass after pass: where decoding may begin, what is wanted when."""

from fractions import Fraction
from itertools import islice
from pathlib import Path

import pytest

from engine.errors import SourceError
from engine.ffmpeg.clip import Received, receive
from engine.ffmpeg.probe import probe
from engine.ffmpeg.source import Decoder, Picture, TrackCodecs
from tests.clips import Clip

GOP = (("preset", "ultrafast"), ("qp", "4"), ("bf", "0"), ("g", "5"))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("clip")
    clip = Clip(frames=20, sound=Fraction(4, 5), options=GOP)
    return str(clip.write(folder / "clip.mp4"))


def pictures(received: list[Received], path: str) -> list[float]:
    decoder = Decoder(probe(path), 64, 48, TrackCodecs())
    times = []
    for one in received:
        items = decoder.push(one.packet) if one.packet is not None else decoder.finish()
        times += [float(item.time) for item in items if isinstance(item, Picture)]
    return times


def one_pass(path: str, number: int, since: Fraction) -> list[Received]:
    return list(receive(probe(path), number, since, loops=False))


def test_a_pass_is_the_whole_clip(path: str) -> None:
    received = one_pass(path, 3, Fraction(0))
    assert {one.pass_number for one in received} == {3}
    assert received[-1].packet is None
    assert pictures(received, path) == pytest.approx([n / 25 for n in range(20)])


@pytest.mark.parametrize(
    ("since", "first"),
    [
        pytest.param(Fraction(10, 25), 10, id="on-a-keyframe"),
        pytest.param(Fraction(13, 25), 10, id="from-the-keyframe-before"),
    ],
)
def test_a_start_in_the_middle(path: str, since: Fraction, first: int) -> None:
    received = one_pass(path, 0, since)
    opening = next(one for one in received if one.opens)
    assert opening.time == Fraction(first, 25)
    assert pictures(received, path)[0] == pytest.approx(first / 25)


def test_sound_is_wanted_a_second_before_its_picture(path: str) -> None:
    received = one_pass(path, 0, Fraction(0))
    packets = [one for one in received if one.packet is not None and one.packet.size]
    sound = [one for one in packets if one.packet and one.packet.stream.type == "audio"]
    assert sound[0].time == pytest.approx(-1, abs=0.03)
    assert all(one.time < 0 for one in sound)


def test_passes_follow_and_decode_without_a_break(path: str) -> None:
    endless = receive(probe(path), 0, Fraction(0), loops=True)
    received, ends = [], 0
    for one in islice(endless, 10_000):
        received.append(one)
        ends += one.packet is None
        if ends == 3:
            break
    assert pictures(received, path) == pytest.approx([n / 25 for n in range(20)] * 3)
    assert sorted({one.pass_number for one in received}) == [0, 1, 2]


def test_the_old_pass_decodes_on_while_the_next_is_read(path: str) -> None:
    """Reading runs ahead of decoding by seconds: it must not touch the decoder."""
    endless = receive(probe(path), 0, Fraction(0), loops=True)
    ahead = list(islice(endless, 200))
    assert max(one.pass_number for one in ahead) >= 2
    assert pictures(ahead, path)[:40] == pytest.approx([n / 25 for n in range(20)] * 2)


def test_a_file_that_has_gone(path: str, tmp_path: Path) -> None:
    copy = tmp_path / "gone.mp4"
    copy.write_bytes(Path(path).read_bytes())
    info = probe(str(copy))
    copy.unlink()
    with pytest.raises(SourceError, match=r"gone.mp4: no such file"):
        next(receive(info, 0, Fraction(0), loops=True))
