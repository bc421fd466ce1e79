"""A site's clock: the machine's, moved or stopped."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class SiteClock:
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
