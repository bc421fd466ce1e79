"""Whose signature it is."""

import base64
from typing import Any

import pytest

from simulator.core.site import RetiringKey, Site
from simulator.providers.jsm_chat.secret_key import fingerprint, generate
from simulator.providers.jsm_chat.verify import Basis, Reading, verify
from tests import forge
from tests.providers.jsm_chat.judging import PROJECT, Case, check_of, expect, expect_faultless, judge, project

SECRET = forge.CHAT_SECRET
HEX = "00ff" * 16
OTHERS = (("billing", "another secret key"),)


def signed(code: str, title: str, secret: str | bytes, *, site: Site = PROJECT, **basis: Any) -> Case:
    return Case(code, title, lambda: forge.chat_token(secret=secret), {"site": site, **basis})


CASES = (
    signed("secret_key_missing", "none yet", SECRET, site=Site("desk", provider="jsm-chat")),
    signed("secret_key_missing", "taken away", SECRET, site=project(verification_keys=(), retired_keys=(SECRET,))),
    signed("secret_key_missing", "an empty key signed", b"", site=Site("desk", provider="jsm-chat")),
    signed("signature_of_other_site", "one other", OTHERS[0][1], others=OTHERS),
    signed("signature_of_other_site", "one of several", "third", others=(*OTHERS, ("third", "third"))),
    signed("signature_of_other_site", "not a retired one", "r", site=project(retired_keys=("r",)), others=[("r", "r")]),
    signed("secret_key_retired", "the last", "old", site=project(retired_keys=("old",))),
    signed("secret_key_retired", "one before", "older", site=project(retired_keys=("old", "older"))),
    signed("secret_key_retired", "decodable", HEX, site=project(retired_keys=(HEX,))),
    signed("secret_key_recoded", "base64-decoded", base64.b64decode(SECRET)),
    signed("secret_key_recoded", "base64url-decoded", b"\xfb\xff\xbe", site=project(secret="-_--")),
    signed("secret_key_recoded", "padded, decoded", b"fell", site=project(secret="ZmVsbA==")),
    signed("secret_key_recoded", "padding left out, decoded", b"fell", site=project(secret="ZmVsbA")),
    signed("secret_key_recoded", "one character of padding, decoded", b"apple", site=project(secret="YXBwbGU=")),
    signed("secret_key_recoded", "one that ends in X, decoded", b"ABW", site=project(secret="QUJX")),
    signed("signature_mismatch", "decoded past what base64 has not", b"fell", site=project(secret="Zm!!!!VsbA==")),
    signed("signature_mismatch", "two keys, neither of them", "x", site=project(verification_keys=("first", "second"))),
    signed("secret_key_recoded", "hex-decoded", bytes.fromhex(HEX), site=project(secret=HEX)),
    signed("secret_key_recoded", "base64-encoded", base64.b64encode(SECRET.encode())),
    signed(
        "secret_key_recoded",
        "not in base64, encoded",
        base64.b64encode(b"not base64!"),
        site=project(secret="not base64!"),
    ),
    signed("secret_key_altered", "a line feed", SECRET + "\n"),
    signed("secret_key_altered", "a carriage return too", SECRET + "\r\n"),
    signed("secret_key_altered", "a space before", " " + SECRET),
    signed("secret_key_altered", "in quotes", f'"{SECRET}"'),
    signed("secret_key_altered", "a byte order mark", "\ufeff" + SECRET),
    signed("secret_key_altered", "trimmed", "spaced", site=project(secret="spaced ")),
    signed("signature_mismatch", "a stranger", "stranger"),
    signed("signature_mismatch", "an empty key", b""),
    signed("signature_mismatch", "a placeholder", "your-256-bit-secret"),
    Case("signature_mismatch", "no signature", lambda: forge.chat_token(signature=b"")),
    Case("signature_mismatch", "too long", lambda: forge.chat_token(alg="HS512")),
    Case("signature_mismatch", "RSA's under HS256", lambda: forge.chat_token(alg="RS256")),
    Case("signature_mismatch", "forced", forge.chat_token, {"forced": "signature_mismatch"}),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_signature_that_is_not_the_projects_is_named(case: Case) -> None:
    expect(case.judged(), case.code)


def words(token: str, site: Site = PROJECT) -> str:
    check = check_of(judge(token, site=site), str(judge(token, site=site).code))
    return f"{check.message} {check.hint}"


def test_the_hint_names_the_fingerprint_and_never_the_secret() -> None:
    said = words(forge.chat_token(secret="stranger"))
    assert fingerprint(SECRET) in said
    assert SECRET not in said


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_verdict_tells_the_secret(case: Case) -> None:
    verdict = case.judged()
    site: Site = case.basis.get("site", PROJECT)
    told = str([(check.message, check.hint, check.found, check.expected) for check in verdict.checks])
    assert not [key for key in (*site.verification_keys, *site.retired_keys) if len(key) > 10 and key in told]


def test_a_line_feed_is_named() -> None:
    assert "a line feed behind it" in words(forge.chat_token(secret=SECRET + "\n"))


def test_decoding_is_shown_in_each_language() -> None:
    said = words(forge.chat_token(secret=base64.b64decode(SECRET)))
    assert "Buffer.from(secret, 'base64')" in said
    assert "base64_decode($secret)" in said


@pytest.mark.parametrize("secret", ["x", "é ✓ \u00a0 key", " padded ", "a" * 1000, "eyJhbGciOiJub25lIn0"])
def test_whatever_text_the_secret_key_is_it_verifies(secret: str) -> None:
    expect_faultless(judge(forge.chat_token(secret=secret), site=project(secret=secret)))


def test_a_signature_is_not_asked_of_other_projects_where_it_is_right() -> None:
    def never() -> Any:
        raise AssertionError

    expect_faultless(verify(forge.chat_token(), Basis(site=PROJECT, now=forge.NOW, others=never)))


def test_a_generated_secret_key_is_32_random_bytes_in_base64() -> None:
    one, other = generate(), generate()
    assert (len(base64.b64decode(one, validate=True)), len(one)) == (32, 44)
    assert one != other


def test_a_secret_key_that_is_being_replaced_is_taken_until_its_time_has_come() -> None:
    site = project(retiring_keys=(RetiringKey("old", forge.NOW + 10),), retired_keys=("old",))
    token = forge.chat_token(secret="old")
    expect_faultless(judge(token, site=site, now=forge.NOW + 9.75))
    expect(judge(token, site=site, now=forge.NOW + 10), "secret_key_retired")
    assert judge(token, site=site).signing_key == fingerprint("old")


def test_what_has_been_read_of_a_token_never_shows_the_secret() -> None:
    assert repr(Reading(secret=SECRET)) == "Reading()"


def test_a_verdict_shows_the_claims_and_how_long_each_check_took() -> None:
    ticks = iter(range(100))
    verdict = judge(forge.chat_token(), stopwatch=lambda: float(next(ticks)))
    assert verdict.claims == forge.chat_claims()
    assert verdict.seconds == dict.fromkeys([check.name for check in verdict.checks], 1.0)
    assert not judge(forge.chat_token()).seconds
