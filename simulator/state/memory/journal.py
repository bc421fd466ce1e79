"""The journal in memory."""

from collections import deque
from collections.abc import Sequence
from itertools import islice

import msgspec
from msgspec.structs import astuple

from simulator.core.attempt import Attempt
from simulator.core.verdict import CheckJson
from simulator.state.bounds import MAX_ATTEMPTS
from simulator.state.memory.packed import Packed
from simulator.state.protocols import AttemptFilter

_FORM: Packed[Attempt] = Packed(Attempt)
_VERDICT = Attempt.__struct_fields__.index("verdict")
Checks = tuple[CheckJson, ...]


class _Entry(msgspec.Struct, gc=False):
    """An attempt as bytes, but for its checks, and beside them what a filter looks at."""

    status: int
    accepted: bool
    code: str | None
    user_id: str | None
    activation_id: str | None
    packed: bytes
    checks: Checks | None


class MemoryJournal:
    """The newest ``bound`` attempts of each site. Attempts of which nothing can be said share their checks."""

    def __init__(self, bound: int = MAX_ATTEMPTS) -> None:
        self._bound = bound
        self._sites: dict[str, deque[_Entry]] = {}
        self._unremarkable: dict[tuple[str, ...], Checks] = {}

    async def append(self, attempt: Attempt) -> None:
        """Keep the attempt; the oldest goes where the bound is reached."""
        self._sites.setdefault(attempt.site_id, deque(maxlen=self._bound)).append(self._entry(attempt))

    async def select(self, site_id: str, wanted: AttemptFilter, limit: int) -> tuple[int, Sequence[Attempt]]:
        """How many match, and at most ``limit`` of them, newest first."""
        matching = [entry for entry in reversed(self._sites.get(site_id, ())) if wanted.matches(entry)]
        return len(matching), tuple(map(_attempt, islice(matching, limit)))

    async def clear(self, site_id: str) -> None:
        """Forget the site's attempts."""
        self._sites.pop(site_id, None)

    def _entry(self, attempt: Attempt) -> _Entry:
        values, checks = astuple(attempt), None
        if attempt.verdict is not None:
            checks = self._shared(attempt.verdict["checks"])
            values = (*values[:_VERDICT], {**attempt.verdict, "checks": None}, *values[_VERDICT + 1 :])
        return _Entry(
            attempt.status,
            attempt.accepted,
            attempt.code,
            attempt.user_id,
            attempt.activation_id,
            _FORM.encode(values),
            checks,
        )

    def _shared(self, checks: list[CheckJson]) -> Checks:
        if any(check["code"] for check in checks):
            return tuple(checks)
        said = tuple(check["name"] + check["message"] for check in checks)
        return self._unremarkable.setdefault(said, tuple(checks))


def _attempt(entry: _Entry) -> Attempt:
    attempt = _FORM.unpack(entry.packed)
    if attempt.verdict is not None and entry.checks is not None:
        attempt.verdict["checks"] = list(entry.checks)
    return attempt
