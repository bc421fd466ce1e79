"""Inside the envelope: a compact JWS, and exactly RS256."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests import forge
from tests.providers.iadvize.documents import REPEATED, UNREADABLE, with_member
from tests.providers.iadvize.judging import Case, check_of, expect, expect_faultless, judge

GOOD = b'{"alg":"RS256"}'
NONES = ("none", "None", "NONE", "nOnE", "NoNe", "nonE")
NEARLY_NONE = ("none ", " none", "none\0", "n\u043ene", "\uff4e\uff4f\uff4e\uff45", "null")
OTHER_ALGS = (
    "HS256",
    "HS512",
    "RS384",
    "RS512",
    "RS1",
    "PS256",
    "PS512",
    "ES256",
    "ES256K",
    "ES512",
    "EdDSA",
    "Ed25519",
    "ML-DSA-65",
    "rs256",
    "Rs256",
    "RS256 ",
    "RS256\0",
    "RSA256",
    "SHA256withRSA",
    "RSA-OAEP-256",
    "",
)
NO_STRINGS: tuple[Any, ...] = (None, True, False, 256, 0, 1.5, [], ["RS256"], ["none"], {}, {"alg": "RS256"})
KEPT: tuple[dict[str, Any], ...] = (
    {"typ": "JWT"},
    {"typ": "at+jwt"},
    {"cty": "JWT"},
    {"kid": "2024-01"},
    {"kid": 7},
    {"x5t": "AAAA"},
    {"url": "https://www.example-bank.test"},
    {"b64": True},
    {"\U0001f511": "é"},
    {"nested": {"a": [{"b": [1, None, True, "text"]}]}},
)


def sealed(plaintext: str | bytes) -> str:
    """This inside a faultless envelope."""
    return str(forge.jwe(plaintext))


def inner() -> str:
    return forge.jws(forge.claims())


def headed(**members: Any) -> str:
    """A token whose inner header says this besides RS256."""
    return forge.token(jws_header={"alg": "RS256"} | members)


def serialized(*, flattened: bool) -> str:
    protected, payload, signature = inner().split(".")
    one = {"protected": protected, "signature": signature}
    return json.dumps({"payload": payload} | (one if flattened else {"signatures": [one]}))


def spelled(place: int, end: str) -> str:
    """The inner JWS with something after one of its parts."""
    parts = inner().split(".")
    parts[place] += end
    return sealed(".".join(parts))


def unsecured(alg: str, signature: bytes = b"") -> str:
    return forge.token(jws_header={"alg": alg}, signature=signature)


def signed_as(alg: Any, really: str = "RS256") -> str:
    """A token whose inner header names this algorithm; ``really`` is the one behind it."""
    secret = forge.key("brand").public_pem().encode()
    return forge.token(jws_header={"alg": alg}, jws_alg=really, secret=secret)


def spoiled(spoil: Callable[[bytes], bytes]) -> str:
    return forge.token(jws_header=spoil(GOOD))


ANY_CRIT: tuple[Any, ...] = (["exp"], ["b64"], ["alg"], ["x", "x"], [], "b64", None, False, 0, {})
CASES = (
    Case("inner_not_jws", "the claims themselves", lambda: sealed(forge.compact_json(forge.claims()))),
    Case("inner_not_jws", "nothing", lambda: sealed("")),
    Case("inner_not_jws", "a word", lambda: sealed("token")),
    Case("inner_not_jws", "one dot", lambda: sealed(".".join(inner().split(".")[:2]))),
    Case("inner_not_jws", "three dots", lambda: sealed(inner() + ".AAAA")),
    Case("inner_not_jws", "a dot at the end", lambda: sealed(inner() + ".")),
    Case("inner_not_jws", "bytes that are no text", lambda: sealed(b"\xff\xfe\x00")),
    Case("inner_not_jws", "a JWS in UTF-16", lambda: sealed(inner().encode("utf-16-le"))),
    Case("inner_not_jws", "a JWS after a byte order mark", lambda: sealed(b"\xef\xbb\xbf" + inner().encode())),
    Case("inner_not_jws", "a JWS with an accent", lambda: sealed(inner() + "é")),
    Case("inner_not_jws", "a token in a token", lambda: sealed(forge.token())),
    Case("inner_not_jws", "a token in a token in a token", lambda: sealed(sealed(forge.token()))),
    Case("inner_not_jws", "flattened JSON", lambda: sealed(serialized(flattened=True))),
    Case("inner_not_jws", "general JSON", lambda: sealed(serialized(flattened=False))),
    Case("inner_not_jws", "quotes around it", lambda: sealed(f'"{inner()}"')),
    Case("inner_not_jws", "Bearer", lambda: sealed(f"Bearer {inner()}")),
    Case("inner_not_jws", "a newline after it", lambda: sealed(inner() + "\n")),
    Case("inner_not_jws", "a space before it", lambda: sealed(" " + inner())),
    Case("inner_not_jws", "a NUL after it", lambda: sealed(inner() + "\0")),
    Case("inner_not_jws", "a signature of length 4n+1", lambda: sealed(inner()[:-1])),
    Case("inner_not_jws", "unused bits set in the signature", lambda: sealed(forge.b64_loose_bits(inner()))),
    Case("inner_not_jws", "an unencoded payload", lambda: sealed(f"{forge.b64(GOOD)}.{{}}.AAAA")),
    *(
        Case("inner_not_jws", f"{end!r} after part {place}", partial(spelled, place, end))
        for place in range(3)
        for end in ("=", "==", "\n", "+", "/", " ", "%", "\u00ad")
    ),
    *(
        Case("jws_header_unreadable", title, partial(spoiled, spoil))
        for title, spoil in (UNREADABLE | REPEATED).items()
    ),
    Case("jws_header_unreadable", "no alg", lambda: forge.token(jws_header={"typ": "JWT"})),
    Case("jws_header_unreadable", "an empty object", lambda: forge.token(jws_header=b"{}")),
    Case("jws_header_unreadable", "ALG", lambda: forge.token(jws_header=b'{"ALG":"RS256"}')),
    Case("jws_header_unreadable", "none, then RS256", lambda: forge.token(jws_header=b'{"alg":"none","alg":"RS256"}')),
    Case("jws_header_unreadable", "RS256, then none", lambda: forge.token(jws_header=b'{"alg":"RS256","alg":"none"}')),
    Case("jws_header_unreadable", "two dots", lambda: sealed("..")),
    *(Case("jws_unsigned", f"{alg} and no signature", partial(unsecured, alg)) for alg in NONES),
    *(Case("jws_unsigned", f"{alg} and a signature", partial(signed_as, alg)) for alg in NONES),
    Case("jws_unsigned", "none and junk", lambda: unsecured("none", b"junk")),
    Case("jws_unsigned", "none, escaped", lambda: forge.token(jws_header=b'{"alg":"\\u006eone"}', signature=b"")),
    *(Case("jws_alg_unsupported", repr(alg), partial(signed_as, alg)) for alg in OTHER_ALGS),
    *(Case("jws_alg_unsupported", f"{alg!r}, no string", partial(signed_as, alg)) for alg in NO_STRINGS),
    *(
        Case("jws_alg_unsupported", f"{alg} in earnest", partial(signed_as, alg, really=alg))
        for alg in ("HS256", "RS384", "RS512", "PS256", "ES256")
    ),
    Case(
        "jws_alg_unsupported",
        "HS256 with the DER of the public key",
        lambda: forge.token(jws_header={"alg": "HS256"}, jws_alg="HS256", secret=forge.key("brand").public_der()),
    ),
    Case(
        "jws_alg_unsupported",
        "HS256 with an empty secret",
        lambda: forge.token(jws_header={"alg": "HS256"}, jws_alg="HS256"),
    ),
    *(Case("jws_critical_header", f"{value!r}", partial(headed, crit=value)) for value in ANY_CRIT),
    Case("jws_critical_header", "with what it names", lambda: headed(crit=["exp"], exp=1)),
    Case("jws_critical_header", "an unencoded payload, announced", lambda: headed(crit=["b64"], b64=False)),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_refused_with_its_code(case: Case) -> None:
    expect(case.judged(), case.code)


@pytest.mark.parametrize("alg", NEARLY_NONE)
def test_what_resembles_none_is_refused_too(alg: str) -> None:
    verdict = judge(unsecured(alg))
    expect(verdict, "jws_unsigned" if verdict.code == "jws_unsigned" else "jws_alg_unsupported")


@pytest.mark.parametrize("members", KEPT, ids=str)
def test_other_members_are_never_remarked_on(members: dict[str, Any]) -> None:
    expect_faultless(judge(headed(**members)))


@pytest.mark.parametrize(
    "header",
    [
        b' {\r\n\t"alg" : "RS256" } ',
        b'{"\\u0061lg":"RS\\u003256"}',
        with_member(GOOD, b'"url":"https:\\/\\/iadvize.com\\/"'),
        with_member(GOOD, b'"alike":{"alg":"none"},"ALG":"none","Alg":"none"'),
        with_member(GOOD, b'"filling":"' + b"x" * 20_000 + b'"'),
    ],
)
def test_any_way_of_writing_the_same_header_will_do(header: bytes) -> None:
    expect_faultless(judge(forge.token(jws_header=header)))


@pytest.mark.parametrize("alg", ["HS256", "PS256", "rs256"])
def test_a_wrong_alg_is_told_with_the_right_one(alg: str) -> None:
    check = check_of(judge(signed_as(alg)), "jws_alg_unsupported")
    assert check.found == alg
    assert check.expected == "RS256"


def test_an_unencoded_payload_is_never_accepted() -> None:
    """RFC 7797 without its crit: a reader who obeyed b64 would verify other bytes than the one who doesn't."""
    payload = forge.b64(forge.compact_json(forge.claims()))
    header = forge.b64(b'{"alg":"RS256","b64":false}')
    signature = forge.sign("RS256", f"{header}.{forge.unb64(payload).decode()}", forge.key("brand"))
    verdict = judge(sealed(f"{header}.{payload}.{forge.b64(signature)}"))
    expect(verdict, "signature_mismatch")


