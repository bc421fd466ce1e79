"""Requests that offer another protocol, as Java's client does with each over plain http, are answered in this one."""

import sys

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_OFFERS = frozenset({b"upgrade", b"http2-settings"})


class IgnoringUpgrades(HttpToolsProtocol):
    """A server may ignore an Upgrade (RFC 9110 section 7.8). The parser stops there, and leaves the body unread.

    So it begins anew with the same head without the offer, and goes on with what comes behind it.
    """

    def data_received(self, data: bytes) -> None:
        """Read on."""
        self._rest: bytes | None = data
        while self._rest is not None and not self.transport.is_closing():
            self._piece, self._rest = self._rest, None
            super().data_received(self._piece)

    def on_headers_complete(self) -> None:
        """Answer the request, unless it is read again."""
        if not self.parser.should_upgrade():
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        """All of it is here."""
        if not self.parser.should_upgrade():
            super().on_message_complete()

    def _unsupported_upgrade_warning(self) -> None:
        stopped = sys.exc_info()[1]  # uvicorn asks this as it learns where the parser stopped
        behind = self._piece[stopped.args[0] :] if stopped else b""
        version = self.parser.get_http_version().encode()
        head = [self.parser.get_method() + b" " + self.url + b" HTTP/" + version]
        head += [name + b": " + value for name, value in map(_without_offer, self.headers) if value]
        self.parser = httptools.HttpRequestParser(self)
        self._rest = b"\r\n".join((*head, b"", behind))


def _without_offer(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    name, value = header
    if name in _OFFERS:
        return name, b""
    if name == b"connection":
        wanted = (option.strip() for option in value.split(b","))
        value = b", ".join(option for option in wanted if option.lower() not in _OFFERS)
    return name, value
