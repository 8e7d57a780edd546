"""Asking: what time alone makes a question of, since nobody says what would settle it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from feeds.doubt import score_of
from feeds.event_time import MICROSECONDS
from feeds.fact import Fact, Goal, Retraction
from feeds.field import Field, Part
from feeds.happening import Side
from feeds.leading import Leading
from feeds.questions import DISPUTED, UNCONFIRMED, Question, Questions
from feeds.standing import Happenings
from feeds.state import GameState
from feeds.tally import points_of, told_by_hand
from feeds.voice import HAND, Voice

_UNCONFIRMED_AFTER = 120 * MICROSECONDS
_DISPUTED_AFTER = 60 * MICROSECONDS
_SCORE, _MATCH = Part(Field.SCORE), Part(Field.MATCH)


def unconfirmed(happenings: Happenings, leading: Leading, now: int) -> Iterator[Question]:
    """Goals by hand that the feed which leads should have told of by `now` (µs)."""
    leader = leading.leader(_SCORE) or leading.leader(_MATCH)
    if leader is None or not leading.voice(leader).is_fresh:
        return
    for one in happenings:
        name = one.fact.id or ""
        if not isinstance(one.fact, Goal) or not one.is_open or now - one.at <= _UNCONFIRMED_AFTER:
            continue
        yield Question(
            id=f"{UNCONFIRMED}:{name}",
            kind=UNCONFIRMED,
            part=_SCORE,
            feed=leader,
            says=f"nothing of it, {score_of(leading.voice(leader).state(now))}",
            stands=in_words(one.fact),
            since=one.at + _UNCONFIRMED_AFTER,
            facts=(_retraction(name, now),),
            about=name,
        )


class Aired(NamedTuple):
    """What is on air: all that was told, what of it stands, and the feeds' offsets (µs)."""

    voice: Voice
    happenings: Happenings
    offsets: Mapping[str, int]


class Disputes:
    """Scores of feeds, where they have for a while been others than the one on air.

    A feed that names the match and says how far it is says 0-0 as well, until it says otherwise.
    The one that leads is in dispute only where more differs than goals that the operator alone told
    of: of these it is asked whether they are so.
    """

    def __init__(self) -> None:
        self._since: dict[str, int] = {}

    def ask(self, questions: Questions, leading: Leading, aired: Aired, now: int) -> None:
        """Ask what is in dispute by `now` (µs), and withdraw what is no more."""
        on_air, leader = aired.voice.state(now), leading.leader(_SCORE)
        stands = score_of(on_air)
        for voice in leading.speaking(_SCORE, _MATCH):
            said, about = voice.state(now), f"{DISPUTED}:{voice.name}:"
            says = score_of(said)
            is_told = _SCORE in voice.spoken or Part(Field.CLOCK) in voice.spoken
            is_of_it = voice.is_fresh and is_told and not leading.is_elsewhere(voice.name)
            is_other = says != stands
            if is_other and voice.name == leader and _lacks_only(said, on_air, aired.happenings):
                self._since.pop(voice.name, None)
                continue
            if not is_of_it or leader is None or not is_other:
                self._since.pop(voice.name, None)
                questions.withdraw(about)
                continue
            since = self._since.setdefault(voice.name, now)
            questions.withdraw(about, but=about + says)
            if now - since <= _DISPUTED_AFTER or about + says in questions:
                continue
            *_, word = voice.word(_SCORE, now, aired.offsets.get(voice.name, 0))
            question = Question(
                id=about + says,
                kind=DISPUTED,
                part=_SCORE,
                feed=voice.name,
                says=says,
                stands=f"{stands} ({leader or HAND})",
                since=now,
                facts=(word,),
            )
            questions.ask(question)


def _lacks_only(said: GameState, on_air: GameState, happenings: Happenings) -> bool:
    """Whether a feed's score lacks goals that the operator alone told of, and nothing else."""
    for side in Side:
        alone = sum(points_of(one) for one in told_by_hand(happenings, side) if one.is_alone)
        if not 0 <= on_air.side(side).score - said.side(side).score <= alone:
            return False
    return True


def in_words(fact: Fact) -> str:
    """A happening in words, such as "goal home Kane 12'"."""
    side, player = getattr(fact, "side", ""), getattr(fact, "player", None)
    minute = getattr(fact, "minute", None)
    words = [fact.type, str(side), player, f"{minute}'" if minute is not None else None]
    return " ".join(word for word in words if word)


def _retraction(name: str, now: int) -> Retraction:
    return Retraction(
        event_time=None,
        received=now,
        id=f"{name}/unconfirmed",
        provider=HAND,
        retracts=name,
        reason="not confirmed",
    )
