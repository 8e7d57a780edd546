"""What a feed's facts come from: a provider gives them in order as they become known."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, runtime_checkable

from feeds.fact import Fact


class Provider(Protocol):
    """Facts in the order in which they become known. Pure but for what it is made of."""

    @property
    def error(self) -> str:
        """What was wrong last with what it reads; "" for nothing."""

    @property
    def is_broken(self) -> bool:
        """Whether it could read no further, which another try may mend."""

    def take(self, now: int, at_most: int) -> list[Fact]:
        """The facts known by wall time `now` (µs since 1970) and not taken yet, the oldest first.

        A fact's `received` is when it became known.
        """

    def next_due(self) -> int | None:
        """When the next fact becomes known, µs since 1970; None where none is to come."""


@runtime_checkable
class Reports(Protocol):
    """A provider that depends on others, and says how that goes."""

    @property
    def is_failing(self) -> bool:
        """Whether it failed so often that somebody should look."""

    @property
    def last_heard(self) -> int | None:
        """When it was last heard, be it that nothing changed (µs since 1970); None before that."""

    @property
    def is_stale(self) -> bool:
        """Whether it has said the same for too long, while the match is played."""

    @property
    def last_result(self) -> str:
        """What came of the last payload, in words."""


@runtime_checkable
class Polls(Reports, Protocol):
    """A provider that fetches what it tells."""

    def status(self) -> Mapping[str, Any]:
        """The coded form of how it stands with whom it asks."""

    async def poll(self) -> None:
        """Fetch where that is due; never raises for what the other end does."""

    async def close(self) -> None:
        """Let go of what is held."""


@runtime_checkable
class Listens(Reports, Protocol):
    """A provider that is sent what it tells; more may always come."""

    @property
    def connected(self) -> bool | None:
        """Whether its socket, port or line is open; None where it has none."""

    @property
    def failures(self) -> int:
        """How often something sent was odd or refused, or the connection lost."""

    @property
    def silent(self) -> int:
        """µs since something was sent last."""

    def recording(self) -> Mapping[str, Any] | None:
        """The coded form of how its recording stands; None where there is none."""


@runtime_checkable
class Remembers(Protocol):
    """A provider that goes on from what it told in an earlier life."""

    def remember(self, told: Iterable[Fact]) -> None:
        """Take up what was told, in order, before anything is taken."""


@runtime_checkable
class Follower(Protocol):
    """A provider whose facts depend on what its channel says of the programme."""

    def follow(self, said: Mapping[str, Any]) -> None:
        """Take up a channel's answer to `started`, which is asked for before each `take`."""
