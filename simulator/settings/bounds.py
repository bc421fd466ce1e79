"""Everything that is bounded and can be set: the one table from which the settings and the documentation follow."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from simulator.settings.kinds import BadValue, Kind

_PAIR = re.compile(r"\s*([A-Za-z_-]+)\s*=\s*(-?[0-9]{1,18})\s*")
_LISTED = "docs/fidelity.md#bounds"
_SHOWN = 30


class Bounds(NamedTuple):
    """How much there may be of each; the table below says of what. Chosen, all of them."""

    sites: int = 1000
    sessions: int = 1_000_000
    activations: int = 10_000
    attempts: int = 10_000
    conversations: int = 10_000
    used_tokens: int = 100_000
    faults: int = 100
    logins: int = 10_000
    streams: int = 1000
    remembered_events: int = 1000
    waiting_events: int = 2000
    body_bytes: int = 1_048_576
    header_bytes: int = 65_536
    headers: int = 100
    connections: int = 4000
    request_seconds: int = 30
    stalled_seconds: int = 60
    idle_seconds: int = 75  # longer than clients keep a connection, so that none is closed under a request
    graphql_tokens: int = 2000
    graphql_aliases: int = 50
    graphql_depth: int = 15


DEFAULT = Bounds()


class Bound(NamedTuple):
    """What is bounded, its greatest and smallest setting, and what happens beyond."""

    what: str
    beyond: str
    low: int = 1
    high: int = 1_000_000


_OLDEST = "the oldest makes room"
_TOO_COMPLEX = "400 `DOCUMENT_TOO_COMPLEX`"
BOUNDS: Mapping[str, Bound] = MappingProxyType(
    {
        "sites": Bound("sites", "429 `too_many_sites`"),
        "sessions": Bound("sessions of a site, and visitors", _OLDEST, high=100_000_000),
        "activations": Bound("activations that a site counts", _OLDEST),
        "attempts": Bound("attempts in a site's journal", _OLDEST),
        "conversations": Bound("conversations of a site", _OLDEST),
        "used-tokens": Bound("used tokens that a site remembers", _OLDEST, high=10_000_000),
        "faults": Bound("failure modes of a site", "429 `too_many_faults`"),
        "logins": Bound("users and addresses whose logins are counted", _OLDEST),
        "streams": Bound("streams of events", "429 `too_many_streams`"),
        "remembered-events": Bound("events that are remembered for readers that come back", _OLDEST),
        "waiting-events": Bound("events that wait for one reader", "its stream ends; it comes back and reads anew"),
        "body-bytes": Bound("bytes of a request's body", "413 `body_too_large`", 1024, 100_000_000),
        "header-bytes": Bound("bytes of a request's line and headers", "431 `headers_too_large`", 1024, 10_000_000),
        "headers": Bound("headers of a request", "431 `headers_too_large`", 20, 10_000),
        "connections": Bound(
            "connections, and never more than the system's limit of open files allows", "503 `too_many_connections`", 10
        ),
        "request-seconds": Bound("seconds that a request may take to arrive", "408 `request_too_slow`", 1, 3600),
        "stalled-seconds": Bound(
            "seconds that a client may read nothing of an answer that waits for it", "the connection is closed", 1, 3600
        ),
        "idle-seconds": Bound(
            "seconds that a connection is kept between requests", "the connection is closed", 1, 3600
        ),
        "graphql-tokens": Bound("tokens of a GraphQL document", _TOO_COMPLEX, 100, 100_000),
        "graphql-aliases": Bound("aliases of an operation, and so verdicts that it asks", _TOO_COMPLEX, 1, 10_000),
        "graphql-depth": Bound("fields within one another", _TOO_COMPLEX, 5, 100),
    }
)


def _read(given: Mapping[str, Any]) -> Bounds:
    for name, number in given.items():
        bound = BOUNDS.get(name)
        if bound is None:
            raise BadValue(f'there is no bound "{name[:_SHOWN]}"; {_advice(name)}')
        if not isinstance(number, int) or isinstance(number, bool):
            raise BadValue
        if not bound.low <= number <= bound.high:
            limits = f"{bound.low:,} and {bound.high:,}"
            raise BadValue(f"{name} is not between {limits}: {number} ({_LISTED} lists the limits).")
    return Bounds(**{name.replace("-", "_"): number for name, number in given.items()})


def _advice(name: str) -> str:
    import difflib  # noqa: PLC0415 - only a wrong name needs it

    near = difflib.get_close_matches(name, BOUNDS, n=1)
    return f'did you mean "{near[0]}"? {_LISTED} lists them.' if near else f"{_LISTED} lists them."


def _from_text(text: str, _: Path) -> Bounds:
    pairs = [_PAIR.fullmatch(pair) for pair in text.split(",")]
    if not all(pairs):
        raise BadValue
    return _read({pair[1].replace("_", "-"): int(pair[2]) for pair in pairs if pair})


def _from_toml(value: Any, _: Path) -> Bounds:
    if not isinstance(value, dict):
        raise BadValue
    return _read({str(name).replace("_", "-"): number for name, number in value.items()})


def default_of(name: str) -> int:
    """A bound's value where nobody sets it."""
    return int(getattr(DEFAULT, name.replace("-", "_")))


KIND = Kind(
    f"bounds that there are, within their limits ({_LISTED}), such as sites=100",
    _from_text,
    _from_toml,
    "NAME=NUMBER",
    repeats=True,
    default=f"see {_LISTED}",
)
