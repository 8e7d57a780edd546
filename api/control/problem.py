"""Errors of the control API: RFC 9457 problems with stable codes, and their status in one table."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from feeds.finding import expected

MEDIA_TYPE = "application/problem+json"

# Where a code's HTTP status is decided, and nowhere else.
STATUS = {
    "unauthorized": 401,
    "bad_signature": 401,
    "foreign_page": 403,
    "unknown_channel": 404,
    "unknown_source": 404,
    "unknown_feed": 404,
    "unknown_message": 404,
    "unknown_clip": 404,
    "unknown_prediction": 404,
    "unknown_graphic": 404,
    "unknown_cue": 404,
    "unknown_rung": 404,
    "bad_cue": 422,
    "no_next_cue": 409,
    "not_standing": 409,
    "rundown_changed": 409,
    "unknown_question": 404,
    "unknown_thing": 404,
    "not_found": 404,
    "method_not_allowed": 405,
    "upload_stalled": 408,
    "not_undoable": 409,
    "not_on_air": 409,
    "no_overlay": 409,
    "clip_busy": 409,
    "not_dressed": 409,
    "wrong_stage": 409,
    "not_the_demo": 409,
    "no_chance": 409,
    "no_goal_stands": 409,
    "idempotency_conflict": 409,
    "name_taken": 409,
    "in_use": 409,
    "bad_step": 409,
    "changed_meanwhile": 412,
    "clip_too_large": 413,
    "payload_too_large": 413,
    "picture_too_large": 413,
    "roster_too_large": 413,
    "not_a_picture": 422,
    "not_a_roster": 422,
    "not_a_clip": 422,
    "bad_payload": 422,
    "bad_facts": 422,
    "bad_name": 422,
    "bad_fact": 422,
    "bad_prediction": 422,
    "unknown_outcome": 422,
    "bad_field": 422,
    "bad_overlay": 422,
    "bad_answer": 422,
    "bad_override": 422,
    "bad_time": 422,
    "bad_basis": 422,
    "bad_duration": 422,
    "bad_request": 422,
    "unknown_command": 422,
    "not_our_page": 403,
    "too_fast": 429,
    "too_many_calls": 429,
    "busy": 503,
    "log_failed": 503,
    "bus_away": 503,
    "feeds_away": 503,
    "unavailable": 503,
    "failed": 502,
    "not_written": 507,
    "no_room": 507,
}
_TITLES = {
    "unauthorized": "The owner's token is needed",
    "unknown_channel": "There is no such channel",
    "unknown_source": "The channel has no such source",
    "bad_signature": "The signature is not right",
    "unknown_feed": "There is no such feed",
    "payload_too_large": "The payload is too large",
    "bad_payload": "The payload cannot be read",
    "feeds_away": "Nobody takes it just now",
    "unknown_message": "There is no such line",
    "unknown_prediction": "There is no such prediction",
    "unknown_outcome": "The prediction has no such outcome",
    "bad_prediction": "That is no prediction",
    "wrong_stage": "The prediction is not at that point",
    "unknown_graphic": "There is no such graphic",
    "unknown_cue": "There is no such cue",
    "unknown_rung": "No rung of that name has graphics",
    "bad_cue": "A cue is not right",
    "no_next_cue": "No cue is left to be taken",
    "not_standing": "It is not on air",
    "rundown_changed": "The rundown has changed meanwhile",
    "unknown_thing": "There is no such thing",
    "in_use": "Something uses it",
    "bad_step": "That is no step of a match's life",
    "changed_meanwhile": "Somebody changed it meanwhile",
    "not_a_picture": "That is no picture",
    "picture_too_large": "The picture is too large",
    "not_a_roster": "That is no roster",
    "roster_too_large": "The roster is too large",
    "bad_field": "A field of the graphic is not right",
    "bad_overlay": "The overlay config is not right",
    "no_overlay": "The channel has no overlay config of its own",
    "not_written": "The file could not be written",
    "unknown_question": "That is not asked, or not any more",
    "bad_override": "The field can not be held so",
    "name_taken": "Somebody has that name",
    "bad_name": "That is no name",
    "foreign_page": "Another site's page may not do this",
    "unknown_clip": "There is no such clip",
    "clip_busy": "That cannot be done with it just now",
    "not_dressed": "There is nothing to fetch yet",
    "clip_too_large": "The file is too large",
    "not_a_clip": "The file cannot be dressed",
    "bad_facts": "The facts are not right",
    "upload_stalled": "The upload stood still",
    "no_room": "There is no room for it",
    "unavailable": "What is remembered cannot be reached just now",
    "not_found": "There is nothing here",
    "method_not_allowed": "That cannot be done here",
    "not_undoable": "That cannot be taken back",
    "not_on_air": "The channel is not on air",
    "not_our_page": "That is asked by another site's page",
    "not_the_demo": "The channel does not play the demo match",
    "no_chance": "There is no room for another goal",
    "no_goal_stands": "There is no goal to annul",
    "too_many_calls": "Enough is on its way",
    "idempotency_conflict": "The same key was used for another request",
    "bus_away": "The server's processes cannot reach each other just now",
    "too_fast": "Not so fast",
    "busy": "Too much at once",
    "log_failed": "The show log takes nothing just now",
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
    """Ends a request with a problem of this code; `at` names the key that is wrong, `errors` all
    that is. In `retry_after` seconds it may be otherwise.
    """

    def __init__(
        self,
        code: str,
        detail: str = "",
        at: str = "",
        *,
        errors: list[dict[str, Any]] | None = None,
        retry_after: int = 1,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.errors = errors or ([{"at": at, "detail": detail}] if at else [])
        self.retry_after = retry_after


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
    code: str,
    detail: str = "",
    errors: list[dict[str, Any]] | None = None,
    retry_after: int = 1,
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
    headers = {"Retry-After": str(retry_after)} if status in {429, 503} else {}
    if code == "unauthorized":
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(problem.model_dump(), status, headers, MEDIA_TYPE)


async def _told(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ProblemError)  # noqa: S101 - as registered
    return response(error.code, error.detail, error.errors, error.retry_after)


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as registered
    errors = [
        {"at": ".".join(str(step) for step in found["loc"]), "detail": _wrong(found)}
        for found in error.errors()
    ]
    detail = "; ".join(f"{one['at']}: {one['detail']}" for one in errors)
    return response("bad_request", detail, errors)


def _wrong(found: Any) -> str:
    """What is wrong with a value of a request."""
    is_pattern = found["type"] == "string_pattern_mismatch"
    return expected(found) if is_pattern else str(found["msg"])


async def _http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - as registered
    codes = {404: "not_found", 405: "method_not_allowed"}
    return response(codes.get(error.status_code, "bad_request"), str(error.detail))
