"""The football board: what it says at each moment, and what it costs to say it."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from feeds.fact import GoalKind, Team
from feeds.happening import Side
from feeds.marks import AnnulledMark, ScoredMark, StruckMark
from feeds.state import Clock, GameState, Phase, SideState
from overlays.area import Area
from overlays.boards.cells import WordCell
from overlays.boards.flash import FLASH
from overlays.boards.football import BOARD, bug_layout, clock_text
from overlays.box import Box, Pixels
from overlays.color import INK
from overlays.renderer import Renderer
from overlays.scene import Layer, PictureSize, Scene
from overlays.score_bug_cells import ClockCell, ScoreCell, ShootOut
from overlays.strap import Strap
from tests.shots import shot

SECOND = 1_000_000
KICK_OFF = 1_800_000_000 * SECOND
FRAME = 40_000
SIZE = PictureSize(width=640, height=360)
HD = PictureSize(width=1280, height=720)
HOME = SideState(team=Team(name="Liverpool", short="LIV", color="#c8102e"))
AWAY = SideState(team=Team(name="Manchester City", short="MCI", color="#6cabdd"))
PLAYING = GameState(
    home=HOME,
    away=AWAY,
    phase=Phase.FIRST_HALF,
    clock=Clock(anchor=KICK_OFF, value=0),
)
GOAL_AT = KICK_OFF + 700 * SECOND + 123_456
SALAH = ScoredMark(at=GOAL_AT, side=Side.HOME, player="Mohamed Salah", minute=12)
SCORED = replace(PLAYING, home=replace(HOME, score=1), goal=SALAH)
ANNULLED = replace(PLAYING, annulled=AnnulledMark(at=GOAL_AT, side=Side.AWAY, reason="Offside"))


def scene(state: GameState, event_time: int, size: PictureSize) -> Scene:
    return BOARD.scene(shot(state, event_time), size)


def minutes(value: float) -> Clock:
    return Clock(anchor=KICK_OFF, value=round(value * 60 * SECOND))


def scored(mark: ScoredMark) -> GameState:
    return replace(SCORED, goal=mark)


def painted(boxes: tuple[Box, ...], size: PictureSize) -> Pixels:
    """The boxes over a black picture, RGB; a box beyond the picture is an error here."""
    picture = np.zeros((size.height, size.width, 3))
    for box in boxes:
        pixels, left, top = box.pixels, box.left, box.top
        if box.crop is not None:
            rows = slice(box.crop.top, box.crop.top + box.crop.height)
            columns = slice(box.crop.left, box.crop.left + box.crop.width)
            pixels, left, top = pixels[rows, columns], left + columns.start, top + rows.start
        height, width = pixels.shape[:2]
        under = picture[top : top + height, left : left + width]
        key = pixels.astype(float) * box.opacity / 255
        under[:] = key[..., :3] + under * (1 - key[..., 3:] / 255)
    return picture.round().astype(np.uint8)


def picture_of(state: GameState, event_time: int, size: PictureSize = SIZE) -> Pixels:
    return painted(Renderer().boxes(scene(state, event_time, size)), size)


def cut(picture: Pixels, area: Area) -> Pixels:
    return picture[area.top : area.bottom, area.left : area.right]


def ink(cell: Pixels) -> NDArray[np.float64]:
    """How much of each pixel of a score cell is digit, 0..1, by its red against the ground's."""
    red = cell[..., 0].astype(float)
    return np.asarray((red[0, 0] - red) / (red[0, 0] - INK.red))


def layers_of(shown: Scene, kind: type) -> list[Layer]:
    return [layer for layer in shown.layers if isinstance(layer.drawing, kind)]


def strap_words(shown: Scene) -> list[str]:
    drawings = [layer.drawing for layer in shown.layers]
    straps = [drawing for drawing in drawings if isinstance(drawing, Strap)]
    return [
        word.text for drawing in straps for word in (drawing.tag, drawing.headline, drawing.remark)
    ]


