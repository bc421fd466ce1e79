"""Epoch times in claims, with their dates."""

from typing import Any

from simulator.core.wording import duration, timestamp
from simulator.providers.iadvize.lifetime import MILLISECONDS_FROM

_TIMES = ("iat", "nbf", "exp")


def dates(claims: dict[str, Any], now: float) -> dict[str, str]:
    """What each time among the claims means, seen from ``now`` in epoch seconds."""
    return {
        name: _date(claims[name], now)
        for name in _TIMES
        if isinstance(claims.get(name), (int, float)) and not isinstance(claims[name], bool)
    }


def _date(epoch: float, now: float) -> str:
    if epoch > MILLISECONDS_FROM:
        return f"as milliseconds: {timestamp(epoch / 1000)}"
    away = epoch - now
    distance = f"in {duration(away)}" if away >= 1 else f"{duration(away)} ago" if away <= -1 else "now"
    return f"{timestamp(epoch)}, {distance}"
