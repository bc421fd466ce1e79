"""A site: what belongs together, one customer of the vendor's. GraphQL calls it a project."""

import re
from typing import ClassVar

import msgspec

from simulator.core.discreet import Discreet

SITE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
YEAR_SECONDS = 31_536_000

EXPLAINED = "explained"
OPAQUE = "opaque"


class Rules(msgspec.Struct, frozen=True):
    """How strictly a site reads a token's times."""

    leeway_seconds: float = 0
    require_exp: bool = True


class RetiringKey(Discreet, frozen=True):
    """A key that was rotated away and is taken until a time on the site's clock, in epoch seconds."""

    unseen: ClassVar = ("key",)

    key: str
    retires_at: float


class Site(Discreet, frozen=True):
    """One site's set-up.

    ``verification_keys`` are texts in the form that the site's provider calls canonical (iAdvize: SPKI PEM),
    ``retired_keys`` those that were replaced, newest first, and ``minting_key`` is the private half of one of the
    former where the simulator made it (iAdvize: PKCS#8 PEM). ``retiring_keys`` were rotated away. ``opening_key`` is
    the vendor's own private key, None until it is rotated on this site and differs from the server's; an empty text
    among ``earlier_opening_keys`` stands for the server's. Durations are seconds, delays milliseconds.
    """

    # What verifies is a secret where the provider's keys are symmetric.
    unseen: ClassVar = ("verification_keys", "retired_keys", "minting_key", "opening_key")

    site_id: str
    name: str = ""
    provider: str = "iadvize"
    authentication_enabled: bool = True
    verification_keys: tuple[str, ...] = ()
    retired_keys: tuple[str, ...] = ()
    minting_key: str | None = None
    retiring_keys: tuple[RetiringKey, ...] = ()
    opening_key: str | None = None
    earlier_opening_keys: tuple[RetiringKey, ...] = ()
    session_lifetime_seconds: float = 3600
    retries: int = 3
    retry_delays_ms: tuple[int, ...] = (250, 500, 1000)
    verdicts: str = EXPLAINED
    require_api_token: bool = False
    rules: Rules = Rules()

    @property
    def explains(self) -> bool:
        """Whether refusals carry their explanation."""
        return self.verdicts == EXPLAINED


def retry_delay_ms(delays: tuple[int, ...], attempt: int) -> int:
    """Milliseconds to wait after the given attempt (1 is the first); the last delay repeats."""
    return delays[min(attempt, len(delays)) - 1] if delays else 0
