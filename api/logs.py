"""How processes log: a line an event on standard error, with UTC and the process' name."""

import logging
import time


def set_up(name: str) -> None:
    """Have this process log under its name."""
    formatter = logging.Formatter(
        f"%(asctime)s.%(msecs)03dZ %(levelname)s [{name}] %(message)s", "%Y-%m-%dT%H:%M:%S"
    )
    formatter.converter = time.gmtime
    lines = logging.StreamHandler()
    lines.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [lines]
    root.setLevel(logging.INFO)
    # They tell of each run of each job, of each socket and of each start of the database.
    for chatty in ("alembic", "apscheduler", "uvicorn.error"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
