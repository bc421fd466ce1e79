"""What the literature does to JOSE readers, beyond what the cases of each check do to them.

Sources: RFC 8725 (JWT best current practices), RFC 7515 section 10, RFC 7516 section 11, RFC 7518 section 8, and the
published weaknesses of JOSE libraries.
"""

import base64
import datetime
import hashlib
import socket
import time
import tracemalloc
from collections.abc import Callable
from typing import Any, NoReturn

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

from simulator.core.refusal import Refusal
from tests import forge
from tests.providers.iadvize.judging import expect, expect_faultless, expect_refused, judge
from tests.providers.iadvize.padding_forgeries import SHA256_PREFIX

STRANGER = forge.key("stranger")
ADDRESS = "http://127.0.0.1:9/keys"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the verifier asked the network")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)


def certificate(pair: forge.KeyPair) -> str:
    """A self-signed certificate, as x5c carries it."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "brand")])
    start = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder(name, name, pair.public, 1, start, start.replace(year=2099))
    der = builder.sign(pair.private, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    return base64.b64encode(der).decode()


def pointers(pair: forge.KeyPair) -> dict[str, dict[str, Any]]:
    """Every header member that names a key, naming this one."""
    chain = [certificate(pair)]
    return {
        "jwk": {"jwk": pair.public_jwk()},
        "jwk with its private half": {"jwk": pair.private_jwk()},
        "jku": {"jku": ADDRESS},
        "jku of a file": {"jku": "file:///etc/passwd"},
        "x5u": {"x5u": ADDRESS},
        "x5c": {"x5c": chain},
        "x5t": {"x5t": forge.b64(bytes(20)), "x5t#S256": forge.b64(hashlib.sha256(b"").digest())},
        "kid that is a path": {"kid": "../../../../dev/null"},
        "kid that is an address": {"kid": ADDRESS},
        "kid that is SQL": {"kid": "x' UNION SELECT 'secret"},
        "kid that is a command": {"kid": "|touch owned"},
        "kid that is a JWK": {"kid": pair.public_jwk()},
        "all at once": {"jwk": pair.public_jwk(), "jku": ADDRESS, "x5u": ADDRESS, "x5c": chain, "kid": "1"},
        "nonsense": {"jwk": 1, "jku": [], "x5u": {}, "x5c": "x", "x5t": None, "kid": []},
    }


POINTERS = pointers(STRANGER)
INNER = {"alg": "RS256"}
OUTER = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}


@pytest.mark.parametrize("members", POINTERS.values(), ids=POINTERS)
def test_a_header_never_brings_the_key_that_verifies_it(members: dict[str, Any]) -> None:
    expect(judge(forge.token(signer=STRANGER, jws_header=INNER | members)), "signature_mismatch")
    expect(judge(forge.token(signer=STRANGER, jwe_header=OUTER | members)), "signature_mismatch")


@pytest.mark.parametrize("members", POINTERS.values(), ids=POINTERS)
def test_a_header_never_brings_a_key_to_a_site_without_keys(members: dict[str, Any]) -> None:
    expect(judge(forge.token(signer=STRANGER, jws_header=INNER | members), brand_keys=()), "brand_key_missing")


@pytest.mark.parametrize("members", POINTERS.values(), ids=POINTERS)
def test_a_header_never_brings_the_key_that_decrypts_it(members: dict[str, Any]) -> None:
    expect(judge(forge.token(recipient=STRANGER, jwe_header=OUTER | members)), "key_unwrap_failed")


@pytest.mark.parametrize("members", POINTERS.values(), ids=POINTERS)
def test_naming_another_key_takes_nothing_from_a_good_token(members: dict[str, Any]) -> None:
    expect_faultless(judge(forge.token(jws_header=INNER | members, jwe_header=OUTER | members)))


@pytest.mark.parametrize("alg", ["HS256", "HS384", "RS256", "none"])
def test_no_public_text_of_a_key_serves_as_a_secret(alg: str) -> None:
    brand = forge.key("brand")
    secrets = [
        brand.public_pem().encode(),
        brand.public_pem().strip().encode(),
        brand.public_der(),
        forge.compact_json(brand.public_jwk()),
        brand.modulus.to_bytes(256, "big"),
        brand.public_jwk()["n"].encode(),
        b"",
    ]
    for secret in secrets:
        assert not judge(forge.token(jws_header={"alg": alg}, jws_alg="HS256", secret=secret)).accepted


@pytest.mark.parametrize("signature", [bytes(64), b"\0", bytes.fromhex("3006020100020100")], ids=["raw", "byte", "DER"])
def test_a_psychic_signature_convinces_nobody(signature: bytes) -> None:
    expect(judge(forge.token(jws_header={"alg": "ES256"}, signature=signature)), "jws_alg_unsupported")
    expect(judge(forge.token(signature=signature)), "signature_mismatch")


@pytest.mark.parametrize("curve", ["P-256", "P-521", "X25519", "secp256k1", "P-0"])
def test_a_point_off_its_curve_meets_no_curve(curve: str) -> None:
    epk = {"kty": "EC", "crv": curve, "x": forge.b64(b"\1" * 32), "y": forge.b64(b"\1" * 32)}
    expect(judge(forge.token(jwe_header=OUTER | {"alg": "ECDH-ES", "epk": epk})), "jwe_alg_unsupported")
    expect_faultless(judge(forge.token(jwe_header=OUTER | {"epk": epk})))


@pytest.mark.parametrize("count", [2**31, 2**63, 10**30])
def test_a_flood_of_iterations_costs_nothing(count: int) -> None:
    started = time.perf_counter()
    token = forge.token(jwe_header={"alg": "PBES2-HS512+A256KW", "enc": "A256GCM", "p2s": "AAAA", "p2c": count})
    expect(judge(token), "jwe_alg_unsupported")
    assert time.perf_counter() - started < 2


def test_a_bomb_is_never_inflated() -> None:
    size = 40_000_000
    bomb = str(forge.jwe(bytes(size), header=OUTER | {"zip": "DEF"}, deflated=True))
    judge(bomb)
    tracemalloc.start()
    expect(judge(bomb), "jwe_compressed")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < size / 20


def test_a_bomb_without_its_header_is_only_bytes() -> None:
    expect(judge(str(forge.jwe(forge.jws(forge.claims()), deflated=True))), "inner_not_jws")


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_a_token_in_a_token_is_no_token(depth: int) -> None:
    token = forge.token()
    for _ in range(depth):
        token = str(forge.jwe(token))
    expect(judge(token), "inner_not_jws")


def test_a_jws_in_a_jws_has_no_claims() -> None:
    expect(judge(forge.token(forge.jws(forge.claims()).encode())), "claims_unreadable")


def test_signed_and_encrypted_in_the_wrong_order_is_not_encrypted() -> None:
    expect(judge(forge.jws(str(forge.jwe(forge.compact_json(forge.claims()))).encode())), "token_not_encrypted")


def test_an_encrypted_text_that_nobody_signed_is_refused() -> None:
    """Anybody has the public key: encryption alone says nothing about who wrote it."""
    expect(judge(str(forge.jwe(forge.compact_json(forge.claims())))), "inner_not_jws")


def test_two_texts_with_dots_between_them_are_not_joined() -> None:
    good = forge.token()
    for other in (f"{good}.{good}", f"{good},{good}", f"{good} {good}", f"{good}\n{good}"):
        assert not judge(other).accepted


@pytest.mark.parametrize("forged", range(4))
def test_a_cube_root_is_no_signature(forged: int) -> None:
    """Bleichenbacher 2006: with exponent 3 and a reader who ignores what follows the digest, no key is needed."""
    weak = forge.key("exponent three", exponent=3)
    claims = forge.claims(user_id=f"eve-{forged}")
    signing_input = forge.jws(claims, signature=b"").rpartition(".")[0]
    digest = hashlib.sha256(signing_input.encode()).digest()
    opening = b"\0\1" + b"\xff" * (8 + forged) + b"\0" + SHA256_PREFIX + digest
    root = _cube_root(int.from_bytes(opening + b"\xff" * (256 - len(opening)), "big"))
    assert (root**3).to_bytes(256, "big").startswith(opening)
    token = forge.token(claims, signature=root.to_bytes(256, "big"))
    try:
        verdict = judge(token, brand_keys=[weak])
    except Refusal:
        return  # a key with exponent 3 may be refused as a key
    expect(verdict, "signature_mismatch")


def test_a_signature_past_the_modulus_is_not_reduced() -> None:
    modulus = forge.key("brand").modulus
    for attempt in range(200):
        claims = forge.claims(jti=str(attempt))
        signature = int.from_bytes(forge.unb64(forge.jws(claims).split(".")[2]), "big")
        if signature + modulus < 2**2048:
            expect(
                judge(forge.token(claims, signature=(signature + modulus).to_bytes(256, "big"))), "signature_mismatch"
            )
            return
    raise AssertionError("no signature small enough")


def test_a_signature_is_bound_to_its_header_and_payload() -> None:
    one = forge.jws(forge.claims(user_id="one")).split(".")
    two = forge.jws(forge.claims(user_id="two"), header={"alg": "RS256", "kid": "2"}).split(".")
    for mixed in ([one[0], one[1], two[2]], [one[0], two[1], one[2]], [two[0], one[1], one[2]]):
        expect(judge(str(forge.jwe(".".join(mixed)))), "signature_mismatch")


@pytest.mark.parametrize("place", range(5))
def test_parts_of_two_tokens_do_not_mix(place: int) -> None:
    one = forge.token(jwe_header=OUTER | {"kid": "1"}).split(".")
    one[place] = forge.token(jwe_header=OUTER | {"kid": "2"}).split(".")[place]
    expect_refused(judge(".".join(one)), "ciphertext_tampered")


def test_a_thousand_crit_entries_and_a_header_of_forty_thousand_characters_cost_nothing() -> None:
    started = time.perf_counter()
    expect(judge(forge.token(jwe_header=OUTER | {"crit": ["x"] * 1000})), "jwe_critical_header")
    expect_faultless(judge(forge.token(jwe_header=OUTER | {"kid": "k" * 40_000})))
    assert time.perf_counter() - started < 2


TERMINAL = "\x1b[2J\x1b]0;owned\x07\x9b1m\u202e\r\n"
DRIVERS: dict[str, Callable[[], str]] = {
    "outer alg": lambda: forge.token(jwe_header=OUTER | {"alg": TERMINAL}),
    "outer enc": lambda: forge.token(jwe_header=OUTER | {"enc": TERMINAL}),
    "zip": lambda: forge.token(jwe_header=OUTER | {"zip": TERMINAL}),
    "crit": lambda: forge.token(jwe_header=OUTER | {"crit": [TERMINAL]}),
    "inner alg": lambda: forge.token(jws_header={"alg": TERMINAL}),
    "outer member": lambda: forge.token(jwe_header=b'{"\\u001b[2J":1,"\\u001b[2J":2}'),
    "a claim twice": lambda: forge.token(b'{"\\u001b[2J":1,"\\u001b[2J":2}'),
    "a claim's name": lambda: forge.token(forge.claims(user_id=forge.OMIT) | {f"iadvize{TERMINAL}userId": 1}),
    "user id": lambda: forge.token(forge.claims(user_id=[TERMINAL])),
    "visitorData": lambda: forge.token(forge.claims(visitor_data=TERMINAL)),
    "a field's name": lambda: forge.token(forge.claims(visitor_data={TERMINAL: "x"})),
    "a field's value": lambda: forge.token(forge.claims(visitor_data={"city": [TERMINAL]})),
    "iss": lambda: forge.token(forge.claims(iss=[TERMINAL])),
    "exp": lambda: forge.token(forge.claims(exp=TERMINAL)),
    "nbf": lambda: forge.token(forge.claims(nbf=TERMINAL)),
    "the text itself": lambda: TERMINAL + ".",
    "quotes": lambda: f'"{TERMINAL}"',
}


@pytest.mark.parametrize("make", DRIVERS.values(), ids=DRIVERS)
def test_what_stands_in_a_token_cannot_drive_the_terminal_that_explains_it(make: Callable[[], str]) -> None:
    verdict = judge(make())
    messages = [check.message for check in verdict.checks] + [seen.message for seen in verdict.also_found]
    hints = [check.hint or "" for check in verdict.checks] + [seen.hint for seen in verdict.also_found]
    assert all(text.isprintable() for text in messages + hints)


@pytest.mark.parametrize("name", ["alg", "enc", "zip", "crit"])
def test_a_long_value_makes_no_long_message(name: str) -> None:
    verdict = judge(forge.token(jwe_header=OUTER | {name: "x" * 30_000}))
    assert all(len(check.message) < 500 for check in verdict.checks)


def _cube_root(value: int) -> int:
    low, high = 0, 1 << (value.bit_length() // 3 + 1)
    while low < high:
        middle = (low + high + 1) // 2
        if middle**3 <= value:
            low = middle
        else:
            high = middle - 1
    return low
