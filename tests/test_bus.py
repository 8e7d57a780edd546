"""The bus: a client over a real NATS server, there and away."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from feeds.bus import Bus, BusAwayError, Message, RefusedError, UnansweredError, decode, encode
from tests.nats import Nats
from tests.until import until


@pytest.fixture
def nats() -> Iterator[Nats]:
    with Nats() as server:
        yield server


def play(nats: Nats, script: Callable[[Bus, Bus], Awaitable[None]]) -> None:
    """Run a script with two clients, both connected."""

    async def run() -> None:
        async with (
            asyncio.timeout(20),
            Bus(nats.url, name="one") as one,
            Bus(nats.url, name="other") as other,
        ):
            await one.connected()
            await other.connected()
            await script(one, other)

    asyncio.run(run())


async def echo(message: Message) -> Message:
    return {"type": "echo", "said": message["word"]}


def test_what_is_asked_is_answered(nats: Nats) -> None:
    async def script(one: Bus, other: Bus) -> None:
        await one.serve("a.b", echo)
        answer = await other.request("a.b", {"type": "say", "word": "Müller"}, within=5)
        assert answer == {"v": 1, "type": "echo", "said": "Müller"}

    play(nats, script)


def test_a_refusal_is_an_answer(nats: Nats) -> None:
    async def refuses(message: Message) -> Message:
        raise RefusedError("unknown_channel", f"{message['name']} is no channel")

    async def breaks(message: Message) -> Message:
        return {"type": "done", "of": message["missing"]}

    async def script(one: Bus, other: Bus) -> None:
        await one.serve("refuses", refuses)
        await one.serve("breaks", breaks)
        refused = await other.request("refuses", {"type": "start", "name": "x"}, within=5)
        assert (refused["type"], refused["code"]) == ("refused", "unknown_channel")
        assert refused["detail"] == "x is no channel"
        failed = await other.request("breaks", {"type": "start"}, within=5)
        assert (failed["type"], failed["code"]) == ("refused", "failed")
        assert one.counts.failed == 1

    play(nats, script)


def test_what_is_published_is_heard_in_order(nats: Nats) -> None:
    async def script(one: Bus, other: Bus) -> None:
        heard: asyncio.Queue[tuple[str, int]] = asyncio.Queue()

        async def hear(subject: str, message: Message) -> None:
            await heard.put((subject, message["n"]))

        await one.subscribe("part.*", hear)
        for n in range(100):
            await other.publish(f"part.{n % 2}", {"type": "part", "n": n})
        assert [await heard.get() for _ in range(100)] == [(f"part.{n % 2}", n) for n in range(100)]

    play(nats, script)


def test_nobody_there_is_told_at_once(nats: Nats) -> None:
    async def script(one: Bus, _other: Bus) -> None:
        with pytest.raises(UnansweredError, match="nobody: nobody is there"):
            await one.request("nobody", {"type": "ask"}, within=60)

    play(nats, script)


def test_a_slow_answer_is_given_up(nats: Nats) -> None:
    async def never(_message: Message) -> Message:
        return await asyncio.get_running_loop().create_future()  # type: ignore[no-any-return]

    async def script(one: Bus, other: Bus) -> None:
        await one.serve("slow", never)
        with pytest.raises(UnansweredError, match=r"no answer within 0\.05 s"):
            await other.request("slow", {"type": "ask"}, within=0.05)

    play(nats, script)


def test_away_and_back(nats: Nats) -> None:
    """The server killed: publishing drops, asking fails at once; both go on when it is back."""

    async def script(one: Bus, other: Bus) -> None:
        await one.serve("a", echo)
        nats.kill()
        await until(lambda: not one.is_connected and not other.is_connected)
        with pytest.raises(BusAwayError, match="a: the bus is away"):
            await other.request("a", {"type": "say", "word": "x"}, within=60)
        await other.publish("b", {"type": "tell"})
        assert other.counts.dropped == 1
        await one.serve("late", echo)
        nats.start()
        await one.connected()
        await other.connected()
        for subject in ("a", "late"):
            answer = await other.request(subject, {"type": "say", "word": "x"}, within=5)
            assert answer["said"] == "x"
        assert other.counts.connected == 2

    play(nats, script)


def test_a_loss_of_which_the_client_says_nothing_is_seen(nats: Nats) -> None:
    """NATS' client fails in its own farewell where bytes were still to be sent."""

    async def script(one: Bus, other: Bus) -> None:
        assert one._connection is not None
        client = one._connection.client

        async def fail() -> None:
            raise ConnectionResetError("by peer")

        assert client._transport is not None
        client._transport.drain = fail  # type: ignore[method-assign]
        nats.kill()
        client._pending.append(b"PING\r\n")
        client._pending_data_size = 6
        await until(lambda: not one.is_connected)
        nats.start()
        await one.connected()
        await other.connected()
        await one.serve("a", echo)
        assert (await other.request("a", {"type": "say", "word": "x"}, within=5))["said"] == "x"

    play(nats, script)


