"""Errors that a connection tells before any application knows of its request."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.wire.answers import WireError


def error(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> "WireError":
    """The error; what answers are made of is imported here."""
    from simulator.wire.answers import WireError  # noqa: PLC0415 - slow: the web framework, which a start can do without

    return WireError(status, code, message, headers=headers)
