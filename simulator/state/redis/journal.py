"""Looking for attempts in a journal that keeps them as bytes."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.core.attempt import Attempt
from simulator.state.durable.codec import ATTEMPT, Codec
from simulator.state.protocols import AttemptFilter


@dataclass(frozen=True, slots=True)
class _Head:
    """What a filter looks at: decoding it alone is far quicker than a whole attempt with its verdict."""

    status: int
    accepted: bool
    code: str | None
    user_id: str | None
    activation_id: str | None


_HEAD: Codec[_Head] = Codec(_Head)


def selected(newest_first: Sequence[bytes], wanted: AttemptFilter, limit: int) -> tuple[int, Sequence[Attempt]]:
    """How many match, and at most ``limit`` of them."""
    matching = [value for value in newest_first if wanted.matches(_HEAD.decode(value))]
    return len(matching), tuple(map(ATTEMPT.decode, matching[:limit]))
