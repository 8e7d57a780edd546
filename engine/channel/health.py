"""What a channel counts while it is on air, and what it tells its operator of."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Health:
    """The channel's figures since it began. `latest` is µs, `shed` the renditions given up."""

    frames: int = 0
    skipped: int = 0
    repeated: int = 0
    boxes_late: int = 0
    latest: int = 0
    parts_lost: int = 0
    preset: str = ""
    shed: list[str] = field(default_factory=list)
    alarms: dict[str, str] = field(default_factory=dict)
