"""Whatever comes in: eight checks in order, no exception, and accepted only what the specification accepts."""

import json
import math
from functools import cache
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from simulator.core.verdict import Verdict, verdict_json
from tests import forge
from tests.forge.envelope import wrap
from tests.providers.iadvize.judging import judge, site, well_formed
from tests.providers.iadvize.strategies import CLAIMS, DECORATED, DOTTED, EVERY_TEXT, JSON, NUMBERS, headers

CEK = bytes(range(32))
OUTER = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}
INNER = {"alg": "RS256"}

without_haste = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@cache
def wrapped() -> bytes:
    return wrap(CEK, forge.key("simulator"))


def sealed(plaintext: str | bytes, header: dict[str, Any] | bytes = b'{"alg":"RSA-OAEP-256","enc":"A256GCM"}') -> str:
    return str(forge.jwe(plaintext, header=header, cek=CEK, encrypted_key=wrapped()))


def judged(token: str | None, **basis: Any) -> Verdict:
    """A verdict with what must hold for all of them."""
    verdict = judge(token, **basis)
    well_formed(verdict)
    document = json.dumps(verdict_json(verdict), allow_nan=False, ensure_ascii=False)
    assert json.loads(document)["accepted"] == verdict.accepted
    return verdict


@without_haste
@given(EVERY_TEXT | DOTTED | DECORATED | st.none())
@example("\ud800.\udfff...")
@example("eyJ.eyJ.eyJ.eyJ.eyJ")
@example("\N{KELVIN SIGN}AAA.AAAA.AAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA")
def test_no_text_is_accepted_or_raises(text: str | None) -> None:
    assert not judged(text).accepted


@without_haste
@given(st.binary())
def test_no_bytes_read_as_text_are_accepted_or_raise(data: bytes) -> None:
    assert not judged(data.decode("latin-1")).accepted
    assert not judged(data.decode("utf-8", "surrogateescape")).accepted


@without_haste
@given(JSON)
def test_no_json_is_accepted_or_raises(value: Any) -> None:
    assert not judged(json.dumps(value)).accepted
    assert not judged(sealed(json.dumps(value))).accepted


@without_haste
@given(st.tuples(*[st.binary(max_size=300)] * 5))
def test_no_five_parts_are_accepted_or_raise(parts: tuple[bytes, ...]) -> None:
    assert not judged(".".join(forge.b64(part) for part in parts)).accepted


@without_haste
@given(st.binary(max_size=300) | DOTTED.map(str.encode))
def test_no_text_in_a_good_envelope_is_accepted_or_raises(plaintext: bytes) -> None:
    assert judged(sealed(plaintext)).checks[3].outcome == "passed"


@without_haste
@given(headers(**OUTER))
def test_of_all_outer_headers_only_the_documented_pair_is_accepted(header: dict[str, Any]) -> None:
    right = all(header.get(name) == value for name, value in OUTER.items()) and not {"zip", "crit"} & set(header)
    assert judged(sealed(forge.jws(forge.claims()), header)).accepted == right


@without_haste
@given(headers(**INNER))
def test_of_all_inner_headers_only_the_documented_one_is_accepted(header: dict[str, Any]) -> None:
    right = header.get("alg") == "RS256" and "crit" not in header
    assert judged(sealed(forge.jws(forge.claims(), header=header))).accepted == right


@without_haste
@given(st.binary(max_size=100) | st.builds(forge.compact_json, JSON))
def test_no_header_bytes_raise(header: bytes) -> None:
    judged(sealed(forge.jws(forge.claims()), header))
    judged(sealed(forge.jws(forge.claims(), header=header)))


@without_haste
@given(st.binary(max_size=100) | st.builds(forge.compact_json, JSON))
def test_no_payload_bytes_raise_or_are_accepted(payload: bytes) -> None:
    verdict = judged(sealed(forge.jws(payload)))
    assert verdict.checks[5].outcome == "passed"
    assert not verdict.accepted


def acceptable(claims: dict[str, Any], now: float, leeway: float) -> bool:
    """The documented rules for claims and times, said once more."""
    user_id = claims.get(forge.USER_ID)
    visitor_data = claims.get(forge.VISITOR_DATA, {})
    return (
        isinstance(user_id, str)
        and bool(user_id.strip())
        and len(user_id) <= 255
        and isinstance(visitor_data, dict)
        and all(isinstance(value, str) for value in visitor_data.values())
        and _number(claims.get("exp"))
        and now < claims["exp"] + leeway
        and claims["exp"] <= 10**11
        and ("nbf" not in claims or (_number(claims["nbf"]) and claims["nbf"] <= now + leeway))
    )


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


@settings(without_haste, max_examples=400)
@given(CLAIMS)
def test_of_all_claims_those_are_accepted_that_keep_the_rules(claims: dict[str, Any]) -> None:
    verdict = judged(sealed(forge.jws(claims)))
    assert verdict.accepted == acceptable(claims, forge.NOW, 0)
    if verdict.accepted:
        assert verdict.user_id == claims[forge.USER_ID]
        assert verdict.expires_at == claims["exp"]
        assert verdict.claims == claims


@settings(without_haste, max_examples=300)
@given(
    st.fixed_dictionaries({"exp": NUMBERS}, optional={"nbf": NUMBERS, "iat": NUMBERS}),
    st.floats(0, 4e9),
    st.integers(0, 600) | st.floats(0, 600),
    st.floats(1, 31_536_000),
)
def test_of_all_times_those_are_accepted_that_keep_the_rules(
    times: dict[str, float], now: float, leeway: float, session: float
) -> None:
    at = site(leeway=leeway, session_lifetime_seconds=session)
    verdict = judged(sealed(forge.jws(forge.claims(**times))), now=now, site=at)
    assert verdict.accepted == acceptable(forge.claims(**times), now, leeway)
    if verdict.accepted:
        lifetime = times["exp"] - now
        told = {verdict.checks[7].code, *(seen.code for seen in verdict.also_found)}
        assert ("lifetime_beyond_session" in told) == (lifetime > session)
        assert ("lifetime_long" in told) == (300 < lifetime <= session)
        assert ("issued_in_future" in told) == (times.get("iat", 0) > now + leeway)
