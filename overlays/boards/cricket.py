"""The cricket board: runs and wickets of who bats, overs, and what is needed of how many balls."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from feeds.fact import MatchStatus
from feeds.happening import Side
from feeds.situation import Over
from feeds.state import Phase
from overlays.boards.board import Board
from overlays.boards.cricket_cells import LabelledCell
from overlays.boards.footer import Said, footer
from overlays.boards.glow import glow, is_glowing, scored_by
from overlays.boards.innings import (
    chase,
    lead,
    over_of,
    overs_text,
    result,
    run_rate,
    runs,
    score_text,
)
from overlays.boards.name_forms import person_forms, team_forms
from overlays.boards.sides import ROWS, sides
from overlays.boards.stacked import SEAM, Stack, figure, plate, stack, tab
from overlays.boards.stacked_cells import Dot, Label
from overlays.fonts import Font
from overlays.graphic import Shot
from overlays.names import short_name, shown
from overlays.scene import Layer, PictureSize, Scene
from overlays.words import word

# Design lengths.
_MARKER = 34
_DOT = 7
_SCORE = 136
_OVERS = 156
_SCORE_FONT = Font(700, 40)
_TOTAL_FONT = Font(600, 36)
_OVERS_FONT = Font(600, 36)
_LABEL_FONT = Font(600, 24, 0.5)
_WORD_FONT = Font(700, 36)
_WORDS = {Phase.PRE_MATCH: "pre_match_short", Phase.FULL_TIME: "final"}
_YET_TO_BAT = _NO_RATE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where the columns begin, in picture pixels; `right` is where the board ends."""

    marker: int
    score: int
    overs: int
    right: int


def scene(shot: Shot, size: PictureSize) -> Scene:
    """The board on a picture of that size."""
    places = rows(shot, size)
    columns = _columns(places)
    return Scene(layers=(*_layers(shot, places, columns), *_below(shot, places, columns)))


def moment(shot: Shot) -> Hashable:
    """The moment itself while runs or a wicket glow."""
    state = shot.state
    is_moving = any(is_glowing(mark, shot.at) for mark in (state.points, state.wicket))
    return shot.at if is_moving else None


def rows(shot: Shot, size: PictureSize) -> Stack:
    """The rows of names, short ones where there are such."""
    state, language, face = shot.state, shot.style.language, shot.theme.face
    home, away = (team_forms(state.side(side).team, side, language, face)[-1:] for side in ROWS)
    return stack(size, (home, away), has_crests=True, face=face)


def _columns(places: Stack) -> _Columns:
    score = places.columns + places.length(_MARKER)
    overs = score + places.length(_SCORE) + SEAM
    right = overs + places.length(_OVERS) + places.inset
    return _Columns(marker=places.columns, score=score, overs=overs, right=right)


def _layers(shot: Shot, places: Stack, columns: _Columns) -> Iterator[Layer]:
    over, won = over_of(shot.state), result(shot.state)
    yield _plate(shot, places, columns, None if won is None else won.side)
    if over is None:
        area = places.column(columns.overs, places.length(_OVERS))
        key = _WORDS.get(shot.state.phase, "live")
        yield figure(area, _word(shot, key), places.font(_WORD_FONT), shot.theme.cell)
        return
    yield from _batting(shot, places, columns, over)
    rate = run_rate(shot.state, over) or _NO_RATE
    told = (("overs_short", overs_text(over)), ("run_rate_short", rate))
    for row, (key, text) in enumerate(told):
        area = places.cell(row, columns.overs, places.length(_OVERS))
        cell = LabelledCell(
            width=area.width,
            height=area.height,
            scale=places.scale,
            label=_word(shot, key),
            text=text,
            label_font=places.font(_LABEL_FONT),
            font=places.font(_OVERS_FONT),
            theme=shot.theme,
        )
        yield Layer(drawing=cell, left=area.left, top=area.top)


def _plate(shot: Shot, places: Stack, columns: _Columns, won: Side | None) -> Layer:
    """Names, and the runs of who does not bat; whoever lost stands back."""
    theme, over = shot.theme, over_of(shot.state)
    lost = next((side for side in ROWS if won and side is not won), None)
    labels = [
        Label(
            area=places.cell(row, columns.score, places.length(_SCORE)),
            text=str(runs(shot.state, side) or _YET_TO_BAT),
            font=places.font(_TOTAL_FONT),
            ink=theme.text if runs(shot.state, side) else theme.muted,
        )
        for row, side in enumerate(ROWS)
        if over is None or side is not over.batting
    ]
    return plate(places, columns.right - places.left, sides(shot, back=lost), theme, labels)


