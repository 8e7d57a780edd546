"""Assets: the images and fonts that an overlay config names, checked and loaded beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from feeds.mistake import Mistake
from overlays.config.overlay_settings import OverlaySettings, Weight
from overlays.config.yaml_text import Place, YamlText
from overlays.faces import HOUSE, is_face, register_face
from overlays.font_file import FontFileError, check_font
from overlays.still import ImageError, Still, read_still

_IMAGES, _FONTS = "images", "fonts"
_INSIDE = "name a file in the config's folder, or in one below"

type Stills = tuple[tuple[str, Still], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """Images by name, and what each face of the config's own is called by those who draw with it.

    `contents` tell by a digest what was loaded, `paths` from where; `mistakes` are all there are.
    """

    stills: Stills = ()
    faces: Mapping[str, str]
    paths: tuple[Path, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    @property
    def contents(self) -> dict[str, str]:
        """What was loaded, by its place in the config."""
        images = {f"{_IMAGES}.{name}": still.digest for name, still in self.stills}
        return images | {f"{_FONTS}.{name}": face for name, face in self.faces.items()}

    def as_told(self, contents: Mapping[str, str]) -> "Assets":
        """What of it is as it was told: images that have changed are none, fonts the house's."""
        return Assets(
            stills=tuple(
                (name, still)
                for name, still in self.stills
                if contents.get(f"{_IMAGES}.{name}") == still.digest
            ),
            faces={
                name.removeprefix(f"{_FONTS}."): face
                for name, face in contents.items()
                if name.startswith(f"{_FONTS}.")
            },
        )

    def face(self, name: str) -> str | None:
        """What a face is called by those who draw with it; None where there is none of that name.

        One that was told of and is not there any more is the house's.
        """
        called = self.faces.get(name, name)
        if is_face(called):
            return called
        return HOUSE if name in self.faces else None


def load(given: YamlText, settings: OverlaySettings) -> Assets:
    """All that a config names."""
    loading = _Loading(given)
    stills = [(name, loading.still(name, file)) for name, file in settings.images.items()]
    faces = [(name, loading.face(name, by_weight)) for name, by_weight in settings.fonts.items()]
    return Assets(
        stills=tuple((name, still) for name, still in stills if still is not None),
        faces={name: face for name, face in faces if face is not None},
        paths=tuple(loading.paths),
        mistakes=tuple(loading.mistakes),
    )


class _Loading:
    """Loads what a config names, collecting the mistakes."""

    def __init__(self, given: YamlText) -> None:
        self._given = given
        self._folder = Path(given.where).parent
        self.paths: list[Path] = []
        self.mistakes: list[Mistake] = []

    def still(self, name: str, file: str) -> Still | None:
        """An image; None where it is none."""
        place = (_IMAGES, name)
        path = self._inside(place, file)
        try:
            return None if path is None else read_still(path)
        except ImageError as error:
            self.mistakes.append(self._given.mistake(place, error.reason, error.remedy))
            return None

    def face(self, name: str, by_weight: Mapping[Weight, str]) -> str | None:
        """What a face is called by those who draw with it; None where it is none."""
        files = {int(w): self._font((_FONTS, name, w), file) for w, file in by_weight.items()}
        known = {weight: path for weight, path in files.items() if path is not None}
        return register_face(name, known) if len(known) == len(files) else None

    def _font(self, place: Place, file: str) -> Path | None:
        """The path of a font file that can be drawn with; None where it cannot."""
        path = self._inside(place, file)
        try:
            if path is not None:
                check_font(path)
        except FontFileError as error:
            self.mistakes.append(self._given.mistake(place, *_said(str(error))))
            return None
        return path

    def _inside(self, place: Place, file: str) -> Path | None:
        """Its path, if that is in the config's folder."""
        path = self._folder / file
        try:
            is_inside = path.resolve().is_relative_to(self._folder.resolve())
        except (OSError, ValueError):
            # No path at all, with a zero in it or in a circle of links.
            is_inside = False
        if not is_inside:
            self.mistakes.append(self._given.mistake(place, f"{file!r} lies elsewhere", _INSIDE))
            return None
        self.paths.append(path)
        return path


def _said(text: str) -> tuple[str, str]:
    """What is wrong with a font file, and what would be right."""
    wrong, _, right = text.partition(": ")[2].partition("; ")
    return wrong, right or "give a sound woff, ttf or otf file"
