"""A clip's life: every step of every state."""

from fractions import Fraction
from pathlib import Path

import pytest

from api.clips.clip import Clip, ClipError, Made, Source, State, Step

SOURCE = Source(
    width=64, height=48, rate=Fraction(25), duration=None, frames=1, has_sound=False, size=1
)
MADE = Made(width=64, height=48, frames=1, media_s=1.0, wall_s=1.0, size=1)
STEPS = {
    State.READY: {Step.DRESS: State.WAITING},
    State.WAITING: {Step.BEGIN: State.MAKING, Step.CANCEL: State.READY},
    State.MAKING: {Step.FINISH: State.DONE, Step.FAIL: State.FAILED, Step.CANCEL: State.READY},
    State.DONE: {Step.DRESS: State.WAITING},
    State.FAILED: {Step.DRESS: State.WAITING},
}


def clip(state: State = State.READY, name: str = "a.mp4") -> Clip:
    return Clip(id="x", name=name, folder=Path("x"), source=SOURCE, since=0, state=state)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_each_step(state: State, step: Step) -> None:
    after = STEPS[state].get(step)
    if after is None:
        with pytest.raises(ClipError) as refused:
            clip(state).after(step, 5)
        assert refused.value.code == "clip_busy"
    else:
        found = clip(state).after(step, 5_000_000)
        assert (found.state, found.seconds(7_500_000)) == (after, 2.5)


def test_what_was_made_is_gone_when_it_is_dressed_anew() -> None:
    made = clip(State.MAKING).finished(MADE, 1)
    assert made.made == MADE
    assert made.after(Step.DRESS, 2).made is None
    failed = clip(State.MAKING).failed(ClipError("failed", "so"), 1)
    assert failed.problem is not None
    assert failed.after(Step.DRESS, 2).problem is None


@pytest.mark.parametrize(
    ("name", "stem"), [("final.mp4", "final"), ("a.b.mov", "a.b"), (".mp4", ".mp4"), ("x", "x")]
)
def test_its_stem(name: str, stem: str) -> None:
    assert clip(name=name).stem == stem
