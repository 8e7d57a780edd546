"""GOAL and VAR pressed on a real server: the stadium's board, the score bug's state, the API."""

import io
from collections.abc import Iterator
from typing import Any

import av
import pytest

from engine.window import read_window
from feeds.event_time import from_iso, to_iso
from tests.board_reader import read_board
from tests.served import DEMO, Answer, Served, served

pytestmark = pytest.mark.timeout(240)
FRAME = 40_000
CONFIG = (
    DEMO.replace(
        "[channel.source]",
        'shedding = "nothing"\ndistance = 1\nladder = "640x360:900k"\n[channel.source]',
    )
    + '[[channel]]\nname = "off"\nautostart = false\n'
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(CONFIG, tmp_path_factory.mktemp("pressed")) as running:
        running.on_air("demo")
        yield running


def ask(server: Served, button: str, body: object, **headers: str) -> Answer:
    return server.ask("POST", f"/api/v1/demo/demo/{button}", body, headers)


def press(server: Served, button: str, body: object = None, **headers: str) -> Answer:
    """Press it, and again where others have just pressed too often."""
    answers = list[Answer]()

    def is_heard() -> bool:
        answers.append(ask(server, button, {} if body is None else body, **headers))
        return bool(answers[-1].value.get("code") != "too_fast")

    server.until(is_heard, "pressed")
    return answers[-1]


def shown_at(pressed: Answer) -> int:
    """The programme time of the first picture that shows it."""
    return -(-from_iso(pressed.value["program_time"]) // FRAME) * FRAME


def score(server: Served, at: int) -> int:
    """The goals of the side that scored on the programme's picture of then, by the state."""
    answer = server.get(f"/api/v1/channels/demo/state?at={to_iso(at).replace('+', '%2B')}")
    return int(answer.value["sides"]["away"]["score"])


def board(server: Served, at: int) -> int:
    """The same, read from the decoded pixels of that picture."""
    wanted = at // FRAME
    media = server.data / "channels" / "demo" / "media" / "360p"
    lines = (media / "parts.jsonl").read_text().splitlines(keepends=True)
    for msn, parts in read_window(lines).segments():
        if parts[0].first <= wanted < parts[0].first + 48:
            content = (media / parts[0].map).read_bytes() + (media / f"{msn}.m4s").read_bytes()
            with av.open(io.BytesIO(content), "r") as container:
                for place, frame in enumerate(container.decode(video=0)):
                    if parts[0].first + place == wanted:
                        reading = read_board(frame.to_ndarray(format="gray"))
                        assert reading is not None
                        return reading.away
    raise KeyError(wanted)


def board_from(server: Served, at: int, wanted: int, late: int) -> int:
    """The board at that very picture, or at one later by no more than the `late` frames."""
    shown = (board(server, at + n * FRAME) for n in range(late + 1))
    return next((one for one in shown if one == wanted), 1 - wanted)


def aired(server: Served, at: int) -> None:
    """Wait until the picture of then is in the store, with the rest of its segment."""

    def is_there() -> bool:
        media = server.data / "channels" / "demo" / "media" / "360p" / "parts.jsonl"
        lines = media.read_text().splitlines(keepends=True)
        return (read_window(lines).parts[-1].first - 60) * FRAME > at

    server.until(is_there, "aired")


def goals(server: Served) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.get("/api/v1/demo/demo").value["goals"]
    return found


def test_goal_then_var_on_the_board_and_in_the_state(server: Served) -> None:
    before = server.late_frames("demo")
    pressed = press(server, "goal", {"side": "away"})
    assert pressed.status == 200, pressed.text
    at = shown_at(pressed)
    called = [one["id"] for one in goals(server) if one["is_called"]]
    assert called == [f"demo-0-{pressed.value['name']}"]
    aired(server, at)
    late = server.late_frames("demo") - before
    assert (board(server, at - FRAME), board_from(server, at, 1, late)) == (0, 1)
    assert (score(server, at - FRAME), score(server, at)) == (0, 1)

    annulled = press(server, "var")
    assert annulled.status == 200, annulled.text
    assert annulled.value["name"] == pressed.value["name"]
    assert press(server, "var").value["code"] == "too_many_calls"
    at = shown_at(annulled)
    aired(server, at)
    late = server.late_frames("demo") - before
    assert (board(server, at - FRAME), board_from(server, at, 0, late)) == (1, 0)
    assert (score(server, at - FRAME), score(server, at)) == (1, 0)
    (goal,) = (one for one in goals(server) if one["name"] == pressed.value["name"])
    assert goal["annulled_program_time"] == annulled.value["program_time"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        pytest.param("off", "not_the_demo", id="another-source"),
        pytest.param("nowhere", "unknown_channel", id="no-channel"),
    ],
)
def test_only_the_demo_match_has_buttons(server: Served, path: str, code: str) -> None:
    assert server.get(f"/api/v1/demo/{path}").value["code"] == code
    assert server.ask("POST", f"/api/v1/demo/{path}/goal", {}).value["code"] == code


def test_another_site_s_page_may_not_press(server: Served) -> None:
    refused = press(server, "goal", origin="http://elsewhere.example")
    assert (refused.status, refused.value["code"]) == (403, "not_our_page")


def test_what_is_no_press(server: Served) -> None:
    for body in ({"side": "north"}, {"in_s": 3}, {"in_s": 41}, {"colour": "red"}):
        refused = press(server, "goal", body, origin=server.url)
        assert (refused.status, refused.value["code"]) == (422, "bad_request")


def test_who_presses_and_presses_is_told_when_to_try_again(server: Served) -> None:
    answers = [ask(server, "goal", {"in_s": 3}) for _ in range(12)]
    refused = answers[-1]
    assert (refused.status, refused.value["code"]) == (429, "too_fast")
    assert 1 <= int(refused.headers["retry-after"]) <= 3
