"""Plain scoreboards: values by well-known names, as a sheet or a mapped payload has them, as facts.

Whoever reads one says what stands under which name; all else, what each should be and what follows
from it, is here.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from feeds import coercion
from feeds.coercion import ClockUnit, Values, color, count, flag, short, text
from feeds.fact import (
    AddedTime,
    Aggregate,
    ClockSet,
    Correction,
    Fact,
    Goal,
    InningHalf,
    Match,
    MatchEnded,
    MatchStatus,
    PeriodEnded,
    PeriodScores,
    PeriodStarted,
    Points,
    ShootOutScore,
    ShotClockSet,
    StatusSet,
    Team,
)
from feeds.happening import Side
from feeds.reading import Reading, Voice
from feeds.scoreboard_phase import reader
from feeds.scoreboard_rows import Rows, ScoreboardRows
from feeds.scoreboard_situation import SITUATION_FIELDS, situation
from feeds.sport import RULES, Direction, Sport

FIELDS = (
    *("home_id", "home_name", "home_short", "home_color"),
    *("away_id", "away_name", "away_short", "away_color", "competition", "venue"),
    "best_of",
    *("home_score", "away_score", "home_periods", "away_periods"),
    *("home_shootout", "away_shootout", "home_aggregate", "away_aggregate"),
    *("phase", "period", "half", "clock", "running", "added", "shot_clock", "as_of"),
)
_SCORES = ("home_score", "away_score", "home_periods", "away_periods")
_LISTS = {"goals", "cards", "substitutions", "points", "kicks", "penalties"}
_ODD_AT_MOST = 50
_TOP = {"top", "1", "t", "away", "visitor"}
_BOTTOM = {"bottom", "bot", "2", "b", "home"}
_SHOOT_OUT = 5
_SETS = coercion.whole(1, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How what is said is meant, where it does not say so itself.

    `words` says by place (`phase`, `side`, or a list's name) what the feed's words are in ours.
    """

    sport: Sport = Sport.GENERIC
    clock_unit: ClockUnit = ClockUnit.SECONDS
    clock_counts: Direction | None = None
    is_own_by: bool = False
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Scoreboard:
    """One provider's scoreboard, payload by payload.

    A clock that is not there any more, or does not fit, runs on while its period does. Where it is
    typed by a person, it is said as it stood.
    """

    def __init__(self, *, is_typed: bool = False) -> None:
        self._stood = _Stood(is_typed=is_typed)
        self._had: set[str] = set()

    def reading(self, values: Values, rows: Rows, terms: Terms, voice: Voice) -> Reading:
        """All that is said, in the order in which it is to be told.

        A list or a score that was there before and is not now takes nothing back.
        """
        told = _Said(values, rows, terms, voice, self._stood)
        facts = [*told.facts()]
        self._stood = self._stood.after(facts, is_playing=told.is_playing)
        said = {*rows} & _LISTS | {name for name in _SCORES if values.says(name)}
        is_whole = self._had <= said
        self._had |= said
        as_of = values.get("as_of", coercion.moment)
        odd = tuple(dict.fromkeys(values.odd))[:_ODD_AT_MOST]
        return Reading(
            facts=tuple(facts),
            warnings=odd,
            is_whole=is_whole,
            as_of=as_of,
            is_typed=self._stood.is_typed,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stood:
    """What the payloads before said last: the match, and the clock of a period that is played.

    Where it is typed, a person may have emptied the clock.
    """

    is_typed: bool = False
    match: Match | None = None
    clock: ClockSet | None = None
    period: int | None = None

    def after(self, facts: list[Fact], *, is_playing: bool) -> "_Stood":
        """What stands after a payload."""
        clock = next((one for one in facts if isinstance(one, ClockSet)), None)
        match = next((fact for fact in facts if isinstance(fact, Match)), self.match)
        stood = replace(self, match=match)
        if clock is not None:
            period = clock.period or self.period
            return replace(stood, clock=clock, period=period)
        is_begun = any(isinstance(fact, PeriodStarted) for fact in facts)
        return replace(stood, clock=None, period=None) if is_begun or not is_playing else stood

    def runs_on(self, period: int | None) -> bool:
        """Whether the clock of a period was told and nothing has come between."""
        return self.clock is not None and period in {None, self.period}

    def team(self, side: Side) -> Team | None:
        """A side as it was called."""
        if self.match is None:
            return None
        return self.match.home if side is Side.HOME else self.match.away


class _Said:
    """What one payload says, after what stood before."""

    def __init__(
        self, values: Values, rows: Rows, terms: Terms, voice: Voice, stood: _Stood
    ) -> None:
        self._values = values
        self._terms = terms
        self._stood = stood
        self._of = voice.of
        self._teams = {side: self._team(side) for side in Side}
        self._read_side = coercion.side_by(self._names())
        self._rows = ScoreboardRows(
            rows, terms.words, self._read_side, voice, is_own_by=terms.is_own_by
        )
        self._half = values.get("half", _half)
        self._said = values.get("phase", reader(terms.words.get("phase", {})))
        told = None if self._said is None else self._said.period
        self._period = told or values.get("period", coercion.period)

    @property
    def is_playing(self) -> bool:
        """Whether nothing says that it is not being played."""
        return self._said is None or self._said.word in {"playing", ""}

    def facts(self) -> Iterator[Fact]:
        if self._stood.is_typed:
            # Whoever typed it is to know before the match is played.
            self._values.get("clock", coercion.clock_in(self._terms.clock_unit))
            self._values.get("running", flag)
        yield self._match()
        yield from self._rows.line_ups()
        happened = list(self._rows.happenings())
        yield from happened
        yield from self._scores(happened)
        yield from self._rows.stats()
        yield from self._standing()
        by = self._of("situation")
        found = situation(self._terms.sport, self._values, self._read_side, self._half, by)
        if found is not None:
            yield found

    def _match(self) -> Match:
        """The match; of the same sides what is not said any more stands."""
        match = Match(
            sport=self._terms.sport,
            home=self._teams[Side.HOME],
            away=self._teams[Side.AWAY],
            competition=self._values.get("competition", text),
            venue=self._values.get("venue", text),
            best_of=self._values.get("best_of", _SETS),
            **self._of("match"),
        )
        stood = self._stood.match
        if stood is None or {self._is_as_it_was(side) for side in Side} != {True}:
            return match
        competition, venue = match.competition or stood.competition, match.venue or stood.venue
        best_of = match.best_of or stood.best_of
        return replace(match, competition=competition, venue=venue, best_of=best_of)

    def _is_as_it_was(self, side: Side) -> bool:
        stood = self._stood.team(side)
        return stood is not None and stood.name == self._teams[side].name

    def _team(self, side: Side) -> Team:
        """A side; a name that is not said any more stands, and of that what goes with it."""
        stood = self._stood.team(side) or Team(name=side.value.title())
        name = self._values.get(f"{side.value}_name", text) or stood.name
        letters = self._values.get(f"{side.value}_short", short)
        its_color = self._values.get(f"{side.value}_color", color)
        if name == stood.name:
            letters, its_color = letters or stood.short, its_color or stood.color
        return Team(name=name, short=letters, color=its_color)

    def _names(self) -> dict[str, Side]:
        """What the sides are called: by word, id, name and letters."""
        names: dict[str, Side] = {}
        for side, team in self._teams.items():
            told = self._values.get(f"{side.value}_id", text), team.name, team.short
            names |= {one.casefold(): side for one in told if one}
        for word, ours in self._terms.words.get("side", {}).items():
            if ours in {*Side}:
                names[word.casefold()] = Side(ours)
        return names

    def _pair[Read](self, what: str, read: Callable[[Any], Read]) -> tuple[Read, Read] | None:
        """Both sides' values, where both are said."""
        home, away = (self._values.get(f"{side.value}_{what}", read) for side in Side)
        return None if home is None or away is None else (home, away)

    def _scores(self, happened: list[Fact]) -> Iterator[Fact]:
        """The score, where what is listed does not come to it, and what stands beside it."""
        score = self._pair("score", count)
        if score is not None and score != self._counted(happened):
            yield Correction(home=score[0], away=score[1], **self._of("score"))
        if scores := self._periods():
            yield PeriodScores(scores=scores, **self._of("periods"))
        kicks = self._pair("shootout", count)
        if kicks is not None:
            yield ShootOutScore(home=kicks[0], away=kicks[1], **self._of("kicks"))
        brought = self._pair("aggregate", count)
        if brought is not None:
            yield Aggregate(home=brought[0], away=brought[1], **self._of("aggregate"))

    def _counted(self, happened: list[Fact]) -> tuple[int, int]:
        counted: Counter[Side] = Counter()
        for fact in happened:
            if isinstance(fact, Goal):
                counted[fact.side] += 1
            elif isinstance(fact, Points) and not RULES[self._terms.sport].is_of_sets:
                counted[fact.side] += fact.points
        return counted[Side.HOME], counted[Side.AWAY]

    def _periods(self) -> tuple[tuple[int, int], ...]:
        found = self._pair("periods", coercion.numbers)
        scores = [] if found is None else list(zip(*found, strict=False))
        points = None
        if RULES[self._terms.sport].is_of_rallies:
            points = self._pair("points", count)
        if points is not None:
            played = self._period or len(scores) + 1
            scores = [*scores[: played - 1], points]
            if len(scores) < played:
                self._values.note("home_periods", f"says nothing of the sets before set {played}")
                return ()
        return tuple(scores)

    def _standing(self) -> Iterator[Fact]:
        """Whether and where it is played, and what the clock says."""
        said, period = self._said, self._period
        if said is None:
            if not self._values.says("phase"):
                yield from self._playing(period)
            return
        status = said.status
        if status is None and said.word != "scheduled":
            status = MatchStatus.AS_PLANNED
        if status is not None:
            yield StatusSet(status=status, **self._of("status"))
        yield from self._phase(said.word, period)

    def _phase(self, word: str, period: int | None) -> Iterator[Fact]:
        match word:
            case "playing":
                yield from self._playing(period)
            case "shoot_out":
                yield from self._shoot_out(period)
            case "break" if period is None:
                self._values.note(
                    "period", "says nothing, so nobody knows after which the break is"
                )
            case "break" | "ended":
                if period is not None:
                    yield PeriodEnded(period=period, **self._of(f"period/{period}/end"))
                if word == "ended":
                    yield MatchEnded(**self._of("end"))
            case _:
                return

    def _shoot_out(self, period: int | None) -> Iterator[Fact]:
        if self._terms.sport is Sport.FOOTBALL:
            period = _SHOOT_OUT
        if period is None:
            self._values.note("period", "says nothing, so nobody knows the shoot-out's")
            return
        yield PeriodStarted(period=period, is_shoot_out=True, **self._of(f"period/{period}"))

    def _playing(self, period: int | None) -> Iterator[Fact]:
        read = coercion.clock_in(self._terms.clock_unit)
        clock = self._values.get("clock", read)
        half = self._half
        runs_on = clock is None and self._stood.runs_on(period)
        if runs_on and self._stood.is_typed:
            clock = self._typed_before()
        if period is not None and not runs_on and (clock is None or half is not None):
            name = f"period/{period}" + (f"/{half.value}" if half else "")
            yield PeriodStarted(period=period, half=half, **self._of(name))
        if clock is not None:
            yield ClockSet(
                clock=clock,
                running=self._is_running(),
                period=period,
                counts=self._terms.clock_counts,
                **self._of("clock"),
            )
        added = self._values.get("added", coercion.whole(0, 60))
        if added:
            yield AddedTime(minutes=added, **self._of("added"))
        shot = self._values.get("shot_clock", read)
        if shot is not None:
            yield ShotClockSet(clock=shot, **self._of("shot-clock"))

    def _typed_before(self) -> int | None:
        """The clock that stood in a cell which says none now."""
        if not self._values.says("clock"):
            self._values.note("clock", "says nothing; it runs on as it was")
        return None if self._stood.clock is None else self._stood.clock.clock

    def _is_running(self) -> bool:
        """Whether the clock runs: it does, unless it is said or was said to stand."""
        found = self._values.get("running", flag)
        if found is None and self._values.says("running") and self._stood.clock is not None:
            return self._stood.clock.running
        return True if found is None else found


def _half(given: object) -> InningHalf:
    word = text(given).casefold()
    if word not in _TOP | _BOTTOM:
        raise ValueError("is neither top nor bottom")
    return InningHalf.TOP if word in _TOP else InningHalf.BOTTOM


def is_known(name: str, sport: Sport) -> bool:
    """Whether something may be said under a name in a sport."""
    return name in FIELDS or name in SITUATION_FIELDS.get(sport, ())
