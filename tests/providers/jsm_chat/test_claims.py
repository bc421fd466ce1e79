"""Who the customer is."""

from typing import Any

import pytest

from tests import forge
from tests.forge import OMIT
from tests.providers.jsm_chat.judging import Case, also, check_of, expect, expect_faultless, judge


def claimed(code: str, title: str, **claims: Any) -> Case:
    return Case(code, title, lambda: forge.chat_token(forge.chat_claims(**claims)))


def raw(code: str, title: str, payload: bytes) -> Case:
    return Case(code, title, lambda: forge.chat_token(payload))


GOOD = forge.compact_json(forge.chat_claims())
CASES = (
    raw("claims_unreadable", "an array", b"[1]"),
    raw("claims_unreadable", "empty", b""),
    raw("claims_unreadable", "UTF-16", GOOD.decode().encode("utf-16")),
    raw("claims_unreadable", "NaN", GOOD[:-1] + b',"x":NaN}'),
    raw("claims_duplicate_member", "email twice", b'{"email":"root@example.com",' + GOOD[1:]),
    raw("claims_duplicate_member", "the same twice", GOOD[:-1] + b',"displayName":"Jane Doe"}'),
    raw("claims_duplicate_member", "deep inside", GOOD[:-1] + b',"x":[{"a":1,"a":1}]}'),
    claimed("email_missing", "none", email=OMIT),
    raw("email_missing", "no claims at all", b"{}"),
    claimed("email_missing", "Email", email=OMIT, Email="jane@example.com"),
    claimed("email_missing", "a namespace", email=OMIT, **{"https://example.com/email": "jane@example.com"}),
    claimed("email_missing", "sub", email=OMIT, sub="jane@example.com"),
    claimed("email_not_string", "null", email=None),
    claimed("email_not_string", "a number", email=42),
    claimed("email_not_string", "a list", email=["jane@example.com"]),
    claimed("email_not_string", "an object", email={"address": "jane@example.com"}),
    claimed("email_empty", "no characters", email=""),
    claimed("email_empty", "a space", email=" "),
    claimed("email_empty", "a tab and a line feed", email="\t\n"),
    claimed("email_malformed", "no @", email="jane"),
    claimed("email_malformed", "with a name", email="Jane Doe <jane@example.com>"),
    claimed("email_malformed", "a space before", email=" jane@example.com"),
    claimed("email_malformed", "a line feed behind", email="jane@example.com\n"),
    claimed("email_malformed", "two", email="jane@example.com,joe@example.com"),
    claimed("email_malformed", "two @", email="jane@home@example.com"),
    claimed("email_malformed", "no domain", email="jane@"),
    claimed("email_malformed", "a dot too many", email="jane@example..com"),
    claimed("email_malformed", "markup", email="<script>@example.com"),
    claimed("email_too_long", "255", email="x" * 243 + "@example.com"),
    claimed("email_too_long", "a thousand", email="x" * 1000 + "@example.com"),
    claimed("email_too_long", "a long domain", email="x@" + "y" * 254),
    claimed("display_name_missing", "none", displayName=OMIT),
    claimed("display_name_missing", "name", displayName=OMIT, name="Jane Doe"),
    claimed("display_name_missing", "display_name", displayName=OMIT, display_name="Jane Doe"),
    claimed("display_name_missing", "displayname", displayName=OMIT, displayname="Jane Doe"),
    claimed("display_name_not_string", "null", displayName=None),
    claimed("display_name_not_string", "an object", displayName={"first": "Jane"}),
    claimed("display_name_not_string", "a number", displayName=7),
    claimed("display_name_empty", "no characters", displayName=""),
    claimed("display_name_empty", "a space", displayName=" "),
    claimed("display_name_empty", "a no-break space", displayName="\u00a0"),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_claims_that_name_nobody_are_named(case: Case) -> None:
    expect(case.judged(), case.code)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "x" * 242 + "@example.com"},
        {"email": "o'hara+test_1@mail.example.co.uk"},
        {"email": "jane@localhost"},
        {"email": "δοκιμή@παράδειγμα.δοκιμή"},
        {"displayName": "佐藤 ✓ 🚀"},
        {"displayName": "x" * 500},
        {"sub": "7", "aud": ["a"], "roles": {"admin": True}},
    ],
)
def test_claims_that_are_fine_are_not_remarked_on(claims: dict[str, Any]) -> None:
    expect_faultless(judge(forge.chat_token(forge.chat_claims(**claims))))


def test_escaped_slashes_and_letters_are_fine() -> None:
    payload = forge.php_json(forge.chat_claims(displayName="Zoë / Jane"))
    assert b"\\/" in payload
    verdict = judge(forge.chat_token(payload))
    expect_faultless(verdict)
    assert verdict.visitor_data == {"displayName": "Zoë / Jane", "email": "jane.doe@example.com"}


def test_the_case_of_an_address_tells_no_customers_apart() -> None:
    verdict = judge(forge.chat_token(forge.chat_claims(email="Jane.Doe@Example.COM")))
    expect_faultless(verdict)
    assert verdict.user_id == "jane.doe@example.com"


def test_a_renamed_claim_is_named() -> None:
    verdict = judge(forge.chat_token(forge.chat_claims(email=OMIT, Mail="jane@example.com")))
    assert '"Mail"' in check_of(verdict, "email_missing").message


def test_everything_that_is_wrong_is_found() -> None:
    verdict = judge(forge.chat_token({"mail": "jane@example.com"}, header={"alg": "HS256"}, secret="stranger"))
    assert verdict.code == "signature_mismatch"
    assert also(verdict) == ["email_missing", "display_name_missing", "exp_missing", "iat_missing"]
