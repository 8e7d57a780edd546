"""One running time where a file's own time jumps."""

import pytest

from engine.ffmpeg.running_time import RunningTime

SECOND = 1_000_000


def placed(packets: str) -> tuple[str, int]:
    """Where packets of a second each, named by track and second, are moved to, and the jumps."""
    running, moved = RunningTime(), []
    for packet in packets.split():
        track, time = ord(packet[0]), round(float(packet[1:]) * SECOND)
        moved.append(f"{packet[0]}{(time + running.shift(track, time, SECOND)) / SECOND:g}")
    return " ".join(moved), running.jumps


@pytest.mark.parametrize(
    ("packets", "wanted", "jumps"),
    [
        pytest.param("v0 a0 v1 a1", "v0 a0 v1 a1", 0, id="none"),
        pytest.param("v70 v71 v72", "v70 v71 v72", 0, id="begins-where-it-likes"),
        pytest.param("v0 v1 v12", "v0 v1 v12", 0, id="a-hole-of-ten-seconds"),
        pytest.param("v0 v1 v1.5 v2", "v0 v1 v1.5 v2", 0, id="jitter"),
        pytest.param("v0 v1 v60 v61", "v0 v1 v2 v3", 1, id="forward"),
        pytest.param("v60 v61 v0 v1", "v60 v61 v62 v63", 1, id="back"),
        pytest.param("v0 v1 v0 v1 v0", "v0 v1 v2 v3 v4", 2, id="back-again-and-again"),
        pytest.param("v5 a5 v6 a6 v0 a0 v1", "v5 a5 v6 a6 v7 a7 v8", 1, id="both-tracks-back"),
        pytest.param("v0 a0 v1 v60 a60 v61", "v0 a0 v1 v2 a2 v3", 1, id="both-tracks-forward"),
        pytest.param("v0 a0 a60 v1 v61 a61", "v0 a0 a1 v1 v2 a2", 1, id="one-track-still-before"),
        pytest.param("v0 a0 v9 v18 v27 a27", "v0 a0 v9 v18 v27 a27", 0, id="a-hole-in-one-track"),
        pytest.param("v0 v1 a60 v2", "v0 v1 a60 v2", 0, id="a-track-that-begins-late"),
        pytest.param("v0 a0 v9 v18 v3 a3", "v0 a0 v9 v18 v19 a19", 1, id="sound-ended-before"),
        pytest.param("v0 a0 v900 a1 v2 a2", "v0 a0 v1 a1 v2 a2", 1, id="one-wild-packet"),
    ],
)
def test_packets_run_on(packets: str, wanted: str, jumps: int) -> None:
    assert placed(packets) == (wanted, jumps)
