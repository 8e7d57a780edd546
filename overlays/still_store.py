"""The still store: a channel's photos and logos by their files, and each size they are shown in."""

from collections import OrderedDict
from pathlib import Path

from overlays.still import SIDE_KEPT, Fit, Still, read_still

STORE_BYTES = 40 * 1024 * 1024


class StillStore:
    """Stills by file and by size, in memory of at most `byte_limit` bytes; for one thread.

    Below the limit nothing is read or scaled twice. When full, what was not asked for for the
    longest goes, and is read again when it is asked for.
    """

    def __init__(self, *, byte_limit: int = STORE_BYTES) -> None:
        self._byte_limit = byte_limit
        self._bytes = 0
        self._kept: OrderedDict[tuple[object, ...], Still] = OrderedDict()

    def still(self, file: Path, *, side: int = SIDE_KEPT) -> Still:
        """The still in a file; ImageError where there is none. A file that changed is read anew."""
        try:
            stood = file.stat()
        except OSError:
            return read_still(file, side=side)
        key = (str(file), stood.st_mtime_ns, stood.st_size, side)
        return self._known(key) or self._keep(key, read_still(file, side=side))

    def sized(
        self, whole: Still, width: int, height: int, fit: Fit, *, focus: float = 0.5
    ) -> Still:
        """`Still.sized`, made once a size."""
        key = (whole.digest, width, height, fit, focus)
        known = self._known(key)
        return known or self._keep(key, whole.sized(width, height, fit, focus=focus))

    def _known(self, key: tuple[object, ...]) -> Still | None:
        known = self._kept.get(key)
        if known is not None:
            self._kept.move_to_end(key)
        return known

    def _keep(self, key: tuple[object, ...], fresh: Still) -> Still:
        self._kept[key] = fresh
        self._bytes += fresh.pixels.nbytes
        while self._bytes > self._byte_limit:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.pixels.nbytes
        return fresh
