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


def the_host(scope: Scope) -> str:
    """The request's Host; empty where there is none, or more than one."""
    given = [value for name, value in scope["headers"] if name == b"host"]
    return str(given[0].decode("latin-1")) if len(given) == 1 else ""


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
