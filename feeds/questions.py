"""Questions: what only a person can decide, since a feed says one thing and another is on air."""

from collections.abc import Iterator
from dataclasses import dataclass

from feeds.fact import Fact
from feeds.field import Part
from feeds.standing import Happenings

UNCONFIRMED, DISPUTED, TAKEN_BACK, JUMP = "unconfirmed", "disputed", "taken_back", "jump"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something only a person can decide. `facts` are what to tell where the feed is right.

    `says` and `stands` are what the feed says and what is on air, in words; `since` is µs. `about`
    is the id of the happening in question, where it is one.
    """

    id: str
    kind: str
    part: Part
    feed: str
    says: str
    stands: str
    since: int
    facts: tuple[Fact, ...] = ()
    about: str = ""


class Questions:
    """All that is asked now, and what was answered so that it is not asked again."""

    def __init__(self) -> None:
        self._asked: dict[str, Question] = {}
        self._kept: set[str] = set()

    def __iter__(self) -> Iterator[Question]:
        """The oldest first."""
        return iter(sorted(self._asked.values(), key=lambda question: question.since))

    def __contains__(self, name: object) -> bool:
        return name in self._asked

    def ask(self, question: Question) -> bool:
        """Ask it; whether it is asked, as it is not where it was answered before."""
        if question.id in self._kept:
            return False
        self._asked[question.id] = question
        return True

    def get(self, name: str) -> Question | None:
        """The question of that id."""
        return self._asked.get(name)

    def pop(self, name: str) -> Question | None:
        """The same, which is asked no more."""
        return self._asked.pop(name, None)

    def keep(self, name: str) -> None:
        """What is on air stays: it is not asked again."""
        self._asked.pop(name, None)
        self._kept.add(name)

    def clear(self) -> None:
        """Another match: nothing is asked, and nothing answered."""
        self._asked.clear()
        self._kept.clear()

    def come_round(self, feed: str, part: Part) -> None:
        """A feed says what fits again: nothing is asked of its clock or score any more."""
        for name, question in list(self._asked.items()):
            if question.feed == feed and question.part == part and question.kind != TAKEN_BACK:
                del self._asked[name]

    def settle(self, happenings: Happenings) -> None:
        """Withdraw what was asked of happenings that are confirmed or gone."""
        for name, question in list(self._asked.items()):
            if question.kind not in {UNCONFIRMED, TAKEN_BACK}:
                continue
            standing = happenings.named(question.about)
            if standing is None or (question.kind == UNCONFIRMED and not standing.is_open):
                del self._asked[name]

    def withdraw(self, prefix: str, but: str = "") -> None:
        """What begins so is asked no more, but for one."""
        for name in [name for name in self._asked if name.startswith(prefix)]:
            if name != but:
                del self._asked[name]
