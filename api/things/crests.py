"""Crests of teams that have none of their own, drawn when they are asked for."""

import io
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

SIZE = 256
_KEPT = 256
_COLOR = "#24406f"


class Seed(NamedTuple):
    """What a crest is drawn from: a name and, where there is one, a colour."""

    name: str
    color: str | None


def digest(seed: Seed) -> str:
    """What two crests that look alike have in common."""
    said = f"{SIZE} {seed.color or _COLOR} {seed.name}".encode("utf-8", "replace")
    return blake2b(said, digest_size=12).hexdigest()


def url(team: str, seed: Seed) -> str:
    """Where a team's crest is served; another crest has another address."""
    return f"/api/v1/teams/{team}/crest/{digest(seed)}.png"


@lru_cache(_KEPT)
def drawn(seed: Seed) -> bytes:
    """The crest as PNG. Takes about as long as a picture lasts: call it in a thread."""
    from PIL import Image

    from overlays.canvas import Canvas
    from overlays.color import Color, from_hex
    from overlays.crest import Crest

    canvas = Canvas(SIZE, SIZE)
    color = from_hex(seed.color or _COLOR, default=Color(36, 64, 111))
    Crest(size=SIZE, name=seed.name, color=color).draw(canvas)
    premultiplied = Image.frombytes("RGBa", (SIZE, SIZE), canvas.finished().tobytes())
    png = io.BytesIO()
    premultiplied.convert("RGBA").save(png, "PNG", optimize=True)
    return png.getvalue()
