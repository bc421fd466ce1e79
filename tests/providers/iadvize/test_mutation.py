"""A good token, damaged in every position and field: never accepted, never an exception, the right check named."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from tests import forge
from tests.forge.encoding import ALPHABET
from tests.forge.envelope import wrap
from tests.providers.iadvize import oracle
from tests.providers.iadvize.judging import expect, expect_faultless, expect_refused, judge, well_formed

CEK = bytes(range(32))
OUTER = b'{"alg":"RSA-OAEP-256","enc":"A256GCM"}'
INNER = b'{"alg":"RS256"}'


@pytest.fixture(scope="module")
def good() -> str:
    return forge.token()


@pytest.fixture(scope="module")
def inner() -> str:
    return forge.jws(forge.claims())


@pytest.fixture(scope="module")
def wrapped() -> bytes:
    return wrap(CEK, forge.key("simulator"))


def sealed(plaintext: str | bytes, wrapped: bytes, header: bytes = OUTER) -> str:
    return str(forge.jwe(plaintext, header=header, cek=CEK, encrypted_key=wrapped))


def neighbour(character: str, distance: int) -> str:
    """Another character of the alphabet: one that differs in the bits of distance."""
    return ALPHABET[ALPHABET.index(character) ^ distance] if character in ALPHABET else "A"


def damaged(text: str) -> Iterator[str]:
    """Every character changed in its low and in its high bit, made alien, removed, doubled, swapped with the next."""
    for place, character in enumerate(text):
        before, after = text[:place], text[place + 1 :]
        yield before + neighbour(character, 1) + after
        yield before + neighbour(character, 32) + after
        yield before + "=" + after
        yield before + after
        yield before + character * 2 + after
        if after and after[0] != character:
            yield before + after[0] + character + after[1:]


def bits(data: bytes) -> Iterator[bytes]:
    """Every single bit turned."""
    for place in range(8 * len(data)):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        yield bytes(changed)


def check_all(tokens: Iterable[tuple[str, str]]) -> None:
    """Each token must be refused with the code beside it."""
    for token, code in tokens:
        expect_refused(judge(token), code)


def test_damaged_in_every_position_it_is_refused_for_what_was_damaged(good: str) -> None:
    expect_faultless(judge(good))
    check_all((token, oracle.of_token(token, good)) for token in damaged(good))


def test_cut_off_at_every_position_it_is_refused(good: str) -> None:
    check_all((good[:end], oracle.of_token(good[:end], good)) for end in range(len(good)))
    check_all((good[start:], oracle.of_token(good[start:], good)) for start in range(1, len(good) + 1))


def test_every_bit_of_the_outer_header_counts(wrapped: bytes, inner: str) -> None:
    """Encrypted anew under the changed header, so that only the header itself is wrong."""
    for header in bits(OUTER):
        code = oracle.of_jwe_header(header)
        assert code
        expect_refused(judge(sealed(inner, wrapped, header)), code)


def test_the_inner_token_damaged_in_every_position_is_refused_for_what_was_damaged(wrapped: bytes, inner: str) -> None:
    expect_faultless(judge(sealed(inner, wrapped)))
    for text in damaged(inner):
        expect_refused(judge(sealed(text, wrapped)), oracle.of_inner(text.encode(), inner))


def test_every_bit_of_the_inner_token_counts(wrapped: bytes, inner: str) -> None:
    parts = inner.split(".")
    for place, part in enumerate(parts):
        for data in list(bits(forge.unb64(part)))[:: 1 if place == 0 else 5]:
            text = ".".join([*parts[:place], forge.b64(data), *parts[place + 1 :]])
            expect_refused(judge(sealed(text, wrapped)), oracle.of_inner(text.encode(), inner))


def test_every_bit_of_the_inner_header_counts_though_it_was_signed(wrapped: bytes) -> None:
    for header in bits(INNER):
        code = oracle.of_jws_header(header)
        assert code
        expect_refused(judge(sealed(forge.jws(forge.claims(), header=header), wrapped)), code)


def test_a_bit_of_signed_claims_is_another_claim_or_refused(wrapped: bytes) -> None:
    """One bit may make another user id, signed as it is; it never makes an exception or a shapeless verdict."""
    payload = forge.compact_json(forge.claims())
    for place, changed in enumerate(bits(payload)):
        if place % 8 in (place // 8 % 8, 7):
            verdict = judge(sealed(forge.jws(changed), wrapped))
            well_formed(verdict)
            assert verdict.checks[5].outcome == "passed"


VALUES: dict[str, Any] = {
    "left out": forge.OMIT,
    "null": None,
    "true": True,
    "a number": 7,
    "empty": "",
    "an array": [],
    "an object": {},
    "an array around it": "around",
}
# The code for each value above, in order.
OUTER_FIELDS = {
    "alg": ["jwe_header_unreadable", *["jwe_alg_unsupported"] * 7],
    "enc": ["jwe_header_unreadable", *["jwe_enc_unsupported"] * 7],
}
INNER_FIELDS = {"alg": ["jws_header_unreadable", *["jws_alg_unsupported"] * 7]}
CLAIM_FIELDS = {
    forge.USER_ID: [
        "user_id_missing",
        *["user_id_not_string"] * 3,
        "user_id_empty",
        *["user_id_not_string"] * 3,
    ],
    "exp": ["exp_missing", *["exp_not_number"] * 2, "token_expired", *["exp_not_number"] * 4],
}


def fields(document: bytes, table: dict[str, list[str]]) -> list[Any]:
    good = json.loads(document)
    return [
        pytest.param(_changed(good, name, value), code, id=f"{name} {title}")
        for name, expected in table.items()
        for (title, value), code in zip(VALUES.items(), expected, strict=True)
    ]


def _changed(good: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    changed = good | {name: [good[name]] if value == "around" else value}
    return {key: kept for key, kept in changed.items() if kept is not forge.OMIT}


@pytest.mark.parametrize(("header", "code"), fields(OUTER, OUTER_FIELDS))
def test_every_field_of_the_outer_header_counts(header: dict[str, Any], code: str) -> None:
    expect(judge(forge.token(jwe_header=header)), code)


@pytest.mark.parametrize(("header", "code"), fields(INNER, INNER_FIELDS))
def test_every_field_of_the_inner_header_counts(header: dict[str, Any], code: str) -> None:
    expect(judge(forge.token(jws_header=header)), code)


@pytest.mark.parametrize(("payload", "code"), fields(forge.compact_json(forge.claims()), CLAIM_FIELDS))
def test_every_required_claim_counts(payload: dict[str, Any], code: str) -> None:
    expect(judge(forge.token(payload)), code)


@pytest.mark.parametrize("bend", [str.upper, str.lower, str.swapcase, lambda text: text[::-1]])
def test_letter_case_and_direction_count(bend: Any, good: str) -> None:
    verdict = judge(bend(good))
    well_formed(verdict)
    assert not verdict.accepted


@pytest.mark.parametrize("first", range(5))
@pytest.mark.parametrize("second", range(5))
def test_parts_out_of_order_are_refused(first: int, second: int, good: str) -> None:
    parts = good.split(".")
    parts[first], parts[second] = parts[second], parts[first]
    verdict = judge(".".join(parts))
    well_formed(verdict)
    assert verdict.accepted == (first == second)
