"""The demo match, encoded by the command, read back from the decoded pixels of the top rung."""

import json
import threading
from pathlib import Path

import pytest

from engine.channel.demo import RATE, clip_path, draw_clip
from feeds.codec import encode_fact
from feeds.demo_match import AWAY, HOME, Script
from feeds.event_time import MICROSECONDS
from overlays.scene import PictureSize
from overlays.score_bug_layout import layout
from tests.board_reader import Reading as Board
from tests.board_reader import read_board
from tests.bug_reader import Reading as Bug
from tests.bug_reader import read_bug
from tests.hls import lumas, touchline, violations

SIZE = PictureSize(width=1280, height=720)
LATE_S = 3
LATE_FRAMES = LATE_S * int(RATE)


def excerpt(folder: Path, first: int, last: int) -> tuple[Path, Path]:
    """Seconds `first` to `last` of the match as a clip, and its facts with the whole past."""
    script = Script()
    rate = int(RATE)
    clip = folder / "clip.mp4"
    draw_clip(script, clip, lambda _: None, range(first * rate, last * rate))
    lines = []
    for fact in script.facts(origin=0):
        coded = encode_fact(fact)
        coded["t"] = ((fact.event_time or 0) - first * MICROSECONDS) / MICROSECONDS
        lines.append(json.dumps(coded))
    facts = folder / "facts.jsonl"
    facts.write_text("\n".join(lines))
    return clip, facts


def encoded(folder: Path, clip: Path | str, *options: object) -> list[tuple[Board, Bug]]:
    """What board and bug say on every frame of the decoded top rung."""
    out = folder / "out"
    arguments = ["encode", clip, "--out", out, "--ladder", "1280x720:2800k", *options, "--json"]
    run = touchline(*arguments, timeout=1200)
    assert run.code == 0, run.errors
    assert violations(out) == []
    places = layout(SIZE, HOME.short or "", AWAY.short or "")
    readings = []
    for number, luma in enumerate(lumas(out, "720p")):
        board = read_board(luma)
        assert board is not None, f"no board in frame {number}"
        readings.append((board, read_bug(luma, places)))
    assert len(readings) == run.report["frames"]
    return readings


@pytest.mark.parametrize(
    "name",
    [
        "engine/channel/demo.py",
        "engine/crowd.py",
        "engine/ffmpeg/picture.py",
        "engine/ffmpeg/recorder.py",
        "feeds/demo_match.py",
        "overlays/demo_match/figures.py",
        "overlays/faces.py",
        "overlays/fonts.py",
    ],
)
def test_a_clip_kept_is_drawn_anew_once_what_draws_it_changed(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before, read = clip_path(Script()), Path.read_bytes
    changed = Path(__file__).parents[1] / name

    def reading(path: Path) -> bytes:
        return read(path) + (b"#" if path == changed else b"")

    monkeypatch.setattr(Path, "read_bytes", reading)
    assert clip_path(Script()) != before


@pytest.fixture(scope="session")
def goal_and_annulment(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """14 s in which a goal falls and is annulled 8 s later."""
    return excerpt(tmp_path_factory.mktemp("demo"), 228, 242)


def test_a_drawing_cut_off_leaves_no_thread_and_no_file(tmp_path: Path) -> None:
    def cut_off(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draw_clip(Script(), tmp_path / "clip.mp4", cut_off)
    assert {"draw", "write"}.isdisjoint(thread.name for thread in threading.enumerate())
    assert list(tmp_path.iterdir()) == []


def equal(board: Board, bug: Bug) -> bool:
    return (board.clock, board.home, board.away) == (bug.clock, bug.home, bug.away)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param((), id="at-once"),
        pytest.param(("--lateness", LATE_S, "--distance", 5), id="3s-late-5s-distance"),
    ],
)
def test_bug_equals_board_on_every_frame(
    goal_and_annulment: tuple[Path, Path], tmp_path: Path, options: tuple[object, ...]
) -> None:
    clip, facts = goal_and_annulment
    readings = encoded(tmp_path, clip, "--facts", facts, *options)
    unlike = [n for n, (board, bug) in enumerate(readings) if not equal(board, bug)]
    assert unlike == []
    assert {board.away for board, _ in readings} == {0, 1}


def test_bug_is_late_by_the_lateness_where_there_is_no_distance(
    goal_and_annulment: tuple[Path, Path], tmp_path: Path
) -> None:
    clip, facts = goal_and_annulment
    readings = encoded(tmp_path, clip, "--facts", facts, "--lateness", LATE_S)
    shown = changes([board.away for board, _ in readings])
    keyed = changes([bug.away for _, bug in readings])
    assert len(shown) == 2
    assert [b - a for a, b in zip(shown, keyed, strict=True)] == pytest.approx(
        [LATE_FRAMES] * 2, abs=1
    )


def changes(values: list[int | None]) -> list[int]:
    """The frames on which a value is another than the frame before."""
    return [n for n in range(1, len(values)) if values[n] != values[n - 1]]


@pytest.mark.soak
@pytest.mark.parametrize(
    "options",
    [
        pytest.param((), id="at-once"),
        pytest.param(("--lateness", LATE_S, "--distance", 5), id="3s-late-5s-distance"),
    ],
)
def test_bug_equals_board_on_every_frame_of_the_loop(
    tmp_path: Path, options: tuple[object, ...]
) -> None:
    readings = encoded(tmp_path, "demo:", *options)
    unlike = [n for n, (board, bug) in enumerate(readings) if not equal(board, bug)]
    assert unlike == []
    assert len(readings) == 9000
    goals = (
        changes([board.home for board, _ in readings]),
        changes([board.away for board, _ in readings]),
    )
    assert [len(found) for found in goals] == [1, 3]


@pytest.mark.soak
def test_bug_is_late_on_the_whole_loop_where_there_is_no_distance(tmp_path: Path) -> None:
    readings = encoded(tmp_path, "demo:", "--lateness", LATE_S)
    for side in ("home", "away"):
        shown = changes([getattr(board, side) for board, _ in readings])
        keyed = changes([getattr(bug, side) for _, bug in readings[LATE_FRAMES:]])
        late = [b + LATE_FRAMES - a for a, b in zip(shown, keyed, strict=True)]
        assert late == pytest.approx([LATE_FRAMES] * len(shown), abs=1)
