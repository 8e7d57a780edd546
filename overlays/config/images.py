"""Images of an overlay config: files below its folder, by the names that graphics call them by."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from overlays.still import ImageError, Still, read_still


def images(files: Mapping[str, str], folder: Path) -> Iterator[tuple[str, Still | ImageError]]:
    """Each image by its name, or what is wrong with its file.

    Files are named as seen from `folder` and stand in it or below.
    """
    for name, file in files.items():
        try:
            yield name, _image(file, folder)
        except ImageError as error:
            yield name, error


def _image(file: str, folder: Path) -> Still:
    home = folder.resolve()
    try:
        path = (home / file).resolve()
    except (OSError, ValueError) as error:
        raise ImageError(file, "it is no path", "name a file beside the config") from error
    if not path.is_relative_to(home):
        raise ImageError(file, "it stands elsewhere", "put it into the config's folder")
    return read_still(path)
