"""The text of a token: exactly three base64url parts, and a word for whatever it is instead."""

import json

import pytest

from tests import forge
from tests.providers.jsm_chat.judging import Case, also, check_of, expect, expect_faultless, judge, project

TOKEN = forge.chat_token()
HEAD, CLAIMS, SIGNATURE = TOKEN.split(".")


def case(code: str, title: str, text: str | None) -> Case:
    return Case(code, title, lambda: text)


CASES = (
    Case("site_unknown", "no such project", lambda: TOKEN, {"site": None, "site_id": "dask"}),
    Case("site_unknown", "near", lambda: TOKEN, {"site": None, "site_id": "dask", "known_projects": ("desk", "other")}),
    Case("site_unknown", "iAdvize's", lambda: TOKEN, {"site": None, "site_id": "demo", "other_provider": "iadvize"}),
    Case("site_unknown", "no token either", lambda: None, {"site": None, "site_id": "x"}),
    Case("authentication_disabled", "off", lambda: TOKEN, {"site": project(authentication_enabled=False)}),
    Case("authentication_disabled", "no token", lambda: None, {"site": project(authentication_enabled=False)}),
    Case("authentication_disabled", "bad", lambda: "x", {"site": project(authentication_enabled=False)}),
    case("token_missing", "absent", None),
    case("token_missing", "empty", ""),
    Case("token_missing", "empty with everything else wrong", lambda: "", {"now": 0}),
    Case("token_too_large", "a long claim", lambda: forge.chat_token(forge.chat_claims(padding="x" * 65_536))),
    case("token_too_large", "no token at all", "." * 65_537),
    case("token_too_large", "one character too many", "a" * 65_537),
    case("token_decorated", "Bearer", f"Bearer {TOKEN}"),
    case("token_decorated", "bearer in lower case", f"bearer {TOKEN}"),
    case("token_decorated", "quotes", f'"{TOKEN}"'),
    case("token_decorated", "a line feed", f"{TOKEN}\n"),
    case("token_decorated", "a byte order mark", f"\ufeff{TOKEN}"),
    case("token_decorated", "nothing but a space", " "),
    case("token_json_serialization", "a member", json.dumps({"token": TOKEN})),
    case("token_json_serialization", "flattened", json.dumps({"payload": CLAIMS, "signature": SIGNATURE})),
    case("token_json_serialization", "broken", "{"),
    case("token_json_serialization", "cut short", '{"token":"eyJhbGciOiJIUzI1NiIsInR5cCI6'),
    case("token_json_serialization", "half of a surrogate pair in it", '{"token":"\ud800"}'),
    Case("token_encrypted", "a token for iAdvize", forge.token),
    case("token_encrypted", "five empty parts", "...."),
    case("token_encrypted", "five parts", f"{HEAD}.a.b.c.d"),
    case("token_part_count", "no signature", f"{HEAD}.{CLAIMS}"),
    case("token_part_count", "no dots", "secret"),
    case("token_part_count", "four parts", f"{TOKEN}.x"),
    case("token_part_count", "eight parts", "......."),
    case("token_not_base64url", "padded", f"{TOKEN}="),
    case("token_not_base64url", "a plus", f"{HEAD}.+{CLAIMS}.{SIGNATURE}"),
    case("token_not_base64url", "a slash", f"{HEAD}.{CLAIMS}/.{SIGNATURE}"),
    case("token_not_base64url", "a percent sign", f"{HEAD}%2E.{CLAIMS}.{SIGNATURE}"),
    case("token_not_base64url", "a space inside", f"{HEAD}. {CLAIMS}.{SIGNATURE}"),
    case("token_not_base64url", "an impossible length", f"{HEAD}a.{CLAIMS}.{SIGNATURE}"),
    case("token_not_base64url", "loose bits", f"{HEAD}.{CLAIMS}.{forge.b64_loose_bits(SIGNATURE)}"),
    case("token_not_base64url", "an umlaut", f"{HEAD}.ä{CLAIMS}.{SIGNATURE}"),
    case("token_truncated", "the last character", TOKEN[:-1]),
    case("token_truncated", "ten characters", TOKEN[:-10]),
    case("token_truncated", "all but one", f"{HEAD}.{CLAIMS}.{SIGNATURE[0]}"),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_text_that_is_no_token_is_named(case: Case) -> None:
    expect(case.judged(), case.code)


def test_the_longest_token_is_read() -> None:
    spare = 65_536 - len(forge.chat_token(forge.chat_claims(padding="")))
    token = forge.chat_token(forge.chat_claims(padding="x" * (spare * 3 // 4)))
    assert 65_500 < len(token) <= 65_536
    expect_faultless(judge(token))


@pytest.mark.parametrize("text", [f"Bearer {TOKEN}", f"'{TOKEN}'", f" \n{TOKEN} ", f'Bearer "{TOKEN}"'])
def test_what_stands_around_a_token_keeps_nobody_from_reading_it(text: str) -> None:
    verdict = judge(text)
    assert verdict.user_id == "jane.doe@example.com"
    assert also(verdict) == []


def test_the_member_that_carries_the_token_is_named() -> None:
    check = check_of(judge(json.dumps({"a": 1, "jwt": TOKEN})), "token_json_serialization")
    assert '"jwt"' in str(check.hint)


def test_a_token_for_iadvize_is_told_apart() -> None:
    check = check_of(judge(forge.token()), "token_encrypted")
    assert "iAdvize" in str(check.hint)


def test_the_nearest_project_is_offered() -> None:
    verdict = judge(TOKEN, site=None, site_id="dask", known_projects=("desk",))
    assert 'Did you mean "desk"?' in str(verdict.checks[0].hint)


@pytest.mark.parametrize("token", ["  ", '""', "Bearer ", "bearer\n", "\ufeff\n"])
def test_where_nothing_stands_in_the_decoration_nothing_else_is_told(token: str) -> None:
    verdict = judge(token)
    expect(verdict, "token_decorated")
    assert also(verdict) == []
