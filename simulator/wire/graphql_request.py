"""What a GraphQL request carries, in a body or in a URL: the GraphQL Foundation's "GraphQL over HTTP"."""

from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.requests import Request

from simulator.core import strict_json
from simulator.core.api_error import api_error_json
from simulator.wire import bodies
from simulator.wire.answers import WireError

_BAD = "BAD_REQUEST"
_WANTED = {
    "query": "query: it is no text.",
    "variables": "variables: they are no object.",
    "operationName": "operationName: it is no text.",
    "extensions": "extensions: they are no object.",
}
_NAMES = {413: "PAYLOAD_TOO_LARGE"}


class GraphQLProblem(Exception):
    """A request that does not reach the API; ``name`` is what programs go by."""

    def __init__(self, status: int, name: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}
        self.body = {"errors": [api_error_json(name, message)]}


class GraphQLBody(msgspec.Struct, rename="camel"):
    """A request's parameters; null is as good as absent, and what else there may be is ignored."""

    query: str | None = None
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None


async def from_body(request: Request) -> GraphQLBody:
    """The parameters in a POST's body. Raises GraphQLProblem."""
    _check_content_type(request.headers.get("content-type"))
    try:
        value = await bodies.read_json(request)
    except WireError as error:
        raise GraphQLProblem(error.status, _NAMES.get(error.status, _BAD), error.message) from None
    if isinstance(value, list):
        raise GraphQLProblem(400, _BAD, "The body is an array, but requests are not taken in batches: send an object.")
    return _parameters(value, "body")


def from_url(request: Request) -> GraphQLBody:
    """The parameters in a GET's URL; an empty one is as good as absent. Raises GraphQLProblem."""
    given = {name: text for name, text in request.query_params.items() if text}
    value: dict[str, Any] = {name: given[name] for name in ("query", "operationName") if name in given}
    for name in ("variables", "extensions"):
        if name in given:
            value[name] = _json(name, given[name])
    return _parameters(value, "URL")


def _parameters(value: Any, place: str) -> GraphQLBody:
    try:
        body = bodies.convert(value, GraphQLBody)
    except WireError as error:
        raise GraphQLProblem(400, _BAD, _WANTED.get(error.field or "", f"The {place} is no JSON object.")) from None
    if body.query is None:
        raise GraphQLProblem(400, _BAD, f"The {place} has no query: it holds the GraphQL document.")
    return body


def _check_content_type(header: str | None) -> None:
    name, *parameters = (part.strip().lower() for part in (header or "").split(";"))
    if name != "application/json" and not (name.startswith("application/") and name.endswith("+json")):
        raise _unsupported(f"The body's Content-Type is {name or 'missing'}; send application/json.")
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8"):
            raise _unsupported("The body's charset is not utf-8.")


def _unsupported(message: str) -> GraphQLProblem:
    return GraphQLProblem(415, "UNSUPPORTED_MEDIA_TYPE", message)


def _json(name: str, text: str) -> Any:
    try:
        return strict_json.parse(text.encode()).value
    except strict_json.NotStrictJson as error:
        raise GraphQLProblem(400, _BAD, f"{name}: it cannot be read as JSON: {error.problem}.") from None
