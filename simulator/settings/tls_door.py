"""What speaks TLS, and tells those who speak plain HTTP there how to call instead."""

import re
import ssl

from simulator import __version__

_BEGINS = re.compile(rb"[A-Za-z]")  # a method; TLS begins with a byte below 32
_HOST = re.compile(rb"(?im)^host:[ \t]*([a-z0-9._:\[\]-]{1,255})[ \t]*\r?$")
_ADDRESS = "https://… in place of http://"


class Door(ssl.SSLContext):
    """A server's context. asyncio drops who fails to shake hands without a word, which clients call an empty reply."""

    sslobject_class: type[ssl.SSLObject]

    def wrap_bio(
        self,
        incoming: ssl.MemoryBIO,
        outgoing: ssl.MemoryBIO,
        server_side: bool = False,  # noqa: FBT001, FBT002 - the standard library's signature
        server_hostname: str | bytes | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLObject:
        """One connection's TLS between two buffers, where the handshake looks at what comes first."""
        made = super().wrap_bio(incoming, outgoing, server_side, server_hostname, session)
        if isinstance(made, _Greeting):
            made.incoming, made.outgoing = incoming, outgoing
        return made


class _Greeting(ssl.SSLObject):
    incoming: ssl.MemoryBIO
    outgoing: ssl.MemoryBIO
    _looked = False

    def do_handshake(self) -> None:
        """Shake hands; plain HTTP gets an answer, and is let go when it says more or leaves."""
        if not self._looked and self.incoming.pending:
            self._looked = True
            first = self.incoming.read()
            if _BEGINS.match(first):
                self.outgoing.write(_answer(first))
                raise ssl.SSLWantReadError  # asyncio sends what there is, and waits
            self.incoming.write(first)
        super().do_handshake()


Door.sslobject_class = _Greeting


def _answer(request: bytes) -> bytes:
    host = _HOST.search(request)
    address = f"https://{host[1].decode()}/" if host else _ADDRESS
    said = f"This port speaks https: {address}\n".encode()
    head = (
        "HTTP/1.1 400 Bad Request\r\n"
        f"server: iadvize-simulator/{__version__}\r\nx-iadvize-simulator: {__version__}\r\n"
        f"content-type: text/plain; charset=utf-8\r\ncontent-length: {len(said)}\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + (b"" if request.startswith(b"HEAD ") else said)
