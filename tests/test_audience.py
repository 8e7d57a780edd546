"""The sockets of a channel and their lines."""

import asyncio

from api.overlay.audience import LINE_AT_MOST, Audience
from tests.test_present import sent, told


def test_a_newcomer_is_told_what_is_shown_first() -> None:
    async def story() -> None:
        audience = Audience()
        with audience.joined() as first:
            audience.tell(audience.present.take(told(1, "a")))
            with audience.joined() as second:
                audience.tell("more")
                audience.tell(None)
                assert len(audience) == 2
                for listener in (first, second):
                    assert sent(await listener.next()) == (1, ["a"], {"a": "file-a"})
                    assert await listener.next() == "more"
        assert len(audience) == 0
        assert audience.present.welcome() is None

    asyncio.run(story())


def test_a_full_line_is_a_slow_socket_s() -> None:
    async def story() -> None:
        audience = Audience()
        with audience.joined() as slow, audience.joined() as quick:
            for number in range(LINE_AT_MOST + 1):
                audience.tell(str(number))
                assert await quick.next() == str(number)
            assert (slow.slow.is_set(), quick.slow.is_set()) == (True, False)

    asyncio.run(story())
