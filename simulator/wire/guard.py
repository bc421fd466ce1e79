"""Who may steer the simulator: callers on this machine, under this machine's names, from its own pages.

A page of any site can make a visitor's browser call 127.0.0.1, and a name of its own may point there; so the
control API looks at the caller's address, at Host (DNS rebinding) and at Origin (cross-site requests). Whoever shows
the control token may come from elsewhere and under any name, as no such page knows it.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from simulator.wire.answers import WireError
from simulator.wire.caller import host_name, host_problem, is_loopback, is_on_this_machine, the_host
from simulator.wire.trust import Trust

LOGIN = "/login"
_CHALLENGE = {"www-authenticate": 'Bearer realm="iadvize-simulator control"'}


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
        host = the_host(scope)
        for origin in headers.getlist("origin"):
            if _place(origin) != host.lower():
                return _of_a_page(f"Pages of {origin} may")
        if _is_asked_by_another_page(str(scope["method"]), headers):
            return _of_a_page("Pages of another origin may")
        if self._trust.control_token is not None:
            return self._unless_shown(scope, host)
        if not self._trust.any_caller and not is_on_this_machine(scope):
            return WireError(
                403,
                "caller_not_trusted",
                f"{scope['client'][0]} is not this machine; start with --control-token or --trust-callers to let others"
                " steer the simulator.",
            )
        return self._by_name(scope, host)

    def _unless_shown(self, scope: Scope, host: str) -> WireError | None:
        """With a control token: only this machine, under its own names, needs none. A proxy is known by its name."""
        shown = self._trust.is_shown_in(scope)
        if shown or _is_login(scope):
            return None
        if is_on_this_machine(scope) and is_loopback(host_name(host)):
            return None
        if shown is False:
            message = "The control token is not the one that this server was started with."
            return WireError(401, "control_token_wrong", message, headers=_CHALLENGE)
        message = "Send the control token as Authorization: Bearer …, or enter it at /login."
        return WireError(401, "control_token_missing", message, headers=_CHALLENGE)

    def _by_name(self, scope: Scope, host: str) -> WireError | None:
        if self._trust.answers_to(host):
            return None
        problem = host_problem(scope)
        if problem:
            return WireError(403, "host_not_allowed", problem)
        name = host_name(host)
        return WireError(
            403,
            "host_not_allowed",
            f'The control API does not answer under the name "{name}"; start with --allowed-host {name}.',
        )


def _is_login(scope: Scope) -> bool:
    return scope["method"] == "POST" and str(scope["path"]).removeprefix(str(scope.get("root_path", ""))) == LOGIN


def _of_a_page(who: str) -> WireError:
    return WireError(403, "origin_not_allowed", f"{who} not steer the simulator; call it from its own pages.")


def _is_asked_by_another_page(method: str, headers: Headers) -> bool:
    """Whether a browser says so: an image or a script has no Origin. Whoever follows a link asks by themselves."""
    is_link = method in ("GET", "HEAD") and headers.get("sec-fetch-mode") == "navigate"
    return headers.get("sec-fetch-site") in ("cross-site", "same-site") and not is_link


def _place(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None
