"""`encode` on real match clips, where they are at hand; they belong to others."""

import json
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from overlays.scene import PictureSize
from overlays.score_bug_layout import layout
from tests.bug_reader import read_bug
from tests.hls import SHARED, lumas, media, sound, touchline, violations

VIDEO = SHARED / "video"
CLIPS = sorted([*VIDEO.glob("*.mp4"), *VIDEO.glob("*.ts")]) if VIDEO.is_dir() else []
pytestmark = pytest.mark.skipif(not CLIPS, reason=f"no real clips at {VIDEO}")
RATE = 16_000
# Small: what a rung's size is by the source, its own tests tell.
LADDER = "320x180:300k,160x90:80k"


@pytest.mark.parametrize("clip", [pytest.param(clip, id=clip.stem) for clip in CLIPS])
def test_clip_ends_well(clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    options = ["--ladder", LADDER, "--preset", "ultrafast", "--json"]
    run = touchline("encode", clip, "--out", out, *options)
    assert run.code == 0, run.errors
    report = run.report
    top = report["renditions"][0]["name"]
    assert violations(out) == []
    assert {rendition["frames"] for rendition in report["renditions"]} == {report["frames"]}
    assert sum(1 for _ in lumas(out, top)) == report["frames"]
    assert shown_frames(clip) == report["frames"] + report["dropped"] - report["repeated"]
    heard, made = sound(clip, rate=RATE), sound(media(out, "audio"), rate=RATE)
    for at, lag in lags(heard, made):
        assert abs(lag) <= 0.02, f"sound at {at:.1f} s is off by {lag * 1000:.0f} ms"


def shown_frames(clip: Path) -> int:
    with av.open(str(clip)) as container:
        return sum(1 for _ in container.decode(video=0))


def lags(heard: NDArray[np.float32], made: NDArray[np.float32]) -> Iterator[tuple[float, float]]:
    """How late the made sound is, second by second, wherever there is any: (s, lag in s)."""
    reach = RATE // 5
    for start in range(0, len(heard) - RATE, RATE):
        piece = heard[start : start + RATE]
        if np.abs(piece).max() < 0.01 or start + RATE + reach > len(made):
            continue
        around = made[max(0, start - reach) : start + RATE + reach]
        found = np.correlate(around, piece, mode="valid")
        scale = np.linalg.norm(piece) * np.linalg.norm(made[start : start + RATE])
        if scale and found.max() / scale > 0.5:
            yield start / RATE, (int(found.argmax()) - min(start, reach)) / RATE


def clock_facts(folder: Path, clock: str) -> Path:
    match = {"type": "match", "home": {"name": "Home"}, "away": {"name": "Away"}}
    lines = [{"t": 0, **match}, {"t": 0, "type": "clock_set", "period": 1, "clock": clock}]
    path = folder / "facts.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    return path


def clocks(clip: Path, folder: Path, clock: str, size: PictureSize) -> list[str | None]:
    """What our bug's clock says on every frame of the decoded top rung."""
    ladder = f"{size.width}x{size.height}:4000k"
    facts = clock_facts(folder, clock)
    arguments = ["--facts", facts, "--ladder", ladder, "--preset", "ultrafast"]
    run = touchline("encode", clip, "--out", folder / "out", *arguments)
    assert run.code == 0, run.errors
    places = layout(size, "HOME", "AWAY")
    name = f"{size.height}p"
    return [read_bug(luma, places).clock for luma in lumas(folder / "out", name)]


def test_our_clock_ticks_with_the_broadcasters(tmp_path: Path) -> None:
    """The last digit of the clock burnt into the picture changes on the frame ours does."""
    clip = VIDEO / "football_inter-napoli_720p25_33s.mp4"
    # The burnt-in clock ticks unevenly, 7 to 9 frames past a multiple of 25. Nearest in tenths:
    ours = clocks(clip, tmp_path, "06:10.7", PictureSize(width=1280, height=720))
    ticks = [n for n in range(1, len(ours)) if ours[n] != ours[n - 1]]
    assert ours[0] == "06:10"
    assert ours[-1] == "06:43"
    assert np.diff(ticks).tolist() == [25] * (len(ticks) - 1)
    burnt = burnt_in_ticks(clip, slice(48, 66), slice(450, 464))
    assert len(burnt) == len(ticks)
    assert max(abs(a - b) for a, b in zip(ticks, burnt, strict=True)) <= 1


def burnt_in_ticks(clip: Path, rows: slice, columns: slice) -> list[int]:
    """The frames on which a small region changes as a digit does: far more than between them."""
    with av.open(str(clip)) as container:
        cut = [frame.to_ndarray()[rows, columns].astype(int) for frame in container.decode(video=0)]
    moved = np.array([0.0, *(np.abs(b - a).mean() for a, b in pairwise(cut))])
    return [int(n) for n in np.flatnonzero(moved > 12)]


def test_our_clock_reads_what_the_anchors_say(tmp_path: Path) -> None:
    clip = VIDEO / "football_krasnodar-olympiacos_1080p23976_14s.mp4"
    anchors = json.loads((VIDEO / "anchors.json").read_text())[clip.name]["anchors"]
    ours = clocks(clip, tmp_path, "27:14.5", PictureSize(width=1920, height=1080))
    for seconds, clock in anchors:
        assert ours[min(len(ours) - 1, round(seconds * 24000 / 1001))] == clock


EVERY = 4
"""Of so many pictures one is looked at for combing."""


def test_interlaced_comes_out_without_combing(tmp_path: Path) -> None:
    """Lines of one parity no longer differ from their neighbours as a whole, as combing makes."""
    clip = VIDEO / "football_1080i25_tff_mbaff_derived.ts"
    out = tmp_path / "out"
    ladder = "1920x1080:8000k"
    touchline("encode", clip, "--out", out, "--ladder", ladder, "--preset", "ultrafast")
    made = np.mean([combing(luma) for luma in islice(lumas(out, "1080p"), 0, None, EVERY)])
    with av.open(str(clip)) as container:
        shown = islice(container.decode(video=0), 0, None, EVERY)
        pictures = [frame.to_ndarray()[:1080] for frame in shown]
    woven = np.mean([combing(picture.astype(np.uint8)) for picture in pictures])
    assert made < 0.5 * woven


def combing(luma: NDArray[np.uint8]) -> float:
    """Share of pixels far to the same side of both their neighbours above and below."""
    rows = luma.astype(int)
    above, below = rows[1:-1] - rows[:-2], rows[1:-1] - rows[2:]
    return float(((above * below > 0) & (np.minimum(abs(above), abs(below)) > 12)).mean())
