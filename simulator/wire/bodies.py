"""Request bodies, bounded and of strict JSON, and queries: parsed into types by msgspec."""

import re
from contextlib import suppress
from functools import lru_cache
from typing import Any, TypeVar, cast

import msgspec
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from simulator.core import strict_json
from simulator.core.wording import plain_types
from simulator.settings.bounds import DEFAULT
from simulator.wire.answers import WireError

MAX_BYTES = DEFAULT.body_bytes
_MOST = "iadvize-simulator.body-bytes"
Type = TypeVar("Type")
# Ten times as fast as what stands in core, which gets whatever the two might read differently.
_DECODER = msgspec.json.Decoder()
_AT = re.compile(r"^(?P<problem>.*?)(?: - at `\$\.?(?P<path>.*)`)?$", re.DOTALL)
_NAMED = re.compile(r"(?:missing required|contains unknown) field `(?P<name>[^`]*)`")


async def read(request: Request) -> bytes:
    """The body, as much of it as there may be."""
    most = most_bytes(request.scope)
    if _declared(request.scope) > most:
        raise too_large(most)
    chunks: list[bytes] = []
    size, more = 0, True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise WireError(400, "body_incomplete", "The connection ended before the body did.")
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > most:
            raise too_large(most)
        more = message.get("more_body", False)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _declared(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0


async def read_json(request: Request) -> Any:
    """The body's JSON value; an empty body is an empty object."""
    return _json(await read(request))


def _json(body: bytes) -> Any:
    if not body:
        return {}
    if _is_plain(body):
        with suppress(msgspec.DecodeError, UnicodeDecodeError):
            return _DECODER.decode(body)
    try:
        return strict_json.parse(body).value
    except strict_json.NotStrictJson as error:
        raise WireError(400, "body_not_json", f"The body cannot be read as JSON: {error.problem}.") from None


def _is_plain(body: bytes) -> bool:
    """Whether it cannot hold what msgspec reads and core refuses."""
    return b"\\" not in body and strict_json.is_bounded(body)


async def parse(request: Request, into: type[Type]) -> Type:
    """The body as the type."""
    body = await read(request)
    if body.isascii() and _is_plain(body):
        try:
            value: Type = _decoder(cast("Any", into)).decode(body)
        except msgspec.DecodeError:
            pass  # what is wrong with it is said below
        else:
            return value
    return convert(_json(body), into)


@lru_cache(maxsize=256)
def _decoder(into: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(into)


def query(request: Request, into: type[Type]) -> Type:
    """The query as the type; raises WireError 422."""
    return convert(dict(request.query_params), into, strict=False)


def convert(value: Any, into: type[Type], *, strict: bool = True) -> Type:
    """A JSON value as the type; raises WireError 422 with the field's path. Not strict: a text may hold a number."""
    try:
        return _converted(value, into, strict=strict)
    except msgspec.ValidationError as error:
        raise _invalid(str(error), into) from None
    except OverflowError:
        raise WireError(400, "body_not_json", "The body holds a number too large to read.") from None


def _converted(value: Any, into: type[Type], *, strict: bool) -> Type:
    try:
        return msgspec.convert(value, into, strict=strict)
    except msgspec.ValidationError as error:
        if "got `float`" not in str(error):
            raise
        # JSON has one kind of number: 2.0 is a whole one, and some languages write it so.
        return msgspec.convert(_whole(value), into, strict=strict)


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _whole(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_whole(member) for member in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _invalid(text: str, into: Any) -> WireError:
    at = _AT.match(text)
    problem, path = (at["problem"], at["path"] or "") if at else (text, "")
    named = _NAMED.search(problem)
    if named:
        path = f"{path}.{named['name']}" if path else named["name"]
    where = f"{path}: " if path else "body: "
    said = f"{where}{plain_types(problem)}{_meant(problem, into, path)}"
    return WireError(422, "field_invalid", said if said.endswith("?") else f"{said}.", path or None)


def _meant(problem: str, into: Any, path: str) -> str:
    from simulator.settings.complaint import choices, field_meant  # noqa: PLC0415 - only a wrong body needs it

    return choices(problem, into, path) or field_meant(problem, into, path)


def most_bytes(scope: Scope) -> int:
    """The bound of a request's body."""
    return int(scope.get(_MOST, MAX_BYTES))


def bounded(app: ASGIApp, most: int) -> ASGIApp:
    """The application, which takes bodies of so many bytes."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        scope[_MOST] = most
        await app(scope, receive, send)

    return app if most == MAX_BYTES else answer


def too_large(most: int) -> WireError:
    """The error for a body past the bound."""
    return WireError(413, "body_too_large", f"The body is larger than {most} bytes.")