@pytest.mark.parametrize("form", ["\n", "\r\n", ""])
def test_a_public_key_misused_as_a_secret_is_recognised_in_each_form(form: str) -> None:
    lines = forge.key("brand").public_pem().strip().splitlines()
    secret = form.join([*lines, ""]) if form else "".join(lines[1:-1])
    verdict = judge(forge.token(jws_header={"alg": "HS256"}, jws_alg="HS256", secret=secret.encode()))
    strange = judge(forge.token(jws_header={"alg": "HS256"}, jws_alg="HS256", secret=b"another secret"))
    code = "jws_alg_unsupported"
    assert check_of(verdict, code).message != check_of(strange, code).message


@pytest.mark.parametrize(
    ("plaintext", "found"),
    [
        ("token", "something else"),
        ("", "nothing"),
        ("a.b.c", "something else"),
        ("ey", "something else"),
        (f'"{inner()}"', "a JWS that is not written exactly"),
        (f"'{inner()}'", "a JWS that is not written exactly"),
        (f"X{inner()}", "something else"),
        (f"Bearer {inner()}", "a JWS that is not written exactly"),
        ('{"payload":"a","signatures":[]}', "a JWS in its JSON serialization"),
        ('{"payload":"a","signature":"b"}', "a JWS in its JSON serialization"),
        ('{"payload":"a"}', "a JSON object"),
        ('{"signature":"b"}', "a JSON object"),
        ("{", "a JSON object"),
        ("ey.a.b.c.d", "another JWE"),
    ],
)
def test_what_is_no_jws_is_called_what_it_is(plaintext: str, found: str) -> None:
    assert check_of(judge(sealed(plaintext)), "inner_not_jws").found == found
