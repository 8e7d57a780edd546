"""What tests of many modules begin with."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.chromium import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for a module's tests."""
    with chromium() as started:
        yield started


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--golden`: take how graphics look now for right."""
    parser.addoption("--golden", action="store_true", help="keep new golden frames of graphics")
