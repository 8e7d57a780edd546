"""What is told of frames that do not show their own, and read again."""

import pytest

from engine.channel import composed, events
from engine.channel.composed import Change, Composed, Shown
from engine.show_log import ShowEvent

OWN = "own"
HELD = Shown(source="a", frame=100)
SLATE = Shown(slate="Back soon")


def change(first: int, shown: Shown | None, *, stand: bool = False) -> Change:
    return Change(first=first, shown=shown, boxes_stand=stand)


@pytest.mark.parametrize(
    ("frames", "told"),
    [
        pytest.param([OWN, OWN, OWN], [], id="all-well"),
        pytest.param(
            [OWN, HELD, HELD, OWN], [change(101, HELD), change(103, None)], id="one-held-for-two"
        ),
        pytest.param([SLATE, SLATE], [change(100, SLATE)], id="the-slate-to-the-end"),
        pytest.param(
            [OWN, HELD, SLATE], [change(101, HELD), change(102, SLATE)], id="held-then-the-slate"
        ),
    ],
)
def test_changes_are_told_and_read(frames: list[str | Shown], told: list[Change]) -> None:
    one = Composed()
    for number, frame in enumerate(frames, 100):
        shown = frame if isinstance(frame, Shown) else Shown(source="a", frame=number)
        one.note(number, shown, "a", boxes_stand=False)
    payload = one.told()
    assert (payload is None) is (not told)
    assert one.told() is None
    logged = [event(payload)] if payload is not None else []
    assert list(composed.changes(logged)) == told


def test_boxes_that_stand_are_told_of_by_themselves() -> None:
    one = Composed()
    for number, stand in enumerate((False, True, True, False), 100):
        one.note(number, Shown(source="a", frame=number), "a", boxes_stand=stand)
    payload = one.told()
    assert payload is not None
    found = list(composed.changes([event(payload)]))
    assert found == [change(101, None, stand=True), change(103, None)]


def test_another_source_than_the_programme_is_told() -> None:
    one = Composed()
    one.note(100, Shown(source="b", frame=100), "a", boxes_stand=False)
    assert one.told() is not None


def event(payload: dict[str, object]) -> ShowEvent:
    assert payload["type"] == events.COMPOSED
    return ShowEvent(
        sequence=0, frame=0, event_time=None, arrival=0, actor="engine", payload=payload
    )
