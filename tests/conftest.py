"""What tests of many modules begin with, and in which order modules go."""

import os
from collections.abc import Iterator
from itertools import chain, groupby, islice

import pytest
from playwright.sync_api import Browser

from tests.chromium import chromium

# Modules that know these start servers, channels and commands, and wait for them.
_STARTERS = {"clip_server", "one_channel", "on_air", "served", "Server", "touchline"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for a module's tests."""
    with chromium() as started:
        yield started


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--golden`: take how graphics look now for right."""
    parser.addoption("--golden", action="store_true", help="keep new golden frames of graphics")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have every worker begin with modules that take long, so that none ends alone with one.

    Each is given one share of the list, in its order; who is done takes from the end of others'.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    modules = [list(module) for _, module in groupby(items, key=lambda item: item.path)]
    long = [module for module in modules if _takes_long(module[0])]
    short = chain(*(module for module in modules if not _takes_long(module[0])))
    left, items[:] = len(items), []
    for place in range(workers):
        share = [item for module in long[place::workers] for item in module]
        share += islice(short, max(0, left // (workers - place) - len(share)))
        items += share
        left -= len(share)


def _takes_long(item: pytest.Item) -> bool:
    module = item.getparent(pytest.Module)
    return module is not None and not _STARTERS.isdisjoint(vars(module.obj))
