"""The simulator's own session token: who made it, for which site, and of which session it speaks."""

import json
from typing import Any

import pytest

from simulator.core import base64url
from simulator.core.session import Session
from simulator.providers.iadvize.identity import issue, secret_of, session_id_in
from simulator.providers.iadvize.keys import load_private_key
from tests import forge
from tests.forge.encoding import b64, unb64

SECRET = secret_of(load_private_key(forge.key("simulator").private_pem()))
OTHER = secret_of(load_private_key(forge.key("stranger").private_pem()))
SESSION = Session("s-1", "bank", "v-1", "jane", None, "", opened_at=1000.75, expires_at=4600.75)
NONE = b'{"alg":"none"}'
IDENTITY = issue(SESSION, SECRET)
HEADER, PAYLOAD, SIGNATURE = IDENTITY.split(".")


def signed(payload: Any, secret: bytes = SECRET, header: dict[str, str] | None = None) -> str:
    """By another library's hand."""
    return forge.jws(payload, header=header or {"alg": "HS256", "typ": "JWT"}, alg="HS256", secret=secret)


def test_an_identity_is_a_jwt_that_any_library_reads() -> None:
    identity = issue(SESSION, SECRET)
    header, payload, _ = identity.split(".")
    assert json.loads(unb64(header)) == {"alg": "HS256", "typ": "JWT"}
    assert json.loads(unb64(payload)) == {
        "iss": "iadvize-simulator",
        "sid": "s-1",
        "site": "bank",
        "vuid": "v-1",
        "sub": "jane",
        "iat": 1000,
        "exp": 4600.75,
    }
    assert signed(unb64(payload)) == identity


def test_a_genuine_identity_names_its_session() -> None:
    assert session_id_in(IDENTITY, "bank", SECRET) == "s-1"


def test_an_identity_is_none_of_another_site_s() -> None:
    assert session_id_in(IDENTITY, "shop", SECRET) is None


def test_an_identity_of_another_key_is_none() -> None:
    assert session_id_in(IDENTITY, "bank", OTHER) is None
    assert session_id_in(signed(unb64(PAYLOAD), OTHER), "bank", SECRET) is None


@pytest.mark.parametrize(
    "identity",
    [
        "",
        ".",
        "..",
        HEADER,
        f"{HEADER}.{PAYLOAD}",
        f"{HEADER}.{PAYLOAD}.",
        f"{IDENTITY}.",
        f"{IDENTITY}.{SIGNATURE}",
        f"{IDENTITY}=",
        f" {IDENTITY}",
        f"{IDENTITY[:-1]}",
        f"{HEADER}.{PAYLOAD}.{b64(bytes(32))}",
        f"{HEADER}.{PAYLOAD}.\u00e9",
        f"{HEADER}.\ud800.{SIGNATURE}",
        f"{HEADER}.{b64(b'{}')}.{SIGNATURE}",
        f"{b64(NONE)}.{PAYLOAD}.",
        signed(unb64(PAYLOAD), header={"alg": "HS256"}),
        signed(b"no claims"),
        signed(b"[]"),
    ],
    ids=ascii,
)
def test_what_the_simulator_did_not_write_names_no_session(identity: str) -> None:
    assert session_id_in(identity, "bank", SECRET) is None


def test_the_secret_of_identities_is_one_for_each_key_and_for_nothing_else() -> None:
    key = load_private_key(forge.key("simulator").private_pem())
    assert secret_of(key) == SECRET == key.secret(b"iadvize-simulator identity")
    assert SECRET not in (OTHER, key.secret(b""), key.secret(b"iadvize-simulator"))


def test_signatures_are_compared_where_they_are_written_exactly() -> None:
    loose = forge.b64_loose_bits(SIGNATURE)
    assert base64url.encode(unb64(SIGNATURE)) == SIGNATURE != loose
    assert session_id_in(f"{HEADER}.{PAYLOAD}.{loose}", "bank", SECRET) is None
