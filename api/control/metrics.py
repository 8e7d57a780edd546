"""Figures for Prometheus, from what channels and feeds said last."""

from collections.abc import Iterator
from typing import override

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from api.control.directory import Directory

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_COUNTED = {
    "frames": "Frames put on air",
    "skipped": "Frames repeated because the loop was late",
    "repeated": "Frames repeated for want of a picture of the source",
    "dropped": "Pictures of sources that came too late",
    "boxes_late": "Frames whose graphics were not ready",
    "parts_lost": "Parts that became gaps",
}
_MEASURED = {
    "latest_us": ("lateness_seconds", "Greatest lateness of the programme loop in a second", 1e-6),
    "rss_bytes": ("memory_bytes", "Memory of the channel's process", 1.0),
    "distance_us": ("distance_seconds", "Programme time less content time", 1e-6),
}


class _Channels(Collector):
    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    @override
    def collect(self) -> Iterator[Metric]:
        """One family a figure, a sample a channel on air."""
        names = self._directory.names()
        healths = {name: self._directory.health(name) for name in names}
        up = GaugeMetricFamily("touchline_channel_up", "Whether it is on air", labels=["channel"])
        for name, health in healths.items():
            up.add_metric([name], float(health is not None))
        yield up
        for key, text in _COUNTED.items():
            counter = CounterMetricFamily(f"touchline_channel_{key}", text, labels=["channel"])
            for name, health in healths.items():
                if health is not None:
                    counter.add_metric([name], float(health[key]))
            yield counter
        for key, (figure, text, scale) in _MEASURED.items():
            gauge = GaugeMetricFamily(f"touchline_channel_{figure}", text, labels=["channel"])
            for name, health in healths.items():
                if health is not None:
                    gauge.add_metric([name], health[key] * scale)
            yield gauge


def metrics(directory: Directory) -> bytes:
    """All figures now, in Prometheus' text form."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Channels(directory))
    return generate_latest(registry)
