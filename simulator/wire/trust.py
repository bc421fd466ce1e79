"""Who is asking: somebody on this machine, somebody who holds the control token, or a stranger."""

import hashlib
import hmac
from typing import ClassVar

from starlette.requests import HTTPConnection
from starlette.types import Scope

from simulator.core.discreet import Discreet
from simulator.wire.caller import host_name, is_address, is_loopback, is_on_this_machine, the_host

COOKIE = "iadvize-simulator-control"
_STOOD_IN_FOR = ".iadvize.com"  # a line in the hosts file leads it here; no stranger has a name below it


class Trust(Discreet, frozen=True):
    """Host names besides loopback's, whether callers from elsewhere may steer, and the token that lets them."""

    unseen: ClassVar = ("control_token",)

    allowed_hosts: tuple[str, ...] = ()
    any_caller: bool = False
    control_token: str | None = None

    def answers_to(self, host: str) -> bool:
        """Whether a Host header names this server. A name's case means nothing."""
        name = host_name(host)
        return is_loopback(name) or (bool(name) and name in {allowed.lower() for allowed in self.allowed_hosts})

    def explains_to(self, scope: Scope) -> bool:
        """Whether the caller may hear why a token is refused."""
        return self.any_caller or (is_on_this_machine(scope) and self.is_called_by_name(scope))

    def tells_visitors_to(self, scope: Scope) -> bool:
        """Whether the caller may read visitors: not where a page's own name may have been led to this machine.

        Strangers may where they reach the server at all, so for them the name makes no difference.
        """
        return not (self.any_caller or is_on_this_machine(scope)) or self.is_called_by_name(scope)

    def is_called_by_name(self, scope: Scope) -> bool:
        """Whether the request's one Host is a name of this server, an address, or a name that it stands in for."""
        host = the_host(scope)
        name = host_name(host)
        return self.answers_to(host) or name.endswith(_STOOD_IN_FOR) or is_address(name)

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


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), right.encode())
