"""Decodes a source's packets as they were kept."""

from typing import Any

import av
from av.audio.codeccontext import AudioCodecContext
from av.video.codeccontext import VideoCodecContext

from engine.ffmpeg.packet_log import Kept, KeptTrack


class KeptCodecs:
    """Decodes kept packets of a pass's tracks; for one thread."""

    def __init__(self, tracks: tuple[KeptTrack, ...]) -> None:
        self.begin(tracks)

    def begin(self, tracks: tuple[KeptTrack, ...]) -> None:
        """Packets of another container's tracks follow."""
        self._contexts = [_context(track) for track in tracks]

    def decode(self, packet: Kept) -> list[av.VideoFrame | av.AudioFrame]:
        """What a packet completes; one without content drains its track's decoder."""
        coded: av.Packet[Any] | None = None
        if packet.payload:
            coded = av.Packet(packet.payload)
            coded.pts, coded.dts, coded.time_base = packet.pts, packet.dts, packet.timebase
            coded.duration = packet.duration
            coded.is_keyframe = packet.is_keyframe
        return list(self._contexts[packet.track].decode(coded))

    def flush(self) -> None:
        """Be as new."""
        for context in self._contexts:
            context.flush_buffers()


def _context(track: KeptTrack) -> VideoCodecContext | AudioCodecContext:
    context = av.CodecContext.create(track.codec, "r")
    if track.extradata:
        context.extradata = track.extradata
    if isinstance(context, VideoCodecContext):
        context.width, context.height = track.width, track.height
        context.thread_count = 1
        return context
    assert isinstance(context, AudioCodecContext)  # noqa: S101 - a source has no other tracks
    context.sample_rate = track.rate
    context.layout = track.layout
    return context
