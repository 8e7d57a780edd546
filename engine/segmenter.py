"""Cuts packets into parts. Sans-IO: packets in, parts out."""

from engine import cmaf
from engine.frame import Packet
from engine.segment import Grid, Part, Place


class Segmenter:
    """One track's packets in, its parts out, each as soon as its last packet is there.

    Which packet ends a part follows from its number alone, so a new process goes on in the same
    numbering and no part is ever longer than planned.
    """

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._held: list[Packet] = []
        self._chunks = 0

    def push(self, packet: Packet) -> list[Part]:
        """Take the next packet in decode order; return the parts it completed."""
        parts = []
        if self._held and self._place(self._held[0]) != self._place(packet):
            parts.append(self._part())
        self._held.append(packet)
        if self._grid.place(packet.number + 1) != self._place(self._held[0]):
            parts.append(self._part())
        return parts

    def finish(self) -> list[Part]:
        """The part cut short by the end, if any."""
        return [self._part()] if self._held else []

    def _place(self, packet: Packet) -> Place:
        return self._grid.place(packet.number)

    def _part(self) -> Part:
        packets, self._held = self._held, []
        place = self._place(packets[0])
        self._chunks += 1
        payload = cmaf.chunk(packets, decode_time=packets[0].dts, sequence=self._chunks)
        return Part(
            payload=payload,
            media_sequence=place.media_sequence,
            index=place.part,
            first=packets[0].number,
            frames=len(packets),
            duration=sum(packet.duration for packet in packets),
            is_independent=packets[0].is_keyframe,
        )
