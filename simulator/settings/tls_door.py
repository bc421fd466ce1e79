"""What speaks TLS, and tells those who speak plain HTTP there how to call instead."""

import re
import ssl
from typing import TYPE_CHECKING, Any

from simulator import __version__

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_BEGINS = re.compile(rb"[\r\n]*[A-Za-z]")  # a method, perhaps after empty lines; TLS begins with a 22
_HOST = re.compile(rb"(?im)^host:[ \t]*([a-z0-9._:\[\]-]{1,255})[ \t]*\r?$")
_EMPTY = b"\r\n"
_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*([0-9]{1,18})[ \t]*\r?$")
_LONGEST_HEAD = 65_536
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
    """Plain HTTP gets its answer as if it had shaken hands, and TLS's end at once: asyncio then sends it and closes.

    So the connection is one that the server counts. It closes when the request has been read, since what is unread as
    it closes may cost the client the answer; asyncio's bound on the end of TLS is that on the wait.
    """

    incoming: ssl.MemoryBIO
    outgoing: ssl.MemoryBIO
    _is_tls = False
    _plain: "_Plain | None" = None

    def do_handshake(self) -> None:
        """Shake hands, unless what comes first is a request."""
        if not self._is_tls and self.incoming.pending:
            first = self.incoming.read()
            if not first.strip(_EMPTY):
                raise ssl.SSLWantReadError  # a request may follow, and nothing else
            self._is_tls = not _BEGINS.match(first)
            if not self._is_tls:
                self._plain = _Plain()
                self._plain.take(first)
                self.outgoing.write(_answer(first))
                return
            self.incoming.write(first)
        super().do_handshake()

    def read(self, len: int = 1024, buffer: "WriteableBuffer | None" = None) -> bytes:  # noqa: A002 - the library's name
        """What was said over TLS."""
        if self._plain:
            return b""
        return super().read(len) if buffer is None else super().read(len, buffer)

    def write(self, data: "ReadableBuffer") -> int:
        """Say it over TLS; who speaks plainly has the answer."""
        return memoryview(data).nbytes if self._plain else super().write(data)

    def unwrap(self) -> None:
        """End TLS; where there was none, wait for the rest of the request."""
        if self._plain is None:
            super().unwrap()
        elif not self._plain.take(self.incoming.read()):
            raise ssl.SSLWantReadError

    def getpeercert(self, binary_form: bool = False) -> Any:  # noqa: FBT001, FBT002 - the standard library's signature
        """The client's certificate, for which nobody asks."""
        return None if self._plain else super().getpeercert(binary_form)


class _Plain:
    """How much of a plain request is still to come."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._left: int | None = None

    def take(self, piece: bytes) -> bool:
        """Whether that was all; a body in chunks counts as none."""
        if self._left is not None:
            self._left -= len(piece)
            return self._left <= 0
        self._head += piece
        end = _END.search(self._head, len(self._head) - len(self._head.lstrip(_EMPTY)))
        if end:
            length = _LENGTH.search(self._head, 0, end.end())
            self._left = (int(length[1]) if length else 0) - (len(self._head) - end.end())
        elif len(self._head) > _LONGEST_HEAD:
            self._left = 0
        return self._left is not None and self._left <= 0


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
    return head.encode() + (b"" if request.lstrip(_EMPTY).startswith(b"HEAD ") else said)
