"""What the demo match's state is at any moment, by its script, beside what a server says it is.

A second feed of ticks, a statistic that counts on twice a second, makes any lost moment show.
"""

import json
from pathlib import Path
from typing import Any

from feeds.demo_match import DURATION, HALF_TIME, Script
from feeds.event_time import MICROSECONDS, from_iso
from feeds.state import GameState, Phase
from feeds.timeline import Timeline

TICK = "tick"
_EVERY = MICROSECONDS // 2
# A statistic told before its match is none of it: ticks begin once the match has surely been told.
FIRST_TICK = 20 * MICROSECONDS


def write_ticks(path: Path, seconds: int) -> Path:
    """A facts file of so many seconds of ticks."""
    lines = []
    for t in range(FIRST_TICK, seconds * MICROSECONDS, _EVERY):
        count = t // _EVERY
        fact = {"t": t / MICROSECONDS, "type": "stat", "name": TICK, "home": count, "away": -count}
        lines.append(json.dumps(fact) + "\n")
    path.write_text("".join(lines))
    return path


class Truth:
    """The match of a channel whose content began at `origin` (µs)."""

    def __init__(self, origin: int) -> None:
        self.origin = origin
        self._script = Script()
        self._timeline = Timeline()
        self._loops = 0

    def at(self, moment: int) -> dict[str, Any]:
        """The state at a content time (µs), in the words of `said`."""
        loop, t = divmod(moment - self.origin, DURATION)
        for number in range(self._loops, loop + 1):
            for fact in self._script.facts(origin=self.origin, loop=number):
                self._timeline.add(fact, visible_from=fact.event_time or 0)
        self._loops = max(self._loops, loop + 1)
        told = _told(self._timeline.as_of(moment), moment)
        board = self._script.board(t)
        assert told["score"] == (board.home, board.away)
        assert told["clock"] == self._script.clock(t)
        assert (told["phase"] == Phase.HALF_TIME) == (board.clock == HALF_TIME)
        count = (moment - self.origin) // _EVERY
        return {**told, "tick": (count, -count) if t >= FIRST_TICK else None}

    def is_told_by(self, answer: dict[str, Any]) -> bool:
        """Whether an answer of the API says what is true of its moment."""
        return said(answer, self.origin) == self.at(from_iso(answer["content_time"]))


def said(answer: dict[str, Any], origin: int) -> dict[str, Any]:
    """What an answer of the API says, as far as the script knows of it."""
    sides = answer["sides"]
    stats = {one["name"]: (one["home"], one["away"]) for one in answer["stats"]}
    ticks = stats.pop(TICK, None)
    t = (from_iso(answer["content_time"]) - origin) % DURATION
    return {
        "phase": answer["phase"],
        "clock": answer["clock_us"],
        "is_running": answer["is_running"],
        "added_minutes": answer["added_minutes"],
        "competition": answer["competition"],
        "names": tuple(sides[side]["name"] for side in ("home", "away")),
        "score": tuple(sides[side]["score"] for side in ("home", "away")),
        "cards": tuple(sides[side]["yellow_cards"] for side in ("home", "away")),
        "stats": stats,
        "tick": ticks if t >= FIRST_TICK else None,
    }


def _told(state: GameState, moment: int) -> dict[str, Any]:
    return {
        "phase": state.phase.value,
        "clock": state.clock.at(moment) if state.clock else None,
        "is_running": state.clock.running if state.clock else False,
        "added_minutes": state.added_minutes,
        "competition": state.competition,
        "names": (state.home.team.name, state.away.team.name),
        "score": (state.home.score, state.away.score),
        "cards": (state.home.yellow_cards, state.away.yellow_cards),
        "stats": {line.name: (line.home, line.away) for line in state.stats},
    }