def _batting(shot: Shot, places: Stack, columns: _Columns, over: Over) -> Iterator[Layer]:
    """The mark of who bats, and the score, which lights up with runs and turns with a wicket."""
    state, theme, row = shot.state, shot.theme, ROWS.index(over.batting)
    area = places.cell(row, columns.marker, places.length(_MARKER))
    radius = _DOT * places.scale
    dot = Dot(width=area.width, height=area.height, radius=radius, color=theme.accent)
    if state.phase is not Phase.FULL_TIME:
        yield Layer(drawing=dot, left=area.left, top=area.top)
    area = places.cell(row, columns.score, places.length(_SCORE))
    text, font = score_text(state, over.batting), places.font(_SCORE_FONT)
    yield figure(area, text, font, theme.paper)
    wicket = glow(state.wicket, shot.at)
    lit = wicket or glow(scored_by(state, over.batting), shot.at)
    if lit:
        yield figure(area, text, font, theme.alert if wicket else theme.accent, lit)


def _below(shot: Shot, places: Stack, columns: _Columns) -> list[Layer]:
    """What is needed, or how it ended, and who faces whom; held up, that alone."""
    state, over = shot.state, over_of(shot.state)
    if state.status is not MatchStatus.AS_PLANNED:
        return tab(places, _word(shot, state.status.value), shot.theme)
    if over is None:
        return []
    said = _ended(shot) or _needed(shot, over)
    if not said and state.phase is Phase.FULL_TIME:
        return tab(places, _word(shot, "final"), shot.theme)
    lines = [said] if said else []
    if state.phase is Phase.PLAYING and not places.is_small:
        lines += [_named(shot, over)]
    width = columns.right - places.left
    return [
        layer
        for number, line in enumerate(lines)
        for layer in footer(places, line, width=width, number=number, theme=shot.theme)
    ]


def _needed(shot: Shot, over: Over) -> list[Said]:
    """What it takes to win; in a later innings without a target, how far ahead who bats is."""
    state = shot.state
    needed = chase(state, over)
    if needed is not None and state.phase is not Phase.FULL_TIME:
        balls = None if needed.balls is None else str(needed.balls)
        rate = needed.rate(over.balls_an_over)
        told = (
            ("need", str(needed.runs)),
            ("balls_left_short", balls),
            ("needed_rate_short", rate),
        )
        return [Said(label=_word(shot, key), forms=(text,)) for key, text in told if text]
    ahead = lead(state, over)
    if ahead is None or needed is not None:
        return []
    if not ahead:
        return [Said(forms=(_word(shot, "scores_level"),))]
    key = "lead_by" if ahead > 0 else "trail_by"
    return [Said(label=_word(shot, key), forms=(str(abs(ahead)),))]


def _ended(shot: Shot) -> list[Said]:
    """Who won, and by what."""
    won = result(shot.state)
    if won is None:
        return []
    count, kind = (won.runs, "run") if won.runs else (won.wickets, "wicket")
    key = f"won_by_{kind}" if count == 1 else f"won_by_{kind}s"
    text = _word(shot, key).replace("{n}", str(count))
    team, language, face = shot.state.side(won.side).team, shot.style.language, shot.theme.face
    short = short_name(team, won.side, language, face)
    return [Said(forms=(f"{short} {text}",))]


def _named(shot: Shot, over: Over) -> list[Said]:
    """Who faces whom by their surnames, as far as that is told."""
    face = shot.theme.face
    striker, other, bowler = (
        person_forms(shown(name, face))[-1:] if shown(name, face) else ()
        for name in (over.striker, over.non_striker, over.bowler)
    )
    said = (
        Said(label=_word(shot, "bat_short"), forms=striker, share=4),
        Said(forms=other, share=3, is_back=True),
        Said(label=_word(shot, "bowl_short"), forms=bowler, share=5),
    )
    return [one for one in said if one.forms]


def _word(shot: Shot, key: str) -> str:
    return word(key, shot.style.language)


BOARD = Board(scene=scene, moment=moment)
