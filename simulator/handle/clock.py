"""A site's clock as Python code moves it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from simulator.handle.channel import Channel, ask


class Clock:
    """Everything on its site goes by it: tokens, sessions, journal. No other site notices."""

    def __init__(self, channel: Channel, path: str) -> None:
        self._channel = channel
        self._path = path

    def advance(  # noqa: PLR0913 - timedelta's arguments
        self,
        by: timedelta | None = None,
        *,
        weeks: float = 0,
        days: float = 0,
        hours: float = 0,
        minutes: float = 0,
        seconds: float = 0,
        milliseconds: float = 0,
        microseconds: float = 0,
    ) -> None:
        """Move it forward by a timedelta, or by timedelta's arguments; back where they are negative."""
        if by is not None and not isinstance(by, timedelta):
            raise TypeError(f"advance({by!r}) does not say of what; write advance(seconds={by!r})")
        more = timedelta(
            weeks=weeks,
            days=days,
            hours=hours,
            minutes=minutes,
            seconds=seconds,
            milliseconds=milliseconds,
            microseconds=microseconds,
        )
        self._put(advanceSeconds=((by or timedelta()) + more).total_seconds())

    def freeze(self, at: datetime | float | str | None = None) -> None:
        """Stop it: where it stands, or at an aware datetime, epoch seconds, or RFC 3339."""
        if isinstance(at, datetime):
            if at.tzinfo is None:
                raise ValueError(f"freeze({at!r}) does not say where on earth; give it a time zone, as tzinfo=UTC")
            at = at.timestamp()
        self._put(frozenAt=self.timestamp if at is None else at)

    def reset(self) -> None:
        """Back to real time."""
        ask(self._channel, "DELETE", self._path)

    @property
    def timestamp(self) -> float:
        """The site's time in epoch seconds."""
        return float(self._state()["now"])

    @property
    def now(self) -> datetime:
        """The site's time, in UTC."""
        return datetime.fromtimestamp(self.timestamp, UTC)

    @property
    def is_frozen(self) -> bool:
        """Whether it stands still."""
        return bool(self._state()["frozen"])

    def __repr__(self) -> str:
        return f"<simulator.Clock of {self._path.split('/')[-2]}>"

    def _state(self) -> Any:
        return ask(self._channel, "GET", self._path).json()

    def _put(self, **change: Any) -> None:
        ask(self._channel, "PUT", self._path, change)