@pytest.mark.parametrize(
    ("state", "after", "expected"),
    [
        pytest.param(PLAYING, 0, "00:00", id="kick-off"),
        pytest.param(PLAYING, 370 * SECOND, "06:10", id="on-the-second"),
        pytest.param(PLAYING, 371 * SECOND - 1, "06:10", id="cut-off-not-rounded"),
        pytest.param(PLAYING, -5 * SECOND, "00:00", id="never-below-zero"),
        pytest.param(PLAYING, 6323 * SECOND, "105:23", id="beyond-99-minutes"),
        pytest.param(replace(PLAYING, phase=Phase.HALF_TIME), 0, "HT", id="half-time"),
        pytest.param(replace(PLAYING, phase=Phase.FULL_TIME), 0, "FT", id="full-time"),
        pytest.param(
            replace(PLAYING, phase=Phase.EXTRA_SECOND_HALF, clock=minutes(110)),
            0,
            "110:00",
            id="extra-time",
        ),
        pytest.param(replace(PLAYING, phase=Phase.AFTER_EXTRA_TIME), 0, "AET", id="after-extra"),
        pytest.param(replace(PLAYING, phase=Phase.SHOOT_OUT), 0, "PENS", id="shoot-out"),
        pytest.param(GameState(), 0, "PRE", id="nothing-known"),
        pytest.param(
            replace(GameState(), clock=minutes(3)), 0, "03:00", id="a-clock-without-a-period"
        ),
        pytest.param(replace(PLAYING, clock=None), 0, "LIVE", id="a-period-without-a-clock"),
    ],
)
def test_the_clock_says_the_time_or_the_phase(state: GameState, after: int, expected: str) -> None:
    assert clock_text(state, KICK_OFF + after) == expected


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_can_be_drawn(phase: Phase) -> None:
    state = replace(PLAYING, phase=phase, added_minutes=2)
    picture = picture_of(state, KICK_OFF)
    assert cut(picture, bug_layout(state, SIZE).clock).max() > 200


@pytest.mark.parametrize(
    ("phase", "added", "expected"),
    [
        pytest.param(Phase.FIRST_HALF, None, [], id="not-announced"),
        pytest.param(Phase.FIRST_HALF, 0, [], id="none-to-be-added"),
        pytest.param(Phase.FIRST_HALF, 3, ["+3"], id="announced"),
        pytest.param(Phase.EXTRA_FIRST_HALF, None, ["ET"], id="extra-time"),
        pytest.param(Phase.EXTRA_SECOND_HALF, 1, ["ET +1"], id="extra-time-and-added"),
        pytest.param(Phase.HALF_TIME, 3, [], id="over"),
        pytest.param(Phase.AFTER_SHOOT_OUT, None, ["PENS"], id="won-on-penalties"),
    ],
)
def test_the_tab_says_what_time_is_added(
    phase: Phase, added: int | None, expected: list[str]
) -> None:
    shown = scene(replace(PLAYING, phase=phase, added_minutes=added), KICK_OFF, SIZE)
    tabs = [layer.drawing for layer in shown.layers]
    assert [tab.text for tab in tabs if isinstance(tab, WordCell)] == expected


def test_a_clock_tick_redraws_the_clock_and_nothing_else() -> None:
    renderer = Renderer()
    before = renderer.boxes(scene(PLAYING, KICK_OFF + 9 * SECOND, HD))
    drawn = renderer.drawn
    after = renderer.boxes(scene(PLAYING, KICK_OFF + 10 * SECOND, HD))
    assert renderer.drawn == drawn + 1
    changed = [old.version != new.version for old, new in zip(before, after, strict=True)]
    assert changed.count(True) == 1
    within_a_second = scene(PLAYING, KICK_OFF + 11 * SECOND - 1, HD)
    assert within_a_second == scene(PLAYING, KICK_OFF + 10 * SECOND, HD)
    assert [box.version for box in renderer.boxes(within_a_second)] == [
        box.version for box in after
    ]


@pytest.mark.parametrize("size", [HD, SIZE, PictureSize(width=540, height=960)], ids=str)
def test_nothing_but_the_digit_that_changes_moves(size: PictureSize) -> None:
    places = bug_layout(PLAYING, size)
    pictures = [
        picture_of(PLAYING, KICK_OFF + (600 + second) * SECOND, size) for second in range(10)
    ]
    differs = np.flatnonzero(
        np.any([(picture != pictures[0]).any(axis=(0, 2)) for picture in pictures], axis=0)
    )
    assert places.clock.left + places.clock.width / 2 < differs[0]
    assert differs[-1] < places.clock.right
    assert differs[-1] - differs[0] < places.clock.width / 4


