"""Undoing the envelope: a key that doesn't open is told apart from a text that was changed."""

from dataclasses import replace
from functools import partial

import pytest

from tests import forge
from tests.forge.envelope import Envelope, wrap
from tests.providers.iadvize.judging import Case, also, check_of, expect, expect_faultless, judge

CEK = bytes(range(32))


def sealed(**options: object) -> Envelope:
    """The envelope of a faultless token."""
    return forge.jwe(forge.jws(forge.claims()), **options)  # type: ignore[arg-type] # each case names its own


def keyed(encrypted_key: bytes) -> str:
    """A token whose encrypted key is this one."""
    return str(replace(sealed(cek=CEK), encrypted_key=encrypted_key))


def changed(part: bytes, place: int = 0) -> bytes:
    """The same bytes but for one bit."""
    return bytes(byte ^ (index == place % len(part)) for index, byte in enumerate(part))


def with_iv(iv: bytes) -> str:
    return str(replace(sealed(), iv=iv))


def simulator() -> forge.KeyPair:
    return forge.key("simulator")


def number(value: int) -> bytes:
    return value.to_bytes(256, "big")


def lengthened_tag(extra: bytes) -> str:
    envelope = sealed()
    return str(replace(envelope, tag=envelope.tag + extra))


def for_former() -> str:
    return forge.token(recipient=forge.key("former simulator"))


CASES = (
    *(
        Case("key_unwrap_failed", f"an encrypted key of {size} bytes", partial(keyed, b"\1" * size))
        for size in (0, 1, 32, 128, 255, 257, 384, 512)
    ),
    Case("key_unwrap_failed", "a zero before it", lambda: keyed(b"\0" + wrap(CEK, simulator()))),
    Case("key_unwrap_failed", "a zero after it", lambda: keyed(wrap(CEK, simulator()) + b"\0")),
    Case("key_unwrap_failed", "its first byte missing", lambda: keyed(wrap(CEK, simulator())[1:])),
    Case("key_unwrap_failed", "one bit changed", lambda: keyed(changed(wrap(CEK, simulator()), 100))),
    Case("key_unwrap_failed", "zeros", lambda: keyed(bytes(256))),
    Case("key_unwrap_failed", "one", lambda: keyed(number(1))),
    Case("key_unwrap_failed", "the modulus", lambda: keyed(number(simulator().modulus))),
    Case("key_unwrap_failed", "the modulus less one", lambda: keyed(number(simulator().modulus - 1))),
    Case("key_unwrap_failed", "all bits", lambda: keyed(b"\xff" * 256)),
    Case("key_unwrap_failed", "another recipient", lambda: forge.token(recipient=forge.key("stranger"))),
    Case("key_unwrap_failed", "the brand as recipient", lambda: forge.token(recipient=forge.key("brand"))),
    Case("key_unwrap_failed", "a recipient of 3072 bits", lambda: forge.token(recipient=forge.key("large", 3072))),
    Case("key_unwrap_failed", "SHA-1 inside", lambda: forge.token(jwe_alg="RSA-OAEP")),
    Case("key_unwrap_failed", "PKCS #1 v1.5 inside", lambda: forge.token(jwe_alg="RSA1_5")),
    Case("key_unwrap_failed", "A256CBC-HS512 inside", lambda: forge.token(enc="A256CBC-HS512")),
    Case("key_unwrap_failed", "an OAEP label", lambda: keyed(wrap(CEK, simulator(), label=b"label"))),
    *(
        Case("key_unwrap_failed", f"a content key of {size} bytes", partial(forge.token, cek=b"\1" * size))
        for size in (0, 1, 16, 24, 31, 33, 48, 64, 190)
    ),
    *(
        Case("ciphertext_tampered", f"an IV of {size} bytes", partial(with_iv, bytes(size)))
        for size in (0, 1, 8, 11, 13, 16, 32)
    ),
    *(
        Case(
            "ciphertext_tampered",
            f"an IV of {size} bytes that GCM takes",
            partial(forge.token, iv=b"\1" * size),
        )
        for size in (8, 11, 13, 16, 128)
    ),
    *(
        Case(
            "ciphertext_tampered",
            f"a tag of {16 + extra} bytes",
            partial(lengthened_tag, b"\0" * extra),
        )
        for extra in (1, 2, 16, 48)
    ),
    Case("ciphertext_tampered", "another tag", lambda: str(replace(sealed(), tag=bytes(16)))),
    Case("ciphertext_tampered", "a tag with one bit changed", lambda: with_changed("tag")),
    Case("ciphertext_tampered", "an IV with one bit changed", lambda: with_changed("iv")),
    Case("ciphertext_tampered", "a text with one bit changed", lambda: with_changed("ciphertext")),
    Case("ciphertext_tampered", "no text", lambda: str(replace(sealed(), ciphertext=b""))),
    Case(
        "ciphertext_tampered", "a text cut short", lambda: str(replace(sealed(), ciphertext=sealed().ciphertext[:-1]))
    ),
    Case(
        "ciphertext_tampered",
        "the header written another way",
        lambda: str(replace(sealed(), header=b'{"enc":"A256GCM","alg":"RSA-OAEP-256"}')),
    ),
    Case(
        "ciphertext_tampered",
        "a kid added after encryption",
        lambda: str(replace(sealed(), header=b'{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"1"}')),
    ),
    Case("key_unwrap_failed", "for a key that was replaced", for_former, {"replaced": [forge.key("former simulator")]}),
    Case("ciphertext_tampered", "another content key", lambda: keyed(wrap(b"\2" * 32, simulator()))),
    Case("ciphertext_tampered", "another token's text", lambda: str(replace(sealed(), ciphertext=bytes(700)))),
)


