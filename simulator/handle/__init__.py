"""The handle: a simulator, and a site on it, as Python code holds them; the same whichever way the simulator runs."""

from simulator.handle.chat_project import ChatProject
from simulator.handle.clock import Clock
from simulator.handle.errors import SimulatorError, TokenRejected
from simulator.handle.iadvize import IAdvizeSite
from simulator.handle.server import Server
from simulator.handle.ways import connect, in_process, serve

# Where people import them from, and what a traceback therefore calls them.
for _public in (ChatProject, Clock, IAdvizeSite, Server, SimulatorError, TokenRejected):
    _public.__module__ = "simulator"

__all__ = [
    "ChatProject",
    "Clock",
    "IAdvizeSite",
    "Server",
    "SimulatorError",
    "TokenRejected",
    "connect",
    "in_process",
    "serve",
]
