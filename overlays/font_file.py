"""Font files as an editor gives them: looked at, opened, and asked for the letters they need."""

from pathlib import Path

import skia

LARGEST = 8 * 1024 * 1024
# What a compressed file may say it unpacks to.
_LARGEST_UNPACKED = 4 * LARGEST
# What no graphic can do without; other letters may come from other faces.
_SIGNS = ":.+-%'"
NEEDED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" + _SIGNS
_KINDS = (".woff", ".ttf", ".otf")
_WOFF = b"wOFF"
_HEADS = (_WOFF, b"\0\1\0\0", b"true", b"OTTO")
_UNREADABLE = {
    b"wOF2": "it is a woff2 file, which cannot be read; give the woff, ttf or otf file",
    b"ttcf": "it is a collection of fonts; give the file of one",
}


class FontFileError(ValueError):
    """A font file cannot be used; says which, why, and what would be right."""


def check_font(path: Path) -> None:
    """Make sure that graphics can be drawn with an editor's font file.

    Raises:
        FontFileError: it cannot be read, is no woff, ttf or otf file, is too large, is damaged, or
            lacks letters or digits.
    """
    opened(path)


def opened(path: Path) -> tuple["skia.Typeface", bytes]:
    """The font of a file that is right, and the file's bytes; else as `check_font`."""
    content = _read(path)
    head = content[:4]
    if head not in _HEADS:
        reason = _UNREADABLE.get(head, f"it is no font; give a {', '.join(_KINDS)} file")
        raise FontFileError(f"font file {path}: {reason}")
    if head == _WOFF and int.from_bytes(content[16:20], "big") > _LARGEST_UNPACKED:
        raise FontFileError(f"font file {path}: it unpacks to too much; give another file")
    # From a copy in memory: a file that is written to while it is drawn with would be the end.
    typeface = manager().makeFromData(skia.Data.MakeWithCopy(content))
    if typeface is None:
        raise FontFileError(f"font file {path}: it is damaged; give a sound file")
    font = skia.Font(typeface, 100)
    glyphs = typeface.unicharsToGlyphs([ord(letter) for letter in NEEDED])
    shapes = font.getBounds(glyphs)
    lacking = "".join(
        letter
        for letter, glyph, shape in zip(NEEDED, glyphs, shapes, strict=True)
        if not glyph or shape.isEmpty()
    )
    if lacking:
        raise FontFileError(
            f"font file {path}: it lacks {lacking}; give a font with A to Z, 0 to 9 and {_SIGNS}"
        )
    return typeface, content


def manager() -> "skia.FontMgr":
    """A font manager of its own, since the default one reads the system's font configuration."""
    return skia.FontMgr.New_Custom_Empty()


def _read(path: Path) -> bytes:
    if path.suffix.lower() not in (*_KINDS, ".woff2"):
        raise FontFileError(f"font file {path}: it must be a {', '.join(_KINDS)} file")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise FontFileError(f"font file {path}: there is no such file; check its path") from error
    except OSError as error:
        raise FontFileError(f"font file {path}: it cannot be read ({error.strerror})") from error
    if not content:
        raise FontFileError(f"font file {path}: it is empty; give a sound file")
    if len(content) > LARGEST:
        raise FontFileError(f"font file {path}: it is larger than 8 MB; give a smaller one")
    return content