def with_changed(part: str) -> str:
    envelope = sealed()
    return str(replace(envelope, **{part: changed(getattr(envelope, part))}))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_refused_with_its_code(case: Case) -> None:
    expect(case.judged(), case.code)


def test_a_tag_moved_into_the_text_is_tampering() -> None:
    envelope = sealed()
    moved = replace(envelope, ciphertext=envelope.ciphertext + envelope.tag[:1], tag=envelope.tag[1:] + b"\0")
    expect(judge(str(moved)), "ciphertext_tampered")


def test_an_empty_text_is_opened_and_found_empty() -> None:
    expect(judge(str(forge.jwe(b""))), "inner_not_jws")


def test_a_content_key_of_zeros_is_a_content_key() -> None:
    expect_faultless(judge(forge.token(cek=bytes(32))))


def test_a_wrong_key_is_told_before_a_wrong_vector() -> None:
    verdict = judge(str(replace(sealed(), encrypted_key=bytes(256), iv=bytes(16))))
    expect(verdict, "key_unwrap_failed")


@pytest.mark.parametrize("size", [256, 383, 385])
def test_an_encrypted_key_is_as_long_as_the_modulus_it_was_made_for(size: int) -> None:
    pair = forge.key("large", 3072)
    envelope = sealed(recipient=pair)
    expect_faultless(judge(str(envelope), simulator=pair))
    resized = replace(envelope, encrypted_key=envelope.encrypted_key.ljust(size, b"\0")[:size])
    expect(judge(str(resized), simulator=pair), "key_unwrap_failed")


def test_everything_past_a_key_that_does_not_open_stays_unseen() -> None:
    verdict = judge(forge.token(b"{}", recipient=forge.key("stranger")))
    expect(verdict, "key_unwrap_failed")
    assert also(verdict) == []
    assert verdict.jws_header is None
    assert verdict.claims is None


def test_an_unwrapping_that_failed_says_no_more_than_that() -> None:
    """No oracle: whatever is inside a wrong key, found and expected are alike."""
    texts = [keyed(number(value)) for value in (1, 2, simulator().modulus - 1)]
    assert len({repr(judge(text).checks[3]) for text in texts}) == 1


@pytest.mark.parametrize(
    ("part", "size", "code", "right"),
    [
        ("encrypted_key", 255, "key_unwrap_failed", "256"),
        ("iv", 16, "ciphertext_tampered", "12"),
        ("tag", 17, "ciphertext_tampered", "16"),
    ],
)
def test_a_wrong_length_is_told_with_the_right_one(part: str, size: int, code: str, right: str) -> None:
    envelope = sealed()
    check = check_of(judge(str(replace(envelope, **{part: getattr(envelope, part).ljust(size, b"\0")[:size]}))), code)
    assert str(size) in str(check.found)
    assert right in str(check.expected)
