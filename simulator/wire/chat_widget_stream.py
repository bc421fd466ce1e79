"""A widget's own stream: what becomes of its session and its ticket, the moment it does."""

from starlette.requests import Request
from starlette.responses import Response

from simulator.wire.tag_stream import StreamRoutes


class ChatStreamRoutes(StreamRoutes):
    """``/sessions/{id}/events`` of the widget; a ticket is told as the conversation that it is."""

    async def listen(self, request: Request) -> Response:
        """The session and the ticket (as ``conversation``) now, and at each change, as server-sent events."""
        return await super().listen(request)