def test_the_score_is_cut_in_on_the_very_frame_of_the_goal() -> None:
    places = bug_layout(SCORED, SIZE)
    shown = scene(SCORED, GOAL_AT, SIZE)
    scores = [layer.drawing for layer in layers_of(shown, ScoreCell)]
    assert [cell.score for cell in scores if isinstance(cell, ScoreCell)] == [1, 0, 1]
    lit = cut(picture_of(SCORED, GOAL_AT), places.home_score)
    later = cut(picture_of(SCORED, GOAL_AT + FLASH), places.home_score)
    assert abs(ink(lit) - ink(later)).max() < 0.02
    assert (lit != later).any()


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(-1, False, id="not-a-moment-before"),
        pytest.param(0, True, id="on-its-frame"),
        pytest.param(FRAME, True, id="on-the-next"),
        pytest.param(2 * SECOND, True, id="standing"),
        pytest.param(FLASH - 5 * FRAME, True, id="going"),
        pytest.param(FLASH, False, id="gone"),
    ],
)
@pytest.mark.parametrize("state", [SCORED, ANNULLED], ids=["goal", "var"])
def test_the_strap_shows_on_exactly_its_frames(
    state: GameState,
    after: int,
    expected: bool,  # noqa: FBT001 - a column of the table
) -> None:
    below = bug_layout(state, SIZE).strap
    assert cut(picture_of(state, GOAL_AT + after), below).any() == expected


@pytest.mark.parametrize("state", [SCORED, ANNULLED], ids=["goal", "var"])
def test_the_digits_are_the_same_on_every_frame_of_a_flash(state: GameState) -> None:
    stopped = replace(state, clock=Clock(anchor=KICK_OFF, value=0, running=False))
    places = bug_layout(stopped, SIZE)
    rested = picture_of(stopped, GOAL_AT + FLASH)
    renderer = Renderer()
    for time in range(GOAL_AT, GOAL_AT + FLASH, FRAME):
        picture = painted(renderer.boxes(scene(stopped, time, SIZE)), SIZE)
        assert (cut(picture, places.clock) == cut(rested, places.clock)).all()
        for area in (places.home_score, places.away_score):
            assert abs(ink(cut(picture, area)) - ink(cut(rested, area))).max() < 0.02
    assert renderer.drawn <= 6


def test_the_strap_comes_and_goes_without_a_step_back() -> None:
    renderer = Renderer()
    shown = []
    for time in range(GOAL_AT, GOAL_AT + FLASH, FRAME):
        for strap in layers_of(scene(SCORED, time, HD), Strap):
            assert strap.crop is not None
            shown.append((strap.crop.width, strap.crop.height, strap.top + strap.crop.top))
            renderer.boxes(Scene(layers=(strap,)))
    widths, heights, tops = zip(*shown, strict=True)
    assert renderer.drawn == 1
    assert list(widths) == sorted(widths)
    assert widths[0] < widths[-1] / 2
    assert list(heights) == sorted(heights, reverse=True)
    assert len(set(heights)) > 4
    assert set(tops) == {bug_layout(SCORED, HD).strap.top}


@pytest.mark.parametrize("player", ["Mohamed Salah", "Jean-Luc van der Hohenstein-Brückmann"])
def test_a_goal_s_strap_is_wiped_over_by_that_which_takes_it_back(player: str) -> None:
    struck = StruckMark(at=GOAL_AT + 2 * SECOND, goal=replace(SALAH, player=player))
    annulled = AnnulledMark(at=struck.at, side=Side.HOME, reason="Offside")
    state = replace(PLAYING, struck=struck, annulled=annulled)
    places = bug_layout(state, HD)
    whole = layers_of(scene(scored(struck.goal), struck.at - FRAME, HD), Strap)[0].crop
    assert whole is not None
    shown = []
    for time in range(struck.at, struck.at + 2 * SECOND, FRAME):
        straps = layers_of(scene(state, time, HD), Strap)
        spans = sorted((one.left + one.crop.left, one.crop.width) for one in straps if one.crop)
        ends = [left + width for left, width in spans]
        assert spans[0][0] == places.strap.left
        assert ends[:-1] == [left for left, _ in spans[1:]]
        shown.append(ends[-1] - places.strap.left)
    new = layers_of(scene(state, struck.at + 2 * SECOND, HD), Strap)[0].drawing.width
    assert (shown[0], shown[-1]) == (whole.width, new)
    assert shown == sorted(shown, reverse=whole.width > new)
    assert len(layers_of(scene(state, struck.at + 2 * SECOND, HD), Strap)) == 1
    old = replace(state, struck=replace(struck, goal=replace(SALAH, at=GOAL_AT - 9 * SECOND)))
    assert len(layers_of(scene(old, struck.at, HD), Strap)) == 1


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        pytest.param(0, True, id="at-once"),
        pytest.param(30 * SECOND, True, id="half-a-minute-late"),
        pytest.param(60 * SECOND, True, id="a-minute-late"),
        pytest.param(60 * SECOND + 1, False, id="later"),
        pytest.param(600 * SECOND, False, id="joined-in-mid-match"),
        pytest.param(-SECOND, True, id="dated-on"),
    ],
)
@pytest.mark.parametrize("state", [SCORED, ANNULLED], ids=["goal", "var"])
def test_what_happened_long_ago_is_no_news(state: GameState, late: int, *, expected: bool) -> None:
    happened = GOAL_AT - late
    known = replace(
        state,
        goal=state.goal and replace(state.goal, event_time=happened),
        annulled=state.annulled and replace(state.annulled, event_time=happened),
    )
    shown = scene(known, GOAL_AT, SIZE)
    assert bool(strap_words(shown)) == expected
    assert (len(layers_of(shown, ScoreCell)) == 3) == expected
    assert (
        BOARD.moment(shot(known, GOAL_AT)) != BOARD.moment(shot(known, GOAL_AT + 1))
    ) == expected


