"""A channel's figures, as health tells them."""

import resource
from pathlib import Path
from typing import Any

from engine.channel.live import Channel


def figures(channel: Channel) -> dict[str, Any]:
    """The figures now; the greatest lateness is that since they were last asked for."""
    on_air = channel.on_air
    health, use = on_air.health, resource.getrusage(resource.RUSAGE_SELF)
    latest, health.latest = health.latest, 0
    troubles = {name: deck.trouble for name, deck in channel.mixer.decks.items()}
    return {
        "type": "health",
        "v": 1,
        "channel": channel.settings.name,
        "frame": on_air.next_number,
        "frames": health.frames,
        "skipped": health.skipped,
        "repeated": health.repeated,
        "dropped": channel.mixer.dropped,
        "boxes_late": health.boxes_late,
        "latest_us": latest,
        "parts_lost": health.parts_lost,
        "preset": health.preset,
        "shed": list(health.shed),
        "program": channel.mixer.program,
        "is_slate": channel.mixer.is_slate,
        "sources": {
            name: {"state": deck.state.value, "trouble": troubles[name]}
            for name, deck in channel.mixer.decks.items()
        },
        "alarms": dict(health.alarms),
        "distance_us": channel.dressing.timing.distance,
        "latencies_us": {name: timing.latency for name, timing in channel.dressing.timings.items()},
        "offsets_us": dict(channel.dressing.offsets),
        "calibration": channel.calibrator.figures(),
        "camera": None if channel.camera is None else channel.camera.figures(),
        "rss_bytes": _rss(),
        "cpu_s": use.ru_utime + use.ru_stime,
    }


def _rss() -> int:
    """Bytes of memory the process holds."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * resource.getpagesize()
