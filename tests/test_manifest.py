"""Manifests: fields as they are kept, every mistake named by its field, OGraf's words for it."""

import pytest

from overlays.catalogue import GRAPHICS, known
from overlays.faces import HOUSE
from overlays.graphic import Graphic
from overlays.manifest import Field, FieldError

THIRD = known("lower_third").manifest


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
        pytest.param({"title": "Ada \ud83d"}, "title", id="half-a-letter"),
        pytest.param({"title": "A", "line": "—"}, "line", id="signs-alone"),
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
        THIRD.checked(given, HOUSE)
    assert found.value.field == field
    assert str(found.value).startswith(f"{field}: ")


@pytest.mark.parametrize(
    ("graphic", "given", "told"),
    [
        pytest.param(
            "lower_third", {"title": "Ada 김철수 😀"},
            "title: 김철수😀 cannot be drawn; leave out what cannot", id="some-letters",
        ),
        pytest.param(
            "ticker", {"items": "GOAL: Ada\nGOAL: 손"}, "items: 손 cannot be drawn", id="a-line"
        ),
        pytest.param(
            "lower_third", {"title": "A", "seconds": 10_000},
            "seconds: '10000' is wrong; use whole seconds from 1 to 600, such as 10", id="digits",
        ),
        pytest.param(
            "lower_third", {"title": "A", "seconds": 1.5},
            "seconds: 1.5 is no whole number; use whole seconds from 1 to 600", id="a-float",
        ),
        pytest.param(
            "sponsor", {"sponsors": "김: kim\n이 Motors"}, "sponsors: 이 cannot be drawn",
            id="a-name-that-has-an-image",
        ),
    ],
)  # fmt: skip
def test_what_is_said_of_a_mistake(graphic: str, given: dict[str, object], told: str) -> None:
    with pytest.raises(FieldError) as found:
        known(graphic).manifest.checked(given, HOUSE)
    assert str(found.value).startswith(told)


def test_what_was_logged_is_taken_whatever_can_be_drawn() -> None:
    assert THIRD.checked({"title": "Ada 김", "seconds": 8.0}) == {"title": "Ada 김", "seconds": "8"}


def test_the_score_bug_takes_no_fields() -> None:
    assert known("score_bug").manifest.checked({}) == {}
    with pytest.raises(FieldError, match="title: no field of score_bug; it takes none"):
        known("score_bug").manifest.checked({"title": "A"})


def field(kind: str, **given: object) -> Field:
    return Field(name="f", title="F", kind=kind, max_length=20, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("of", "given", "kept"),
    [
        pytest.param(field("flag"), True, "true", id="true"),
        pytest.param(field("flag"), "No", "", id="no"),
        pytest.param(field("flag"), "maybe", None, id="no-truth"),
        pytest.param(field("color"), "#1a56db", "#1a56db", id="a-color"),
        pytest.param(field("color"), "#1a56d", None, id="no-color"),
        pytest.param(field("time"), "19:45", "19:45", id="a-time"),
        pytest.param(field("time"), "a quarter to", None, id="no-time"),
        pytest.param(field("number", least=-2, most=9), -2, "-2", id="a-number"),
        pytest.param(field("number", least=-2, most=9), "-3", None, id="too-low"),
        pytest.param(field("number", least=-2, most=9), "--2", None, id="no-number"),
        pytest.param(field("lines"), "A\nB", "A\nB", id="lines"),
        pytest.param(field("image"), "crest.png", "crest.png", id="an-image"),
    ],
)
def test_kinds(of: Field, given: object, kept: str | None) -> None:
    if kept is not None:
        assert of.checked(given) == kept
        return
    with pytest.raises(FieldError, match=r"f: .* is wrong; use "):
        of.checked(given)


@pytest.mark.parametrize("graphic", GRAPHICS, ids=[one.id for one in GRAPHICS])
def test_a_manifest_is_ograf_s(graphic: Graphic) -> None:
    told = graphic.manifest.ograf()
    assert {"id", "version", "name", "schema", "stepCount", "customActions"} <= set(told)
    assert told["stepCount"] >= 1
    for typed in told["schema"]["properties"].values():
        assert typed["title"]
        assert typed["type"] in {"string", "integer", "boolean"}
    assert set(told["schema"]["required"]) <= set(told["schema"]["properties"])
