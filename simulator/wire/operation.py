"""A route that says what it takes and what it answers, for the router and for the description of the API alike."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

JSON = "application/json"


class AnyOf(msgspec.Struct, frozen=True):
    """One of several types: what one provider's sites take or answer, or another's."""

    kinds: tuple[Any, ...]


class ListOf(msgspec.Struct, frozen=True):
    """An object whose one member, of this name, is a list."""

    name: str
    items: AnyOf


# A type of JSON, texts of several media types, or None where there is no body.
Answer = type | AnyOf | ListOf | Mapping[str, Any] | None


class Operation(Route):
    """One method at one path.

    ``answers`` are by status; ``errors`` say when a status is answered in the shape that all errors share. ``query``
    is the type that the query is read as, ``body`` that of a body of the media type ``takes``; ``headers`` are named
    with what they are for. ``bearer`` says whether an access token is looked at, or must be there.
    """

    def __init__(  # noqa: PLR0913 - each is one line of an operation's description
        self,
        method: str,
        path: str,
        endpoint: Callable[[Request], Awaitable[Response]],
        *,
        answers: Mapping[int, Answer],
        errors: Mapping[int, str] | None = None,
        query: type[msgspec.Struct] | None = None,
        body: Any = None,
        takes: str = JSON,
        headers: Mapping[str, str] | None = None,
        bearer: Literal["optional", "required"] | None = None,
    ) -> None:
        super().__init__(path, endpoint, methods=[method])
        self.method = method
        self.answers = answers
        self.errors = errors or {}
        self.query = query
        self.body = body
        self.takes = takes
        self.headers = headers or {}
        self.bearer = bearer
