"""The owner's token: whoever writes must show it."""

import secrets
from pathlib import Path

from fastapi import Request

from api.control.problem import ProblemError
from api.data_folder import OWNER_TOKEN


def owner_token(data: Path) -> str:
    """The token kept in the data folder."""
    return (data / OWNER_TOKEN).read_text(encoding="ascii").strip()


async def owner(request: Request) -> None:
    """A dependency that lets only requests with `Authorization: Bearer TOKEN` pass."""
    token: str = request.app.state.owner_token
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    is_right = secrets.compare_digest(given.strip().encode(), token.encode())
    if kind.lower() != "bearer" or not is_right:
        raise ProblemError("unauthorized", "send Authorization: Bearer with the owner's token")
