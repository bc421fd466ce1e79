"""The composition root: the one file that knows both the provider and the wire."""

import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from simulator import __version__
from simulator.core.refusal import Refusal
from simulator.core.site import Site
from simulator.providers.iadvize import access_tokens, identity
from simulator.providers.iadvize.activate import Activations
from simulator.providers.iadvize.conversations import Conversations
from simulator.providers.iadvize.desk import IAdvizeDesk
from simulator.providers.iadvize.graphql import load_api
from simulator.providers.iadvize.judge import Judge
from simulator.providers.iadvize.key_report import KeyReportJson, key_report
from simulator.providers.iadvize.keys import PrivateKey
from simulator.providers.iadvize.refused_keys import refused_keys
from simulator.providers.iadvize.renew import Sessions
from simulator.providers.iadvize.site_fields import PROVIDER as IADVIZE
from simulator.providers.jsm_chat.customers import Customers
from simulator.providers.jsm_chat.desk import ChatDesk
from simulator.providers.jsm_chat.judge import Judge as ChatJudge
from simulator.providers.jsm_chat.logins import Logins
from simulator.providers.jsm_chat.sessions import ChatSessions
from simulator.providers.jsm_chat.tickets import Tickets
from simulator.providers.jsm_chat.verify import PROVIDER as CHAT
from simulator.settings import Settings
from simulator.state.of_provider import of_provider
from simulator.state.protocols import State
from simulator.state.unavailable import Unavailable
from simulator.wire import answers, assets, own_pages
from simulator.wire.bodies import bounded
from simulator.wire.body_bound import BodyBound
from simulator.wire.chat_widget import ChatWidgetRoutes
from simulator.wire.control.about import AboutRoutes
from simulator.wire.control.clocks import ClockRoutes
from simulator.wire.control.conversations import ConversationRoutes
from simulator.wire.control.description import DescriptionRoutes
from simulator.wire.control.desk import Desks
from simulator.wire.control.events import EventRoutes
from simulator.wire.control.explanations import ExplanationRoutes
from simulator.wire.control.faults import FaultRoutes
from simulator.wire.control.journal import JournalRoutes
from simulator.wire.control.login import LoginRoutes
from simulator.wire.control.mistakes import MistakeRoutes
from simulator.wire.control.rotations import RotationRoutes
from simulator.wire.control.scenarios import ScenarioRoutes
from simulator.wire.control.sites import SiteRoutes
from simulator.wire.control.tickets import TicketRoutes
from simulator.wire.control.tokens import TokenRoutes
from simulator.wire.control.visitors import VisitorRoutes
from simulator.wire.disruptor import Disruptor
from simulator.wire.express import Express
from simulator.wire.graphql import GraphQLRoutes
from simulator.wire.guard import Guard
from simulator.wire.oauth import OAuthRoutes
from simulator.wire.operation import Operation
from simulator.wire.recorder import Recorder
from simulator.wire.scenarios.director import Director
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
    allow_headers=["content-type", "last-event-id"],
    allow_private_network=True,
)
# Inside the former, so that a page can read also that a path or a method does not exist.
_ERRORS_A_PAGE_READS = Middleware(ExceptionMiddleware, handlers=_EXPECTED)


def build_app(
    settings: Settings,
    key: PrivateKey,
    sites: Sequence[Site],
    state: State,
    real_now: Callable[[], float] = time.time,
) -> ASGIApp:
    """The whole simulator as one ASGI application; ``real_now`` is the machine's clock in epoch seconds."""
    trust = Trust((settings.host, *settings.allowed_hosts), settings.trust_callers, settings.control_token)
    judge = Judge(of_provider(state, IADVIZE), key, real_now)
    secret = identity.secret_of(key)
    sessions = Sessions(judge, secret)
    conversations = Conversations(judge)
    desk = IAdvizeDesk(judge, sessions, conversations, refused_keys(settings.refused_key_files, key.public))
    chat_judge = ChatJudge(state, real_now)
    chat_sessions = ChatSessions(chat_judge)
    tickets = Tickets(chat_judge)
    logins = Logins(chat_judge, chat_sessions, Customers(state))
    desks = Desks(desk, ChatDesk(chat_judge, chat_sessions, tickets))
    director = Director(state, desks, real_now)
    tag = [
        *TagRoutes(Activations(judge, secret, conversations), sessions, trust).routes(),
        *StreamRoutes(sessions, state.events).routes(),
        *MessageRoutes(sessions, conversations, state.conversations).routes(),
    ]
    chat = ChatWidgetRoutes(logins, chat_sessions, tickets, trust).routes()
    routes: list[BaseRoute] = []
    control = [
        *AboutRoutes(__version__, state, desk.key).routes(),
        *LoginRoutes(trust).routes(),
        *SiteRoutes(state, desks, director.stop).routes(),
        *RotationRoutes(state, desks).routes(),
        *TokenRoutes(state, desks).routes(),
        *ExplanationRoutes(state, desks, key_report, KeyReportJson).routes(),
        *ClockRoutes(state, real_now, director.clock_moved).routes(),
        *JournalRoutes(state, desks, real_now).routes(),
        *VisitorRoutes(state, real_now).routes(),
        *ConversationRoutes(state, desks).routes(),
        *TicketRoutes(state, CHAT).routes(),
        *FaultRoutes(state, desks).routes(),
        *ScenarioRoutes(state, desks, director).routes(),
        *EventRoutes(state.events).routes(),
        *MistakeRoutes(desks).routes(),
        *DescriptionRoutes(routes, __version__).routes(),
    ]
    tokens = access_tokens.AccessTokens(state, access_tokens.secret_of(key), real_now)
    graphql = GraphQLRoutes(
        lambda: load_api(judge, settings.bounds), tokens, trust, require_token=settings.require_api_token
    ).routes()
    busy = {"/tag/activations": _post("/activations", tag), "/graphql": _post("/graphql", graphql)}
    bound = Middleware(BodyBound)
    routes += [
        Route(
            "/iadvize.js",
            assets.TagScript(state.faults, assets.tag_folder() / "iadvize.js", "sid").serve,
            methods=["GET"],
        ),
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
        Mount("/chat-widget", routes=chat, middleware=[_ANY_PAGE, _ERRORS_A_PAGE_READS, bound]),
        Mount("/client", assets.Revalidated(directory=assets.tag_folder()), middleware=[_ANY_PAGE]),
        Mount("/tag", routes=tag, middleware=[_ANY_PAGE, _ERRORS_A_PAGE_READS, bound]),
        Mount("/_simulator", routes=control, middleware=[Middleware(Guard, trust=trust), bound]),
        *own_pages.routes(),
        *graphql,
        *OAuthRoutes(tokens, state.sites, state.logins, settings.api_users).routes(),
    ]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        for site in sites:
            await state.sites.adopt(site)
        yield
        await state.close()

    application = Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers=_HANDLERS,
    )
    recorder = Recorder(Disruptor(application), state, director)
    return bounded(Express(recorder, busy, _HANDLERS, recorder), settings.bounds.body_bytes)


def _post(path: str, routes: Iterable[BaseRoute]) -> Operation:
    return next(each for each in routes if isinstance(each, Operation) and (each.method, each.path) == ("POST", path))
