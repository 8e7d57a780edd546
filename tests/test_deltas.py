"""Deltas of a push feed, as an exchange's stream has them: image and changes, in any disorder."""

import json
import random
from typing import Any

import pytest

from feeds.deltas import Change, Images, RowRule
from tests.checks import real

PRICE, LEVEL = RowRule(by=(0,), gone=1), RowRule(by=(0,), gone=2)
RULES = {"rc": RowRule(by=("id", "hc")), "trd": PRICE, "atb": PRICE, "batb": LEVEL, "batl": LEVEL}


class Stream:
    """An exchange's messages, applied; `ct` says which are images and which heartbeats."""

    def __init__(self) -> None:
        self.images = Images(RULES)

    def take(self, message: dict[str, Any]) -> bool:
        kind = message.get("ct")
        if kind == "HEARTBEAT":
            return True
        changes = [
            Change(
                id=one["id"],
                value={key: value for key, value in one.items() if key != "img"},
                is_image=one.get("img", False),
            )
            for one in message["mc"]
        ]
        return self.images.take(
            changes, mark=message["clk"], time=message["pt"], goes_on=kind == "RESUB_DELTA"
        )

    def status(self, market: str) -> tuple[str, bool]:
        """Whether it is suspended, and whether the match is played."""
        told = self.images.image(market)["marketDefinition"]
        return told["status"], told["inPlay"]


def definition(status: str = "OPEN", *, in_play: bool = False) -> dict[str, Any]:
    return {"status": status, "inPlay": in_play, "version": 1}


def message(clk: int, *runners: dict[str, Any], ct: str | None = None, **more: Any) -> Any:
    change = {"id": "1.5", "rc": list(runners), **more}
    return {"op": "mcm", "clk": f"c{clk}", "pt": 1000 * clk, "mc": [change]} | (
        {"ct": ct} if ct else {}
    )


IMAGE = message(
    1, {"id": 7, "batb": [[0, 1.9, 20], [1, 1.8, 30]], "ltp": 1.9}, {"id": 8, "ltp": 3},
    ct="SUB_IMAGE", img=True, marketDefinition=definition(),
)  # fmt: skip
DELTAS = [
    message(2, {"id": 7, "ltp": 2.0}),
    message(3, {"id": 7, "batb": [[0, 2.0, 5], [1, 0, 0]]}),
    message(4, marketDefinition=definition("SUSPENDED", in_play=True)),
    message(5, {"id": 9, "batb": [[0, 9, 1]]}, marketDefinition=definition(in_play=True)),
]
HEARTBEAT = {"op": "mcm", "clk": "c6", "pt": 6000, "ct": "HEARTBEAT"}
WANTED = {
    "id": "1.5",
    "rc": [
        {"id": 7, "batb": [[0, 2.0, 5]], "ltp": 2.0},
        {"id": 8, "ltp": 3},
        {"id": 9, "batb": [[0, 9, 1]]},
    ],
    "marketDefinition": definition(in_play=True),
}


def after(*messages: Any) -> Stream:
    stream = Stream()
    for one in messages:
        stream.take(one)
    return stream


def test_image_and_deltas_end_in_what_a_full_image_says() -> None:
    stream = after(IMAGE, *DELTAS, HEARTBEAT)
    full = after({**IMAGE, "mc": [WANTED | {"img": True}]})
    assert stream.images.image("1.5") == full.images.image("1.5") == WANTED
    assert (stream.images.is_whole, stream.images.mark) == (True, "c5")
    assert [after(IMAGE, *DELTAS[:n]).status("1.5") for n in (2, 3, 4)] == [
        ("OPEN", False),
        ("SUSPENDED", True),
        ("OPEN", True),
    ]


def test_what_comes_twice_counts_once() -> None:
    stream = after(IMAGE, DELTAS[0], DELTAS[1])
    assert [stream.take(one) for one in (IMAGE, DELTAS[1], DELTAS[0], DELTAS[2], DELTAS[3])] == [
        False, False, False, True, True,
    ]  # fmt: skip
    assert stream.images.image("1.5") == WANTED
    assert stream.images.is_whole


def test_what_is_older_than_the_last_is_left_out_and_asked_anew() -> None:
    stream = after(IMAGE, DELTAS[1])
    assert not stream.take(DELTAS[0])
    assert (stream.images.is_whole, stream.images.mark) == (False, "c3")
    assert not stream.take(DELTAS[2])
    again = message(7, {"id": 7, "ltp": 2.0}, ct="RESUB_DELTA")
    assert stream.take(again)
    assert stream.images.is_whole
    for one in (message(8, marketDefinition=definition(in_play=True)), DELTAS[3] | {"pt": 9000}):
        assert stream.take(one)
    assert stream.images.image("1.5") == WANTED


def test_a_delta_without_its_image_is_asked_anew() -> None:
    stream = after(DELTAS[0])
    assert (stream.images.is_whole, stream.images.image("1.5")) == (False, None)
    stream.take(IMAGE)
    assert stream.images.is_whole


def test_after_a_break_nothing_counts_until_the_rest_or_an_image_came() -> None:
    stream = after(IMAGE, DELTAS[0])
    stream.images.lost()
    assert not stream.take(DELTAS[2])
    assert stream.images.mark == "c2"
    rest = [change for one in DELTAS[1:] for change in one["mc"]]
    assert stream.take({**DELTAS[3], "ct": "RESUB_DELTA", "mc": rest})
    assert stream.images.image("1.5") == WANTED


@pytest.mark.parametrize("seed", range(8))
def test_in_any_disorder_an_image_mends_all(seed: int) -> None:
    chance = random.Random(seed)
    came = [one for one in (IMAGE, *DELTAS) for _ in range(chance.choice((0, 1, 2)))]
    chance.shuffle(came)
    stream = after(*came)
    whole = {**IMAGE, "clk": "c9", "pt": 9000, "mc": [WANTED | {"img": True}]}
    stream.take(whole)
    assert stream.images.is_whole
    assert stream.images.image("1.5") == WANTED


def test_the_real_stream() -> None:
    """Its first message is the image, though none says so."""
    (raw,) = real("betfair", "BASIC-1.132153978")
    lines = [json.loads(line) for line in raw.splitlines() if line.strip()]
    for change in lines[0]["mc"]:
        change["img"] = True
    market = lines[0]["mc"][0]["id"]
    last: dict[int, float] = {}
    statuses: list[tuple[str, bool]] = []
    stream = Stream()
    for line in lines:
        assert stream.take(line)
        assert not stream.take(line)
        for change in line["mc"]:
            last |= {one["id"]: one["ltp"] for one in change.get("rc", ())}
        statuses.append(stream.status(market))
    image = stream.images.image(market)
    assert {one["id"]: one["ltp"] for one in image["rc"] if "ltp" in one} == last
    assert list(dict.fromkeys(statuses)) == [
        ("OPEN", False),
        ("OPEN", True),
        ("SUSPENDED", True),
        ("CLOSED", True),
    ]


@pytest.mark.parametrize("name", ["SUB_IMAGE", "RESUB_DELTA"])
def test_real_messages(name: str) -> None:
    (raw,) = real("betfair", f"streaming_mcm_{name}.json")
    told = json.loads(raw)
    stream = Stream()
    assert stream.take(told) is (name == "SUB_IMAGE")
    for change in told["mc"] if name == "SUB_IMAGE" else ():
        runners = stream.images.image(change["id"])["rc"]
        assert sorted(one["id"] for one in runners) == sorted(one["id"] for one in change["rc"])
