"""The game state as the control API tells it."""

from typing import Any

from feeds import event_time
from feeds.codec import encode_fact
from feeds.marks import KickMark, PenaltyMark
from feeds.penalty_box import left
from feeds.situation import Situation
from feeds.state import GameState

_TOLD = {"t", "received", "v", "id", "corrects", "provider", "revision", "is_estimated"}


def coded_state(state: GameState, moment: int) -> dict[str, Any]:
    """The state as people and pages read it."""
    clock = state.clock.at(moment) if state.clock is not None else None
    shots = state.shot_clock
    return {
        "content_time": event_time.to_iso(moment),
        "sport": state.sport,
        "competition": state.competition,
        "venue": state.venue,
        "status": state.status.value,
        "phase": state.phase.value,
        "period": state.period,
        "half": state.half,
        "clock_us": clock,
        "is_running": state.clock.running if state.clock is not None else False,
        "shot_clock_us": None if shots is None else shots.at(moment),
        "added_minutes": state.added_minutes,
        "sides": {
            name: {
                "name": side.team.name,
                "short": side.team.short,
                "color": side.team.color,
                "score": side.score,
                "shootout": side.shootout,
                "yellow_cards": side.yellow_cards,
                "red_cards": side.red_cards,
            }
            for name, side in (("home", state.home), ("away", state.away))
        },
        "scores": [_pair(score) for score in state.scores],
        "aggregate": None if state.aggregate is None else _pair(state.aggregate),
        "situation": None if state.situation is None else _situation(state.situation),
        "kicks": [_kick(kick) for kick in state.kicks],
        "penalties": [_penalty(one, state, moment) for one in state.penalties],
        "stats": [{"name": s.name, "home": s.home, "away": s.away} for s in state.stats],
    }


def _pair(score: tuple[int, int]) -> dict[str, int]:
    home, away = score
    return {"home": home, "away": away}


def _kick(kick: KickMark) -> dict[str, Any]:
    return {"side": kick.side.value, "is_scored": kick.is_scored, "player": kick.player}


def _penalty(penalty: PenaltyMark, state: GameState, moment: int) -> dict[str, Any]:
    return {
        "side": penalty.side.value,
        "player": penalty.player,
        "minutes": penalty.minutes,
        "left_us": left(penalty, state, moment),
    }


def _situation(situation: Situation) -> dict[str, Any]:
    """What it says, without who told it when."""
    return {key: value for key, value in encode_fact(situation).items() if key not in _TOLD}
