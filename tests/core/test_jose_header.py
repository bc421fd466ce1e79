"""A JOSE header is one strict JSON object, and whoever read it may change what they got."""

import json
from typing import Any

import pytest

from simulator.core.jose_header import Unreadable, read

HEADERS: dict[str, dict[str, Any]] = {
    "plain": {"alg": "RS256", "kid": "a"},
    "with an object": {"alg": "RS256", "jwk": {"kty": "RSA"}},
    "with a list": {"alg": "RS256", "crit": ["exp"]},
    "with both": {"alg": "RS256", "jwk": {"kty": "RSA"}, "crit": ["exp"]},
    "large": {"alg": "RS256", "kid": "a" * 2000, "jwk": {"kty": "RSA"}},
}


@pytest.mark.parametrize("title", HEADERS)
def test_what_a_reader_does_to_a_header_changes_nothing_for_the_next(title: str) -> None:
    raw = json.dumps(HEADERS[title]).encode()
    for _ in range(2):
        members = read(raw, "alg")
        assert members == HEADERS[title]
        members["alg"] = "none"
        members.get("jwk", {})["kty"] = "EC"
        members.get("crit", []).append("b64")


@pytest.mark.parametrize(
    ("raw", "told", "members"),
    [
        (b"", "it is empty", {}),
        (b"[]", "it is an array, not an object", {}),
        (b'{"alg":"none","alg":"RS256"}', 'the member "alg" stands in it twice', {"alg": "RS256"}),
        (b'{"enc":"A256GCM"}', 'it has no "alg"', {"enc": "A256GCM"}),
        (b'{"alg":"RSA-OAEP-256"}', 'it has no "enc"', {"alg": "RSA-OAEP-256"}),
        (b"{}", 'it has no "alg"', {}),
    ],
)
def test_what_cannot_be_read_is_told_with_what_it_has(raw: bytes, told: str, members: dict[str, Any]) -> None:
    with pytest.raises(Unreadable) as error:
        read(raw, "alg", "enc")
    assert str(error.value) == told
    assert error.value.members == members
