"""The bound that holds for every request's body, whether its route reads it or not."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.wire.bodies import most_bytes, too_large


class BodyBound:
    """Refuses a body that says that it is too large, and reads one that does not say it before anything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say why not."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        most = most_bytes(scope)
        declared = headers.get("content-length", "")
        if declared.isdigit() and int(declared) > most:
            await too_large(most).answer()(scope, receive, send)
            return
        if "transfer-encoding" not in headers:
            await self._app(scope, receive, send)
            return
        body = await _read(receive, most)
        if body is None:
            await too_large(most).answer()(scope, receive, send)
            return
        await self._app(scope, _replayed(body, receive), send)


async def _read(receive: Receive, most: int) -> bytes | None:
    """The whole body, or None past the bound."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > most:
            return None
        if not message.get("more_body", False):
            return b"".join(chunks)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """What tells of the body at once, and then of whatever comes."""
    left = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return left.pop() if left else await receive()

    return replay
