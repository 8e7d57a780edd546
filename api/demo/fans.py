"""The simulated viewers of the demo: who they are, how late their pictures are, how they talk."""

from dataclasses import dataclass

from feeds.event_time import MICROSECONDS
from feeds.happening import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Fan:
    """One of them. `lag` is how far (µs) their picture is behind the programme.

    `eager` (0..100) says how readily they say something, `is_loud` that they shout; `side` is whom
    they are for, None for nobody; `tongue` is what they talk among themselves.
    """

    name: str
    lag: int
    eager: int
    side: Side | None = None
    tongue: str = "en"
    is_loud: bool = False

    @property
    def viewer(self) -> str:
        """Their id, by which anyone can tell that they are none."""
        return f"demo-{self.name.lower()}"


def _fan(name: str, lag_s: float, eager: int, side: Side | None, tongue: str = "en") -> Fan:
    loud = name in {"Bex", "Chico", "redwall"}
    lag = round(lag_s * MICROSECONDS)
    return Fan(name=name, lag=lag, eager=eager, side=side, tongue=tongue, is_loud=loud)


FANS = (
    _fan("Bex", 1.2, 90, Side.HOME),
    _fan("redwall", 2.1, 75, Side.HOME),
    _fan("OldStand", 3.4, 45, Side.HOME),
    _fan("Giulia", 5.8, 60, Side.HOME, "it"),
    _fan("Matthieu", 9.5, 50, Side.HOME, "fr"),
    _fan("northbank_lee", 1.7, 80, Side.AWAY),
    _fan("Jutta", 2.8, 60, Side.AWAY, "de"),
    _fan("Chico", 6.4, 85, Side.AWAY, "es"),
    _fan("pip", 12.0, 55, Side.AWAY),
    _fan("xGary", 4.3, 65, None),
    _fan("Inês", 7.7, 50, None, "pt"),
    _fan("TrainWifi", 20.0, 70, None),
)
