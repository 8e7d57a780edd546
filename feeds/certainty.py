"""Certainty: who says what of each field on air, since when, and how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feeds.doubt import reading_of, score_of
from feeds.field import Field
from feeds.leading import Leading
from feeds.questions import Questions
from feeds.state import GameState
from feeds.voice import HAND, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """What is known of a field. `value` and what `voices` say are in words, "" where too long.

    `source` says so, and was last heard at `heard_at` (µs); what was told last is of event time
    `told_at`.
    """

    field: Field
    value: str
    source: str
    told_at: int
    heard_at: int
    confidence: str
    voices: Mapping[str, str]


def certainties(aired: Voice, leading: Leading, questions: Questions, now: int) -> list[Certainty]:
    """All fields of which anything is known, at a moment (µs)."""
    disputed = {question.part.field for question in questions}
    known = [field for field in Field if any(part.field is field for part in aired.spoken)]
    return [_certainty(field, aired, leading, now, field in disputed) for field in known]


def _certainty(
    field: Field,
    aired: Voice,
    leading: Leading,
    now: int,
    is_disputed: bool,  # noqa: FBT001 - one of what is looked at
) -> Certainty:
    spoken = [one for part, one in aired.spoken.items() if part.field is field]
    last = max(spoken, key=lambda one: one.at)
    value = value_of(field, aired.state(now), now)
    voices = {v.name: value_of(field, v.state(now), now) for v in leading.of_field(field)}
    # Who may be believed that it is as it is on air.
    saying = [
        name
        for name, says in voices.items()
        if value and says == value and leading.voice(name).is_fresh
    ]
    source = _source(last.by, voices, value, saying)
    if source is None:
        source = HAND if aired.has_told(HAND, field) else last.by
    heard = None if source == HAND else leading.voice(source).heard
    confidence = "hand" if source == HAND else "single"
    if is_disputed:
        confidence = "disputed"
    elif source != HAND and not leading.voice(source).is_fresh:
        confidence = "stale"
    elif source in saying and len(saying) > 1:
        confidence = "agreed"
    return Certainty(
        field=field,
        value=value,
        source=source,
        told_at=last.at,
        heard_at=last.at if heard is None else heard,
        confidence=confidence,
        voices=voices,
    )


def _source(
    teller: str, voices: Mapping[str, str], value: str, saying: Sequence[str]
) -> str | None:
    """Who says what is on air: who told it last, or where that one says another, one who does."""
    if voices.get(teller, value) == value:
        return teller
    return saying[0] if saying else None


def value_of(field: Field, state: GameState, at: int) -> str:
    """What a field is at an event time (µs), in words; "" where it is too much for a line."""
    match field:
        case Field.MATCH:
            return f"{state.home.team.name} – {state.away.team.name}"  # noqa: RUF001 - as is written
        case Field.SCORE:
            return score_of(state)
        case Field.CLOCK:
            reading = reading_of(state.clock, at)
            return f"{state.phase.value.replace('_', ' ')} {reading}".strip()
        case Field.CARDS:
            home, away = state.home, state.away
            return f"{home.yellow_cards}/{home.red_cards} – {away.yellow_cards}/{away.red_cards}"  # noqa: RUF001
        case _:
            return ""
