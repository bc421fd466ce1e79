"""Answers in JSON, errors in one shape: {"error": {"code", "message", "field"}}."""

from collections.abc import Mapping
from typing import Any, TypedDict

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.refusal import Refusal

_STATUS = {"too_many_sites": 429, "too_many_streams": 429, "too_many_faults": 429, "minting_key_missing": 409}
_ENCODER = msgspec.json.Encoder()


class ErrorJson(TypedDict):
    """What is wrong: a stable code, a message for people, and the part of the request that is to blame, or null."""

    code: str
    message: str
    field: str | None


class ErrorAnswer(TypedDict):
    """Every error."""

    error: ErrorJson


class JsonAnswer(Response):
    """A JSON body. msgspec encodes it in a tenth of the time that the standard library takes."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The body."""
        return _ENCODER.encode(content)


class WireError(Exception):
    """A request that gets an error for an answer; ``field`` names the part of it that is to blame."""

    def __init__(
        self, status: int, code: str, message: str, field: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.field = field
        self.headers = headers

    def answer(self) -> JsonAnswer:
        """The answer that says it."""
        body = ErrorAnswer(error=ErrorJson(code=self.code, message=self.message, field=self.field))
        return JsonAnswer(body, self.status, headers=dict(self.headers or {}))


def not_found(what: str, name: str) -> WireError:
    """A 404 for something that is not here."""
    return WireError(404, f"{what}_not_found", f'There is no {what} "{name}".')


async def answer_wire_error(_: Request, error: WireError) -> Response:
    """Starlette's handler for WireError."""
    return error.answer()


async def answer_refusal(_: Request, error: Refusal) -> Response:
    """Starlette's handler for a Refusal that is no verdict: its facts hold ``message`` and ``field``."""
    facts = error.finding.facts
    field = facts.get("field")
    status = _STATUS.get(error.code, 422)
    return WireError(status, error.code, str(facts["message"]), str(field) if field else None).answer()


async def answer_http_error(request: Request, error: HTTPException) -> Response:
    """Starlette's handler for its own errors: a path or a method that does not exist."""
    codes = {
        404: ("route_not_found", f"Nothing lives at {request.url.path}."),
        405: ("method_not_allowed", f"{request.url.path} takes no {request.method}."),
    }
    code, message = codes.get(error.status_code, ("http_error", error.detail))
    return WireError(error.status_code, code, message, headers=error.headers).answer()


async def answer_failure(_: Request, __: Exception) -> Response:
    """Starlette's handler for what nobody expected; the traceback goes to the server's log alone."""
    message = "The simulator failed at this request; its log says where. Please report it."
    return WireError(500, "simulator_failure", message).answer()
