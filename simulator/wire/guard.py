"""Who may steer the simulator: callers on this machine, under this machine's names, from its own pages.

A page of any site can make a visitor's browser call 127.0.0.1, and a name of its own may point there; so the
control API looks at the caller's address, at Host (DNS rebinding) and at Origin (cross-site requests).
"""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from simulator.wire.answers import WireError


@dataclass(frozen=True, slots=True)
class Trust:
    """Host names besides loopback's, and whether callers from elsewhere may steer."""

    allowed_hosts: tuple[str, ...] = ()
    any_caller: bool = False

    @property
    def host_names(self) -> tuple[str, ...]:
        """The names as they are compared: a name's case means nothing."""
        return tuple(name.lower() for name in self.allowed_hosts)


class Guard:
    """Lets only trusted callers through."""

    def __init__(self, app: ASGIApp, trust: Trust) -> None:
        self._app = app
        self._trust = trust

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say why not."""
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (refusal.answer() if refusal else self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> WireError | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        client = scope.get("client")
        if not self._trust.any_caller and client and not _is_loopback(client[0]):
            return WireError(
                403,
                "caller_not_trusted",
                f"{client[0]} is not this machine; start with --trust-callers to let others steer the simulator.",
            )
        name = _host_name(host)
        if not _is_loopback(name) and name not in self._trust.host_names:
            return WireError(
                403,
                "host_not_allowed",
                f'The control API does not answer under the name "{name}"; start with --allowed-host {name}.',
            )
        origin = headers.get("origin")
        if origin is not None and _place(origin) != host.lower():
            return WireError(
                403, "origin_not_allowed", f"Pages of {origin} may not steer the simulator; call it from its own pages."
            )
        return None


def _place(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None


def _host_name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return host


def _is_loopback(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)
