"""The terrace: what the demo's simulated viewers say and when, by what their pictures show.

Pure but for what was said before: the same seed and moments give the same lines.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from api.demo.fan_lines import CHATTER, REACTIONS, Lines, Mood, Stance
from api.demo.fans import FANS, Fan
from api.demo.happenings import Playing
from api.demo.seen import Kind, Seen, seen
from feeds.demo_match import AWAY, HALF_TIME, HOME, Script
from feeds.event_time import MICROSECONDS
from feeds.happening import Side

_SOONEST, _LATEST = 700_000, 3 * MICROSECONDS
_CHATTER_EVERY = (4 * MICROSECONDS, 8 * MICROSECONDS)
_CALM = 5 * MICROSECONDS
_UNSAID = 40
_SHOUTED_AT_MOST = 24
_IN_A_BURST = (6, 12)
_ENGLISH = "en"
# How many of a hundred would say something of it, were all as eager as can be.
_TELLING: Mapping[Kind, int] = {
    Kind.ATTACK: 30,
    Kind.CHECK: 50,
    Kind.ANNULLED: 80,
    Kind.CARD: 40,
    Kind.HALF_TIME: 50,
    Kind.RESTART: 25,
    Kind.FULL_TIME: 45,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FanLine:
    """A line, and the programme time (µs) of the picture its author sees."""

    fan: Fan
    text: str
    program_time: int


class Terrace:
    """A dozen people who watch the same match at different distances, and talk."""

    def __init__(self, seed: int, fans: Sequence[Fan] = FANS) -> None:
        self._seed = seed
        self._fans = fans
        self._said: deque[str] = deque(maxlen=_UNSAID)
        self._chats_at: int | None = None
        self._count = 0

    def lines(self, playing: Playing, since: int, now: int) -> list[FanLine]:
        """What is said after `since` up to `now` (µs)."""
        due = sorted(self._reactions(playing, since, now), key=lambda one: one[0])
        found = [self._line(playing, at, fan, happening) for at, fan, happening in due]
        if due:
            self._chats_at = due[-1][0] + _CALM
        elif self._is_time_to_chat(since, now):
            found += self._chat(playing, now)
        return found

    def _reactions(self, playing: Playing, since: int, now: int) -> Iterator[tuple[int, Fan, Seen]]:
        longest = max(fan.lag for fan in self._fans) + _LATEST
        for loop in playing.loops(since - longest, now):
            for happening in seen(playing.calls.of_loop(loop)):
                aired = playing.aired_at(loop, happening.t)
                if since - longest < aired <= now:
                    key = f"{loop}/{happening.kind.value}/{happening.t}"
                    for fan in self._who(happening, key):
                        takes = self._between(f"{key}/{fan.name}/takes", _SOONEST, _LATEST)
                        if since < aired + fan.lag + takes <= now:
                            yield aired + fan.lag + takes, fan, happening

    def _who(self, happening: Seen, key: str) -> list[Fan]:
        """Who says something of it: of a goal half of them at least."""
        if happening.kind is Kind.GOAL:
            count = min(len(self._fans), self._between(f"{key}/count", *_IN_A_BURST))
            mixed = sorted(self._fans, key=lambda fan: self._drawn(f"{key}/{fan.name}", 1 << 30))
            return mixed[:count]
        chance = _TELLING[happening.kind]
        return [
            fan
            for fan in self._fans
            if self._drawn(f"{key}/{fan.name}", 10_000) < chance * fan.eager
        ]

    def _line(self, playing: Playing, at: int, fan: Fan, happening: Seen) -> FanLine:
        stance = _stance(fan, happening.side)
        key = happening.kind, stance
        by_tongue = REACTIONS.get(key) or REACTIONS[happening.kind, Stance.NEITHER]
        text = self._worded(by_tongue, fan, f"{at}/{fan.name}")
        script, t = playing.shown(at - fan.lag)
        filled = text.format(
            player=happening.player,
            team=(AWAY if happening.side is Side.AWAY else HOME).name,
            score=_score(script, t),
        )
        if fan.is_loud and stance is Stance.OURS and len(text) < _SHOUTED_AT_MOST:
            filled = f"{filled.upper().rstrip('!?.')}!!!"
        return FanLine(fan=fan, text=filled, program_time=at - fan.lag)

    def _is_time_to_chat(self, since: int, now: int) -> bool:
        if self._chats_at is None:
            self._chats_at = since + self._between("first", MICROSECONDS, 2 * MICROSECONDS)
        return self._chats_at <= now

    def _chat(self, playing: Playing, now: int) -> Iterator[FanLine]:
        """A line about nothing in particular; none from who has just seen something."""
        self._count += 1
        self._chats_at = now + self._between(f"chat/{self._count}", *_CHATTER_EVERY)
        fan = self._fans[self._drawn(f"chats/{self._count}", len(self._fans))]
        script, t = playing.shown(now - fan.lag)
        if any(abs(goal.t - t) < _CALM for goal in script.goals):
            return
        mood = self._mood(script, t, fan)
        stance = Stance.OURS if mood in {Mood.AHEAD, Mood.BEHIND} else Stance.NEITHER
        text = self._worded(CHATTER[mood, stance], fan, f"chat/{self._count}")
        yield FanLine(fan=fan, text=text, program_time=now - fan.lag)

    def _mood(self, script: Script, t: int, fan: Fan) -> Mood:
        board = script.board(t)
        if board.clock == HALF_TIME:
            return Mood.BREAK
        ahead = (board.home - board.away) * (1 if fan.side is Side.HOME else -1)
        if fan.side is None or not ahead or self._drawn(f"mood/{self._count}", 3):
            return Mood.PLAY
        return Mood.AHEAD if ahead > 0 else Mood.BEHIND

    def _worded(self, by_tongue: Lines, fan: Fan, key: str) -> str:
        """One of the lines in the fan's own tongue, now and then in English; none said lately."""
        own, english = by_tongue.get(fan.tongue, ()), by_tongue[_ENGLISH]
        first = own if own and self._drawn(f"{key}/tongue", 4) else english
        turned = self._drawn(f"{key}/line", len(first))
        candidates = [*first[turned:], *first[:turned], *english]
        chosen = min(candidates, key=self._last_said)
        self._said.append(chosen)
        return chosen

    def _last_said(self, line: str) -> int:
        """The later it was said, the more; 0 for what nobody has said lately."""
        return max((n for n, said in enumerate(self._said, start=1) if said == line), default=0)

    def _between(self, label: str, least: int, most: int) -> int:
        return least + self._drawn(label, most - least + 1)

    def _drawn(self, label: str, count: int) -> int:
        """A number below `count`, the same for the same seed and label."""
        digest = blake2b(f"{self._seed}/{label}".encode(), digest_size=8).digest()
        return int.from_bytes(digest) % count


def _stance(fan: Fan, side: Side | None) -> Stance:
    if fan.side is None or side is None:
        return Stance.NEITHER
    return Stance.OURS if fan.side is side else Stance.THEIRS


def _score(script: Script, t: int) -> str:
    board = script.board(t)
    return f"{board.home}-{board.away}"
