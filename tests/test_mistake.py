"""Mistakes read as `file:line: key: what is wrong; what would be right`."""

import pytest

from feeds.mistake import SHOWN_AT_MOST, Mistake, MistakesError


@pytest.mark.parametrize(
    ("mistake", "text"),
    [
        pytest.param(
            Mistake(where="f.jsonl", line=3, key="side", wrong='"left" is wrong', right="use home"),
            'f.jsonl:3: side: "left" is wrong; use home',
            id="line-and-key",
        ),
        pytest.param(
            Mistake(where="f.jsonl", line=3, wrong="no JSON", right="write JSON"),
            "f.jsonl:3: no JSON; write JSON",
            id="a-line-as-a-whole",
        ),
        pytest.param(
            Mistake(where="f.jsonl", wrong="no such file", right="name one"),
            "f.jsonl: no such file; name one",
            id="a-file-as-a-whole",
        ),
        pytest.param(
            Mistake(where="--start", key="zone", wrong="missing", right="add Z"),
            "--start: zone: missing; add Z",
            id="an-argument",
        ),
    ],
)
def test_text(mistake: Mistake, text: str) -> None:
    assert str(mistake) == text


def numbered(count: int) -> list[Mistake]:
    return [Mistake(where="f", line=n, wrong="bad", right="good") for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("kept", "count", "lines", "last"),
    [
        pytest.param(1, None, 1, "f:1: bad; good", id="one"),
        pytest.param(20, None, 20, "f:20: bad; good", id="as-many-as-are-shown"),
        pytest.param(21, None, 21, "... and 1 more mistakes", id="one-more"),
        pytest.param(20, 200_000, 21, "... and 199980 more mistakes", id="counted-elsewhere"),
    ],
)
def test_at_most_twenty_then_a_count(kept: int, count: int | None, lines: int, last: str) -> None:
    error = MistakesError(numbered(kept), count)
    assert len(error.mistakes) <= SHOWN_AT_MOST == 20
    assert len(error.lines()) == lines
    assert error.lines()[-1] == last
    assert str(error) == "\n".join(error.lines())
