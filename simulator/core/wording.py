"""Times, durations and types as people say them."""

import difflib
import re
from collections.abc import Iterable
from datetime import UTC, datetime

_TYPES = {
    "str": "a text",
    "float": "a number",
    "int": "a whole number",
    "bool": "true or false",
    "object": "an object",
    "array": "a list",
    "null": "null",
}
# Whatever somebody put in a wrong place, a private key among it, is not said in full.
_LONG_VALUE = re.compile(r"^(Invalid (?:enum )?value '.{40}).+'$", re.DOTALL)
_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
# What a length of time from so many seconds on is rounded to: 7199 seconds are two hours.
_GRAIN = ((86_400, 3_600), (1_800, 60))
_YEAR = 31_557_600
_LAST_SECOND = 253_402_300_799  # the end of the year 9999, past which there is no RFC 3339


def plain_types(problem: str) -> str:
    """A validator's sentence with the names of JSON's types in words: "expected a number, got a text"."""
    problem = _LONG_VALUE.sub(r"\1…'", problem)
    for name, words in _TYPES.items():
        problem = problem.replace(f"`{name}`", words)
    return f"{problem[:1].lower()}{problem[1:]}"


def nearest(name: str, known: Iterable[str]) -> str:
    """What a name was meant to be, where one is near; else what there is."""
    known = tuple(known)
    near = difflib.get_close_matches(name, known)
    return f'did you mean "{near[0]}"?' if near else f"known: {', '.join(known)}."


def duration(seconds: float) -> str:
    """A length of time in its two largest units; the sign is dropped."""
    rest = abs(seconds)
    if rest >= 2 * _YEAR:
        return f"{rest / _YEAR:,.0f} years"
    if rest < 1:
        return f"{rest * 1000:.0f} milliseconds" if rest else "0 seconds"
    words: list[str] = []
    smallest = next((unit for size, unit in _GRAIN if rest >= size), 1)
    left = round(rest / smallest) * smallest
    for size, unit in _UNITS:
        count, left = divmod(left, size)
        if count:
            words.append(f"{count} {unit}{'s' if count > 1 else ''}")
    return " ".join(words)


def timestamp(epoch: float) -> str:
    """An epoch time as RFC 3339 in UTC, or its number where no calendar reaches."""
    if not 0 <= epoch <= _LAST_SECOND:
        return f"{epoch:g}"
    in_utc = datetime.fromtimestamp(epoch, UTC).replace(tzinfo=None)  # which writes itself twice as fast
    return f"{in_utc.isoformat(timespec='seconds')}Z"
