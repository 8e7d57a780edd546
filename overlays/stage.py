"""The stage: which graphics stand as of a moment, by hand, by rule or always, and in which pose.

Whoever comes takes those out that it cannot stand with, each by its own way out. What a rule
brought covers what stands by hand, which comes back once it has gone; whatever is taken or cleared
by hand in its place ends it. What always stands is only ever covered.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from fractions import Fraction
from itertools import pairwise

from feeds.state import GameState
from overlays.catalogue import GRAPHICS, known
from overlays.graphic import PLAIN, Fields, Graphic, Shot, Slot, Style, takes_out
from overlays.mirror import mirrored
from overlays.occasions import happened
from overlays.rule import Rule
from overlays.scene import Layer, PictureSize, Scene
from overlays.takes import Act, ByHand, Move
from overlays.words import is_right_to_left

# Longer ago than any way in takes.
_LONG_AGO = 3_600_000_000


class _By(IntEnum):
    """What brought a graphic; of two at one moment the later here comes last."""

    ALWAYS = 0
    HAND = 1
    RULE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Want:
    """A graphic is to stand from `begin` to `end` (µs, None while nobody knows)."""

    graphic: Graphic
    by: _By
    begin: int
    end: int | None
    fields: Fields = field(default_factory=dict)
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A graphic stands from `begin` to `end`; `moves` changed and stepped it meanwhile."""

    graphic: Graphic
    begin: int
    end: int | None
    fields: Fields
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A graphic as it stands. Equal ones look the same on every picture."""

    graphic: str
    state: GameState
    fields: Fields
    style: Style
    pose: Hashable
    shot: Shot = field(compare=False)

    @property
    def is_leaving(self) -> bool:
        """Whether it is on its way out."""
        return self.shot.leaving is not None


type Unsaid = Callable[[str, GameState], Fields]
"""What a graphic's fields say into which nothing was typed, as of a state."""


def _nothing(_graphic: str, _state: GameState) -> Fields:
    return {}


type OnAir = tuple[Standing, ...]
NOTHING_ON_AIR: OnAir = ()


