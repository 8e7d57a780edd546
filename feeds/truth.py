"""The truth of a match, of all that several feeds and the operator say of it.

In each part of the state one feed leads: the first in order that is fresh and speaks of it. What
the others say is heard, compared and kept for the day they lead. Two tellings of one happening
become one. What can hardly be, or goes against the operator's word, is not taken but asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from feeds.asking import Aired, Disputes, in_words, unconfirmed
from feeds.certainty import Certainty, certainties
from feeds.doubt import Doubt, doubt, reading_of, score_of
from feeds.event_time import MICROSECONDS
from feeds.fact import (
    Card,
    ClockSet,
    Correction,
    Fact,
    Goal,
    Match,
    PeriodEnded,
    PeriodStarted,
    Points,
    Retraction,
    Substitution,
)
from feeds.field import Field, Part, part_of
from feeds.happening import Side
from feeds.leading import Leading
from feeds.questions import (
    DISPUTED,
    JUMP,
    TAKEN_BACK,
    UNCONFIRMED,
    Question,
    Questions,
)
from feeds.sport import RULES, Direction, Sport
from feeds.standing import Happenings
from feeds.state import GameState
from feeds.tally import confirm, counted, lacks_only, undone
from feeds.voice import HAND, Voice

_SECOND = MICROSECONDS
_MINUTE = 60 * _SECOND
# Kick-offs told by hand and by a feed are one; the feed's is the better where it is so near.
_SAME_START, _REFINED = 180 * _SECOND, 10 * _SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A fact as it is to be told; where it is only heard, why, and what is asked of it.

    `said` is what the feed said, where that is told otherwise.
    """

    fact: Fact
    is_taken: bool
    question: Question | None = None
    said: Fact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A feed leads in a part from now on; `facts` are what it says of it."""

    part: Part
    feed: str
    facts: tuple[Fact, ...]


class Truth:
    """One channel's. `feeds` are in order of trust, `priority` says where that is another.

    `offsets` are the feeds' against the venue (µs), as they are now.
    """

    def __init__(
        self,
        feeds: Sequence[str],
        priority: Mapping[Field, Sequence[str]],
        offsets: Mapping[str, int],
    ) -> None:
        self._leading = Leading(feeds, priority)
        self._offsets = offsets
        self._aired = Voice("")
        self._happenings = Happenings()
        self._questions = Questions()
        self._disputes = Disputes()

    def judge(self, fact: Fact, feed: str, now: int) -> Judged:
        """What is to be done with a feed's fact, which is taken to be done."""
        is_anew = isinstance(fact, Match) and self._leading.voice(feed).begins_anew(fact)
        part, at = self._hear(fact, feed, now), self._at(fact, feed, now)
        self._leading.voice(feed).heard = now
        is_of_it = isinstance(fact, Match) or not self._leading.is_elsewhere(feed)
        if not is_of_it or not self._leading.may_lead(part, feed):
            return Judged(fact=fact, is_taken=False)
        if isinstance(fact, Match) and not is_anew and self._is_by_hand(part):
            return Judged(fact=fact, is_taken=False)
        found = self._doubted(fact, part, at, now)
        if found is None:
            self._questions.come_round(feed, part)
            told = self.take(fact, feed, now)
            is_as_said = replace(told, corrects=fact.corrects) == fact
            return Judged(fact=told, is_taken=True, said=None if is_as_said else fact)
        question = self._asked(found, fact, part, feed, now)
        is_asked = self._questions.ask(question)
        return Judged(fact=fact, is_taken=False, question=question if is_asked else None)

    def take(self, fact: Fact, teller: str, now: int, *, joins: bool = True) -> Fact:
        """A fact that goes on air, whoever tells it; returns it as it is to be told.

        Without `joins` it is of another happening than any that was told.
        """
        at = self._at(fact, teller, now)
        if isinstance(fact, Match):
            fact = self._same_match(fact, teller)
        elif isinstance(fact, Retraction):
            self._happenings.take_back(fact.retracts, fact.id)
            self._questions.settle(self._happenings)
        elif isinstance(fact, Correction) and teller != HAND:
            fact = counted(fact, at, self._happenings, lambda: self._aired.state(now))
        else:
            minute = self._minute(fact, at, now)
            fact = self._happenings.joined(fact, teller, at, may_join=joins, minute=minute)
            self._questions.settle(self._happenings)
        self._air(fact, teller, now)
        return fact

    def _put(self, fact: Fact, teller: str, now: int) -> None:
        """A fact that was on air already, as it was told then."""
        if isinstance(fact, Match):
            self._same_match(fact, teller)
        elif isinstance(fact, Retraction):
            self._happenings.take_back(fact.retracts, fact.id)
        else:
            at = self._at(fact, teller, now)
            self._happenings.rejoined(fact, teller, at, self._minute(fact, at, now))
        self._questions.settle(self._happenings)
        self._air(fact, teller, now)

    def _air(self, fact: Fact, teller: str, now: int) -> None:
        part = self._part(fact, self._leading.voice(teller))
        self._aired.tell(replace(fact, received=now), part, self._at(fact, teller, now), teller)

    def heard(self, fact: Fact, feed: str, now: int) -> None:
        """A fact that was only heard in an earlier run."""
        self._hear(fact, feed, now)

    def said(self, fact: Fact, teller: str, now: int) -> None:
        """A fact that was taken in an earlier run, as it was told then."""
        if teller != HAND:
            part = self._hear(fact, teller, now)
            self._leading.may_lead(part, teller)
            self._questions.come_round(teller, part)
        self._put(fact, teller, now)

    def decided(self, fact: Fact, teller: str, now: int) -> None:
        """A fact that was told in an earlier run since somebody decided so: it is on air alone."""
        self._put(fact, teller, now)

    def _hear(self, fact: Fact, feed: str, now: int) -> Part:
        """Have a fact in its feed's voice; return what it speaks of.

        What is told in its name, of what it had said before, is none of its words.
        """
        voice = self._leading.voice(feed)
        if fact.id in voice.made_up:
            return self._part(fact, voice)
        if isinstance(fact, Match):
            is_anew = voice.begins_anew(fact)
            voice = self._leading.begin(feed) if is_anew else voice
            self._leading.name_match(feed, is_anew=is_anew)
        part = self._part(fact, voice)
        voice.tell(fact, part, self._at(fact, feed, now))
        return part

    def asked(self, question: Question) -> None:
        """A question of an earlier run."""
        self._questions.ask(question)

    def answered(self, name: str, *, is_kept: bool) -> None:
        """A question that was decided in an earlier run."""
        self._questions.pop(name)
        if is_kept:
            self._keep(name)

    def part(self, retraction: Retraction, now: int) -> tuple[Fact, str] | None:
        """Take the operator's telling out of a happening that a feed told of as well.

        Returns what the feed said, to be told anew behind the retraction, and the feed: the
        happening, or its score, in which the operator's was counted. None where there is no such:
        then it is the happening that is taken back.
        """
        name = retraction.retracts
        for feed, known_as in list(self._happenings.told_besides(name)):
            said = self._leading.voice(feed).fact(known_as)
            if said is None:
                continue
            self._happenings.part(name, said)
            # What is on air already as a correction of the operator's would be no news as such.
            before = self._aired.fact(known_as)
            corrects = None if before is not None and before.corrects == name else name
            return self.take(replace(said, corrects=corrects, received=now), feed, now), feed
        return self._uncounted(retraction, now)

    def _uncounted(self, retraction: Retraction, now: int) -> tuple[Fact, str] | None:
        """The leading feed's score anew, behind one in which the operator's goal was counted.

        Where an undo is undone the goal counts again.
        """
        part, name = Part(Field.SCORE), retraction.retracts
        feed, stands = self._leading.leader(part), self._aired.spoken.get(part)
        gone = self._happenings.gone_by(name)
        touched = gone or self._happenings.named(name)
        if feed is None or stands is None or touched is None or not touched.is_by_hand:
            return None
        if not isinstance(touched.fact, Goal | Points) or not self._leading.voice(feed).has_totals:
            return None
        offset = self._offsets.get(feed, 0)
        *_, said = self._word(feed, part, now)
        score = undone(said, self._aired.state(now), touched, is_back=gone is not None)
        # Not of now: what the feed says next may be of a moment before.
        score = replace(score, event_time=stands.at + 1 - offset)
        self.take(retraction, HAND, now)
        self._air(score, feed, now)
        return score, feed

    def led(self, part: Part, feed: str) -> None:
        """A lead that was taken in an earlier run."""
        self._leading.lead(part, feed)

    def told_by(self, feed: str) -> list[Fact]:
        """All that a feed told of this match, each as told last."""
        return self._leading.voice(feed).told

    def stands(self, feed: str, *, is_fresh: bool, heard: int | None, now: int) -> None:
        """Those who hear a feed say whether it is to be trusted."""
        voice = self._leading.voice(feed)
        if voice.is_fresh != is_fresh:
            voice.is_fresh, voice.since = is_fresh, now
        voice.heard = heard if heard is not None else voice.heard

    def adopt(self, before: "Truth") -> None:
        """How well the feeds are, as another knew it."""
        self._leading.adopt(before._leading)  # noqa: SLF001 - of its own kind

    def leads(self, now: int) -> list[Lead]:
        """Who leads from now on where another did."""
        return [self._lead(part, feed, now) for part, feed in self._leading.changes(now)]

    def _lead(self, part: Part, feed: str, now: int) -> Lead:
        """A feed takes over; a score of its that would fall on air is asked first."""
        facts = tuple(self._word(feed, part, now))
        says, stands = self._leading.voice(feed).state(now), self._aired.state(now)
        falls = any(says.side(side).score < stands.side(side).score for side in Side)
        if part.field is not Field.SCORE or not falls:
            return Lead(part=part, feed=feed, facts=facts)
        question = Question(
            id=f"{DISPUTED}:{feed}:{score_of(says)}",
            kind=DISPUTED,
            part=part,
            feed=feed,
            says=score_of(says),
            stands=score_of(stands),
            since=now,
            facts=facts[-1:],
        )
        self._questions.ask(question)
        return Lead(part=part, feed=feed, facts=())

    def _word(self, feed: str, part: Part, now: int) -> list[Fact]:
        return self._leading.voice(feed).word(part, now, self._offsets.get(feed, 0))

    def questions(self, now: int) -> list[Question]:
        """All that is asked, the oldest first."""
        self._confirm(now)
        for question in unconfirmed(self._happenings, self._leading, now):
            self._questions.ask(question)
        aired = Aired(self._aired, self._happenings, self._offsets)
        self._disputes.ask(self._questions, self._leading, aired, now)
        return [self._as_it_stands(question, now) for question in self._questions]

    def _confirm(self, now: int) -> None:
        """Know again, after a restart, which goals by hand the leader's score has."""
        feed = self._leading.leader(Part(Field.SCORE))
        voice = self._leading.voice(feed) if feed else None
        if feed and voice is not None and voice.has_totals:
            confirm(feed, voice.state(now), self._happenings, self._aired.state(now))
            self._questions.settle(self._happenings)

    def _as_it_stands(self, question: Question, now: int) -> Question:
        """A question with what is on air by now."""
        state = self._aired.state(now)
        if question.part.field is Field.SCORE and question.kind in {DISPUTED, JUMP}:
            return replace(question, stands=score_of(state))
        if question.part.field is Field.CLOCK and ":" in question.says:
            return replace(question, stands=reading_of(state.clock, now))
        return question

    def answer(self, name: str, *, is_feed_right: bool, now: int) -> list[tuple[Fact, str]]:
        """Decide a question; return the facts to be told now, and who tells them.

        KeyError where it is not asked.
        """
        question = self._questions.pop(name)
        if question is None:
            raise KeyError(name)
        if not is_feed_right:
            self._keep(name)
            return []
        told = [self._behind(fact, question, now) for fact in question.facts]
        return [(self.take(fact, question.feed, now), question.feed) for fact in told]

    def _behind(self, fact: Fact, question: Question, now: int) -> Fact:
        """A reading that is taken after all: not before what it is to replace."""
        stands, feed = self._aired.spoken.get(question.part), question.feed
        at = self._at(fact, feed, now)
        if not isinstance(fact, ClockSet | Correction) or stands is None or stands.at < at:
            return fact
        later = stands.at + 1
        clock = self._leading.voice(feed).state(now).clock
        if isinstance(fact, ClockSet) and clock is not None:
            fact = replace(fact, clock=clock.at(later))
        return replace(fact, event_time=later - self._offsets.get(feed, 0))

    def clock_doubt(self, now: int, after: int) -> bool:
        """Whether nobody knows the clock any more: it may have stopped.

        Its feed has been away for more than `after` µs.
        """
        spoken = self._aired.spoken.get(Part(Field.CLOCK))
        leader = self._leading.leader(Part(Field.CLOCK))
        if spoken is None or leader is None or spoken.by == HAND:
            return False
        voice, state = self._leading.voice(leader), self._aired.state(now)
        if voice.is_fresh or state.clock is None or not state.clock.running:
            return False
        stops = RULES[state.sport or Sport.FOOTBALL].clock is Direction.DOWN
        return (stops or spoken.last.is_estimated) and now - voice.since > after

    def _is_by_hand(self, part: Part) -> bool:
        """Whether what stands of a part is the operator's word."""
        spoken = self._aired.spoken.get(part)
        return spoken is not None and spoken.by == HAND

    def _at(self, fact: Fact, teller: str, now: int) -> int:
        """When it happened at the venue, µs."""
        if fact.event_time is None:
            return now
        return fact.event_time + self._offsets.get(teller, 0)

    def _minute(self, fact: Fact, at: int, now: int) -> int | None:
        """The minute of the match that the clock on air says of an event time `at` (µs)."""
        if not isinstance(fact, Goal | Card | Substitution):
            return None
        clock = self._aired.state(now).clock
        return None if clock is None or clock.rate < 0 else clock.at(at) // _MINUTE + 1

    def _part(self, fact: Fact, voice: Voice) -> Part:
        if not isinstance(fact, Retraction):
            return part_of(fact)
        standing = self._happenings.named(fact.retracts)
        return part_of(fact, voice.fact(fact.retracts) or (standing.fact if standing else None))

    def _doubted(self, fact: Fact, part: Part, at: int, now: int) -> Doubt | None:
        if isinstance(fact, Retraction):
            standing = self._happenings.named(fact.retracts)
            if standing is None or not standing.is_by_hand:
                return None
            return Doubt(kind=TAKEN_BACK, says="it did not happen", stands=in_words(standing.fact))
        is_reading = isinstance(fact, ClockSet | Correction | PeriodEnded | PeriodStarted)
        spoken = self._aired.spoken.get(part)
        if not is_reading or spoken is None:
            return None
        if (
            isinstance(fact, ClockSet)
            and isinstance(spoken.last, PeriodStarted)
            and spoken.at == at
        ):
            # Said in one breath, of a match that is met in the middle: the period's clock.
            return None
        return self._against(fact, part, at, self._aired.state(now))

    def _against(self, fact: Fact, part: Part, at: int, state: GameState) -> Doubt | None:
        """What speaks against a reading, where that is the state."""
        by_hand = part.field is Field.CLOCK and self._is_by_hand(part)
        if by_hand and isinstance(fact, PeriodStarted | PeriodEnded):
            return self._restarted(fact, state, at)
        if isinstance(fact, Correction) and lacks_only(fact, self._happenings, state):
            return None
        return doubt(fact, state, at, is_clock_by_hand=by_hand)

    def _restarted(
        self, fact: PeriodStarted | PeriodEnded, state: GameState, at: int
    ) -> Doubt | None:
        """A period that the operator started: the feed's start is the better where it is near."""
        clock = state.clock
        if fact.period != state.period or clock is None or isinstance(fact, PeriodEnded):
            return doubt(fact, state, at, is_clock_by_hand=True)
        off = abs(at - clock.anchor)
        is_near = off <= _REFINED and not fact.is_estimated
        if is_near or off > _SAME_START:
            return None
        return Doubt(kind="clock", says="another start", stands=reading_of(clock, at))

    def _asked(self, found: Doubt, fact: Fact, part: Part, feed: str, now: int) -> Question:
        about = fact.retracts if isinstance(fact, Retraction) else ""
        period = self._aired.state(now).period if part.field is Field.CLOCK else None
        name = f"{found.kind}:{feed}:{part.field}:{about or period or found.says}"
        before = self._questions.get(name)
        return Question(
            id=name,
            kind=found.kind,
            part=part,
            feed=feed,
            says=found.says,
            stands=found.stands,
            since=before.since if before else now,
            facts=(fact,),
            about=about,
        )

    def _same_match(self, fact: Match, teller: str) -> Match:
        """The match as one feed tells it is the one the others told; a new one begins anew."""
        before = self._aired.spoken.get(Part(Field.MATCH))
        is_other = before is not None and before.by != teller
        are_ours = before is not None and self._leading.are_ours(before.by, teller)
        if before is not None and is_other and are_ours and fact.corrects is None:
            first = before.last.id
            return fact if first is None or first == fact.id else replace(fact, corrects=first)
        is_named_anew = before is not None and fact.corrects == before.last.id is not None
        if before is None or fact.id is None or (fact.id != before.last.id and not is_named_anew):
            self._happenings = Happenings()
            self._questions.clear()
            self._leading.next_match(teller)
            self._leading.may_lead(Part(Field.MATCH), teller)
            self._aired = Voice("")
        return fact

    def _keep(self, name: str) -> None:
        """What is on air stays, whatever that feed says: it is not asked again."""
        self._questions.keep(name)
        kind, _, told = name.partition(":")
        standing = self._happenings.named(told) if kind == UNCONFIRMED else None
        if standing is not None:
            standing.is_settled = True

    def certainties(self, now: int) -> list[Certainty]:
        """Each field of which anything is known: who says so, since when, how sure it is."""
        return certainties(self._aired, self._leading, self._questions, now)
