"""Graphics by hand in the show log: what is written, and that its fold shows it on its frame."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine import keyer
from engine.channel import events, moves
from engine.channel.dressing import Boxes, Dressing
from engine.channel.events import Script
from engine.channel.graphics import Dresser
from engine.ffmpeg import picture
from engine.rendition import Rendition
from engine.show_log import ShowEvent, ShowLog
from engine.timebase import Timing
from feeds.bus import RefusedError
from feeds.codec import encode_fact
from feeds.fact import Goal, Match, Retraction, Team
from feeds.happening import Side
from overlays.catalogue import RULES
from overlays.lower_third import OUT
from overlays.stage import names
from overlays.takes import NOTHING, Takes

STAYS = RULES[0].length
LADDER = (Rendition(name="360p", width=640, height=360, kbit=500),)
TIMING = Timing(rate=Fraction(25))
FIRST = 48_000
AT = TIMING.content_time(FIRST)
FRAME = 40_000
ADA = {"graphic": "lower_third", "fields": {"title": "Ada Quist", "line": "Referee"}}
MATCH = Match(event_time=AT, received=AT, id="m", home=Team(name="North"), away=Team(name="South"))
GOAL = Goal(event_time=AT + 10 * FRAME, received=AT, id="g", side=Side.HOME, player="Quist")
VAR = Retraction(event_time=AT + 60 * FRAME, received=AT, retracts="g")


def event(payload: Mapping[str, Any], frame: int = FIRST, at: int | None = None) -> ShowEvent:
    return ShowEvent(
        sequence=0, frame=frame, event_time=at, arrival=AT, actor="t", payload=dict(payload)
    )


def dressing(*given: ShowEvent) -> Dressing:
    made = Dressing(LADDER, {"source": TIMING}, "source", {})
    made.restore(given)
    return made


def low(boxes: Boxes) -> NDArray[np.uint8]:
    """The lower half of the picture's luma, the boxes keyed onto black."""
    handle = picture.filled(LADDER[0].width, LADDER[0].height)
    keyer.key(picture.planes(handle), boxes[0])
    return picture.planes(handle)[0][180:].copy()


def is_dressed(made: Dressing, frame: int) -> bool:
    """Whether anything stands low in the picture."""
    return bool((low(made.draw(frame)) != 16).any())


def frames_dressed(made: Dressing, frames: int) -> list[int]:
    """The frames, from the first, on which something stands low in the picture."""
    return [n for n in range(frames) if is_dressed(made, FIRST + n)]


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        pytest.param({"graphic": "crawl"}, "unknown_graphic", "", id="unknown"),
        pytest.param({}, "unknown_graphic", "", id="none"),
        pytest.param({"graphic": "lower_third"}, "bad_field", "title", id="no-fields"),
        pytest.param(
            {"graphic": "lower_third", "fields": ["A"]}, "bad_field", "fields", id="no-object"
        ),
        pytest.param(
            {"graphic": "score_bug", "fields": {"x": "1"}}, "bad_field", "x", id="unknown-field"
        ),
    ],
)
def test_what_cannot_be_taken(asked: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(RefusedError) as found:
        moves.taken(asked)
    assert (found.value.code, found.value.field) == (code, field)


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param({"type": "goal"}, id="a-fact"),
        pytest.param({"type": events.TAKEN, "graphic": "of_tomorrow"}, id="a-graphic-of-later"),
        pytest.param({**ADA, "type": events.TAKEN, "fields": {"hue": "1"}}, id="fields-of-later"),
        pytest.param({"type": events.CLEARED}, id="no-graphic"),
    ],
)
def test_what_is_unknown_changes_nothing(payload: dict[str, Any]) -> None:
    takes = Takes()
    moves.fold(takes, payload, 5)
    assert takes.as_of(9) == NOTHING
    moves.fold(takes, moves.taken(ADA), 5)
    assert takes.as_of(9) != NOTHING


def test_the_catalogue_is_told_with_what_stands() -> None:
    made = dressing(event(moves.taken(ADA)))
    listed = moves.listed(made.stands(AT + 9 * FRAME), ["Ada Quist", "harbour"])
    by_name = {one["name"]: one for one in listed}
    bug, third = by_name["score_bug"], by_name["lower_third"]
    assert (bug["is_on"], bug["on"], bug["fields"]) == (False, None, [])
    assert third["is_on"]
    assert third["on"] == {"fields": ADA["fields"], "step": 1}
    assert [field["name"] for field in third["fields"] if field["required"]] == ["title"]
    choices = {field["name"]: field["choices"] for field in third["fields"]}
    assert choices["side"] == ["home", "away"]
    assert choices["photo"] == ["Ada Quist", "harbour"]


