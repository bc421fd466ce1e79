"""What several tokens side by side say."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from simulator.contract.observed import Who
from simulator.core.refusal import Finding
from simulator.core.report import Step
from simulator.core.verdict import Verdict
from simulator.core.wording import duration

Facts = Mapping[str, object]
SHORT_SECONDS = 15
FITS_CHARACTERS = 8_000  # of the 8 KiB that most servers take for one line of a header
_RANDOM_PARTS = ((1, "encrypted key"), (2, "initialization vector"))
_STANDS_STILL_SECONDS = 2  # exp is in whole seconds, which two tokens may share
_PARTS = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """A token, whose it is, its verdict, and the epoch time of its arrival."""

    who: Who
    token: str = field(repr=False)
    verdict: Verdict
    at: float


def fresh_token(tokens: Sequence[Judged]) -> Step[Facts]:
    """Whether each token is a new one, in all that must be new."""
    for who in ("user", "other"):
        most = max(_times([judged for judged in tokens if judged.who == who]), default=0)
        if most > 1:
            yield Finding("token_repeated", most, "a new token for each request")
    mine, theirs = ({judged.token for judged in tokens if judged.who == who} for who in ("user", "other"))
    if mine & theirs:
        yield Finding("token_repeated", "one token", "a token of one's own", "other")
    yield from _random_parts({judged.token for judged in tokens})
    yield from _expiry([judged for judged in tokens if judged.who == "user"])
    return {"count": len(tokens)}


def _times(tokens: Sequence[Judged]) -> Iterator[int]:
    """How often each token came. What nobody encrypted may come twice within a second, with nothing random in it."""
    for token, count in Counter(judged.token for judged in tokens).items():
        times = [judged.at for judged in tokens if judged.token == token]
        is_random = token.count(".") == _PARTS - 1
        yield count if is_random or max(times) - min(times) > 1 else 1


def _random_parts(tokens: set[str]) -> Step[None]:
    parted = [parts for token in tokens if len(parts := token.split(".")) == _PARTS]
    for place, name in _RANDOM_PARTS:
        if len({parts[place] for parts in parted}) < len(parted):
            yield Finding("randomness_repeated", name, "new random bytes")


def _expiry(tokens: Sequence[Judged]) -> Step[None]:
    dated = [judged for judged in tokens if judged.verdict.expires_at is not None]
    if len({judged.token for judged in dated}) < 2:  # noqa: PLR2004 - one alone cannot stand still
        return
    elapsed = dated[-1].at - dated[0].at
    if elapsed >= _STANDS_STILL_SECONDS and len({judged.verdict.expires_at for judged in dated}) == 1:
        facts = {"elapsed": duration(elapsed)}
        yield Finding("expiry_stands_still", dated[0].verdict.expires_at, "exp of its own", None, facts)


def token_lifetime(tokens: Sequence[Judged]) -> Step[Facts]:
    """Whether a token lives long enough to be used; whether too long is the verdict's to say."""
    left = [judged.verdict.expires_at - judged.at for judged in tokens if judged.verdict.expires_at is not None]
    least = min(left)
    if 0 < least < SHORT_SECONDS:
        yield Finding("lifetime_short", round(least, 1), 60, None, {"left": duration(max(1, round(least)))})
    return {"least": duration(round(least))}


def dates(tokens: Sequence[Judged]) -> list[Judged]:
    """The tokens that say when they expire, and have not."""
    return [
        judged
        for judged in tokens
        if judged.verdict.expires_at is not None and 0 < judged.verdict.expires_at - judged.at < 1e9  # noqa: PLR2004 - milliseconds
    ]


def token_size(tokens: Sequence[Judged]) -> Step[Facts]:
    """Whether a token fits where it is carried."""
    longest = max(len(judged.token) for judged in tokens)
    if longest > FITS_CHARACTERS:
        yield Finding("token_large", longest, FITS_CHARACTERS)
    return {"longest": f"{longest:,}"}
