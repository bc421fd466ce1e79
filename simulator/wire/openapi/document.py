"""The whole document."""

import inspect
import sys
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from starlette.routing import BaseRoute, Mount

from simulator.wire.answers import ErrorAnswer
from simulator.wire.openapi.parameters import parameters_of, path_of
from simulator.wire.openapi.schemas import Schemas
from simulator.wire.operation import JSON, Answer, Operation

_GUARDED = "/_simulator"
_GUARD = {
    401: "The server has a control token, and the caller did not show it.",
    403: "The caller, the Host that it names or the Origin that it comes from may not steer the simulator.",
}
_BODY_ERRORS = {
    400: "The body is no JSON, nests too deep, or holds a number too large to read.",
    413: "The body is larger than 1 MiB.",
    422: "A value is missing, unknown, of another type or out of bounds; `field` names it.",
}
_STATE = {503: "The state cannot be reached or written just now; `retry-after` says when to ask again."}
_QUERY_ERRORS = {422: "A parameter is missing or out of bounds; `field` names it."}
_DESCRIPTION = (
    "iAdvize's side of authenticated messaging, played for development and tests, and the API that steers it. "
    "Times are epoch seconds on a site's clock."
)
_BEARER = {"type": "http", "scheme": "bearer", "description": "An access token from `POST /oauth2/token`."}
_CONTROL = {
    "type": "http",
    "scheme": "bearer",
    "description": "What the server was started with as `--control-token`; callers on its own machine need none.",
}
_SECURITY: Mapping[str | None, list[dict[str, list[str]]]] = {
    None: [],
    "optional": [{}, {"accessToken": []}],
    "required": [{"accessToken": []}],
}


def describe(routes: Sequence[BaseRoute], version: str) -> dict[str, Any]:
    """The OpenAPI document of all operations among the routes."""
    schemas = Schemas()
    paths: dict[str, dict[str, Any]] = {}
    tags: dict[str, str] = {}
    for prefix, operation in operations_of(routes):
        path = path_of(prefix + operation.path)
        paths.setdefault(path, {})[operation.method.lower()] = _operation(prefix, operation, schemas)
        tags[_tag(operation)] = _text(sys.modules[operation.endpoint.__module__])
    return {
        "openapi": "3.1.0",
        "info": {"title": "iAdvize simulator", "version": version, "description": _DESCRIPTION},
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": text} for name, text in tags.items()],
        "paths": paths,
        "components": {"schemas": schemas.named, "securitySchemes": {"accessToken": _BEARER, "controlToken": _CONTROL}},
    }


def operations_of(routes: Sequence[BaseRoute], prefix: str = "") -> Iterator[tuple[str, Operation]]:
    """Every operation, with the path of what it is mounted on."""
    for route in routes:
        if isinstance(route, Mount):
            yield from operations_of(route.routes, prefix + route.path)
        elif isinstance(route, Operation):
            yield prefix, route


def _operation(prefix: str, operation: Operation, schemas: Schemas) -> dict[str, Any]:
    summary, _, rest = _text(operation.endpoint).partition("\n\n")
    described: dict[str, Any] = {
        "tags": [_tag(operation)],
        "operationId": f"{operation.endpoint.__module__.rpartition('.')[2]}_{operation.endpoint.__name__}",
        "summary": summary,
    }
    if rest:
        described["description"] = rest
    if parameters := parameters_of(operation, schemas):
        described["parameters"] = parameters
    if operation.body is not None:
        schema = schemas.of(operation.body)
        described["requestBody"] = {
            "required": schemas.is_more_than_empty(schema),
            "content": {operation.takes: {"schema": schema}},
        }
    described["responses"] = dict(sorted(_responses(prefix, operation, schemas).items()))
    if operation.bearer:
        described["security"] = _SECURITY[operation.bearer]
    elif prefix.startswith(_GUARDED):
        described["security"] = [{}, {"controlToken": []}]
    return described


def _responses(prefix: str, operation: Operation, schemas: Schemas) -> dict[str, Any]:
    errors: dict[int, str] = dict(_GUARD) if prefix.startswith(_GUARDED) else {}
    if HTTPStatus.BAD_REQUEST not in operation.answers:  # else its errors have a shape of their own
        errors |= _QUERY_ERRORS if operation.query else {}
        errors |= _BODY_ERRORS if operation.body else {}
    errors |= _STATE
    errors |= operation.errors
    error = {JSON: {"schema": schemas.of(ErrorAnswer)}}
    said = {str(status): {"description": text, "content": error} for status, text in errors.items()}
    return said | {str(status): _answer(status, answer, schemas) for status, answer in operation.answers.items()}


def _answer(status: int, answer: Answer, schemas: Schemas) -> dict[str, Any]:
    description = HTTPStatus(status).phrase
    if answer is None:
        return {"description": description}
    kinds = answer if isinstance(answer, Mapping) else {JSON: answer}
    return {
        "description": description,
        "content": {media_type: {"schema": schemas.of(kind)} for media_type, kind in kinds.items()},
    }


def _tag(operation: Operation) -> str:
    return operation.endpoint.__module__.rpartition(".")[2].replace("_", " ")


def _text(documented: Any) -> str:
    return inspect.getdoc(documented) or ""