@pytest.mark.parametrize(
    ("frame", "at", "first"),
    [
        pytest.param(FIRST, None, 0, id="by-its-frame"),
        pytest.param(FIRST, AT + 5 * FRAME, 5, id="at-a-moment-to-come"),
        pytest.param(FIRST + 3, AT + FRAME, 3, id="a-moment-gone-is-now"),
    ],
)
def test_a_take_shows_from_its_moment_on(frame: int, at: int | None, first: int) -> None:
    made = dressing(event(moves.taken(ADA), frame, at))
    assert frames_dressed(made, 9)[0] == first
    assert names(made.stands(AT + 30 * FRAME)) == {"lower_third"}


def test_it_leaves_when_it_is_cleared() -> None:
    clear = event(moves.cleared({"graphic": "lower_third"}), at=AT + 20 * FRAME)
    made = dressing(event(moves.taken(ADA)), clear)
    assert frames_dressed(made, 40) == list(range(20 + OUT // FRAME))


def test_it_leaves_when_its_seconds_have_passed() -> None:
    fields = {"title": "Ada Quist", "seconds": 1}
    made = dressing(event(moves.taken({"graphic": "lower_third", "fields": fields})))
    assert frames_dressed(made, 50) == list(range(25 + OUT // FRAME))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param((MATCH,), range(0), id="no-goal"),
        pytest.param(
            (MATCH, GOAL), range(10, 10 + (STAYS + OUT) // FRAME), id="on-the-goal-s-picture"
        ),
        pytest.param((MATCH, GOAL, VAR), range(10, 60 + OUT // FRAME), id="var-takes-it-out"),
        pytest.param(
            (MATCH, replace(GOAL, event_time=AT)),
            range((STAYS + OUT) // FRAME),
            id="a-goal-at-the-very-start",
        ),
    ],
)
def test_a_goal_s_lower_third_by_frames(
    facts: tuple[Match | Goal | Retraction, ...], expected: range
) -> None:
    made = dressing(*(event(encode_fact(fact), at=fact.event_time) for fact in facts))
    assert frames_dressed(made, 260) == list(expected)


@pytest.mark.parametrize("at", [8, 12, 40, 62, 66, 70, 90])
def test_a_restart_goes_on_in_the_middle(at: int) -> None:
    """A fold of the log that begins with frame `at` looks as one that ran all along."""
    given = [event(encode_fact(fact), at=fact.event_time) for fact in (MATCH, GOAL, VAR)]
    given.append(event(moves.taken(ADA), at=AT + 62 * FRAME))
    ran = dressing(*given)
    for number in range(at):
        ran.draw(FIRST + number)
    anew = dressing(*given)
    for number in range(at, at + 12):
        assert (low(ran.draw(FIRST + number)) == low(anew.draw(FIRST + number))).all()


def test_a_job_plays_moves_as_they_were_logged(tmp_path: Path) -> None:
    given = [event(moves.taken(ADA), at=AT + 5 * FRAME)]
    given.append(event(moves.cleared({"graphic": "lower_third"}), FIRST + 30))
    live = dressing(*given)
    with ShowLog(tmp_path / "show.db") as log:
        job = Dresser(LADDER, TIMING, Script(given), log)
        for number in range(FIRST, FIRST + 50):
            assert (low(job.boxes(number)) == low(live.draw(number))).all()
        assert [one.payload["type"] for one in log.events()] == [events.TAKEN, events.CLEARED]
    assert frames_dressed(live, 50) == list(range(5, 30 + OUT // FRAME))


def test_a_standing_graphic_costs_nothing_and_a_moving_one_no_drawing() -> None:
    made = dressing(event(encode_fact(MATCH), at=AT), event(encode_fact(GOAL), at=GOAL.event_time))
    renderer = made._look._rungs[0].renderer
    for number in range(FIRST, FIRST + 12):
        made.draw(number)
    drawn, ticks = renderer.drawn, 10
    for number in range(FIRST + 12, FIRST + 250):
        made.draw(number)
    assert renderer.drawn <= drawn + ticks + 1
    standing = [made.draw(FIRST + number) for number in (150, 151)]
    assert standing[0] is standing[1]
