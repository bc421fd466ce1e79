"""What pages and brands call: the tag, GraphQL and the simulator's own pages. The rest is loaded when it is needed."""

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import ASGIApp

from simulator.app.ground import Ground
from simulator.app.sides import IAdvizeSide
from simulator.core.refusal import Refusal
from simulator.providers.iadvize import access_tokens
from simulator.providers.iadvize.graphql import load_api
from simulator.state.unavailable import Unavailable
from simulator.wire import answers, assets, own_pages
from simulator.wire.bodies import bounded
from simulator.wire.body_bound import BodyBound
from simulator.wire.disruptor import Disruptor
from simulator.wire.express import Express
from simulator.wire.graphql import GraphQLRoutes
from simulator.wire.guard import Guard
from simulator.wire.later import Later, Once
from simulator.wire.oauth import OAuthRoutes
from simulator.wire.operation import Operation
from simulator.wire.recorder import Recorder
from simulator.wire.tag import TagRoutes
from simulator.wire.tag_messages import MessageRoutes
from simulator.wire.tag_stream import StreamRoutes
from simulator.wire.trust import Trust

# Any: Starlette's own type does not say that a handler gets the kind of error it is registered for.
_EXPECTED: Mapping[Any, Any] = {
    answers.WireError: answers.answer_wire_error,
    Refusal: answers.answer_refusal,
    HTTPException: answers.answer_http_error,
    Unavailable: answers.answer_unavailable,
}
_HANDLERS: Mapping[Any, Any] = {**_EXPECTED, Exception: answers.answer_failure}
_ANY_PAGE = Middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_methods=["GET", "POST", "PUT", "DELETE"],
    # What watches a page adds headers of its own to each request: traceparent, x-datadog-origin …
    allow_headers=["*"],
    allow_private_network=True,
)
# Inside the former, so that a page can read also that a path or a method does not exist.
_ERRORS_A_PAGE_READS = Middleware(ExceptionMiddleware, handlers=_EXPECTED)
_BOUND = Middleware(BodyBound)


def whole(ground: Ground) -> ASGIApp:
    """Everything but the health check."""
    settings, state = ground.settings, ground.state()
    trust = Trust((settings.host, *settings.allowed_hosts), settings.trust_callers, settings.control_token)
    side = IAdvizeSide.of(ground)
    routes: list[BaseRoute] = []

    def control_room() -> Any:
        from simulator.app.control import ControlRoom  # noqa: PLC0415 - slow, and a page needs none

        room = ControlRoom(ground, side, trust, routes)
        ground.loaded()
        return room

    def chat() -> ASGIApp:
        from simulator.app.chat import chat_routes  # noqa: PLC0415 - slow, and few use the second system

        router = Router(chat_routes(state, ground.real_now, trust))
        ground.loaded()
        return router

    room = Once(control_room)
    tag = [
        *TagRoutes(side.activations, side.sessions, trust).routes(),
        *StreamRoutes(side.sessions, state.events).routes(),
        *MessageRoutes(side.sessions, side.conversations, state.conversations).routes(),
    ]
    tokens = access_tokens.AccessTokens(state, access_tokens.secret_of(ground.key), ground.real_now)
    graphql = GraphQLRoutes(
        lambda: load_api(side.judge, settings.bounds), tokens, trust, require_token=settings.require_api_token
    ).routes()
    busy = {"/tag/activations": _post("/activations", tag), "/graphql": _post("/graphql", graphql)}
    routes += [  # in the order in which the API's description tells of them
        Route(
            "/iadvize.js",
            assets.TagScript(state.faults, assets.tag_folder() / "iadvize.js", "sid").serve,
            methods=["GET"],
        ),
        Mount("/client", assets.Revalidated(directory=assets.tag_folder()), middleware=[_ANY_PAGE]),
        Mount("/tag", routes=tag, middleware=[_ANY_PAGE, _ERRORS_A_PAGE_READS, _BOUND]),
        *graphql,
        *OAuthRoutes(tokens, state.sites, state.logins, settings.api_users).routes(),
        Mount("/_simulator", Later(lambda: room().router), middleware=[Middleware(Guard, trust=trust), _BOUND]),
        *own_pages.routes(),
        Route(
            "/chat-widget.js",
            assets.TagScript(state.faults, assets.chat_widget_folder() / "chat-widget.js", "project").serve,
            methods=["GET"],
        ),
        Mount(
            "/chat-widget/modules",
            assets.Revalidated(directory=assets.chat_widget_folder()),
            middleware=[_ANY_PAGE],
        ),
        Mount("/chat-widget", Later(chat), middleware=[_ANY_PAGE, _ERRORS_A_PAGE_READS, _BOUND]),
    ]
    application = Starlette(routes=routes, exception_handlers=_HANDLERS)
    stage = _Stage(room)
    recorder = Recorder(Disruptor(application), state, stage)
    return bounded(Express(recorder, busy, _HANDLERS, recorder), settings.bounds.body_bytes)


class _Stage:
    """Who plays scenarios; asked only where one is running, and so perhaps never loaded."""

    def __init__(self, room: Once[Any]) -> None:
        self._room = room

    async def answered(self, site_id: str, *, accepted: bool, renewal: bool) -> None:
        """An attempt on the site was answered."""
        await (await self._room.get()).director.answered(site_id, accepted=accepted, renewal=renewal)


def _post(path: str, routes: Iterable[BaseRoute]) -> Operation:
    return next(each for each in routes if isinstance(each, Operation) and (each.method, each.path) == ("POST", path))
