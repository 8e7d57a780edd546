"""Lines of text from a simple console or a script: `clock=12:34,running=1,home=2,away=1`.

A line says what changed, in any order; what it does not say stays. Lines may be split anywhere.
"""

import re
from collections.abc import Iterator

from feeds.console_clock import STEP, ConsoleClock, ShotClock
from feeds.fact import Correction, Fact, Match, PeriodStarted, Team
from feeds.parsers import UnknownProviderError
from feeds.reading import Listed, Reading, Voice
from feeds.sport import RULES, Sport

NAME = "score_lines"
_LINE_AT_MOST = 1024
_ENDS = re.compile(rb"[\r\n]+")
_NUMBER = r"\d{1,3}"
_CLOCK = r"(\d{0,3}:)?\d{1,2}(\.\d)?"
# What each key may say.
_KEYS = {
    "clock": re.compile(_CLOCK, re.ASCII),
    "shot": re.compile(rf"({_CLOCK})?", re.ASCII),
    "running": re.compile(r"[01]", re.ASCII),
    "period": re.compile(r"[1-9]\d?", re.ASCII),
    "home": re.compile(_NUMBER, re.ASCII),
    "away": re.compile(_NUMBER, re.ASCII),
    "home_name": re.compile(r".{1,100}"),
    "away_name": re.compile(r".{1,100}"),
}


class ScoreLinesParser:
    """One console's lines. What it is given may begin and end anywhere in a line."""

    def __init__(self, sport: Sport) -> None:
        self._sport = sport
        self._rest = b""
        self._said: dict[str, str] = {}
        self._odd = 0
        self._clock, self._shot_clock = ConsoleClock(sport), ShotClock()

    def parse(self, payload: bytes, received: int) -> Reading:
        """What is said once these bytes have come."""
        *lines, self._rest = _ENDS.split(self._rest + payload)
        warnings = [odd for line in lines if line and (odd := self._take(line))]
        if len(self._rest) > _LINE_AT_MOST:
            self._rest = b""
            warnings.append(self._counted("a line without end"))
        voice = Voice(provider=NAME, received=received)
        return Reading(
            facts=tuple(self._facts(voice)) if lines and self._said else (),
            matches=(Listed(id=self._sport.value, title="the board", is_live=True),),
            warnings=tuple(warnings),
            is_whole=False,
            clock_step=STEP,
        )

    def _take(self, line: bytes) -> str:
        """Take a line whole, or not at all; what is odd about it."""
        said: dict[str, str] = {}
        for part in line[:_LINE_AT_MOST].decode("utf-8", errors="replace").split(","):
            key, equals, value = (one.strip() for one in part.partition("="))
            form = _KEYS.get(key)
            if not equals or form is None:
                return self._counted(f"{part[:40]!r} is none of {', '.join(_KEYS)}")
            if form.fullmatch(value) is None:
                return self._counted(f"{key} cannot be {value[:40]!r}")
            said[key] = value
        self._said |= said
        return ""

    def _counted(self, odd: str) -> str:
        self._odd += 1
        return f"{odd}; {self._odd} lines left out so far"

    def _facts(self, voice: Voice) -> Iterator[Fact]:
        said = self._said
        home, away = Team(name=said.get("home_name", "Home")), said.get("away_name", "Guest")
        yield Match(sport=self._sport, home=home, away=Team(name=away), **voice.of("match"))
        period = int(said["period"]) if "period" in said else None
        has_clock = RULES[self._sport].clock is not None
        if period is not None and not has_clock:
            yield PeriodStarted(period=period, **voice.of("period"))
        if "home" in said and "away" in said:
            by = voice.of("score")
            yield Correction(home=int(said["home"]), away=int(said["away"]), **by)
        if has_clock and "clock" in said and "running" in said:
            is_stopped = said["running"] == "0"
            yield from self._clock.read(
                said["clock"], is_stopped=is_stopped, period=period, voice=voice
            )
        if has_clock and "shot" in said:
            running = self._clock.is_running
            yield from self._shot_clock.read(said["shot"], is_running=running, voice=voice)


def parser(sport: str | None = None) -> ScoreLinesParser:
    """A parser of a sport's lines: football's where none is named. Raises UnknownProviderError."""
    named = sport or Sport.FOOTBALL
    if named not in (*Sport,):
        raise UnknownProviderError(f"{named!r} is no sport; as match use {', '.join(Sport)}")
    return ScoreLinesParser(Sport(named))
