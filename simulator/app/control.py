"""What steers the simulator: everything below ``/_simulator``, and scenarios."""

from collections.abc import Sequence

from starlette.routing import BaseRoute, Router

from simulator import __version__
from simulator.app.chat import ChatSide
from simulator.app.ground import Ground
from simulator.app.sides import IAdvizeSide
from simulator.providers.iadvize.desk import IAdvizeDesk
from simulator.providers.iadvize.key_report import KeyReportJson, key_report
from simulator.providers.jsm_chat import PROVIDER as CHAT
from simulator.providers.jsm_chat.desk import ChatDesk
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
from simulator.wire.scenarios.director import Director
from simulator.wire.trust import Trust


class ControlRoom:
    """``router`` has the control API's routes, ``director`` plays scenarios. ``every_route`` is what is described."""

    def __init__(self, ground: Ground, side: IAdvizeSide, trust: Trust, every_route: Sequence[BaseRoute]) -> None:
        state, real_now = ground.state(), ground.real_now
        chat = ChatSide.of(state, real_now)
        desk = IAdvizeDesk(side.judge, side.sessions, side.conversations, ground.refused)
        desks = Desks(desk, ChatDesk(chat.judge, chat.sessions, chat.tickets))
        self.director = Director(state, desks, real_now)
        self.router = Router(
            [
                *AboutRoutes(__version__, state, desk.key).routes(),
                *LoginRoutes(trust).routes(),
                *SiteRoutes(state, desks, self.director.stop).routes(),
                *RotationRoutes(state, desks).routes(),
                *TokenRoutes(state, desks).routes(),
                *ExplanationRoutes(state, desks, key_report, KeyReportJson).routes(),
                *ClockRoutes(state, real_now, self.director.clock_moved).routes(),
                *JournalRoutes(state, desks, real_now).routes(),
                *VisitorRoutes(state, real_now).routes(),
                *ConversationRoutes(state, desks).routes(),
                *TicketRoutes(state, CHAT).routes(),
                *FaultRoutes(state, desks).routes(),
                *ScenarioRoutes(state, desks, self.director).routes(),
                *EventRoutes(state.events).routes(),
                *MistakeRoutes(desks).routes(),
                *DescriptionRoutes(every_route, __version__).routes(),
            ]
        )
