"""What does not go together is told beside all else, and nothing that may be well."""

from typing import Any

import pytest
from pydantic import ValidationError

from engine.channel.settings import ChannelSettings

FEED = {"name": "a", "provider": "demo"}
DRAWN = {"clock": "0.1,0.1 0.2x0.1"}


def told(**given: Any) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        ChannelSettings.model_validate({"name": "cup", "feed": [FEED], **given})
    return [
        f"{'.'.join(map(str, one['loc']))}: {one['msg'].removeprefix('Value error, ')}"
        for one in caught.value.errors()
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param(
            {"priority": {"clock": ["b"]}},
            ": priority.clock: b is no feed of it; use a",
            id="priority",
        ),
        pytest.param(
            {"priority": {"clock": ["b"]}, "feed": []},
            ": priority.clock: b is no feed of it; add a [[channel.feed]]",
            id="no-feed-at-all",
        ),
        pytest.param(
            {"camera": {"name": "board"} | DRAWN},
            ": camera.source: there is no source; add [channel.source]",
            id="camera",
        ),
        pytest.param(
            {"source": {"input": "a.mp4"}, "chat_crowd": True},
            ": has a chat_crowd, which knows the demo match alone; take it out",
            id="crowd",
        ),
    ],
)
def test_it_is_told_with_the_other_mistakes(given: dict[str, Any], said: str) -> None:
    found = told(colour=1, rate=26, **given)
    assert said in found
    assert "colour: Extra inputs are not permitted" in found
    assert any(one.startswith("rate: 26 is no rate") for one in found)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"feed": [FEED, {"provider": "demo"}]}, id="a-feed-without-a-name"),
        pytest.param({"feed": {"name": "b"}}, id="no-list"),
        pytest.param({"feed": [FEED], "camera": {"clock": 1}}, id="a-camera-without-a-name"),
    ],
)
def test_of_what_cannot_be_read_nothing_is_said(given: dict[str, Any]) -> None:
    found = told(priority={"clock": ["b"]}, **given)
    assert found
    assert not [one for one in found if "priority" in one]
