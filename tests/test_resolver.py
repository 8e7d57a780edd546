"""Names resolved, and those of private networks refused."""

import asyncio

import pytest

from feeds.resolver import ResolveError, resolve


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.1.2.3", "169.254.169.254", "::1", "fd00::1"]
)
def test_private_addresses_are_refused(host: str) -> None:
    with pytest.raises(ResolveError, match="of a private network; to allow it set private = true"):
        asyncio.run(resolve(host, 80, may_be_private=False))
    assert asyncio.run(resolve(host, 80, may_be_private=True))


@pytest.mark.parametrize(
    ("host", "called"),
    [("10.1.2.3", "10.1.2.3"), ("localhost", r"localhost \([:.\d, ]+\)")],
)
def test_an_address_is_said_once(host: str, called: str) -> None:
    with pytest.raises(ResolveError, match=f"^{called} is of a private network; "):
        asyncio.run(resolve(host, 80, may_be_private=False))


def test_a_public_address() -> None:
    assert asyncio.run(resolve("1.1.1.1", 443, may_be_private=False)) == "1.1.1.1"


@pytest.mark.parametrize("host", ["nowhere.invalid", "a" * 300])
def test_names_that_lead_nowhere(host: str) -> None:
    with pytest.raises(ResolveError, match=host[:20]):
        asyncio.run(resolve(host, 80, may_be_private=True))
