"""A simulator of iAdvize's authenticated messaging, for development and tests."""

TYPE_CHECKING = False  # not typing's own: the command answers an interrupt only once this is imported

__version__ = "0.1.0"

__all__ = [
    "ChatProject",
    "Clock",
    "IAdvizeSite",
    "Server",
    "SimulatorError",
    "TokenRejected",
    "__version__",
    "connect",
    "in_process",
    "serve",
]

if TYPE_CHECKING:
    from simulator.handle import (
        ChatProject,
        Clock,
        IAdvizeSite,
        Server,
        SimulatorError,
        TokenRejected,
        connect,
        in_process,
        serve,
    )
else:
    # In another branch, so that a type checker still knows a name that is not there.
    def __getattr__(name: str) -> object:
        """The handle, imported once somebody asks for it: the command needs none, nor do most test suites."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415 - what `simulator` offers is imported once it is named

        return getattr(import_module("simulator.handle"), name)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