@pytest.mark.parametrize(
    ("phase", "kicks"),
    [
        pytest.param(Phase.EXTRA_SECOND_HALF, [], id="before"),
        pytest.param(Phase.SHOOT_OUT, [(4, 3)], id="while-it-lasts"),
        pytest.param(Phase.AFTER_SHOOT_OUT, [(4, 3)], id="after"),
    ],
)
@pytest.mark.parametrize("size", [HD, SIZE], ids=str)
def test_kicks_of_a_shoot_out_stand_below_the_scores(
    phase: Phase, kicks: list[tuple[int, int]], size: PictureSize
) -> None:
    state = replace(
        PLAYING,
        phase=phase,
        home=replace(HOME, score=1, shootout=4),
        away=replace(AWAY, score=1, shootout=3),
    )
    shown = scene(state, KICK_OFF, size)
    drawings = [layer.drawing for layer in layers_of(shown, ShootOut)]
    assert [drawing.scores for drawing in drawings if isinstance(drawing, ShootOut)] == kicks
    assert not layers_of(shown, Strap)
    places, picture = bug_layout(state, size), picture_of(state, KICK_OFF, size)
    for score in (places.home_score, places.away_score):
        below = score._replace(top=places.shootout.top, height=places.shootout.height)
        is_dark = cut(picture, below).max(axis=2) < 90
        assert is_dark.mean() == 1 if not kicks else 0.05 < is_dark.mean() < 0.5


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        pytest.param(SCORED, ["GOAL", "Mohamed Salah", "12'"], id="scorer-and-minute"),
        pytest.param(
            replace(SCORED, goal=ScoredMark(at=GOAL_AT, side=Side.AWAY)),
            ["GOAL", "Manchester City", ""],
            id="scorer-not-known-yet",
        ),
        pytest.param(ANNULLED, ["VAR", "NO GOAL", "Offside"], id="var"),
        pytest.param(
            replace(ANNULLED, annulled=AnnulledMark(at=GOAL_AT, side=Side.HOME)),
            ["VAR", "NO GOAL", ""],
            id="var-without-a-reason",
        ),
        pytest.param(
            replace(SCORED, annulled=AnnulledMark(at=GOAL_AT + FRAME, side=Side.HOME)),
            ["VAR", "NO GOAL", ""],
            id="the-later-of-both",
        ),
        pytest.param(
            scored(replace(SALAH, player="손흥민")),
            ["GOAL", "Liverpool", "12'"],
            id="no-letter-of-a-name",
        ),
        pytest.param(
            scored(replace(SALAH, player="손 Son")),
            ["GOAL", "· Son", "12'"],
            id="some-letters-of-a-name",
        ),
        pytest.param(
            scored(replace(SALAH, kind=GoalKind.OWN_GOAL)),
            ["GOAL", "Mohamed Salah", "OG 12'"],
            id="own-goal",
        ),
        pytest.param(
            scored(replace(SALAH, kind=GoalKind.PENALTY, minute=None)),
            ["GOAL", "Mohamed Salah", "PEN"],
            id="penalty",
        ),
        pytest.param(
            replace(ANNULLED, annulled=AnnulledMark(at=GOAL_AT, side=Side.HOME, reason="오프")),
            ["VAR", "NO GOAL", ""],
            id="no-letter-of-a-reason",
        ),
        pytest.param(
            replace(ANNULLED, annulled=AnnulledMark(at=GOAL_AT, side=Side.HOME, reason=" var\n")),
            ["VAR", "NO GOAL", ""],
            id="the-reason-is-the-tag",
        ),
    ],
)
def test_the_strap_says_what_happened(state: GameState, expected: list[str]) -> None:
    assert strap_words(scene(state, GOAL_AT + SECOND, SIZE)) == expected


