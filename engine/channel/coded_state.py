"""The game state as the control API tells it."""

from typing import Any

from feeds import event_time
from feeds.state import GameState


def coded_state(state: GameState, moment: int) -> dict[str, Any]:
    """The state as people and pages read it."""
    clock = state.clock.at(moment) if state.clock is not None else None
    return {
        "content_time": event_time.to_iso(moment),
        "sport": state.sport,
        "competition": state.competition,
        "phase": state.phase.value,
        "clock_us": clock,
        "is_running": state.clock.running if state.clock is not None else False,
        "added_minutes": state.added_minutes,
        "sides": {
            name: {
                "name": side.team.name,
                "short": side.team.short,
                "color": side.team.color,
                "score": side.score,
                "yellow_cards": side.yellow_cards,
                "red_cards": side.red_cards,
            }
            for name, side in (("home", state.home), ("away", state.away))
        },
        "stats": [{"name": s.name, "home": s.home, "away": s.away} for s in state.stats],
    }
