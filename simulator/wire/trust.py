"""Who is asking: somebody on this machine, somebody who holds the control token, or a stranger."""

import hashlib
import hmac
import ipaddress
from typing import ClassVar
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.types import Scope

from simulator.core.discreet import Discreet

COOKIE = "iadvize-simulator-control"


class Trust(Discreet, frozen=True):
    """Host names besides loopback's, whether callers from elsewhere may steer, and the token that lets them."""

    unseen: ClassVar = ("control_token",)

    allowed_hosts: tuple[str, ...] = ()
    any_caller: bool = False
    control_token: str | None = None

    def answers_to(self, host: str) -> bool:
        """Whether a Host header names this server. A name's case means nothing."""
        name = host_name(host)
        return is_loopback(name) or name in {allowed.lower() for allowed in self.allowed_hosts}

    def explains_to(self, scope: Scope) -> bool:
        """Whether the caller may hear why a token is refused."""
        return self.any_caller or is_on_this_machine(scope)

    def is_token(self, given: str) -> bool:
        """Whether this is the control token; how long the look takes tells nothing."""
        return self.control_token is not None and _same(given, self.control_token)

    def is_shown_in(self, scope: Scope) -> bool | None:
        """Whether the request carries the control token, or the cookie that stands for it; None where neither."""
        request = HTTPConnection(scope)
        given = request.headers.getlist("authorization")
        if given:
            scheme, _, token = given[0].strip().partition(" ")
            return len(given) == 1 and scheme.lower() == "bearer" and self.is_token(token.strip())
        cookie = request.cookies.get(COOKIE)
        return None if cookie is None else _same(cookie, self.cookie())

    def cookie(self) -> str:
        """What a browser keeps in the token's place: made from it, so that another token ends every sign-in."""
        return hmac.new((self.control_token or "").encode(), b"console", hashlib.sha256).hexdigest()


def is_on_this_machine(scope: Scope) -> bool:
    """Whether the caller's address is loopback's; where there is no address there is no network."""
    client = scope.get("client")
    return client is None or is_loopback(client[0])


def host_name(host: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return host


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


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), right.encode())
