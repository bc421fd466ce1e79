"""A site's clock: the machine's, moved or stopped."""

import re
from datetime import datetime

import msgspec
from msgspec.structs import replace

from simulator.core.wording import duration

CENTURY_SECONDS = 3_155_760_000  # chosen: as far as anybody may ask for the past or the future

# RFC 3339, section 5.6, with the space that it allows for the T. Python's own reader takes far more of ISO 8601.
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)


class SiteClock(msgspec.Struct, frozen=True):
    """How a site's time differs from real time. Both fields are seconds; ``frozen_at`` is an epoch time."""

    offset: float = 0
    frozen_at: float | None = None

    def now(self, real: float) -> float:
        """The site's epoch time when the machine's is ``real``."""
        return real + self.offset if self.frozen_at is None else self.frozen_at

    def advanced(self, seconds: float) -> "SiteClock":
        """The clock that much later; a frozen one stays frozen."""
        if self.frozen_at is not None:
            return replace(self, frozen_at=self.frozen_at + seconds)
        return replace(self, offset=self.offset + seconds)

    def frozen(self, at: float) -> "SiteClock":
        """The clock stopped at an epoch time."""
        return SiteClock(frozen_at=at)


REAL_TIME = SiteClock()


def offset_words(offset: float) -> str:
    """How a clock that is so many seconds ahead of real time stands to it, in words."""
    return f"{duration(offset)} {'ahead of' if offset > 0 else 'behind'} real time"


def epoch_of(moment: str) -> float | None:
    """The epoch time of a moment in RFC 3339; None for anything else."""
    if not _MOMENT.fullmatch(moment):
        return None
    try:
        return datetime.fromisoformat(moment.upper()).timestamp()
    except (ValueError, OverflowError):
        return None
