"""Sample matches: invented ones of every sport, plain and with what feeds tell at their worst."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from feeds.codec import decode_fact
from feeds.event_time import MICROSECONDS, from_iso
from feeds.state import GameState
from feeds.timeline import Timeline

FOLDER = Path(__file__).parent / "samples"
_ORIGIN = from_iso("2000-01-01T00:00:00Z")
# How long after the last fact of a sample the moment is that it shows.
_AFTER = 2 * MICROSECONDS
# More than anybody wins in sets.
_FEW = 9
_NAMED = {
    "name", "short", "player", "assist", "player_in", "player_out", "coach", "team", "striker",
    "bowler", "batter", "pitcher", "competition", "venue",
}  # fmt: skip
_KEPT_BARE = {
    "t", "type", "sport", "id", "side", "home", "away", "name", "period", "half", "players", "rows",
    "team", "points", "played", "scores", "clock", "minutes", "color", "is_scored", "batting",
    "balls", "strikes", "outs", "wickets", "server", "order", "is_starter",
}  # fmt: skip
_LONG = (
    "Associação Desportiva Vila Nova de Gaia e Mar",
    "Maximiliane-Alexandra von Hohenstein-Brück",
    "Wolverbridge & Saltmarsh Athletic Association",
)
_SCRIPTS = (
    "نادي الميناء الرياضي",
    "上海海港队",
    'O\'Neil "Nine"\nJúnior',
    "🏆 Žižkov 🏆",
    "Спартак Приморский",
    "東京ハーバー",
    "<b>&amp;</b>",
)

type Coded = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleMatch:
    """A match as it stood `at` a moment (event time, µs)."""

    name: str
    state: GameState
    at: int


@cache
def matches(twist: str = "plain") -> tuple[SampleMatch, ...]:
    """One a sport and more, twisted so, in the order of their names."""
    return tuple(_match(path, TWISTS[twist]) for path in sorted(FOLDER.glob("*.jsonl")))


def text(plain: str, twist: str) -> str:
    """A text as somebody types it, twisted so."""
    return {"long": _LONG[1], "scripts": _SCRIPTS[2], "bare": plain[:1]}.get(twist, plain)


def _match(path: Path, twist: Callable[[Coded], Coded]) -> SampleMatch:
    timeline, at = Timeline(), _ORIGIN
    for line in path.read_text(encoding="utf-8").splitlines():
        fact = decode_fact(twist(json.loads(line)), origin=_ORIGIN)
        timeline.add(fact, visible_from=fact.received)
        at = fact.received + _AFTER
    return SampleMatch(name=path.stem, state=timeline.as_of(at), at=at)


def _plain(coded: Coded) -> Coded:
    return coded


def _long(coded: Coded) -> Coded:
    """Forty letters in every name; scores of three digits where they can be."""
    told = _renamed(coded, _LONG)
    if told["type"] == "correction" and max(told["home"], told["away"]) > _FEW:
        told |= {"home": told["home"] + 100, "away": told["away"] + 100}
    return told


def _scripts(coded: Coded) -> Coded:
    """Names in other scripts, with quotes, line breaks and what cannot be drawn."""
    return _renamed(coded, _SCRIPTS)


def _bare(coded: Coded) -> Coded:
    """Nothing that a feed may leave out."""
    if coded["type"] == "match":
        sides = {side: {"name": coded[side]["name"]} for side in ("home", "away")}
        return {"t": coded["t"], "type": "match", "sport": coded["sport"], **sides}
    bare = {key: value for key, value in coded.items() if key in _KEPT_BARE}
    for key in ("players", "rows"):
        if key in bare:
            bare[key] = [
                {name: value for name, value in one.items() if name in _KEPT_BARE}
                for one in bare[key]
            ]
    return bare


TWISTS: dict[str, Callable[[Coded], Coded]] = {
    "plain": _plain,
    "long": _long,
    "scripts": _scripts,
    "bare": _bare,
}


def _renamed(coded: Coded, names: tuple[str, ...]) -> Coded:
    """With all names exchanged in turn; a statistic keeps its own, by which it is known."""
    if coded["type"] == "stat":
        return dict(coded)
    return dict(_exchanged(coded, names, len(json.dumps(coded))))


def _exchanged(coded: Coded, names: tuple[str, ...], turn: int) -> Iterator[tuple[str, Any]]:
    for place, (key, value) in enumerate(coded.items(), turn):
        if isinstance(value, dict):
            yield key, dict(_exchanged(value, names, place))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield key, [dict(_exchanged(one, names, n)) for n, one in enumerate(value, place)]
        elif key == "short":
            yield key, names[place % len(names)].replace("\n", " ")[:5]
        else:
            yield key, names[place % len(names)] if key in _NAMED else value
