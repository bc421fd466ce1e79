"""No input makes the verifier raise, and whatever it says is well formed."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import forge
from tests.providers.jsm_chat.judging import judge, well_formed

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["email", "displayName", "iat", "exp", "nbf", "Email", "name", "x"])


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_any_text_gets_a_verdict(text: str) -> None:
    verdict = judge(text)
    well_formed(verdict)
    assert not verdict.accepted


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=100), st.binary(max_size=100), st.binary(max_size=40))
def test_any_bytes_in_three_parts_get_a_verdict(header: bytes, payload: bytes, signature: bytes) -> None:
    verdict = judge(".".join(map(forge.b64, (header, payload, signature))))
    well_formed(verdict)
    assert not verdict.accepted


@settings(deadline=None, max_examples=300)
@given(st.dictionaries(NAMES, JSON, max_size=6))
def test_any_signed_claims_get_a_verdict(claims: dict[str, Any]) -> None:
    verdict = judge(forge.chat_token(claims))
    well_formed(verdict)
    if verdict.accepted:
        assert isinstance(claims["email"], str)
        assert isinstance(claims["displayName"], str)
        assert claims["exp"] > forge.NOW
