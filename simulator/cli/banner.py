"""What is said once the simulator listens."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from simulator import __version__
from simulator.cli.exposure import Doors, exposure
from simulator.settings.address import EVERYWHERE, address

_HERE = ("localhost", "::1")
_DEMO_SITE = "demo"


class Started(NamedTuple):
    """Where the simulator listens, and where its key lies."""

    host: str
    port: int
    key_place: Path
    trusts_callers: bool = False
    has_control_token: bool = False
    is_https: bool = False
    authority: Path | None = None
    allowed_hosts: tuple[str, ...] = ()
    certified: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The URL that works on this machine."""
        return address(self.host, self.port, is_https=self.is_https)

    @property
    def is_exposed(self) -> bool:
        """Whether other machines reach it."""
        return not (self.host in _HERE or self.host.startswith("127."))

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which the control API answers whoever is trusted without the control token."""
        host = () if self.host in EVERYWHERE else (f"[{self.host}]" if ":" in self.host else self.host,)
        return tuple(dict.fromkeys(("localhost", "127.0.0.1", "[::1]", *host, *self.allowed_hosts)))


def banner(started: Started) -> Iterator[str]:
    """The lines to print."""
    url = started.address
    reach = " (on every interface)" if started.host in EVERYWHERE else ""
    yield f"iadvize-simulator {__version__} listens on {url}{reach}"
    yield ""
    yield f"  console      {url}/"
    yield f"  demo         {url}/demo"
    yield f"  public key   {url}/_simulator/key  (or: iadvize-simulator key)"
    yield f"  private key  {started.key_place}"
    yield f"  demo site    sid {_DEMO_SITE}"
    if started.authority:
        yield f"  authority    {started.authority}"
        yield "               Let your browser and your backend trust it as an authority: docs/deployment.md#https"
        yield f"  certificate  for {', '.join(started.certified)}; --allowed-host NAME adds a name or an address"
    yield ""
    yield "  In your page, instead of iAdvize's tag:"
    yield f'  <script async src="{url}/iadvize.js"></script>'
    yield ""
    yield "  Ctrl-C stops it."
    yield ""
    if started.is_exposed:
        doors = Doors(started.trusts_callers, started.has_control_token, started.names)
        yield from exposure(started.host, started.port, doors)
