"""What a log says of frame after frame."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from engine.channel import events
from engine.channel.as_logged import Looks, Program
from engine.channel.begun import Begun
from engine.ffmpeg import picture
from engine.rendition import parse_ladder
from engine.show_log import ShowEvent

BEGUN = Begun(
    rate=Fraction(25),
    first_frame=48,
    ladder=parse_ladder("640x360:200k"),
    origin=0,
    distance=0,
    inputs={"source": "demo:", "backup": "demo:7"},
    latencies={"source": 0, "backup": 0},
    offsets={},
)
MATCH = {"type": "match", "v": 1, "t": 0, "home": {"name": "North"}, "away": {"name": "South"}}


def log(*payloads: tuple[int, dict[str, Any]]) -> list[ShowEvent]:
    return [
        ShowEvent(sequence=n, frame=at, event_time=None, arrival=0, actor="t", payload=payload)
        for n, (at, payload) in enumerate(payloads)
    ]


def looks(logged: list[ShowEvent], *, draws_from: int = 48) -> Looks:
    return Looks(BEGUN, [], logged, draws_from=draws_from)


def test_a_cut_on_its_frame_or_where_it_was_applied() -> None:
    cut = {"type": events.CUT, "v": 1, "source": "backup"}
    late = {"type": events.APPLIED, "v": 1, "sequence": 0, "frame": 53}
    found = looks(log((50, cut), (53, late)))
    found.go_to(60)
    assert found.program == [(48, "source"), (53, "backup")]
    found = looks(log((50, cut)))
    found.go_to(60)
    assert found.program == [(48, "source"), (50, "backup")]


def test_boxes_stand_while_the_log_says_so() -> None:
    stand = [{"first": 52, "boxes_stand": True}, {"first": 54, "boxes_stand": False}]
    logged = log((50, MATCH), (60, {"type": events.COMPOSED, "v": 1, "changes": stand}))
    found, boxes = looks(logged), []
    for number in range(48, 56):
        found.go_to(number)
        boxes.append(found.boxes)
    assert [bool(one[0]) for one in boxes] == [False, False, True, True, True, True, True, True]
    assert boxes[3] is boxes[4] is boxes[5]


def test_before_what_is_wanted_nothing_is_drawn_but_what_stands_there() -> None:
    stand = [{"first": 52, "boxes_stand": True}]
    logged = log((48, MATCH), (60, {"type": events.COMPOSED, "v": 1, "changes": stand}))
    found = looks(logged, draws_from=55)
    found.go_to(50)
    assert not found.boxes[0]
    found.go_to(55)
    assert found.boxes[0]


def test_the_programme_s_picture_and_the_slate(tmp_path: Path) -> None:
    changes = [
        {"first": 50, "boxes_stand": False, "source": "source", "frame": 49},
        {"first": 51, "boxes_stand": False, "slate": "Back soon"},
    ]
    found = looks(log((60, {"type": events.COMPOSED, "v": 1, "changes": changes})))
    program, lumas = Program(BEGUN, tmp_path, found), []
    for number in (49, 50, 51):
        found.go_to(number)
        handle = program.picture(number)
        assert handle is not None
        lumas.append(picture.planes(handle)[0].copy())
    own, held, slate = lumas
    assert np.array_equal(own, held)
    assert not np.array_equal(own, slate)


def test_what_stood_on_each_frame_also_where_boxes_stand() -> None:
    stand = [{"first": 52, "boxes_stand": True}, {"first": 54, "boxes_stand": False}]
    taken = {"type": events.TAKEN, "v": 1, "graphic": "timer", "fields": {}}
    composed = {"type": events.COMPOSED, "v": 1, "changes": stand}
    found, seen = looks(log((53, taken), (60, composed)), draws_from=60), []
    for number in range(51, 56):
        found.go_to(number)
        seen.append([one.graphic for one in found.standing()])
    assert seen == [[], [], [], ["timer"], ["timer"]]
