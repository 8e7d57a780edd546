"""The catalogue: fields as they are kept, and every mistake named by its field."""

import pytest

from overlays.catalogue import GRAPHICS, FieldError, UnknownGraphicError, graphic

THIRD = graphic("lower_third")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param({"title": "Ada Quist"}, {"title": "Ada Quist"}, id="the-least"),
        pytest.param(
            {"title": " Ada ", "line": "", "kicker": None, "side": ""},
            {"title": "Ada"},
            id="empty-is-not-given",
        ),
        pytest.param(
            {"title": "A", "side": "away", "seconds": 8},
            {"title": "A", "side": "away", "seconds": "8"},
            id="a-number",
        ),
        pytest.param(
            {"title": "A", "seconds": "600"}, {"title": "A", "seconds": "600"}, id="its-digits"
        ),
        pytest.param({"title": "x" * 40}, {"title": "x" * 40}, id="as-long-as-may-be"),
    ],
)
def test_fields_as_they_are_kept(given: dict[str, object], kept: dict[str, str]) -> None:
    assert THIRD.checked(given) == kept
    assert THIRD.checked(THIRD.checked(given)) == kept


@pytest.mark.parametrize(
    ("given", "field"),
    [
        pytest.param({}, "title", id="missing"),
        pytest.param({"title": " \n"}, "title", id="blank"),
        pytest.param({"title": "x" * 41}, "title", id="too-long"),
        pytest.param({"title": ["A"]}, "title", id="no-text"),
        pytest.param({"title": True}, "title", id="a-truth-value"),
        pytest.param({"title": "손흥민"}, "title", id="not-to-be-drawn"),
        pytest.param({"title": "A", "line": "🔴"}, "line", id="nothing-to-draw"),
        pytest.param({"title": "A", "side": "left"}, "side", id="no-such-side"),
        pytest.param({"title": "A", "seconds": 0}, "seconds", id="no-time"),
        pytest.param({"title": "A", "seconds": 601}, "seconds", id="too-long-a-time"),
        pytest.param({"title": "A", "seconds": 1.5}, "seconds", id="a-float"),
        pytest.param({"title": "A", "seconds": "²"}, "seconds", id="odd-digits"),
        pytest.param({"title": "A", "color": "red"}, "color", id="unknown"),
    ],
)
def test_a_mistake_names_its_field(given: dict[str, object], field: str) -> None:
    with pytest.raises(FieldError) as found:
        THIRD.checked(given)
    assert found.value.field == field
    assert str(found.value).startswith(f"{field}: ")


def test_the_score_bug_takes_no_fields() -> None:
    assert graphic("score_bug").checked({}) == {}
    with pytest.raises(FieldError, match="title: no field of score_bug; it takes none"):
        graphic("score_bug").checked({"title": "A"})


def test_an_unknown_graphic_is_told_which_there_are() -> None:
    with pytest.raises(UnknownGraphicError, match="use one of score_bug, lower_third"):
        graphic("crawl")


def test_names_are_told_apart() -> None:
    names = [one.name for one in GRAPHICS]
    assert len(set(names)) == len(names)
