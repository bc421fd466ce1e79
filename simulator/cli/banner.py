"""What is said once the simulator listens."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simulator import __version__
from simulator.cli.exposure import Doors, exposure

_EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - looked for, not bound
_HERE = ("localhost", "::1")
_DEMO_SITE = "demo"


@dataclass(frozen=True, slots=True)
class Started:
    """Where the simulator listens, and where its key lies."""

    host: str
    port: int
    key_place: Path
    trusts_callers: bool = False
    has_control_token: bool = False

    @property
    def address(self) -> str:
        """The URL that works on this machine."""
        host = "127.0.0.1" if self.host in _EVERYWHERE else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def is_exposed(self) -> bool:
        """Whether other machines reach it."""
        return not (self.host in _HERE or self.host.startswith("127."))


def banner(started: Started) -> Iterator[str]:
    """The lines to print."""
    address = started.address
    reach = " (on every interface)" if started.host in _EVERYWHERE else ""
    yield f"iadvize-simulator {__version__} listens on {address}{reach}"
    yield ""
    yield f"  console      {address}/"
    yield f"  demo         {address}/demo"
    yield f"  public key   {address}/_simulator/key  (or: iadvize-simulator key)"
    yield f"  private key  {started.key_place}"
    yield f"  demo site    sid {_DEMO_SITE}"
    yield ""
    yield "  In your page, instead of iAdvize's tag:"
    yield f'  <script async src="{address}/iadvize.js"></script>'
    yield ""
    if started.is_exposed:
        yield from exposure(started.host, started.port, Doors(started.trusts_callers, started.has_control_token))
