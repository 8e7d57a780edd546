"""What `touchline encode` says at its end, in words or as one JSON object."""

import json
from typing import Any

from api.console import complain, say
from engine.channel.job import Job, Report
from engine.playlist import measured


def tell(job: Job, report: Report, *, as_json: bool) -> None:
    """Say what was made, on stdout, and what is to be known of it, on stderr."""
    for warning in report.warnings:
        # Those of the source were told before it began.
        if warning not in job.info.warnings:
            complain(f"{job.info.path}: {warning}")
    if report.is_ended_early:
        complain(f"{job.folder}: ended early, after {report.media_s:.1f} s; what is there is whole")
    if as_json:
        say(json.dumps(_coded(job, report)))
        return
    speed = report.media_s / report.wall_s
    say(f"{report.frames} frames, {report.media_s:.2f} s in {report.wall_s:.1f} s ({speed:.1f}x)")
    say(f"dropped {report.dropped}, repeated {report.repeated}")
    for rendition in _renditions(job, report):
        say("{name}: {width}x{height}, {measured_kbit} kbit/s".format(**rendition))
    if report.program_sha256 is not None:
        say(f"program_sha256 {report.program_sha256}")
    say(f"play {job.folder / 'index.m3u8'}")


def _coded(job: Job, report: Report) -> dict[str, Any]:
    coded: dict[str, Any] = {
        "frames": report.frames,
        "media_s": round(report.media_s, 6),
        "wall_s": round(report.wall_s, 3),
        "cpu_s": round(report.cpu_s, 3),
        "dropped": report.dropped,
        "repeated": report.repeated,
        "skipped": 0,
        "stages": report.stages,
        "renditions": _renditions(job, report),
        "warnings": list(report.warnings),
    }
    if report.program_sha256 is not None:
        coded["program_sha256"] = report.program_sha256
    return coded


def _renditions(job: Job, report: Report) -> list[dict[str, Any]]:
    return [
        {
            "name": rendition.name,
            "width": rendition.width,
            "height": rendition.height,
            "kbit": rendition.kbit,
            "measured_kbit": round(measured(window).average / 1000),
            "frames": sum(part.duration for part in window.parts) // window.track.frame_ticks,
        }
        for rendition, window in zip(job.ladder, report.windows, strict=False)
    ]
