"""Answers in JSON, errors in one shape: {"error": {"code", "message", "field"}}."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from http import HTTPStatus
from typing import Any, TypedDict

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Mount, Route
from starlette.types import Scope

from simulator.core.refusal import Refusal
from simulator.state.unavailable import Unavailable

_STATUS = {"too_many_sites": 429, "too_many_streams": 429, "too_many_faults": 429, "minting_key_missing": 409}
_ENCODER = msgspec.json.Encoder()
RawHeaders = tuple[tuple[bytes, bytes], ...]


class ErrorJson(TypedDict):
    """What is wrong: a stable code, a message for people, and the part of the request that is to blame, or null."""

    code: str
    message: str
    field: str | None


class ErrorAnswer(TypedDict):
    """Every error."""

    error: ErrorJson


class JsonAnswer(Response):
    """A JSON body. msgspec encodes it in a tenth of the time that the standard library takes.

    ``fixed`` are its headers but for the length, each name in lower case; they are made once for all answers alike.
    """

    media_type = "application/json"

    def __init__(self, content: Any, status_code: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self.status_code = status_code
        self.background = None
        self.body = _ENCODER.encode(content)
        self.fixed = _raw(tuple(headers.items()) if headers else ())

    @cached_property
    def raw_headers(self) -> list[tuple[bytes, bytes]]:  # type: ignore[override] # made where it is not sent whole
        """All of its headers."""
        return [(b"content-length", b"%d" % len(self.body)), *self.fixed]


@lru_cache(maxsize=256)
def _raw(headers: tuple[tuple[str, str], ...]) -> RawHeaders:
    raw = tuple((name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers)
    return raw if any(name == b"content-type" for name, _ in raw) else (*raw, (b"content-type", b"application/json"))


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


async def answer_unavailable(_: Request, error: Unavailable) -> Response:
    """Starlette's handler for a state that cannot be had just now."""
    return WireError(503, error.code, error.message, headers={"retry-after": "1"}).answer()


async def answer_http_error(request: Request, error: HTTPException) -> Response:
    """Starlette's handler for its own errors: a path or a method that does not exist."""
    is_wrong_method = error.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    headers = _allow(request.scope) if is_wrong_method else error.headers
    codes = {404: ("route_not_found", f"Nothing lives at {request.url.path}; /api lists what there is.")}
    if is_wrong_method:
        taken = f"{request.url.path} takes no {request.method}, but {(headers or {}).get('allow')}."
        codes[405] = ("method_not_allowed", taken)
    code, message = codes.get(error.status_code, ("http_error", error.detail))
    return WireError(error.status_code, code, message, headers=headers).answer()


def _allow(scope: Scope) -> Mapping[str, str]:
    """All methods of a path; Starlette names those of the first route that has it (RFC 9110 section 15.5.6)."""
    outermost = {**scope, "root_path": scope.get("app_root_path", "")}
    return {"allow": ", ".join(sorted(set(_methods(scope["router"].routes, outermost))))}


def _methods(routes: Sequence[BaseRoute], scope: Scope) -> Iterator[str]:
    for route in routes:
        match, inner = route.matches(scope)
        if match != Match.NONE and isinstance(route, Mount):
            yield from _methods(route.routes, {**scope, **inner})
        elif match != Match.NONE and isinstance(route, Route):
            yield from route.methods or ()


async def answer_failure(_: Request, __: Exception) -> Response:
    """Starlette's handler for what nobody expected; the traceback goes to the server's log alone."""
    message = "The simulator failed at this request; its log says where. Please report it."
    return WireError(500, "simulator_failure", message).answer()
