"""How far viewers were told: the furthest of all, for each channel and viewer."""

import pytest

from api.origin.frontiers import PAUSE, Frontier, Frontiers


@pytest.mark.parametrize(
    ("noted", "held"),
    [
        pytest.param([], None, id="never"),
        pytest.param([(100, 7)], Frontier(100, 7), id="once"),
        pytest.param([(100, 7), (132, 8)], Frontier(132, 8), id="further"),
        pytest.param([(132, 7), (100, 8)], Frontier(132, 8), id="a-new-session-does-not-lower-it"),
    ],
)
def test_the_furthest_counts(noted: list[tuple[int, int]], held: Frontier | None) -> None:
    frontiers = Frontiers()
    for program_time, now in noted:
        frontiers.note("cup", "anna", program_time, now)
    assert frontiers.of("cup", "anna") == held


def test_each_channel_and_viewer_has_their_own() -> None:
    frontiers = Frontiers()
    frontiers.note("cup", "anna", 1, 1)
    frontiers.note("cup", "ben", 2, 1)
    frontiers.note("league", "anna", 3, 1)
    found = [frontiers.of(*key) for key in (("cup", "anna"), ("cup", "ben"), ("league", "anna"))]
    assert found == [Frontier(1, 1), Frontier(2, 1), Frontier(3, 1)]
    assert frontiers.of("league", "ben") is None


def test_who_has_not_asked_for_the_longest_is_forgotten_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("api.origin.frontiers.KEPT", 2)
    frontiers = Frontiers()
    for viewer in ("anna", "ben", "anna", "cleo"):
        frontiers.note("cup", viewer, 1, 1)
    known = [viewer for viewer in ("anna", "ben", "cleo") if frontiers.of("cup", viewer)]
    assert known == ["anna", "cleo"]


@pytest.mark.parametrize(("now", "known"), [(20, 7), (5 + PAUSE, 7), (6 + PAUSE, None)])
def test_who_has_stopped_asking_may_know_more(now: int, known: int | None) -> None:
    frontiers = Frontiers()
    frontiers.note("cup", "anna", 7, 5)
    assert frontiers.playing("cup", "anna", now) == known
    assert frontiers.playing("cup", "ben", now) is None
