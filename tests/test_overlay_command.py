"""`touchline overlay`: a config checked, its schema printed, a picture drawn; mistakes at once."""

import json
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from api.exit_code import DONE, MISTAKEN
from api.main import main

ROOT = Path(__file__).parents[1]
EXAMPLE, FACTS = str(ROOT / "examples" / "overlay.yaml"), str(ROOT / "examples" / "facts.jsonl")
SIZE = "640x360"

type Captured = pytest.CaptureFixture[str]
type Picture = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def render(out: Path, *given: str, file: str = EXAMPLE) -> int:
    return main(["overlay", "render", file, "--out", str(out), "--size", SIZE, *given])


def picture(path: Path) -> Picture:
    found = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    assert found is not None
    return found.astype(np.uint8)


def test_a_right_config_and_its_notes(tmp_path: Path, capsys: Captured) -> None:
    assert main(["overlay", "check", EXAMPLE]) == DONE
    assert capsys.readouterr().out == f"{EXAMPLE} is right\n"
    path = tmp_path / "o.yaml"
    path.write_text('look: {text: "#8a8a8a"}\n', encoding="utf-8")
    assert main(["overlay", "check", str(path)]) == DONE
    assert capsys.readouterr().err.startswith(f"note: {path}:1: look.text: its contrast")


def test_a_wrong_config_tells_all(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "o.yaml"
    path.write_text("theme: dusk\nlook: {radius: 99}\n", encoding="utf-8")
    assert main(["overlay", "check", str(path)]) == MISTAKEN
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in told] == [f"{path}:1", f"{path}:2"]
    assert render(tmp_path / "o.png", file=str(path)) == MISTAKEN
    assert not (tmp_path / "o.png").exists()


def test_the_schema_is_printed(capsys: Captured) -> None:
    assert main(["overlay", "schema"]) == DONE
    assert json.loads(capsys.readouterr().out)["title"] == "Touchline's overlay config"


def test_a_picture_of_a_moment(tmp_path: Path) -> None:
    before, goal = tmp_path / "before.png", tmp_path / "goal.png"
    assert render(before, "--facts", FACTS, "--at", "12") == DONE
    assert render(goal, "--facts", FACTS, "--at", "2000-01-01T00:00:14Z") == DONE
    alphas = [picture(path)[:, :, 3] for path in (before, goal)]
    assert [found.shape for found in alphas] == [(360, 640)] * 2
    lower = [int(found[260:].max()) for found in alphas]
    assert lower == [0, 255]


def test_a_graphic_by_hand_over_a_ground_and_over_an_image(tmp_path: Path) -> None:
    one, two = tmp_path / "one.png", tmp_path / "two.png"
    named = ["--graphic", "lower_third", "--field", "title=Ada = Quist", "--language", "de"]
    assert render(one, *named, "--over", "light") == DONE
    assert render(two, "--over", str(one)) == DONE
    first, second = picture(one), picture(two)
    assert first.shape == (360, 640, 3)
    assert np.array_equal(first, second)
    assert len(np.unique(first[280:340].reshape(-1, 3), axis=0)) > 20


def test_mistakes_of_arguments_are_told_at_once(tmp_path: Path, capsys: Captured) -> None:
    wrong = ["--at", "soon", "--size", "641x360", "--language", "xx", "--over", "grass"]
    assert render(tmp_path / "no" / "o.png", *wrong, "--graphic", "bug") == MISTAKEN
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in told] == [
        "--language", "--at", "--size", "--graphic", "--over", str(tmp_path / "no" / "o.png"),
    ]  # fmt: skip


def test_sheets_and_a_video_of_a_theme(tmp_path: Path, capsys: Captured) -> None:
    config, out = tmp_path / "o.yaml", tmp_path / "sheets"
    config.write_text("")
    named = ["overlay", "sheet", str(config), "--out", str(out)]
    assert main([*named, "--graphic", "lower_third", "--theme", "daylight"]) == DONE
    assert capsys.readouterr().out == f"{out / 'daylight'}\n"
    assert {one.name for one in (out / "daylight").iterdir()} == {
        "lower_third.png", "lower_third-languages.png", "graphics.mp4",
    }  # fmt: skip
    with av.open(str(out / "daylight" / "graphics.mp4")) as clip:
        assert (clip.streams.video[0].width, clip.streams.video[0].frames > 50) == (1280, True)
    assert main([*named, "--graphic", "bug"]) == MISTAKEN
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("--graphic: bug is no graphic; use one of score_bug")
    assert told[1] == f"{out}: is not empty; name a new or empty folder"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param(
            ["--graphic", "lower_third"], "--graphic: title: must be given; add --field", id="none"
        ),
        pytest.param(
            ["--graphic", "lower_third", "--field", "title"],
            "--graphic: a --field says nothing; write it like title=Ada", id="no-value",
        ),
        pytest.param(
            ["--field", "title=Ada"],
            "--graphic: is not given, and --field is; name the graphic it is of", id="no-graphic",
        ),
    ],
)  # fmt: skip
def test_fields(tmp_path: Path, capsys: Captured, given: list[str], told: str) -> None:
    assert render(tmp_path / "o.png", *given) == MISTAKEN
    assert capsys.readouterr().err == f"{told}\n"
