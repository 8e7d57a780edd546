"""How processes log."""

import logging
import re
from collections.abc import Iterator

import pytest

from api import logs


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger, as it was before when done."""
    logger = logging.getLogger()
    handlers, level = logger.handlers, logger.level
    yield logger
    logger.handlers = handlers
    logger.setLevel(level)


def test_a_line_an_event(root: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("feeds")
    root.info("bus lost server=%s", "127.0.0.1:4222")
    logging.getLogger("apscheduler.executors.default").info("Running job")
    logging.getLogger("uvicorn.error").info("connection open")
    moment = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
    (line,) = capsys.readouterr().err.splitlines()
    assert re.fullmatch(rf"{moment} INFO \[feeds\] bus lost server=127\.0\.0\.1:4222", line)
