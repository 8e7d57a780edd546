"""Lines of chat: what may stand in one, and what is taken out."""

import pytest

from api.room.line import LONGEST, LineError, cleaned


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("  What a goal!\n", "What a goal!", id="plain"),
        pytest.param("one\t\ttwo\r\nthree", "one two three", id="white-space"),
        pytest.param("<script>alert(1)</script>", "<script>alert(1)</script>", id="html-is-text"),
        pytest.param("a\x00b\x1b[31mc\x7f", "ab[31mc", id="control-characters"),
        pytest.param("see \u202egnp.exe", "see gnp.exe", id="a-turn-of-direction"),
        pytest.param("\u2066left\u2069\u200f", "left", id="isolates"),
        pytest.param("G\u200bO\u2060A\ufeffL", "GOAL", id="zero-width"),
        pytest.param("z" + "\u0300" * 40, "z" + "\u0300" * 3, id="a-tower-of-accents"),
        pytest.param("e\u0301", "\u00e9", id="composed"),
        pytest.param("กี่ หนึ่ง", "กี่ หนึ่ง", id="thai-keeps-its-marks"),
        pytest.param("👨‍👩‍👧 ❤️ 👍🏽", "👨‍👩‍👧 ❤️ 👍🏽", id="emoji-whole"),
        pytest.param("🏴󠁧󠁢󠁥󠁮󠁧󠁿 1", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 1", id="the-flag-of-england"),
        pytest.param("x󠁧󠁢y", "xy", id="a-flag's-letters-without-a-flag"),
        pytest.param("שלום", "שלום", id="right-to-left"),
    ],
)
def test_a_line_is_cleaned(text: str, line: str) -> None:
    assert cleaned(text) == line


@pytest.mark.parametrize("text", ["", "  \n", "\u200b\u202e", "\u200d\ufe0f", "\u0301\u0301"])
def test_nothing_to_read_is_no_line(text: str) -> None:
    with pytest.raises(LineError) as refused:
        cleaned(text)
    assert refused.value.code == "empty"


def test_a_line_has_an_end() -> None:
    assert cleaned("x" * LONGEST) == "x" * LONGEST
    with pytest.raises(LineError) as refused:
        cleaned("x" * (LONGEST + 1))
    assert refused.value.code == "too_long"
