"""Any text becomes one line of letters that can be drawn, in runs in the order of reading."""

import pytest

from overlays.faces import HOUSE
from overlays.lettering import (
    drawable,
    is_east_asian,
    is_right_to_left,
    reads_both_ways,
    runs,
    undrawable,
)

# Marks that set apart: right to left, left to right, the end of either.
RTL, LTR, END = "\u2067", "\u2066", "\u2069"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Beşiktaş", "Beşiktaş", id="turkish"),
        pytest.param("Łódź Fenerbahçe", "Łódź Fenerbahçe", id="polish-and-latin-1"),
        pytest.param("Nguyễn Quang Hải", "Nguyễn Quang Hải", id="vietnamese"),
        pytest.param("Cafe\u0301", "Café", id="a-mark-of-its-own-joins-its-letter"),
        pytest.param("a\nb\tc\u2028d \u00a0 e", "a b c d e", id="white-space-is-one-space"),
        pytest.param("\uff21\uff22\uff11", "AB1", id="full-width-becomes-plain"),
        pytest.param("Ba\u200bll\u202ee\x00r", "Baller", id="what-has-no-shape-is-left-out"),
        pytest.param("Zenit Зенит", "Zenit Зенит", id="cyrillic"),
        pytest.param("Ολυμπιακός", "Ολυμπιακός", id="greek"),
        pytest.param("محمد صلاح 45+2'", "محمد صلاح 45+2'", id="arabic"),
        pytest.param("利昂内尔·梅西", "利昂内尔·梅西", id="chinese"),
        pytest.param("\uff76\uff9e\uff9d\uff8a\uff9e大阪", "ガンバ大阪", id="half-width-kana"),
        pytest.param("\ufee3\ufea4\ufee4\ufeaa", "محمد", id="arabic-shapes-become-letters"),
        pytest.param("محم\u0651د", "محم\u0651د", id="arabic-signs-stay"),
        pytest.param("a\u0651م" + "\u064e" * 9, "aم\u064e\u064e", id="but-not-alone-nor-many"),
        pytest.param("علی\u200cرضا", "علی\u200cرضا", id="a-non-joiner-parts-letters"),
        pytest.param("\u200cعلی\u200c", "علی", id="and-nothing-else"),
        pytest.param("손 Son 흥민", "· Son ·", id="unknown-letters-become-one-dot"),
        pytest.param("⚽🏴\U000e0067\U000e007f goal", "goal", id="emoji"),
        pytest.param("🏆 Žižkov 🏆", "Žižkov", id="emoji-around-a-name"),
        pytest.param("שלום", "·", id="a-script-without-a-face"),
        pytest.param("손\u0651손", "·", id="nothing-parts-two-dots"),
        pytest.param("\ud800x", "x", id="half-a-surrogate"),
        pytest.param("'\"\\<b>", "'\"\\<b>", id="quotes-and-backslashes"),
        pytest.param(" \r\n ", "", id="only-space"),
        pytest.param("", "", id="empty"),
    ],
)
def test_any_text_becomes_one_drawable_line(text: str, expected: str) -> None:
    assert drawable(text) == expected
    assert drawable(expected) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Salah 45+2'", "Salah 45+2'", id="left-to-right"),
        pytest.param("محمد 45+2'", f"{RTL}محمد {LTR}45+2'{END}{END}", id="a-minute"),
        pytest.param("محمد 78%", f"{RTL}محمد {LTR}78%{END}{END}", id="percent"),
        pytest.param(
            "الهلال 3-1", f"{RTL}الهلال {LTR}3{END}-{LTR}1{END}{END}", id="a-score-is-two-numbers"
        ),
        pytest.param("محمد U21 +4", f"{RTL}محمد U21 +4{END}", id="behind-latin-letters"),
        pytest.param("FC (محمد 9)", f"FC (محمد {LTR}9{END})", id="among-latin-letters"),
    ],
)
def test_numbers_among_right_to_left_letters_are_set_apart(text: str, expected: str) -> None:
    assert "".join(run.text for run in runs(text, HOUSE, 600)) == expected


def test_a_run_is_what_one_file_draws() -> None:
    found = [
        (run.text, run.cut.typeface.getFamilyName()) for run in runs("Al السد Зенит", HOUSE, 500)
    ]
    assert found == [
        ("Al ", "Barlow Condensed Medium"),
        ("السد", "Noto Kufi Arabic Medium"),
        (" ", "Barlow Condensed Medium"),
        ("Зенит", "Roboto Condensed Medium"),
    ]


@pytest.mark.parametrize(
    ("text", "is_backwards", "has_both"),
    [
        ("محمد Salah", True, True),
        ("45' محمد", True, True),
        ("Salah محمد", False, True),
        ("Salah", False, False),
        ("45+2'", False, False),
        ("", False, False),
    ],
)
def test_where_a_text_begins(text: str, is_backwards: bool, has_both: bool) -> None:  # noqa: FBT001 - columns of the table
    assert is_right_to_left(text) == is_backwards
    assert reads_both_ways(text) == has_both


def test_letters_of_east_asia() -> None:
    assert [letter for letter in "Aم1・武ガ「ー々" if is_east_asian(letter)] == list("武ガー々")


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Ada Quist · 45+2'", ""),
        ("Ada 김철수 김", "김철수"),
        ("\u0301a👨‍👩‍👧 x", "👨👩👧"),
        ("نادي 北 Жук", ""),
    ],
)
def test_letters_that_cannot_be_drawn(text: str, letters: str) -> None:
    assert undrawable(text) == letters