def test_it_waits_for_a_server_that_comes_later() -> None:
    async def run(nats: Nats) -> None:
        async with asyncio.timeout(10), Bus(nats.url, name="early") as bus:
            assert not bus.is_connected
            await bus.publish("a", {"type": "tell"})
            nats.start()
            await bus.connected()
            assert bus.counts.dropped == 1

    late = Nats()
    try:
        asyncio.run(run(late))
    finally:
        late.kill()


def test_what_the_body_raises_goes_by_unwrapped(nats: Nats) -> None:
    async def run() -> None:
        async with Bus(nats.url, name="one"):
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        asyncio.run(run())


def test_a_full_subscription_drops_and_counts(nats: Nats) -> None:
    async def script(one: Bus, other: Bus) -> None:
        blocked = asyncio.Event()
        heard = 0

        async def hear(_subject: str, _message: Message) -> None:
            nonlocal heard
            heard += 1
            await blocked.wait()

        await one.subscribe("many", hear)
        await one.serve("after", echo)
        for n in range(3_000):
            await other.publish("many", {"type": "one", "n": n})
        await other.request("after", {"type": "say", "word": "all sent"}, within=5)
        assert one.counts.overflowed == 3_000 - 1_024 - 1
        blocked.set()
        await until(lambda: heard == 1_025)

    play(nats, script)


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="no-json"),
        pytest.param(b"\xff\xfe", id="not-utf-8"),
        pytest.param(b"[]", id="no-object"),
        pytest.param(b'{"v":1}', id="no-type"),
        pytest.param(b'{"v":1,"type":""}', id="an-empty-type"),
        pytest.param(b'{"v":1,"type":5}', id="a-type-that-is-no-text"),
        pytest.param(b'{"type":"a"}', id="no-version"),
        pytest.param(b'{"type":"a","v":true}', id="a-version-that-is-no-number"),
        pytest.param(b"[" * 100_000, id="nested-too-deep"),
    ],
)
def test_what_is_no_message_is_counted_and_dropped(nats: Nats, payload: bytes) -> None:
    assert decode(payload) is None

    async def script(one: Bus, other: Bus) -> None:
        await one.serve("a", echo)
        assert other._connection is not None
        await other._connection.client.publish("a", payload)
        answer = await other.request("a", {"type": "say", "word": "still here"}, within=5)
        assert answer["said"] == "still here"
        assert one.counts.malformed == 1

    play(nats, script)


@pytest.mark.parametrize("message", [{}, {"type": ""}, {"v": 1}, {"type": "a", "x": float("nan")}])
def test_what_may_not_be_sent(message: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"has a type|not JSON compliant"):
        encode(message)


def test_types_unknown_here_pass() -> None:
    assert decode(encode({"type": "of_tomorrow", "v": 2, "x": [1]})) == {
        "type": "of_tomorrow",
        "v": 2,
        "x": [1],
    }
