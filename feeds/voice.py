"""Voices: all that one teller says of a match, apart from what goes on air of it."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import get_args

from feeds.fact import (
    AddedTime,
    Aggregate,
    ClockSet,
    Correction,
    Fact,
    Match,
    OtherMatch,
    PeriodEnded,
    PeriodScores,
    PeriodStarted,
    Retraction,
    ShootOutScore,
    Stat,
    StatusSet,
)
from feeds.field import Field, Part
from feeds.situation import Situation
from feeds.squad import LineUp, Standings
from feeds.state import GameState
from feeds.timeline import Timeline, TimelineFullError

HAND = "hand"
"""The operator's voice."""
_KEPT = 20_000
_HOLDING = (
    AddedTime,
    Aggregate,
    LineUp,
    Match,
    OtherMatch,
    PeriodScores,
    ShootOutScore,
    Standings,
    Stat,
    StatusSet,
    *get_args(Situation.__value__),
)


@dataclass(slots=True)
class Spoken:
    """What was said last of a part, of which event time (µs), and by whom."""

    last: Fact
    at: int
    by: str


class Voice:
    """One teller's. Times are event times at the venue, the teller's offset included, µs.

    `is_fresh` is what those who hear it say of it; `since` is when that changed last, `heard` when
    it last said anything, be it that nothing changed. `generation` counts matches: which one it
    tells of, None while it has named none.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_fresh = True
        self.since = 0
        self.heard: int | None = None
        self.generation: int | None = None
        self.spoken: dict[Part, Spoken] = {}
        self._facts: OrderedDict[str, tuple[Fact, Part]] = OrderedDict()
        self._timeline = Timeline()
        self._asked = 0

    def tell(self, fact: Fact, part: Part, at: int, by: str = "") -> None:
        """Take what it says, of the event time `at`; `by` whom, where it speaks for many."""
        self.spoken[part] = Spoken(last=fact, at=at, by=by or self.name)
        if fact.id is not None:
            self._facts[fact.id] = fact, part
            self._facts.move_to_end(fact.id)
            if len(self._facts) > _KEPT:
                self._facts.popitem(last=False)
        timed = fact if fact.event_time is None else replace(fact, event_time=at)
        if at <= self._asked:
            # Not before the moment asked for last: all would have to be folded anew.
            self._asked += 1
        try:
            self._timeline.add(timed, visible_from=max(at, self._asked))
        except TimelineFullError:
            # So many facts of the future are no match; what was said before stays.
            return

    def has_told(self, provider: str, field: Field) -> bool:
        """Whether what it tells of a field has a fact of one who told it."""
        told = self._facts.values()
        return any(fact.provider == provider and part.field is field for fact, part in told)

    @property
    def made_up(self) -> tuple[str, str]:
        """The ids of what is told of its score and clock in its name."""
        return f"{self.name}/score", f"{self.name}/clock"

    @property
    def has_totals(self) -> bool:
        """Whether it said a score, apart from goals."""
        return any(isinstance(fact, Correction) for fact, _ in self._facts.values())

    @property
    def told(self) -> list[Fact]:
        """All it told of this match itself, each as told last."""
        return [fact for name, (fact, _) in self._facts.items() if name not in self.made_up]

    def fact(self, name: str | None) -> Fact | None:
        """What it told under an id; None where it told nothing, or took it back."""
        found = self._facts.get(name or "")
        return found[0] if found else None

    def state(self, at: int) -> GameState:
        """The game state it tells of, as of an event time, or of a later one asked for before."""
        self._asked = max(self._asked, at)
        return self._timeline.as_of(self._asked)

    def word(self, part: Part, at: int, offset: int) -> list[Fact]:
        """All it says of a part, to be told anew at an event time: its readings as they are then.

        What it took back is left out. `offset` (µs) is the feed's, whose own time facts bear. What
        holds until it is said otherwise is of now, behind what another said meanwhile.
        """
        taken_back = {
            fact.retracts for fact, _ in self._facts.values() if isinstance(fact, Retraction)
        }
        told: list[Fact] = [
            replace(fact, event_time=at - offset) if isinstance(fact, _HOLDING) else fact
            for name, (fact, of) in self._facts.items()
            if of == part and name not in taken_back and not isinstance(fact, Retraction)
        ]
        if part.field is Field.SCORE:
            return [*(f for f in told if not isinstance(f, Correction)), self._score(at, offset)]
        state = self.state(at)
        if part.field is Field.CLOCK and state.clock is not None:
            clock = ClockSet(
                event_time=at - offset,
                received=at,
                provider=self.name,
                id=self.made_up[1],
                revision=at,
                clock=state.clock.at(at) // 1000 * 1000,
                running=state.clock.running,
                is_estimated=any(f.is_estimated for f in told if isinstance(f, ClockSet)),
            )
            periods = [f for f in told if isinstance(f, PeriodStarted | PeriodEnded)]
            rest = [f for f in told if not isinstance(f, ClockSet | PeriodStarted | PeriodEnded)]
            return [*periods[-1:], *rest, clock]
        return told

    def _score(self, at: int, offset: int) -> Correction:
        state = self.state(at)
        return Correction(
            event_time=at - offset,
            received=at,
            provider=self.name,
            id=self.made_up[0],
            revision=at,
            home=state.home.score,
            away=state.away.score,
        )

    def begins_anew(self, fact: Match) -> bool:
        """Whether it tells of another match than before."""
        spoken = self.spoken.get(Part(Field.MATCH))
        if spoken is None or fact.corrects is not None:
            return False
        return fact.id is None or fact.id != spoken.last.id
