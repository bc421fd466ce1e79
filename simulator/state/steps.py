"""The three steps of an activation: what each is told, and what it says.

Each is one step with the state, as every step may be a way over the network: begin, before the token is judged; open,
which keeps the session; record, which keeps what was answered.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

from simulator.core.clock import SiteClock
from simulator.core.session import Session
from simulator.core.site import Site


class Start(msgspec.Struct, frozen=True):
    """An attempt that begins, at a site of that provider.

    ``token`` is the token's fingerprint; ``session_id`` the session that the attempt says it comes from.
    """

    provider: str
    site_id: str
    activation_id: str
    token: str | None = None
    session_id: str | None = None


class Known(msgspec.Struct, frozen=True):
    """What a token is judged by: the site, every site there is, the site's clock, and whether the token was used."""

    site: Site | None
    sites: Sequence[Site]
    clock: SiteClock
    is_reused: bool


class Begun(msgspec.Struct, frozen=True):
    """What was known in the moment when the attempt was counted; what changes later, changes later attempts.

    ``attempt`` is its number, None where the activation has had its attempts, which is then all that is known.
    ``opened`` is the session that an earlier attempt of the activation opened, and ``before`` that session, or else the
    one that the attempt says it comes from. ``is_armed``: there are failure modes.
    """

    known: Known
    attempt: int | None
    opened: str | None = None
    before: Session | None = None
    is_armed: bool = False


class Opening(msgspec.Struct, frozen=True):
    """The session of an attempt that succeeded; ``is_new`` where it is not kept yet.

    ``seen`` is what was known as the session that the activation opened, ``token`` the used token's fingerprint, and
    ``now`` the site's time, at which listeners are told of the session.
    """

    session: Session
    is_new: bool
    activation_id: str
    seen: str | None
    token: str | None
    now: float


# Nothing is kept where another attempt of the activation opened a session meanwhile, or where the site is gone. Armed:
# it is open, and there are failure modes which may hit it.
Opened = Literal["open", "armed", "overtaken", "gone"]
