"""Where a request comes from, and under which name."""

import ipaddress
import re
from functools import lru_cache

from starlette.types import Scope

_HOST = re.compile(r"(?:\[(?P<address>[0-9a-f:.]+)\]|(?P<name>[a-z0-9._-]+))(?::[0-9]{1,5})?", re.ASCII | re.IGNORECASE)


def is_on_this_machine(scope: Scope) -> bool:
    """Whether the caller's address is loopback's; where there is no address there is no network."""
    client = scope.get("client")
    return client is None or is_loopback(client[0])


def hosts(scope: Scope) -> list[str]:
    """The request's Host headers: one, unless something is wrong."""
    return [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]


def host_problem(scope: Scope) -> str | None:
    """Why the request's Host is no name at all, and so none that could be allowed; None where it is one."""
    given = hosts(scope)
    if len(given) > 1:
        return f"The request has {len(given)} Host headers; send one."
    if not given or not given[0]:
        return "The request has no Host header, or an empty one; send the name that this server is called by."
    if not _HOST.fullmatch(given[0]):
        return f'The Host "{given[0]}" is malformed; send a name or an address, with a port or without: localhost:8787.'
    return None


def the_host(scope: Scope) -> str:
    """The request's Host; empty where there is none, or more than one."""
    given = hosts(scope)
    return given[0] if len(given) == 1 else ""


@lru_cache(maxsize=64)
def host_name(host: str) -> str:
    """The name in a Host header, in lower case and without its port; what is no name stays as it is."""
    found = _HOST.fullmatch(host)
    return (found["address"] or found["name"]).lower().rstrip(".") if found else host


@lru_cache(maxsize=64)
def is_loopback(name: str) -> bool:
    """Whether a name or an address is this machine's own."""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


@lru_cache(maxsize=64)
def is_address(name: str) -> bool:
    """Whether it is an address, which no resolver can lead elsewhere."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
