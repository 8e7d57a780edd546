"""TOML files people write: the line of a place, however it is written."""

from pathlib import Path

import pytest

from feeds import toml_file
from feeds.mistake import MistakesError
from feeds.toml_file import Place

TEXT = """\
# of ours
sport = "x"
[fields]
home = "a"
"with space" = "b"
inner = { deep = 1 }
[[row]]
a = 1
[[row]]
a = 2
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        pytest.param(("sport",), 2, id="key"),
        pytest.param(("fields",), 3, id="table"),
        pytest.param(("fields", "with space"), 5, id="quoted"),
        pytest.param(("fields", "home", "deeper"), 4, id="the-deepest-there-is"),
        pytest.param(("row", 1, "a"), 10, id="of-an-array"),
        pytest.param(("row",), 7, id="array"),
        pytest.param(("nowhere",), 0, id="none"),
    ],
)
def test_lines(place: Place, line: int) -> None:
    assert toml_file.line_of(TEXT, place) == line


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(None, "no such file or directory; name a mapping that can be read", id="gone"),
        pytest.param(b"caf\xe9", "not UTF-8; save it as UTF-8", id="latin-1"),
        pytest.param(b"a = 1\nb =", ":2: no TOML (", id="no-toml"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "club.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(MistakesError) as caught:
        toml_file.values_of(path, toml_file.text_of(path, "mapping"))
    assert said in str(caught.value)
