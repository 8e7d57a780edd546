"""Matches to draw panels of, ordinary and extreme, and what any panel must keep to."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from feeds.event_time import MICROSECONDS
from feeds.fact import CardColor, GoalKind, OtherMatch, Team
from feeds.happening import Side
from feeds.marks import CardMark, KickMark, ScoredMark
from feeds.sport import Sport
from feeds.squad import LineUp, Player, Standings, TableRow
from feeds.state import GameState, Phase, SideState, StatLine
from overlays.graphic import Graphic, Shot, Style
from overlays.panel_row import PanelRow, Words
from overlays.renderer import Renderer
from overlays.scene import Layer, PictureSize, Scene
from overlays.theme import HOUSE, Theme

AT = 1_800_000_000 * MICROSECONDS
FULL_HD = PictureSize(width=1920, height=1080)
HD = PictureSize(width=1280, height=720)
SMALL = PictureSize(width=640, height=360)
TALL = PictureSize(width=540, height=960)
RESTED = 20 * MICROSECONDS
FRAME = 40_000

LONG = "Wolfeschlegelsteinhausenbergerdorff e.V."
NAMES = (
    LONG,
    "W" * 40,
    "محمد صلاح",
    "中国足球",
    "⚽🏴",
    "null",
    "\ud800\"';--\\\n",
    "Łukasz Şükür Đorđević",
)
_STATS = (
    *(("possession", 54, 46), ("shots", 12, 7), ("shots on target", 5, 3), ("xG", 1.84, 0.62)),
    *(("passAccuracyPct", 87.4, 81), ("corners", 6, 2), ("fouls", 8, 11), ("offsides", 0, 3)),
)
HOME = "Tollan Brask Odum Verrall Pashby Quist Marlowe Ibarreta Santry Okonjo Fennick Aldous Brandt"
AWAY = "Haldane Rusk Castell Nyberg Adeyo Lomax Trevane Szabo Mirren Dacosta Wilder Groot Hemming"


def line_up(side: Side, names: str, formation: str, coach: str) -> LineUp:
    """The first eleven of the names begin; the sixth is captain."""
    players = (
        Player(name=name, number=str(place + 1), is_starter=place < 11, is_captain=place == 5)
        for place, name in enumerate(names.split())
    )
    return _line_up(side, tuple(players), formation, coach)


def _line_up(side: Side, players: tuple[Player, ...], formation: str, coach: str) -> LineUp:
    return LineUp(
        event_time=0,
        received=0,
        side=side,
        players=players,
        formation=formation,
        coach=coach,
    )


def stats(*lines: tuple[str, float, float]) -> tuple[StatLine, ...]:
    """Statistics by name, home's and away's value."""
    return tuple(StatLine(name=name, home=home, away=away) for name, home, away in lines)


def goal(side: Side, player: str | None, minute: int | None, kind: str = "play") -> ScoredMark:
    """A goal long ago."""
    return ScoredMark(at=0, side=side, player=player, minute=minute, kind=GoalKind(kind))


def red(side: Side, player: str | None, minute: int | None) -> CardMark:
    """A red card long ago."""
    return CardMark(at=0, side=side, player=player, minute=minute, color=CardColor.RED)


def kicks(state: GameState, told: str, at: int = 0) -> GameState:
    """The same state in a shoot-out, home first: o scored, x missed, the last shown from `at` on.

    A dot is no kick of the side whose turn it would be.
    """
    made = [
        KickMark(at=at if place == len(told) - 1 else 0, side=side, is_scored=letter == "o")
        for place, letter in enumerate(told)
        if letter != "."
        for side in [(Side.HOME, Side.AWAY)[place % 2]]
    ]
    scored = [sum(one.is_scored for one in made if one.side is side) for side in Side]
    return replace(
        state,
        phase=Phase.SHOOT_OUT,
        home=replace(state.home, shootout=scored[0]),
        away=replace(state.away, shootout=scored[1]),
        kicks=tuple(made),
    )


def standings(name: str, *teams: str) -> Standings:
    """A table of those teams, each with three points fewer than the one before."""
    rows = (
        TableRow(
            team=team,
            points=60 - 3 * place,
            played=24,
            won=20 - place,
            drawn=0,
            lost=4 + place,
            scored=40,
            conceded=20 + 4 * place,
        )
        for place, team in enumerate(teams)
    )
    return Standings(event_time=0, received=0, name=name, rows=tuple(rows))


def other(home: str, away: str, score: tuple[int, int] | None, state: str | None) -> OtherMatch:
    """Another match; live ones are told in minutes."""
    return OtherMatch(
        event_time=0,
        received=0,
        home=Team(name=home, color="#c81e2c"),
        away=Team(name=away, color="#ffffff"),
        score=score,
        state=state,
        is_live=bool(state and state.endswith("'")),
    )


GOALS = (
    goal(Side.HOME, "Quist", 12),
    goal(Side.AWAY, "Szabo", 31, "penalty"),
    goal(Side.HOME, "Quist", 44),
)
OTHERS = (
    other("Halden", "Kestrel Bay", (0, 0), "67'"),
    other("Ostermark", "Vale United", (3, 1), "FT"),
    other("Sundry Town", "Corvin City", None, "19:45"),
)
TEAMS = ("Halden", "Port Arden", "Kestrel Bay", "Northmere", "Vale United")
MATCH = GameState(
    sport=Sport.FOOTBALL,
    home=SideState(
        team=Team(name="Port Arden", short="ARD", color="#e8432b"),
        score=2,
        line_up=line_up(Side.HOME, HOME, "4-3-3", "Marta Lindqvist"),
    ),
    away=SideState(
        team=Team(name="Northmere", short="NMR", color="#3f8cff"),
        score=1,
        line_up=line_up(Side.AWAY, AWAY, "4-2-3-1", "Ivo Brandt"),
    ),
    phase=Phase.HALF_TIME,
    competition="Coastal League",
    venue="Harbour Ground",
    stats=stats(*_STATS),
    scores=((2, 1),),
    goals=GOALS,
    cards=(red(Side.AWAY, "Lomax", 40),),
    standings=(standings("Coastal League", *TEAMS),),
    others=OTHERS,
)


def squad(side: Side, name: str, count: int) -> LineUp:
    """So many players of one name, all of whom begin, led by one of that name as well."""
    players = (
        Player(name=name, number=None if place % 5 == 4 else str(place * 9), is_captain=place == 1)
        for place in range(count)
    )
    return _line_up(side, tuple(players), name, name)


@cache
def called(name: str, count: int = 64) -> GameState:
    """A match in which everything that has a name has this one, and all there can be of it."""
    parts = (
        SideState(
            team=Team(name=name, color="#101630"), score=128, line_up=squad(side, name, count)
        )
        for side in Side
    )
    home, away = parts
    shot_out = kicks(replace(MATCH, home=home, away=away), "ooxo" * (count // 4))
    lines = [(name, 123_456_789, -3), ("a_b", 1e300, 2.5), ("undefined", 0, 0)]
    return replace(
        shot_out,
        competition=name,
        venue=name,
        stats=stats(*lines, *((f"{place} {name}", place, 0.333) for place in range(61))),
        scores=((99, 99),) * count,
        aggregate=(999, 0),
        goals=tuple(
            goal((Side.HOME, Side.AWAY)[place % 2], f"{name} {place % 9}", place, "own_goal")
            for place in range(count)
        ),
        cards=tuple(red(Side.HOME, name, place) for place in range(count)),
        standings=(standings(name, *[name] * count),),
        others=tuple(
            other(name, name, (place, 999) if place % 2 else None, name[:40])
            for place in range(count)
        ),
    )


def shot(
    state: GameState,
    since: int = RESTED,
    *,
    leaving: int | None = None,
    theme: Theme = HOUSE,
    step: int = 1,
    **fields: str,
) -> Shot:
    """The moment so long (µs) after it was taken, or began to leave."""
    return Shot(
        state=state,
        at=AT + since,
        since=since,
        leaving=leaving,
        step=step,
        fields=fields,
        style=Style(theme=theme),
    )


def words(layers: tuple[Layer, ...]) -> list[str]:
    """All that its rows say, from the top."""
    rows = sorted(layers, key=lambda layer: layer.top)
    return [part.line.text for row in rows for part in _words(row)]


def _words(layer: Layer) -> Iterator[Words]:
    if isinstance(layer.drawing, PanelRow):
        yield from (part for part in layer.drawing.parts if isinstance(part, Words))


def check_stands(layers: tuple[Layer, ...], size: PictureSize) -> None:
    """All of it stands in the safe area, and its words in their rows, none of them empty."""
    assert layers
    for layer in layers:
        assert 0.05 * size.width <= layer.left
        assert layer.left + layer.drawing.width <= 0.95 * size.width + 1
        assert 0.05 * size.height <= layer.top
        assert layer.top + layer.drawing.height <= 0.95 * size.height + 1
        for part in _words(layer):
            assert part.line.text.strip()
            before = {"left": 0, "center": 0.5, "right": 1}[part.align] * part.line.width
            assert part.left - before > -1, part
            assert part.left - before + part.line.width < layer.drawing.width + 1, part


def area(layers: tuple[Layer, ...]) -> int:
    """How many pixels of its rows show."""
    crops = ((one.crop, one.drawing) for one in layers)
    return sum((crop or drawing).width * (crop or drawing).height for crop, drawing in crops)


def drawn(graphic: Graphic, made: Shot, size: PictureSize, renderer: Renderer) -> list[bytes]:
    """The pixels of its layers."""
    boxes = renderer.boxes(Scene(layers=graphic.layers(made, size)))
    return [box.pixels.tobytes() for box in boxes]
