"""What fuzzing relies on: the harness reaches every depth, and sees a broken promise."""

import random

import pytest

from simulator.providers.iadvize.verify import verify
from tests.fuzz import harness

CLAIMS = b'{"https://iadvize.com/userId":"a","exp":1760000060}'


@pytest.mark.parametrize(
    ("kind", "rest", "code"),
    [
        (0, b"no token", "token_part_count"),
        (1, b"no JWS", "inner_not_jws"),
        (2, b"no claims", "claims_unreadable"),
        (2, CLAIMS, None),
        (3, b"\x00\x60A", "key_unwrap_failed"),
    ],
)
def test_each_kind_of_input_goes_as_deep_as_it_shall(kind: int, rest: bytes, code: str | None) -> None:
    token, _ = harness.token_of(bytes([kind]) + rest)
    assert verify(token, harness.basis()).code == code


def test_two_thousand_blind_inputs_break_no_promise() -> None:
    source = random.Random(1)  # noqa: S311 - the same inputs in each run
    for _ in range(2000):
        harness.check(source.randbytes(source.randrange(1, 200)))


def test_a_token_that_nobody_made_and_that_is_accepted_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine, _ = harness.token_of(b"\x02" + CLAIMS)
    monkeypatch.setattr(harness, "token_of", lambda _: (genuine, False))
    with pytest.raises(AssertionError, match="nobody made"):
        harness.check(b"")
