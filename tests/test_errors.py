"""Errors of the engine: one to catch them all, each a word of its own."""

import pytest

from engine import errors
from engine.errors import EngineError

NAMED = [
    errors.SourceError,
    errors.LadderError,
    errors.StoreError,
    errors.ShowLogError,
    errors.BoxError,
    errors.EncoderError,
]


@pytest.mark.parametrize("kind", NAMED)
def test_each_is_an_engine_error_and_keeps_its_text(kind: type[EngineError]) -> None:
    with pytest.raises(EngineError, match=r"^clip: gone; get it$"):
        raise kind("clip: gone; get it")


@pytest.mark.parametrize("kind", NAMED)
def test_none_is_caught_as_another(kind: type[EngineError]) -> None:
    others = tuple(other for other in NAMED if other is not kind)
    assert not issubclass(kind, others)


def test_none_is_left_out() -> None:
    defined = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert set(defined) == {EngineError, *NAMED}
