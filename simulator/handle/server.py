"""A simulator as Python code holds it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, Unpack
from urllib.parse import quote

from simulator.handle.channel import Channel, ask
from simulator.handle.chat_project import ChatProject, ProjectOptions, project_fields
from simulator.handle.errors import SimulatorError
from simulator.handle.fields import SiteOptions, as_json
from simulator.handle.iadvize import IAdvizeSite

if TYPE_CHECKING:
    from starlette.types import ASGIApp


@dataclass(frozen=True, slots=True)
class Opened:
    """A simulator that can be reached; ``app`` is there where it runs in this process without a socket.

    ``ca_file`` is whose certificate it shows over https.
    """

    url: str
    channel: Channel
    close: Callable[[], None]
    app: "ASGIApp | None" = None
    ca_file: Path | None = None


class Server:
    """A simulator: to be entered by ``with`` or ``async with``, or started and closed.

    Its methods are synchronous, may be called from several threads and from a running event loop's, and raise
    SimulatorError where the simulator says no.
    """

    def __init__(self, open_: Callable[[], Opened]) -> None:
        self._open = open_
        self._opened: Opened | None = None
        self._is_closed = False

    def start(self) -> Self:
        """Start it, and return once it answers."""
        if self._opened is not None or self._is_closed:
            raise SimulatorError("a simulator starts once; make another")
        self._opened = self._open()
        return self

    def close(self) -> None:
        """End it, and return once it has; the second time nothing happens."""
        opened, self._opened, self._is_closed = self._opened, None, True
        if opened is not None:
            opened.close()

    @property
    def url(self) -> str:
        """Its address."""
        return self._running.url

    @property
    def app(self) -> "ASGIApp":
        """The simulator as an ASGI application, to be called in any event loop; only where it runs without a socket."""
        app = self._running.app
        if app is None:
            raise SimulatorError("this simulator listens on a socket; simulator.in_process() has an app")
        return app

    @property
    def ca_file(self) -> Path:
        """The file (PEM) to trust as an authority over https: the simulator's own, or the certificate it was given."""
        file = self._running.ca_file
        if file is None:
            raise SimulatorError("this simulator speaks no https of its own; simulator.serve(tls=True) does")
        return file

    @property
    def channel(self) -> Channel:
        """How it is asked; what sites of other providers are built on."""
        return self._running.channel

    def site(self, **options: Unpack[SiteOptions]) -> IAdvizeSite:
        """A fresh site with a key pair of its own, or with ``brand_public_keys``."""
        made = ask(self.channel, "POST", "/_simulator/sites", as_json(options)).json()
        return IAdvizeSite(self.url, self.channel, made["siteId"], made.get("brandPrivateKey"))

    def chat_project(self, **options: Unpack[ProjectOptions]) -> ChatProject:
        """A fresh project of Chat for JSM with a secret key of its own, or with ``secret_key``."""
        made = ask(self.channel, "POST", "/_simulator/sites", project_fields(options)).json()
        generated = None if "secret_key" in options else made.get("secretKey")
        return ChatProject(self.url, self.channel, made["siteId"], generated)

    def site_named(self, site_id: str) -> IAdvizeSite:
        """The site with that id, as "demo" is one from the start; its private key stays where it is."""
        found = ask(self.channel, "GET", f"/_simulator/sites/{quote(site_id, safe='')}").json()
        return IAdvizeSite(self.url, self.channel, found["siteId"], None)

    def public_key(self, form: Literal["pem", "der"] = "pem") -> str:
        """The key for which brands encrypt, in iAdvize's place: PEM, or the line of base64 that iAdvize publishes."""
        return ask(self.channel, "GET", f"/_simulator/key?format={form}").text

    def public_jwk(self) -> dict[str, str]:
        """The same key as a JWK."""
        key: dict[str, str] = ask(self.channel, "GET", "/_simulator/key?format=jwk").json()
        return key

    def reset(self) -> None:
        """Forget what happened on every site; sites and keys stay."""
        ask(self.channel, "POST", "/_simulator/reset")

    @property
    def _running(self) -> Opened:
        if self._opened is None:
            state = "has been closed" if self._is_closed else "has not been started: enter it by with, or start() it"
            raise SimulatorError(f"this simulator {state}")
        return self._opened

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        await _aside(self.start)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await _aside(self.close)

    def __repr__(self) -> str:
        where = self._opened.url if self._opened else "closed" if self._is_closed else "not started"
        return f"<simulator.Server {where}>"


async def _aside(work: Callable[[], Any]) -> None:
    """Do the work in a thread, so that the loop goes on; under another library than asyncio in place."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        work()
    else:
        await asyncio.to_thread(work)
