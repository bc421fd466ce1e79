"""GET and POST /graphql: GraphQL over HTTP, with the vendor's status codes where it documents them."""

import asyncio
import secrets
from collections.abc import Callable
from typing import Annotated, Any, NotRequired, Protocol, TypedDict

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from simulator.core.api_error import PERMISSION_DENIED
from simulator.wire import assets, own_pages
from simulator.wire.answers import JsonAnswer
from simulator.wire.caller import host_name, host_problem, the_host
from simulator.wire.graphql_accept import preferred
from simulator.wire.graphql_request import GraphQLBody, GraphQLProblem, from_body, from_url
from simulator.wire.oauth import CHALLENGE, Bearer, ReadsTokens, bearer
from simulator.wire.operation import Operation
from simulator.wire.trust import Trust

_JSON = "application/json"
_RESPONSE_JSON = "application/graphql-response+json"
_HTML = "text/html"
_PAGE = assets.pages_folder() / "graphql" / "index.html"
# Headers of what the API answers with these statuses.
_OF_A_STATUS = {401: CHALLENGE, 503: {"retry-after": "1"}}
_METHODS = "GET, HEAD, POST"
_HEADERS = {"cache-control": "no-store", "vary": "accept"}


class GraphQLQuery(msgspec.Struct, rename="camel"):
    """A query in a URL; variables are JSON. Without one, a browser gets a page to ask on."""

    query: str | None = None
    variables: str | None = None
    operation_name: str | None = None
    extensions: str | None = None


class GraphQLErrorJson(TypedDict):
    """An error; its ``extensions`` have a ``name`` for programs."""

    message: str
    extensions: dict[str, Any]
    locations: NotRequired[list[dict[str, int]]]
    path: NotRequired[list[str | int]]


class GraphQLAnswerJson(TypedDict):
    """Data, errors, or both."""

    data: NotRequired[dict[str, Any] | None]
    errors: NotRequired[list[GraphQLErrorJson]]


# Without a document there is nothing to answer; the type lets it be absent so that this is said as GraphQL says it.
_BODY = Annotated[GraphQLBody, Meta(extra_json_schema={"required": ["query"]})]
_ANSWER = dict.fromkeys((_JSON, _RESPONSE_JSON), GraphQLAnswerJson)


class Reply(Protocol):
    """An answer of the API."""

    @property
    def status(self) -> int:
        """The HTTP status."""

    @property
    def body(self) -> dict[str, Any]:
        """The JSON body."""


class Answers(Protocol):
    """The API itself. The token is one that ``ReadsTokens`` read."""

    async def answer(
        self, query: str, variables: dict[str, Any] | None, operation_name: str | None, token: Any, *, explains: bool
    ) -> Reply:
        """The answer to one request; whether the asker may hear why a token is refused is ``explains``."""


class GraphQLRoutes:
    """``/graphql`` and its page. ``load`` brings the API, slowly, at the first request for it."""

    def __init__(self, load: Callable[[], Answers], tokens: ReadsTokens, trust: Trust, *, require_token: bool) -> None:
        self._load = load
        self._tokens = tokens
        self._trust = trust
        self._require_token = require_token
        self._loading = asyncio.Lock()
        self._api: Answers | None = None

    def routes(self) -> list[Route]:
        """Where they live."""
        errors = dict.fromkeys((400, 401, 403, 406, 500), _ANSWER)
        return [
            Operation(
                "GET",
                "/graphql",
                self.get,
                query=GraphQLQuery,
                answers={200: {**_ANSWER, _HTML: str}, **errors},
                bearer="optional",
            ),
            Operation(
                "POST",
                "/graphql",
                self.post,
                body=_BODY,
                answers={200: _ANSWER, 413: _ANSWER, 415: _ANSWER, **errors},
                bearer="optional",
            ),
            Route("/graphql", self),
        ]

    async def get(self, request: Request) -> Response:
        """A GraphQL query in a URL, or a page to ask on."""
        return await self._respond(request)

    async def post(self, request: Request) -> Response:
        """A GraphQL query: verdicts, visitors and sessions."""
        return await self._respond(request)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Any method at /graphql."""
        response = await self._respond(Request(scope, receive))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        media_type = _JSON
        try:
            _check_method(request)
            media_type = _media_type(request)
            self._check_name(request)
            if media_type == _HTML:
                return await asyncio.to_thread(_page)
            token = self._token(request)
            asked = await from_body(request) if request.method == "POST" else from_url(request)
            api = await self._loaded()
            reply = await api.answer(
                asked.query or "",
                asked.variables,
                asked.operation_name or None,
                token,
                explains=self._trust.explains_to(request.scope),
            )
        except GraphQLProblem as problem:
            return _answer(problem.status, problem.body, media_type, problem.headers)
        return _answer(reply.status, reply.body, media_type, _OF_A_STATUS.get(reply.status, {}))

    def _check_name(self, request: Request) -> None:
        if not self._trust.tells_visitors_to(request.scope):
            name = host_name(the_host(request.scope))
            message = f'/graphql does not answer under the name "{name}" here; start with --allowed-host {name}.'
            raise GraphQLProblem(403, PERMISSION_DENIED, host_problem(request.scope) or message)

    def _token(self, request: Request) -> Bearer | None:
        text = bearer(request)
        if text is None:
            if self._require_token:
                raise _denied(
                    "This server wants an access token from POST /oauth2/token, sent as Authorization: Bearer …"
                )
            return None
        token = self._tokens.read(text)
        if token is None:
            raise _denied(
                "The access token is not valid; POST /oauth2/token gives one, sent as Authorization: Bearer …"
            )
        return token

    async def _loaded(self) -> Answers:
        if self._api is None:
            async with self._loading:
                if self._api is None:
                    self._api = await asyncio.to_thread(self._load)
        return self._api


def _page() -> Response:
    """GraphiQL. Its dialogs make a style element, which a nonce lets through; its fonts lie in its style sheet."""
    nonce = secrets.token_urlsafe(16)
    policy = own_pages.POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'; font-src data:")
    headers = {**own_pages.HEADERS, "vary": "accept", "content-security-policy": policy}
    return HTMLResponse(_PAGE.read_text("utf-8").replace("NONCE", nonce), headers=headers)


def _check_method(request: Request) -> None:
    if request.method not in _METHODS.split(", "):
        message = f"/graphql takes no {request.method}, but {_METHODS}."
        raise GraphQLProblem(405, "METHOD_NOT_ALLOWED", message, {"allow": _METHODS})


def _media_type(request: Request) -> str:
    offers = (_JSON, _RESPONSE_JSON) if request.method == "POST" else (_JSON, _RESPONSE_JSON, _HTML)
    chosen = preferred(", ".join(request.headers.getlist("accept")) or None, offers)
    if chosen is None:
        raise GraphQLProblem(406, "NOT_ACCEPTABLE", f"There are {' and '.join(offers)}; Accept wants none of them.")
    return chosen


def _denied(message: str) -> GraphQLProblem:
    return GraphQLProblem(401, PERMISSION_DENIED, message, CHALLENGE)


def _answer(status: int, body: dict[str, Any], media_type: str, headers: Any) -> Response:
    return JsonAnswer(body, status, {**_HEADERS, "content-type": f"{media_type}; charset=utf-8", **headers})
