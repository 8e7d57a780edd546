"""The rules for what a live media playlist may change from one reading to the next."""

from collections.abc import Iterator
from itertools import chain

from tests.playlist_parser import MEDIA_TAGS, Playlist, Segment, Violation, media_playlist, read


def check_reload(older: str, newer: str) -> list[Violation]:
    """What may not change between two readings of the same live media playlist."""
    old, new = (media_playlist(read(text, MEDIA_TAGS)[0]) for text in (older, newer))
    return list(chain.from_iterable(rule(old, new) for rule in RELOAD_RULES))


def _reloaded_headers(old: Playlist, new: Playlist) -> Iterator[Violation]:
    if new.target != old.target:
        yield Violation("target-changed", 1, f"{old.target} became {new.target}")
    if new.part_target != old.part_target:
        yield Violation("part-target-changed", 1, f"{old.part_target} became {new.part_target}")
    if new.media_sequence < old.media_sequence:
        message = f"{old.media_sequence} became {new.media_sequence}"
        yield Violation("media-sequence-back", 1, message)
    if new.edge < old.edge:
        yield Violation("edge-back", 1, f"the end was {old.edge}, is {new.edge}")
    if not old.is_live and (new.is_live or new.edge != old.edge):
        yield Violation("after-endlist", 1, "the playlist went on after EXT-X-ENDLIST")


def _is_kept(was: Segment, now: Segment) -> bool:
    """Whether a segment is what it was: it may gain parts while open, and lose them all later."""
    listed = len(was.parts)
    if listed and now.parts and was.part_values != now.part_values[: None if was.uri else listed]:
        return False
    if was.date and now.date and was.date != now.date:
        return False
    if was.uri is None:
        return True
    if now.uri is None or (now.parts and not listed):
        return False
    return (now.uri.value, now.duration) == (was.uri.value, was.duration)


def _reloaded_segments(old: Playlist, new: Playlist) -> Iterator[Violation]:
    before = {segment.msn: segment for segment in old.segments}
    for segment in new.segments:
        if segment.msn in before and not _is_kept(before[segment.msn], segment):
            yield Violation("segment-changed", segment.line, f"segment {segment.msn} changed")


def _reloaded_discontinuities(old: Playlist, new: Playlist) -> Iterator[Violation]:
    """A segment keeps its number (rfc8216bis 6.2.2), whichever tags left the window before it."""
    if "EXT-X-SKIP" in old.first or "EXT-X-SKIP" in new.first:
        return  # a delta does not say how many discontinuities it skips
    before = {segment.msn: segment.discontinuity for segment in old.segments}
    least = max(before.values(), default=int(old.number("EXT-X-DISCONTINUITY-SEQUENCE")))
    for segment in new.segments:
        number, was = segment.discontinuity, before.get(segment.msn)
        is_new = segment.msn >= old.edge[0] and was is None
        if (is_new and number < least) or (was is not None and number != was):
            message = f"segment {segment.msn} has number {number}, not {least if is_new else was}"
            yield Violation("discontinuity-sequence", segment.line, message)
            return


RELOAD_RULES = (_reloaded_headers, _reloaded_segments, _reloaded_discontinuities)
