"""Cues as they are written: what is taken of them, and what is wrong with others."""

from typing import Any

import pytest

from engine.channel.written_cue import checked, spoken
from feeds.bus import RefusedError
from overlays.faces import HOUSE

WIPE = {"id": "w", "name": "Wipe", "graphic": "wipe"}
THIRD = {"id": "a", "name": "A", "graphic": "lower_third"}


@pytest.mark.parametrize(
    "trigger",
    [
        pytest.param({"when": "hand"}, id="hand"),
        pytest.param({"when": "program_time", "at": "2026-01-01T00:00:00.000000Z"}, id="time"),
        pytest.param({"when": "clock", "clock": "45:00", "period": 1}, id="clock"),
        pytest.param({"when": "fact", "fact": {"type": "goal", "side": "home"}}, id="goal"),
        pytest.param({"when": "fact", "fact": {"type": "card", "color": "red"}}, id="card"),
        pytest.param({"when": "fact", "fact": {"type": "period_ended", "period": 1}}, id="period"),
        pytest.param({"when": "after", "cue": "b", "delay_s": 2, "leaves": True}, id="after"),
    ],
)
def test_one_that_was_told_is_taken_again(trigger: dict[str, Any]) -> None:
    told = spoken(checked(0, {**WIPE, "trigger": trigger}, HOUSE))
    assert told["trigger"] == trigger
    assert spoken(checked(0, told, HOUSE)) == told


@pytest.mark.parametrize(
    ("cue", "told"),
    [
        pytest.param(
            {**THIRD, "fields": {"title": "x" * 41}},
            "items.0.fields.title: 41 letters; use 40 at most", id="a-field-is-named-once",
        ),
        pytest.param(
            {**THIRD, "fields": {"title": "Ada 김"}},
            "items.0.fields.title: 김 cannot be drawn; leave out what cannot", id="letters",
        ),
        pytest.param({**WIPE, "graphic": "crawl"}, "items.0.graphic: crawl is no", id="graphic"),
        pytest.param(
            {**WIPE, "trigger": {"when": "clock", "clok": "45:00"}},
            "items.0.trigger.clok: no key of a trigger by clock; use clock, period", id="a-key",
        ),
        pytest.param(
            {**WIPE, "trigger": {"when": "hand", "at": "x"}},
            "items.0.trigger.at: no key of a trigger by hand; it takes none", id="no-key",
        ),
        pytest.param(
            {**WIPE, "trigger": {"when": "fact", "fact": {"type": "goal", "sde": "home"}}},
            "items.0.trigger.fact.sde: unknown key; take it out", id="a-fact-s-key",
        ),
        pytest.param(
            {**WIPE, "trigger": {"when": "fact", "fact": {"type": "goal", "side": "hme"}}},
            "items.0.trigger.fact.side: \"hme\" is wrong; it should be 'home' or 'away'",
            id="a-fact-s-value",
        ),
        pytest.param({**WIPE, "trigger": {"when": ["hand"]}}, "items.0.trigger: ['h", id="when"),
    ],
)  # fmt: skip
def test_mistakes(cue: dict[str, Any], told: str) -> None:
    with pytest.raises(RefusedError) as error:
        checked(0, cue, HOUSE)
    assert error.value.coded["code"] == "bad_cue"
    assert str(error.value).startswith(told)
