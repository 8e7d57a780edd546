"""Doubts about a graphic that is taken: it is taken all the same, and shows nothing for now."""

import asyncio
from collections.abc import Mapping
from typing import Any

from engine.channel.dressing import RESTS
from engine.channel.live import Channel
from feeds.state import GameState
from overlays.catalogue import known
from overlays.graphic import Fields, Graphic
from overlays.scene import PictureSize
from overlays.stage import Stage
from overlays.takes import Takes

_SIZE = PictureSize(width=1280, height=720)


async def doubts_of(channel: Channel, taken: Mapping[str, Any]) -> list[str]:
    """The doubts about what is taken on a channel by that event, as of the next frame."""
    dressing = channel.dressing
    at = dressing.timing.content_time(channel.on_air.next_number)
    said = taken["graphic"], taken["fields"]
    stage, state = dressing.stage(has_rules=False), dressing.state(at)
    return await asyncio.to_thread(doubts, stage, state, at, said)


def doubts(stage: Stage, state: GameState, at: int, taken: tuple[str, Fields]) -> list[str]:
    """What whoever takes a graphic with these fields should know, in words.

    The `state` is that of `at` (event time, µs); the stage has the style, and no rules.
    """
    graphic, fields = known(taken[0]), taken[1]
    name = graphic.manifest.name
    if not stage.allows(graphic):
        return [f"{name} is not shown: the overlay config has it off"]
    if not graphic.shows(state):
        return [f"{name} is not shown yet: nothing is known for it; it comes once something is"]
    if not _has_layers(stage, state, at, (graphic, fields)):
        return [f"{name} is empty as of now: there is nothing for what was asked"]
    return []


def _has_layers(stage: Stage, state: GameState, at: int, taken: tuple[Graphic, Fields]) -> bool:
    """Whether anything of it is to be seen once it has come in."""
    graphic, fields = taken
    if graphic.lasts is not None:
        return True
    takes = Takes()
    takes.take(graphic.id, at - RESTS, {**fields, "seconds": ""})
    standing = stage.standing(state, takes.as_of(at), at)
    shots = [one.shot for one in standing if one.graphic == graphic.id]
    return any(graphic.layers(shot, _SIZE) for shot in shots)
