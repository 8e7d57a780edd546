"""The crest shelf: crests that editors brought, in memory before anything is drawn with them.

A crest is known by the SHA-256 of its file, so what lies under a digest is always the same, and
one shelf serves a whole process, as faces do. Nothing is read while graphics are drawn: what does
not lie here has a crest made of its club's name.
"""

import hashlib
import logging
import threading
from collections.abc import Iterable
from pathlib import Path

from feeds.fact import Team
from overlays.still import BYTES_AT_MOST, ImageError, Still, still

KEPT_AT_MOST = 48
# As large as any graphic shows a crest on a picture 1080 high; all of them take 18 MB.
_SIDE_KEPT = 304

log = logging.getLogger(__name__)

# Who draws reads the one at any moment; the other says in which order they were named.
_shelf: dict[str, Still | None] = {}
_named: dict[str, None] = {}
_laying = threading.Lock()


def lay(folder: Path, digests: Iterable[str]) -> None:
    """Have the crests of a folder, `{digest}.png` each, on the shelf.

    One that is not there, or is another file, is none, and is not looked for again while it is
    among the 48 that were named last; the others go. From any thread that may wait.
    """
    with _laying:
        for digest in list(dict.fromkeys(digests))[-KEPT_AT_MOST:]:
            if digest not in _shelf:
                _shelf[digest] = _read(folder / f"{digest}.png", digest)
            _named.pop(digest, None)
            _named[digest] = None
        for digest in list(_named)[:-KEPT_AT_MOST]:
            del _named[digest], _shelf[digest]


def crest_of(team: Team) -> Still | None:
    """The crest that somebody brought for a team; None where it does not lie here."""
    return None if team.crest is None else _shelf.get(team.crest)


def _read(file: Path, digest: str) -> Still | None:
    try:
        with file.open("rb") as opened:
            brought = opened.read(BYTES_AT_MOST + 1)
        if hashlib.sha256(brought).hexdigest() == digest:
            return still(brought, name=str(file), side=_SIDE_KEPT)
        log.warning("crest not shown file=%s reason=it is another than its name says", file)
    except (OSError, ImageError) as error:
        log.warning("crest not shown file=%s reason=%s", file, error)
    return None
