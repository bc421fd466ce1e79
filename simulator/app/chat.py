"""Chat for JSM: its widget's routes, and what the control API asks of it."""

from collections.abc import Callable

import msgspec
from starlette.routing import BaseRoute

from simulator.providers.jsm_chat.customers import Customers
from simulator.providers.jsm_chat.judge import Judge
from simulator.providers.jsm_chat.logins import Logins
from simulator.providers.jsm_chat.sessions import ChatSessions
from simulator.providers.jsm_chat.tickets import Tickets
from simulator.state.protocols import State
from simulator.wire.chat_widget import ChatWidgetRoutes
from simulator.wire.trust import Trust


class ChatSide(msgspec.Struct, frozen=True):
    """What the routes of Chat for JSM stand on."""

    judge: Judge
    sessions: ChatSessions
    tickets: Tickets

    @classmethod
    def of(cls, state: State, real_now: Callable[[], float]) -> "ChatSide":
        """It, over the whole state."""
        judge = Judge(state, real_now)
        return cls(judge, ChatSessions(judge), Tickets(judge))


def chat_routes(state: State, real_now: Callable[[], float], trust: Trust) -> list[BaseRoute]:
    """What the widget calls."""
    side = ChatSide.of(state, real_now)
    logins = Logins(side.judge, side.sessions, Customers(state))
    return [*ChatWidgetRoutes(logins, side.sessions, side.tickets, trust).routes()]
