"""Errors of the control API: RFC 9457 problems with stable codes, and their status in one table."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"

# Where a code's HTTP status is decided, and nowhere else.
STATUS = {
    "unauthorized": 401,
    "unknown_channel": 404,
    "unknown_source": 404,
    "not_found": 404,
    "method_not_allowed": 405,
    "not_undoable": 409,
    "not_on_air": 409,
    "idempotency_conflict": 409,
    "bad_fact": 422,
    "bad_time": 422,
    "bad_basis": 422,
    "bad_duration": 422,
    "bad_request": 422,
    "unknown_command": 422,
    "busy": 503,
    "bus_away": 503,
    "failed": 502,
}
_TITLES = {
    "unauthorized": "The owner's token is needed",
    "unknown_channel": "There is no such channel",
    "unknown_source": "The channel has no such source",
    "not_found": "There is nothing here",
    "method_not_allowed": "That cannot be done here",
    "not_undoable": "That cannot be taken back",
    "not_on_air": "The channel is not on air",
    "idempotency_conflict": "The same key was used for another request",
    "bus_away": "The server's processes cannot reach each other just now",
    "busy": "Too much at once",
    "failed": "It did not work",
}


class Problem(BaseModel):
    """What an error says (RFC 9457). `code` is stable; `detail` is for people."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str = ""
    errors: list[dict[str, Any]] = []


class ProblemError(Exception):
    """Ends a request with a problem of this code."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Problem, "content": {MEDIA_TYPE: {}}},
    "5XX": {"model": Problem, "content": {MEDIA_TYPE: {}}},
}


def install(app: FastAPI) -> None:
    """Have every error of the app told as a problem."""
    app.add_exception_handler(ProblemError, _told)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def response(
    code: str, detail: str = "", errors: list[dict[str, Any]] | None = None
) -> JSONResponse:
    """A problem as it goes out."""
    status = STATUS.get(code, 500)
    problem = Problem(
        title=_TITLES.get(code, "The request is not right"),
        status=status,
        code=code,
        detail=detail,
        errors=errors or [],
    )
    headers = {"Retry-After": "1"} if status == 503 else {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(problem.model_dump(), status, headers, MEDIA_TYPE)


async def _told(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ProblemError)  # noqa: S101 - as registered
    return response(error.code, error.detail)


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as registered
    errors = [
        {"at": ".".join(str(step) for step in found["loc"]), "detail": found["msg"]}
        for found in error.errors()
    ]
    detail = "; ".join(f"{one['at']}: {one['detail']}" for one in errors)
    return response("bad_request", detail, errors)


async def _http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - as registered
    codes = {404: "not_found", 405: "method_not_allowed"}
    return response(codes.get(error.status_code, "bad_request"), str(error.detail))
