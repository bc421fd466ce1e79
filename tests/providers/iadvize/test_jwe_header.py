"""The outer header: exactly RSA-OAEP-256 with A256GCM, readable in one way only."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests import forge
from tests.providers.iadvize.documents import REPEATED, UNREADABLE, with_member
from tests.providers.iadvize.judging import Case, also, check_of, expect, expect_faultless, judge

GOOD = b'{"alg":"RSA-OAEP-256","enc":"A256GCM"}'
FAULTLESS = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}
OTHER_ALGS = (
    "RSA-OAEP",
    "RSA_OAEP_256",
    "RSA_OAEP",
    "RSA-OAEP-384",
    "RSA-OAEP-512",
    "RSA1_5",
    "rsa-oaep-256",
    "RSA-OAEP-256 ",
    "RSA-OAEP-256\0",
    "RSA-OAEP\u2010256",
    "RSAES-OAEP",
    "dir",
    "A256KW",
    "A256GCMKW",
    "ECDH-ES",
    "ECDH-ES+A256KW",
    "PBES2-HS256+A128KW",
    "HPKE-0",
    "RS256",
    "none",
    "",
)
OTHER_ENCS = (
    "A128GCM",
    "A192GCM",
    "A128CBC-HS256",
    "A192CBC-HS384",
    "A256CBC-HS512",
    "a256gcm",
    "A256GCM ",
    "AES_256_GCM",
    "XC20P",
    "none",
    "",
)
NO_STRINGS: tuple[Any, ...] = (None, True, 256, 0, 1.5, [], ["RSA-OAEP-256"], ["A256GCM"], {}, {"name": "A256GCM"})
KEPT = (
    {"typ": "JWT"},
    {"cty": "JWT"},
    {"cty": "application/json"},
    {"kid": "2024-01"},
    {"kid": None},
    {"x5t": "AAAA"},
    {"x5t#S256": "AAAA"},
    {"apu": "", "apv": ""},
    {"iv": "AAAA", "tag": "AAAA"},
    {"p2s": "AAAA", "p2c": 2**31},
    {"epk": {"kty": "EC"}},
    {"iss": "https://www.example-bank.test", "exp": 1},
    {"b64": False},
    {"\U0001f511": "é"},
    {"nested": {"a": [{"b": [1, None, True, "text"]}]}},
)


def headed(**members: Any) -> str:
    """A token whose outer header says this, and which is encrypted as it should be."""
    header = {name: value for name, value in (FAULTLESS | members).items() if value is not forge.OMIT}
    return forge.token(jwe_header=header)


def spoiled(spoil: Callable[[bytes], bytes]) -> str:
    return forge.token(jwe_header=spoil(GOOD))


def twice(first: str, then: str) -> str:
    """A token whose outer header has two alg."""
    return forge.token(jwe_header=f'{{"alg":"{first}","alg":"{then}","enc":"A256GCM"}}'.encode())


def really(alg: str, enc: str) -> str:
    """A token that does what its header says."""
    return forge.token(jwe_header={"alg": alg, "enc": enc}, jwe_alg=alg, enc=enc)


ANY_ZIP: tuple[Any, ...] = ("def", "GZIP", "none", "", None, False, 0, [])
ANY_CRIT: tuple[Any, ...] = (["exp"], ["b64"], ["alg"], ["zip"], ["x", "x"], [], "exp", None, False, 0, {})
CASES = (
    *(
        Case("jwe_header_unreadable", title, partial(spoiled, spoil))
        for title, spoil in (UNREADABLE | REPEATED).items()
    ),
    Case("jwe_header_unreadable", "no alg", lambda: headed(alg=forge.OMIT)),
    Case("jwe_header_unreadable", "no enc", lambda: headed(enc=forge.OMIT)),
    Case("jwe_header_unreadable", "an empty object", lambda: forge.token(jwe_header=b"{}")),
    Case("jwe_header_unreadable", "names in capitals", lambda: forge.token(jwe_header=GOOD.upper())),
    Case("jwe_header_unreadable", "the claims", lambda: forge.token(jwe_header=forge.claims())),
    Case("jwe_header_unreadable", "alg twice, alike", lambda: forge.token(jwe_header=GOOD[:-1] + b"," + GOOD[1:])),
    *(
        Case("jwe_header_unreadable", f"{first} and then {then}", partial(twice, first, then))
        for first, then in (("RSA-OAEP-256", "dir"), ("none", "RSA-OAEP-256"))
    ),
    *(Case("jwe_alg_unsupported", repr(alg), partial(headed, alg=alg)) for alg in OTHER_ALGS),
    *(Case("jwe_alg_unsupported", f"{alg!r}, no string", partial(headed, alg=alg)) for alg in NO_STRINGS),
    Case("jwe_alg_unsupported", "RSA-OAEP in earnest", lambda: really("RSA-OAEP", "A256GCM")),
    Case("jwe_alg_unsupported", "RSA1_5 in earnest", lambda: really("RSA1_5", "A256GCM")),
    Case("jwe_alg_unsupported", "RSA1_5 and A256CBC-HS512 in earnest", lambda: really("RSA1_5", "A256CBC-HS512")),
    Case("jwe_alg_unsupported", "a flood of iterations", lambda: headed(alg="PBES2-HS256+A128KW", p2c=2**31)),
    *(Case("jwe_enc_unsupported", repr(enc), partial(headed, enc=enc)) for enc in OTHER_ENCS),
    *(Case("jwe_enc_unsupported", f"{enc!r}, no string", partial(headed, enc=enc)) for enc in NO_STRINGS),
    Case("jwe_enc_unsupported", "A128GCM in earnest", lambda: really("RSA-OAEP-256", "A128GCM")),
    Case("jwe_enc_unsupported", "A256CBC-HS512 in earnest", lambda: really("RSA-OAEP-256", "A256CBC-HS512")),
    Case(
        "jwe_compressed",
        "DEFLATE in earnest",
        lambda: forge.token(jwe_header=FAULTLESS | {"zip": "DEF"}, deflated=True),
    ),
    Case("jwe_compressed", "only claimed", lambda: headed(zip="DEF")),
    *(Case("jwe_compressed", f"{value!r}", partial(headed, zip=value)) for value in ANY_ZIP),
    Case(
        "jwe_compressed",
        "a bomb: what fits into a token is 40 MB when inflated",
        lambda: str(forge.jwe(b" " * 40_000_000, header=FAULTLESS | {"zip": "DEF"}, deflated=True)),
    ),
    *(Case("jwe_critical_header", f"{value!r}", partial(headed, crit=value)) for value in ANY_CRIT),
    Case("jwe_critical_header", "with what it names", lambda: headed(crit=["exp"], exp=1)),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_refused_with_its_code(case: Case) -> None:
    expect(case.judged(), case.code)


@pytest.mark.parametrize("members", KEPT, ids=str)
def test_other_members_are_never_remarked_on(members: dict[str, Any]) -> None:
    expect_faultless(judge(headed(**members)))


@pytest.mark.parametrize(
    "header",
    [
        b'{"enc":"A256GCM","alg":"RSA-OAEP-256"}',
        b' {\r\n\t"alg" : "RSA-OAEP-256" ,"enc":\n"A256GCM" } ',
        b'{"\\u0061lg":"RSA\\u002dOAEP-256","enc":"A256GCM"}',
        b'{"alg":"RSA-OAEP-256","enc":"A256GCM","url":"https:\\/\\/iadvize.com\\/"}',
        with_member(GOOD, b'"big":123456789012345678901234567890'),
        with_member(GOOD, b'"small":-1.5e-300'),
        with_member(GOOD, b'"pair":"\\ud83d\\udd11"'),
        with_member(GOOD, b'"alike":{"alg":1},"ALG":1'),
        with_member(GOOD, b'"filling":"' + b"x" * 30_000 + b'"'),
    ],
)
def test_any_way_of_writing_the_same_header_will_do(header: bytes) -> None:
    expect_faultless(judge(forge.token(jwe_header=header)))


@pytest.mark.parametrize("alg", ["RSA-OAEP", "RSA_OAEP_256", "dir", 256])
def test_a_wrong_alg_is_told_with_the_right_one(alg: object) -> None:
    check = check_of(judge(headed(alg=alg)), "jwe_alg_unsupported")
    assert check.found == alg
    assert check.expected == "RSA-OAEP-256"


@pytest.mark.parametrize("enc", ["A128GCM", "A256CBC-HS512"])
def test_a_wrong_enc_is_told_with_the_right_one(enc: str) -> None:
    check = check_of(judge(headed(enc=enc)), "jwe_enc_unsupported")
    assert check.found == enc
    assert check.expected == "A256GCM"


def test_everything_wrong_in_a_header_is_told_in_order() -> None:
    verdict = judge(headed(alg="dir", enc="A128GCM", zip="DEF", crit=["exp"]))
    expect(verdict, "jwe_alg_unsupported")
    assert also(verdict)[:3] == ["jwe_enc_unsupported", "jwe_compressed", "jwe_critical_header"]


def test_a_refused_header_is_shown_as_it_was_read() -> None:
    header = {"alg": "RSA-OAEP", "enc": "A256GCM", "kid": "2024-01"}
    assert judge(forge.token(jwe_header=header)).jwe_header == header


@pytest.mark.parametrize("spoil", UNREADABLE.values(), ids=UNREADABLE)
def test_a_verdict_on_an_unreadable_header_is_json_all_the_same(spoil: Any) -> None:
    verdict = judge(forge.token(jwe_header=spoil(GOOD)))
    for check in verdict.checks:
        json.dumps([check.found, check.expected, check.message, check.hint], allow_nan=False).encode()


@pytest.mark.parametrize(
    ("alg", "words"),
    [("RSA1_5", "PKCS"), ("rsa1-5", "PKCS"), ("rsa_oaep_256", "spelt")],
)
def test_another_alg_is_told_for_what_it_is(alg: str, words: str) -> None:
    check = check_of(judge(headed(alg=alg)), "jwe_alg_unsupported")
    assert words in check.message + (check.hint or "")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("a256gcm", "A256-GCM", True),
        ("a256gcm", "AES_256_GCM", True),
        ("a256gcm", "aes-256-gcm", True),
        ("a256gcm", "XC20P", False),
        ("A128CBC-HS256", "a256cbc-hs512", True),
        ("A128CBC-HS256", "XC20P", False),
        ("A128GCM", "a192gcm", True),
        ("A128GCM", "XC20P", False),
    ],
)
def test_encs_of_one_kind_are_told_in_one_way(one: str, other: str, *, alike: bool) -> None:
    def told(enc: str) -> str:
        check = check_of(judge(headed(enc=enc)), "jwe_enc_unsupported")
        return (check.message + (check.hint or "")).replace(enc, "")

    assert (told(one) == told(other)) == alike