def test_score_and_cards_do_not_move_the_bug() -> None:
    others = [
        replace(PLAYING, phase=Phase.SHOOT_OUT, away=replace(AWAY, shootout=12)),
        replace(PLAYING, home=replace(HOME, score=10), away=replace(AWAY, score=99)),
        replace(PLAYING, away=replace(AWAY, red_cards=2)),
        replace(PLAYING, phase=Phase.SHOOT_OUT, added_minutes=4),
    ]
    assert {bug_layout(state, HD) for state in others} == {bug_layout(PLAYING, HD)}


ODD_NAMES = [
    "",
    " ",
    "\n",
    "⚽🏴\U000e0067",
    "שלום עליכם",
    "null",
    "\"';--\\",
    "\ud800",
    "Z̸̢̛a̶l̷g̵o̴",
    "W" * 200,
    "中国足球",
    "محمد صلاح 45+2'",
]


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
@pytest.mark.parametrize(
    "size",
    [HD, SIZE, PictureSize(width=540, height=960), PictureSize(width=160, height=90)],
    ids=str,
)
def test_any_name_is_drawn_inside_the_safe_area(name: str, size: PictureSize) -> None:
    side = SideState(team=Team(name=name, short=name, color=name), score=999, red_cards=999)
    state = GameState(
        home=side,
        away=side,
        phase=Phase.EXTRA_SECOND_HALF,
        clock=minutes(9999),
        added_minutes=60,
        goal=ScoredMark(at=GOAL_AT, side=Side.HOME, player=name, minute=999),
    )
    inked = picture_of(state, GOAL_AT + SECOND, size).any(axis=2)
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    assert rows[0] >= 0.05 * size.height
    assert columns[0] >= 0.05 * size.width
    assert columns[-1] < 0.95 * size.width
    assert rows[-1] < 0.95 * size.height


@pytest.mark.parametrize("width", [16, 18, 20, 64, 400, 4096])
@pytest.mark.parametrize("height", [16, 18, 20, 64, 400, 4096])
def test_the_smallest_and_oddest_pictures_are_dressed(width: int, height: int) -> None:
    size = PictureSize(width=width, height=height)
    pens = replace(PLAYING, phase=Phase.AFTER_SHOOT_OUT)
    for state, at in ((SCORED, GOAL_AT), (SCORED, GOAL_AT + SECOND), (pens, KICK_OFF)):
        assert Renderer().boxes(scene(state, at, size))


def test_two_red_sides_can_be_told_apart() -> None:
    red = replace(AWAY, team=replace(AWAY.team, color="#db0007"))
    state = replace(PLAYING, away=red)
    places, picture = bug_layout(state, HD), picture_of(state, KICK_OFF, HD)
    home, away = (cut(picture, area).astype(int) for area in (places.home_kit, places.away_kit))
    assert abs(home.mean(axis=(0, 1)) - away.mean(axis=(0, 1))).max() > 100


def test_boxes_are_few_and_nearly_all_opaque() -> None:
    state = replace(SCORED, added_minutes=3)
    boxes = Renderer().boxes(scene(state, GOAL_AT + FLASH - SECOND // 2, HD))
    assert len(boxes) <= 7
    assert all((box.pixels[..., 3] == 255).mean() > 0.99 for box in boxes)
    assert sum(box.opacity < 255 for box in boxes) <= 1


def test_the_clock_cell_stands_where_the_layout_says() -> None:
    (layer,) = layers_of(scene(PLAYING, KICK_OFF, HD), ClockCell)
    cell = bug_layout(PLAYING, HD).clock
    assert (layer.left, layer.top) == (cell.left, cell.top)
    assert (layer.drawing.width, layer.drawing.height) == (cell.width, cell.height)