class Stage:
    """What stands, for a style, the rules of a show, a frame rate, and what fields say unsaid.

    What was worked out last is kept, since state and moves change seldom. For one thread.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        style: Style = PLAIN,
        rate: Fraction = Fraction(25),
        unsaid: Unsaid = _nothing,
    ) -> None:
        self._unsaid = unsaid
        self._rules = tuple(rules)
        self._style = style
        self._rate = rate
        self._state: GameState | None = None
        self._by_hand: ByHand = ()
        self._spans: list[Span] = []

    def standing(self, state: GameState, by_hand: ByHand, event_time: int) -> OnAir:
        """What stands at `event_time` (µs since 1970), bottom to top."""
        if state is not self._state or by_hand != self._by_hand:
            self._state, self._by_hand = state, by_hand
            self._spans = self.spans(state, by_hand)
        poses = (self._pose(span, state, event_time) for span in self._spans)
        return tuple(one for one in poses if one is not None)

    def allows(self, graphic: Graphic) -> bool:
        """Whether the style has it on."""
        return self._style.allows(graphic.id)

    def spans(self, state: GameState, by_hand: ByHand) -> list[Span]:
        """From when to when what stands, bottom to top and in order of time."""
        ours = [*self._always(by_hand), *self._taken(by_hand)]
        wants = [self._spoken(want, state) for want in ours] + [*self._by_rule(state, by_hand)]
        wants = [want for want in wants if self._may_stand(want.graphic, state)]
        found = _seen(sorted(wants, key=_order), by_hand)
        return sorted(found, key=lambda span: (span.graphic.slot, span.begin))

    def _may_stand(self, graphic: Graphic, state: GameState) -> bool:
        return graphic.shows(state) and self.allows(graphic)

    def _spoken(self, want: _Want, state: GameState) -> _Want:
        """With what its fields say into which nothing was typed."""
        unsaid = self._unsaid(want.graphic.id, state)
        said = {name: text for name, text in unsaid.items() if text}
        return replace(want, fields={**said, **want.fields}) if said else want

    def _always(self, by_hand: ByHand) -> Iterator[_Want]:
        """What stands without being taken, before, between and after it was cleared."""
        for graphic in filter(self._style.stands, GRAPHICS):
            moves = (move for move in by_hand if move.graphic == graphic.id)
            first = Move(graphic=graphic.id, at=-_LONG_AGO)
            yield from _spells(graphic, [first, *moves], _By.ALWAYS)

    def _taken(self, by_hand: ByHand) -> Iterator[_Want]:
        for graphic in GRAPHICS:
            moves = [move for move in by_hand if move.graphic == graphic.id]
            if moves and not self._style.stands(graphic):
                yield from _spells(graphic, moves, _By.HAND)

    def _by_rule(self, state: GameState, by_hand: ByHand) -> Iterator[_Want]:
        """What rules bring, unless it has nothing to say."""
        wanted = list(self._taken(by_hand))
        for rule in self._rules:
            graphic = known(rule.graphic)
            for one in happened(state, rule.on):
                begin = one.mark.at
                fields = rule.says(state, one.mark, self._style)
                is_over = any(_stands(want, rule.not_over, begin) for want in wanted)
                if is_over or graphic.manifest.is_lacking(fields):
                    continue
                lasts = begin + rule.length if rule.length else None
                yield _Want(
                    graphic=graphic,
                    by=_By.RULE,
                    begin=begin,
                    end=min([*_known(lasts), *_known(one.struck)], default=None),
                    fields=fields,
                )

    def _pose(self, span: Span, state: GameState, event_time: int) -> Standing | None:
        """None while nothing of it is to be seen. What leaves stops coming in where it is."""
        graphic, end = span.graphic, span.end
        since = (event_time if end is None else min(event_time, end)) - span.begin
        leaving = None if end is None or event_time < end else event_time - end
        theme = self._style.theme
        is_gone = leaving is not None and leaving >= graphic.paced(graphic.out, theme)
        if since < 0 or is_gone or end == span.begin:
            return None
        shot = self._shot(span, state, event_time, (since, leaving))
        settles = graphic.paced(graphic.settles, theme)
        moving = (
            (shot.since if shot.since < settles else None),
            shot.leaving,
            shot.step,
            *(
                ago if ago is not None and ago < settles else None
                for ago in (shot.changed, shot.stepped)
            ),
            shot.former_step,
        )
        return Standing(
            graphic=graphic.id,
            state=state,
            fields=shot.fields,
            style=self._style,
            pose=(moving, graphic.moment and graphic.moment(shot)),
            shot=shot,
        )

    def _shot(
        self, span: Span, state: GameState, event_time: int, pose: tuple[int, int | None]
    ) -> Shot:
        fields, former, changed = span.fields, span.fields, None
        step, stepped, former_step = 1, None, 1
        past: list[tuple[Fields, int]] = []
        reached = event_time if span.end is None else min(event_time, span.end)
        for move in span.moves:
            if move.at > reached:
                break
            if move.act is Act.CHANGED:
                fields, former, changed = {**fields, **move.fields}, fields, reached - move.at
                past.append((former, changed))
            else:
                former_step, step, stepped = step, move.step, reached - move.at
        return Shot(
            state=state,
            at=event_time,
            since=pose[0],
            leaving=pose[1],
            fields=fields,
            former=former,
            changed=changed,
            past=tuple(past),
            step=step,
            stepped=stepped,
            former_step=former_step,
            style=self._style,
            rate=self._rate,
        )


def layers_of(standing: Standing, size: PictureSize) -> tuple[Layer, ...]:
    """A graphic's layers on a picture of that size, bottom to top.

    Mirrored in languages that are read from right to left.
    """
    style = standing.style
    if not style.allows(standing.graphic, size):
        return ()
    layers = known(standing.graphic).layers(standing.shot, size)
    return mirrored(layers, size) if is_right_to_left(style.language) else layers


def scene(standing: OnAir, size: PictureSize) -> Scene:
    """Its scene on a picture of that size."""
    return Scene(layers=tuple(layer for one in standing for layer in layers_of(one, size)))


def names(standing: OnAir) -> frozenset[str]:
    """The graphics that stand and are not on their way out."""
    return frozenset(one.graphic for one in standing if not one.is_leaving)


def _spells(graphic: Graphic, moves: Sequence[Move], by: _By) -> Iterator[_Want]:
    """Each time a graphic was taken, until it was taken anew or cleared, or its time was over."""
    ends = [move for move in moves if move.act in (Act.TAKEN, Act.CLEARED)]
    for move, after in pairwise([*ends, None]):
        if move is None or move.act is not Act.TAKEN:
            continue
        bounds = [] if after is None else [after.at]
        bounds += [] if move.until is None else [move.until]
        bounds += [] if graphic.lasts is None else [move.at + graphic.lasts]
        end = min(bounds, default=None)
        yield _Want(
            graphic=graphic,
            by=by,
            begin=move.at,
            end=end,
            fields=move.fields,
            moves=tuple(
                one
                for one in moves
                if one.act in (Act.CHANGED, Act.STEPPED)
                and one.at >= move.at
                and (end is None or one.at < end)
            ),
        )


def _order(want: _Want) -> tuple[int, int]:
    return want.begin, want.by


def _stands(want: _Want, slots: frozenset[Slot], moment: int) -> bool:
    return (
        want.graphic.slot in slots
        and want.begin <= moment
        and (want.end is None or want.end > moment)
    )


def _seen(wants: Sequence[_Want], by_hand: ByHand) -> list[Span]:
    """Where each is to be seen, from the last to the first, since the later ones cover."""
    spans: list[tuple[_Want, Span]] = []
    for place in range(len(wants) - 1, -1, -1):
        want = wants[place]
        later = [
            one for one in wants[place + 1 :] if takes_out(one.graphic.slot, want.graphic.slot)
        ]
        end = min([*_ends(want, later, by_hand), *_known(want.end)], default=None)
        covers = [
            span
            for one, span in spans
            if one.by > want.by and takes_out(one.graphic.slot, want.graphic.slot)
        ]
        spans += ((want, span) for span in _uncovered(want, end, covers))
    return [span for _, span in spans]


def _ends(want: _Want, later: Iterable[_Want], by_hand: ByHand) -> Iterator[int]:
    """When something later ends it rather than covering it."""
    if want.by is _By.ALWAYS:
        return
    for one in later:
        if one.by is want.by or (want.by is _By.RULE and one.by is _By.HAND):
            yield one.begin
    if want.by is _By.RULE:
        for move in by_hand:
            is_end = move.act in (Act.TAKEN, Act.CLEARED) and move.at > want.begin
            if is_end and known(move.graphic).slot is want.graphic.slot:
                yield move.at


def _uncovered(want: _Want, end: int | None, covers: Sequence[Span]) -> Iterator[Span]:
    """The parts of it that nothing covers."""
    begin = want.begin
    for cover in sorted(covers, key=lambda span: span.begin):
        if cover.end is not None and cover.end <= begin:
            continue
        if end is not None and cover.begin >= end:
            break
        if cover.begin > begin:
            yield _span(want, begin, cover.begin)
        if cover.end is None:
            return
        begin = max(begin, cover.end)
    if end is None or begin < end:
        yield _span(want, begin, end)


def _span(want: _Want, begin: int, end: int | None) -> Span:
    return Span(graphic=want.graphic, begin=begin, end=end, fields=want.fields, moves=want.moves)


def _known(end: int | None) -> list[int]:
    return [] if end is None else [end]
