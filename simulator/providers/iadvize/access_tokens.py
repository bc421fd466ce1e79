"""Access tokens of the GraphQL API.

Documented: a bearer token that lives for a day. Chosen: ours carries all that there is to know of it, signed with a
secret that follows from the simulator's private key, so that every process with that key reads it.
"""

import hmac
import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import msgspec

from simulator.core import base64url, strict_json
from simulator.core.clock import REAL_TIME
from simulator.core.discreet import Discreet
from simulator.providers.iadvize.keys import PrivateKey
from simulator.state.protocols import State

LIFETIME_SECONDS = 86_400
_HEADER = base64url.encode(b'{"alg":"HS256","typ":"at+jwt"}')
_PARTS = 3
_MAX_CLOCKS = 100


def secret_of(key: PrivateKey) -> bytes:
    """The secret that access tokens are signed with."""
    return key.secret(b"iadvize-simulator access token")


class AccessToken(msgspec.Struct, frozen=True):
    """A genuine access token, expired or not. Times are epoch seconds.

    A site's clock may be far from real time, so a token remembers what each moved clock showed when it was issued:
    whoever logs in anew after the clock was moved is let in. ``site_id`` is the site that the login named, whose clock
    counts wherever no site is asked about.
    """

    issued_at: float
    clocks: Mapping[str, float]
    site_id: str | None = None

    def is_live(self, now: float, site_id: str | None = None) -> bool:
        """Whether it holds at a time on the site's clock, or on the real one where no site is named."""
        return now < self.clocks.get(site_id or "", self.issued_at) + LIFETIME_SECONDS


class AccessTokens(Discreet, frozen=True):
    """Issues and reads them. ``real_now`` is the machine's clock in epoch seconds."""

    unseen: ClassVar = ("secret",)

    state: State
    secret: bytes
    real_now: Callable[[], float]

    @property
    def lifetime_seconds(self) -> int:
        """How long each lives."""
        return LIFETIME_SECONDS

    async def now(self, site_id: str | None) -> float:
        """The epoch time on the site's clock, or on the machine's where no site is named."""
        real = self.real_now()
        return real if site_id is None else (await self.state.clocks.get(site_id)).now(real)

    async def holds(self, token: AccessToken) -> bool:
        """Whether the token holds now, on the clock of the site that its login named."""
        return token.is_live(await self.now(token.site_id), token.site_id)

    async def issue(self, user: str, site_id: str | None = None) -> str:
        """A token for a user, from now on; a site that is named is the one whose clock it lives by."""
        now = self.real_now()
        claims: dict[str, Any] = {
            "iss": "iadvize-simulator",
            "sub": user,
            "jti": uuid.uuid4().hex,
            "iat": now,
            "exp": now + LIFETIME_SECONDS,
            "clocks": await self._moved_clocks(now),
        }
        if site_id is not None:
            claims |= {"site": site_id, "clocks": {**claims["clocks"], site_id: await self.now(site_id)}}
        signing_input = f"{_HEADER}.{base64url.encode(json.dumps(claims, separators=(',', ':')).encode())}"
        return f"{signing_input}.{base64url.encode(self._signature(signing_input))}"

    def read(self, text: str) -> AccessToken | None:
        """The genuine token behind a text, expired or not; None for anything else."""
        parts = text.split(".")
        if len(parts) != _PARTS or parts[0] != _HEADER:
            return None
        try:
            if not hmac.compare_digest(self._signature(f"{parts[0]}.{parts[1]}"), base64url.decode(parts[2])):
                return None
            claims: dict[str, Any] = strict_json.parse_object(base64url.decode(parts[1])).value
        except ValueError:
            return None
        return AccessToken(claims["iat"], claims["clocks"], claims.get("site"))

    def _signature(self, signing_input: str) -> bytes:
        return hmac.digest(self.secret, signing_input.encode("utf-8", "replace"), "sha256")

    async def _moved_clocks(self, now: float) -> dict[str, float]:
        clocks: dict[str, float] = {}
        for site in reversed(await self.state.sites.all()):
            clock = await self.state.clocks.get(site.site_id)
            if clock != REAL_TIME:
                clocks[site.site_id] = clock.now(now)
            # A header has to carry them.
            if len(clocks) == _MAX_CLOCKS:
                break
        return clocks
