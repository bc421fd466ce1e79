"""The command `iadvize-simulator`."""

from simulator.cli.entry import main

__all__ = ["main"]
