"""`touchline feed calibrate`: facts files skewed at random beside clips, drawn and real."""

import json
import random
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from api.exit_code import DONE, FAILED, MISTAKEN
from api.main import main
from tests.clock_clips import Bug, Match, running
from tests.hls import SHARED

VIDEO = SHARED / "video"
SEED = 20_261_130


@dataclass(frozen=True, kw_only=True)
class Case:
    """A clip, what its clock reads at a time of it (s), which way it counts, how good it may be."""

    clip: Match | str
    reads: tuple[float, float]
    sport: str = "football"


CASES = {
    "latin-up": Case(
        clip=Match(bug=Bug(clock=running(1423.37), high=11)),
        reads=(0, 1423.37),
    ),
    "dark-down": Case(
        clip=Match(
            bug=Bug(clock=running(431.8, -1), ink=20, plate=215, place=(0.35, 0.86), words="3RD"),
            rate=Fraction(30),
            seed=5,
            cuts=(4.0,),
        ),
        reads=(0, 431.8),
        sport="ice_hockey",
    ),
    "condensed-down": Case(
        clip=Match(
            bug=Bug(
                clock=running(675.52, -1),
                font="barlow-condensed-latin-600-normal.woff",
                high=14,
                plate=90,
                words="QUARTO 1",
                beside=(lambda time: str(22 - int(time)),),
            ),
            seed=9,
        ),
        reads=(0, 675.52),
        sport="basketball",
    ),
    "inter-napoli": Case(clip="football_inter-napoli_720p25_33s.mp4", reads=(0.33, 371)),
    "krasnodar": Case(clip="football_krasnodar-olympiacos_1080p23976_14s.mp4", reads=(6.965, 1641)),
    "nba": Case(
        clip="basketball_nba_lakers_480p2997_5.5s.mp4", reads=(2.72, 673), sport="basketball"
    ),
}


def clip_of(case: Case, folder: Path) -> Path:
    if isinstance(case.clip, Match):
        return case.clip.write(folder / "clip.mp4")
    path = VIDEO / case.clip
    if not path.exists():
        pytest.skip(f"no real clips at {VIDEO}")
    return path


def skewed(case: Case, skew: float, path: Path) -> Path:
    """Facts of a feed whose clock is `skew` seconds behind the picture's."""
    at, value = case.reads
    minutes, seconds = divmod(value, 60)
    clock = f"{int(minutes):02d}:{seconds:06.3f}"
    match = {"type": "match", "sport": case.sport, "home": {"name": "A"}, "away": {"name": "B"}}
    facts: list[dict[str, Any]] = [
        {"t": round(at - skew, 3), **match},
        {"t": round(at - skew, 3), "type": "clock_set", "clock": clock, "period": 1},
    ]
    path.write_text("".join(json.dumps(fact) + "\n" for fact in facts), encoding="utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, Any]]:
    code = main(["feed", "calibrate", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", CASES)
def test_the_skew_is_found(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = CASES[name]
    skew = round(random.Random(f"{SEED} {name}").uniform(-20, 20), 3)
    facts = skewed(case, skew, tmp_path / "facts.jsonl")
    code, found = told(capsys, clip_of(case, tmp_path), "--facts", facts, "--seconds", 15)
    assert (code, found["error"]) == (DONE, "")
    assert found["offset_s"] == pytest.approx(skew, abs=0.2)
    assert found["skew_s"] == -found["offset_s"]
    assert found["spread_s"] <= 0.2
    assert found["clock"]["counts"] == ("up" if case.sport == "football" else "down")


@pytest.mark.parametrize(
    "name",
    [
        "badminton_yonex_1080p50_3.6s.mp4",
        "cricket_icc_ind-pak_720p25_5.6s.mp4",
        "football_1080i25_tff_mbaff_derived.ts",
        "football_vertical_540x960_25_6s.mp4",
        "icehockey_720p2997_nonkeyframe.mp4",
        "shortvideo_badminton_720x1280_30_20s.mp4",
        "tennis_usopen_djokovic-nadal_360p2997_90s.mp4",
    ],
)
def test_clips_without_a_running_clock_say_so(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip = clip_of(Case(clip=name, reads=(0, 0)), tmp_path)
    facts = skewed(CASES["latin-up"], 0, tmp_path / "facts.jsonl")
    code, found = told(capsys, clip, "--facts", facts, "--seconds", 12)
    assert code == FAILED
    assert (found["clock"], found["offset_s"]) == (None, None)
    assert found["error"].startswith("no clock seen")


def test_in_words_and_what_the_facts_do_not_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip = Match(bug=Bug(clock=running(100.5)), seconds=7).write(tmp_path / "clip.mp4")
    region = "--region", "0.03,0.03,0.5,0.1"
    assert main(["feed", "calibrate", str(clip), *region]) == DONE
    assert "counts up" in capsys.readouterr().out
    facts = skewed(CASES["dark-down"], 0, tmp_path / "facts.jsonl")
    assert main(["feed", "calibrate", str(clip), *region, "--facts", str(facts)]) == FAILED
    assert "never read 01:" in capsys.readouterr().err
    facts.write_text("")
    assert main(["feed", "calibrate", str(clip), *region, "--facts", str(facts)]) == FAILED
    assert "add a clock_set" in capsys.readouterr().err


def test_mistakes_are_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = ["--region", "1,2", "--seconds", "x", "--start", "noon", "--facts", "none.jsonl"]
    assert main(["feed", "calibrate", str(tmp_path / "none.mp4"), *wrong]) == MISTAKEN
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in lines[:-2]] == ["--start", "--seconds", "--region"]
    assert "name a facts file" in lines[-2]
    assert "name a media file" in lines[-1]
