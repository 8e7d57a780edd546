"""A channel whose source is a media file: 720p25 with sound, and facts for its score bug."""

import json
from pathlib import Path

from engine.channel.demo import draw_clip
from feeds.demo_match import Script

SECONDS = 40
_RATE = 25
_FACTS = (
    {
        "t": 0,
        "type": "match",
        "home": {"name": "Port Arden", "short": "PAR", "color": "#0a3d91"},
        "away": {"name": "Northmere", "short": "NOR", "color": "#c8141e"},
    },
    {"t": 0, "type": "clock_set", "period": 1, "clock": "06:10"},
    {"t": 20, "type": "goal", "id": "g1", "side": "home", "player": "No. 10", "minute": 7},
    {"t": 45, "type": "goal", "id": "g2", "side": "away", "player": "No. 9", "minute": 7},
)
_CHANNEL = """\
[[channel]]
name = "{name}"
autostart = {autostart}
[channel.source]
input = "{clip}"
[[channel.feed]]
name = "facts"
provider = "facts_file"
path = "{facts}"
"""


def write_clip(folder: Path) -> Path:
    """Forty seconds of the demo match in a file, by which drawing it is no part of any figure."""
    path = folder / "clip.mp4"
    draw_clip(Script(), path, lambda _: None, range(SECONDS * _RATE))
    return path


def config(clip: Path, names: list[str], *, autostart: bool = True) -> str:
    """Channels that each play the clip for ever, in the ladder its size suggests."""
    facts = clip.with_name("facts.jsonl")
    facts.write_text("".join(json.dumps(fact) + "\n" for fact in _FACTS))
    given = {"clip": clip, "facts": facts, "autostart": str(autostart).lower()}
    return "".join(_CHANNEL.format(name=name, **given) for name in names)
