"""Calls of a demo match on air: goals and annulments asked for while it is played, by loop."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from feeds.demo_match import DURATION, AnnulmentCall, GoalCall, Script, ScriptError
from feeds.happening import Side

CALLED = "demo_called"
KEPT = 256
_GOAL, _ANNULMENT = "goal", "annulment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A call and the loop of the match it belongs to."""

    loop: int
    call: GoalCall | AnnulmentCall

    def event_time(self, origin: int) -> int:
        """When it happens (µs), where the first loop starts at `origin`."""
        return origin + self.loop * DURATION + self.call.t


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """A match and what was called for in it, in the order it was called; the last 256 calls."""

    script: Script
    called: tuple[Called, ...] = ()

    def of_loop(self, loop: int) -> Script:
        """The script of a loop, with its calls."""
        injected = tuple(one.call for one in self.called if one.loop == loop)
        return replace(self.script, injected=injected) if injected else self.script

    def with_call(self, called: Called) -> Self:
        """The same with one call more; ScriptError where it cannot be played."""
        found = replace(self, called=(*self.called, called)[-KEPT:])
        found.of_loop(called.loop)
        return found

    def chance(self, loop: int, t: int, side: Side | None) -> Called | None:
        """The first goal that can be called for from then on, or in the loop after it.

        Without a side it is the one that trails. None where the board has no digit for it.
        """
        for at, least in ((loop, t), (loop + 1, 0)):
            script = self.of_loop(at)
            for one in _trailing_first(script, least) if side is None else (side,):
                chance = script.chance(least, one)
                if chance is not None:
                    return Called(loop=at, call=GoalCall(t=chance, side=one))
        return None

    def since(self, loop: int) -> tuple[Called, ...]:
        """The calls of a loop and of later ones."""
        return tuple(one for one in self.called if one.loop >= loop)


def _trailing_first(script: Script, t: int) -> tuple[Side, Side]:
    board = script.board(t)
    return (Side.AWAY, Side.HOME) if board.away < board.home else (Side.HOME, Side.AWAY)


def coded(called: Called) -> dict[str, Any]:
    """The coded form of a call."""
    said = {"loop": called.loop, "t_us": called.call.t}
    match called.call:
        case GoalCall() as goal:
            return {"call": _GOAL, **said, "side": goal.side.value}
        case AnnulmentCall():
            return {"call": _ANNULMENT, **said}


def decoded(given: Mapping[str, Any]) -> Called:
    """The call of a coded form; ScriptError where it is none."""
    try:
        loop, t = int(given["loop"]), int(given["t_us"])
        match given["call"]:
            case "goal":
                return Called(loop=loop, call=GoalCall(t=t, side=Side(given["side"])))
            case "annulment":
                return Called(loop=loop, call=AnnulmentCall(t=t))
            case other:
                raise ScriptError(f"{other!r} is no call")
    except (KeyError, TypeError, ValueError) as error:
        raise ScriptError(f"no call: {error}") from error


def calls_of(script: Script, given: Iterable[Mapping[str, Any]]) -> Calls:
    """The calls of coded forms in their order; those that cannot be played are left out."""
    found = Calls(script=script)
    for one in given:
        try:
            found = found.with_call(decoded(one))
        except ScriptError:
            continue
    return found
