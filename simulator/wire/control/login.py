"""Signing a browser in with the control token, as it can send no header with a stream of events."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from simulator.wire import bodies
from simulator.wire.answers import WireError
from simulator.wire.operation import Operation
from simulator.wire.trust import COOKIE, Trust

_PATH = "/_simulator"


class LoginBody(msgspec.Struct, forbid_unknown_fields=True):
    """The control token."""

    token: str


class LoginRoutes:
    """``/login``."""

    def __init__(self, trust: Trust) -> None:
        self._trust = trust

    def routes(self) -> list[Operation]:
        """Where they live."""
        return [
            Operation(
                "POST",
                "/login",
                self.log_in,
                body=LoginBody,
                answers={204: None},
                errors={
                    401: "The control token is another.",
                    409: "The server was started without a control token; nobody has to sign in.",
                },
            ),
            Operation("DELETE", "/login", self.log_out, answers={204: None}),
        ]

    async def log_in(self, request: Request) -> Response:
        """A cookie in place of the control token, for this browser, until it is closed."""
        given = await bodies.parse(request, LoginBody)
        if self._trust.control_token is None:
            raise WireError(409, "control_token_unset", "This server was started without --control-token.")
        if not self._trust.is_token(given.token):
            message = "The control token is not the one that this server was started with."
            raise WireError(401, "control_token_wrong", message, "token")
        response = Response(status_code=204, headers={"cache-control": "no-store"})
        response.set_cookie(
            COOKIE,
            self._trust.cookie(),
            path=_PATH,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return response

    async def log_out(self, _: Request) -> Response:
        """No more cookie."""
        response = Response(status_code=204)
        response.delete_cookie(COOKIE, path=_PATH)
        return response
