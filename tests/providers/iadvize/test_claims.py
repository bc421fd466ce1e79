"""The claims: who the visitor is, under the documented names and in the documented types."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests import forge
from tests.providers.iadvize.documents import REPEATED, UNREADABLE, with_member
from tests.providers.iadvize.judging import Case, also, check_of, expect, expect_accepted, expect_faultless, judge

GOOD = forge.compact_json(forge.claims())
ASTRAL = "\U0001f511"
WITHOUT_PREFIX = ("userId", "user_id", "userid", "sub")
WRONG_PREFIX = (
    "http://iadvize.com/userId",
    "https://iadvize.com//userId",
    "https://iadvize.comuserId",
    "https://iadvize.com:userId",
    "https://iadvize.com#userId",
    "https://www.iadvize.com/userId",
    "https://iadvize.fr/userId",
    "https://iadvize.com/userid",
    "https://iadvize.com/userID",
    "https://iadvize.com/UserId",
    "https://iAdvize.com/userId",
    "HTTPS://IADVIZE.COM/USERID",
    "https://iadvise.com/userId",
    "https://www.example-bank.test/userId",
    "https:/iadvize.com/userId",
    "https:\\/\\/iadvize.com\\/userId",
    "https%3A%2F%2Fiadvize.com%2FuserId",
    "https%3a%2f%2fiadvize.com%2fuserid",
    "https%253A%252F%252Fiadvize.com%252FuserId",
    "https://iadvize.com/user%49d",
    "https-//iadvize.com/userId",
    "https___iadvize_com_userId",
    "https--iadvize-com-userId",
    " https://iadvize.com/userId",
    "iadvize.com/userId",
    "iadvize.userId",
    "iadvize/userId",
    "iadvize:userId",
    "iadvizeUserId",
    "iadvize_userId",
    "/userId",
)
NEITHER = (
    "user",
    "id",
    "uid",
    "email",
    "https://iadvize.com/user",
    "https://iadvize.com/id",
    "iadvize.com/userIds",
    "",
)
NO_STRINGS: tuple[Any, ...] = (None, 42, 0, -1, 4.2, True, False, [], ["customer-0042"], {}, {"id": "customer-0042"})
NO_ISSUERS: tuple[Any, ...] = ("", None, 42, [], {"url": "https://www.example-bank.test"})


def token(**changes: Any) -> str:
    return forge.token(forge.claims(**changes))


def named(name: str, value: object = "customer-0042") -> str:
    """A token in which the user id stands under another name."""
    return forge.token(forge.claims(user_id=forge.OMIT) | {name: value})


def raw(payload: bytes) -> str:
    return forge.token(payload)


def spoiled(spoil: Callable[[bytes], bytes]) -> str:
    return raw(spoil(GOOD))


CASES = (
    *(Case("claims_unreadable", title, partial(spoiled, spoil)) for title, spoil in UNREADABLE.items()),
    Case("claims_unreadable", "another token", lambda: raw(forge.jws(forge.claims()).encode())),
    Case("claims_unreadable", "a form", lambda: raw(b"userId=customer-0042")),
    *(Case("claims_duplicate_member", title, partial(spoiled, spoil)) for title, spoil in REPEATED.items()),
    *(
        Case("claims_duplicate_member", title, partial(raw, with_member(GOOD, member)))
        for title, member in {
            "in an object": b'"x":{"y":1,"y":1}',
            "in an object in arrays": b'"x":[[{"y":1,"y":2}]]',
            "in an object in objects": b'"x":{"a":{"b":{"c":1,"c":1}}}',
            "two user ids": b'"https://iadvize.com/userId":"eve"',
            "two user ids, one with escaped slashes": b'"https:\\/\\/iadvize.com\\/userId":"eve"',
            "two times of expiry": b'"exp":9999999999',
        }.items()
    ),
    Case(
        "claims_duplicate_member",
        "in visitorData",
        lambda: raw(GOOD.replace(b'"firstName"', b'"firstName":"Eve","firstName"')),
    ),
    Case("claims_duplicate_member", "before a missing user id", lambda: raw(b'{"a":1,"a":2}')),
    *(Case("user_id_unprefixed", name, partial(named, name)) for name in WITHOUT_PREFIX),
    *(Case("user_id_unprefixed", f"sub that is {value!r}", partial(named, "sub", value)) for value in ("", None, 42)),
    Case("user_id_unprefixed", "beside a wrong prefix", lambda: forge.token(both_wrong())),
    *(Case("user_id_prefix_wrong", name, partial(named, name)) for name in WRONG_PREFIX),
    Case("user_id_prefix_wrong", "whatever it holds", lambda: named("http://iadvize.com/userId", None)),
    Case("user_id_missing", "no claims at all", lambda: raw(b"{}")),
    Case("user_id_missing", "nothing like it", lambda: token(user_id=forge.OMIT)),
    *(Case("user_id_missing", f"only {name!r}", partial(named, name)) for name in NEITHER),
    Case(
        "user_id_missing", "only in an object", lambda: token(user_id=forge.OMIT, user={forge.USER_ID: "x", "sub": "x"})
    ),
    Case(
        "user_id_missing",
        "only in visitorData",
        lambda: token(user_id=forge.OMIT, visitor_data={"firstName": "userId"}),
    ),
    *(Case("user_id_not_string", f"{value!r}", partial(token, user_id=value)) for value in NO_STRINGS),
    *(
        Case("user_id_empty", f"{value!r}", partial(token, user_id=value))
        for value in ("", " ", "   ", "\t\r\n", "\u00a0", "\u3000", "\u2003\u2028")
    ),
    Case("user_id_too_long", "256 letters", lambda: token(user_id="x" * 256)),
    Case("user_id_too_long", "256 astral characters", lambda: token(user_id=ASTRAL * 256)),
    Case("user_id_too_long", "255 letters and a combining mark", lambda: token(user_id="e" * 255 + "\u0301")),
    Case("user_id_too_long", "255 letters in white space", lambda: token(user_id=" " + "x" * 255)),
    Case("user_id_too_long", "ten thousand", lambda: token(user_id="x" * 10_000)),
    Case("issuer_missing", "no iss", lambda: token(iss=forge.OMIT)),
    *(Case("issuer_missing", f"{value!r}", partial(token, iss=value)) for value in NO_ISSUERS),
    Case("issuer_missing", "ISS", lambda: token(iss=forge.OMIT, ISS="https://www.example-bank.test")),
    Case(
        "issuer_missing",
        "only in the header",
        lambda: forge.token(forge.claims(iss=forge.OMIT), jws_header={"alg": "RS256", "iss": "x"}),
    ),
)


def both_wrong() -> dict[str, Any]:
    return forge.claims(user_id=forge.OMIT) | {"http://iadvize.com/userId": "x", "userId": "x"}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_gets_its_code(case: Case) -> None:
    expect(case.judged(), case.code)


@pytest.mark.parametrize(
    "user_id",
    [
        "x",
        "0",
        "x" * 255,
        ASTRAL * 255,
        "\u0301" * 255,
        "a b",
        " a",
        "José",
        "jane@example-bank.test",
        "null",
        "\u0000",
        "\u200b",
    ],
)
def test_a_user_id_is_any_text_up_to_255_code_points(user_id: str) -> None:
    verdict = judge(token(user_id=user_id))
    expect_faultless(verdict)
    assert verdict.user_id == user_id


def test_an_accepted_token_shows_everything_in_it() -> None:
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": "1"}
    verdict = judge(forge.token(jwe_header=header, jws_header={"alg": "RS256", "typ": "JWT"}))
    expect_faultless(verdict)
    assert verdict.user_id == "customer-0042"
    assert verdict.visitor_data == {"firstName": "Jane", "lastName": "Doe"}
    assert verdict.issuer == "https://www.example-bank.test"
    assert verdict.expires_at == forge.NOW + 60
    assert verdict.jwe_header == header
    assert verdict.jws_header == {"alg": "RS256", "typ": "JWT"}
    assert verdict.claims == forge.claims()


@pytest.mark.parametrize(
    "extra",
    [
        {"sub": "x"},
        {"userId": 42, "user_id": None, "userid": ""},
        {"http://iadvize.com/userId": "x"},
        {"aud": ["https://www.iadvize.com"], "jti": "1", "scope": "a b"},
        {"azp": None, "roles": [], "address": {"street": {"number": 1}}},
        {"iat": forge.NOW},
        {"iat": forge.NOW - 0.25, "nbf": forge.NOW - 0.5},
        {"https://iadvize.com/unknown": 1},
    ],
    ids=str,
)
def test_other_claims_are_never_remarked_on(extra: dict[str, Any]) -> None:
    expect_faultless(judge(forge.token(forge.claims() | extra)))


def test_slashes_may_be_escaped() -> None:
    payload = forge.php_json(forge.claims())
    assert b"https:\\/\\/iadvize.com\\/userId" in payload
    expect_faultless(judge(raw(payload)))


def test_claims_may_be_written_in_any_way_that_reads_the_same() -> None:
    expect_faultless(judge(raw(json.dumps(forge.claims(), indent=4).encode())))
    expect_faultless(judge(raw(b"\r\n\t " + GOOD + b" \n")))
    expect_faultless(judge(raw(GOOD.replace(b"userId", b"\\u0075ser\\u0049d"))))


@pytest.mark.parametrize("name", [*WITHOUT_PREFIX, *WRONG_PREFIX[:8]])
def test_a_misnamed_user_id_is_told_with_the_right_name(name: str) -> None:
    code = "user_id_unprefixed" if name in WITHOUT_PREFIX else "user_id_prefix_wrong"
    check = check_of(judge(named(name)), code)
    assert name in json.dumps(check.found)
    assert forge.USER_ID in json.dumps(check.expected)


def test_two_kinds_of_misnamed_user_ids_are_both_told() -> None:
    verdict = judge(forge.token(both_wrong()))
    expect(verdict, "user_id_unprefixed")
    assert also(verdict) == ["user_id_prefix_wrong"]


def test_the_length_of_a_user_id_is_told() -> None:
    check = check_of(judge(token(user_id=ASTRAL * 300)), "user_id_too_long")
    assert "300" in json.dumps(check.found)
    assert "255" in json.dumps(check.expected)


def test_several_things_wrong_are_told_in_the_order_of_the_table() -> None:
    verdict = judge(
        token(
            user_id="x" * 256,
            visitor_data={"zipCode": 44000, "nickname": "Jane"},
            iss=forge.OMIT,
            exp=forge.NOW - 1,
        )
    )
    expect(verdict, "user_id_too_long")
    assert also(verdict) == [
        "visitor_data_field_not_string",
        "visitor_data_field_unknown",
        "issuer_missing",
        "token_expired",
    ]


def test_a_failure_beats_a_warning_that_stands_before_it() -> None:
    verdict = judge(token(user_id="", visitor_data=forge.OMIT, visitorData={}))
    expect(verdict, "user_id_empty")
    beaten = judge(token(iss=forge.OMIT, user_id=forge.OMIT, visitor_data={"nickname": "Jane"}))
    expect(beaten, "user_id_missing")
    assert also(beaten) == ["visitor_data_field_unknown", "issuer_missing"]


def test_several_warnings_accept_and_the_first_is_the_checks_own() -> None:
    verdict = judge(token(visitor_data={"nickname": "Jane"}, iss=forge.OMIT))
    expect_accepted(verdict, "visitor_data_field_unknown")
    assert also(verdict) == ["issuer_missing"]


def test_claims_are_shown_though_they_are_refused() -> None:
    payload = forge.claims(user_id=forge.OMIT, userId="customer-0042")
    verdict = judge(forge.token(payload))
    assert verdict.claims == payload
    assert verdict.user_id is None


def test_a_warning_of_the_claims_stays_when_the_lifetime_fails() -> None:
    verdict = judge(token(iss=forge.OMIT, exp=forge.NOW - 1))
    expect(verdict, "token_expired", warned=["issuer_missing"])


@pytest.mark.parametrize("issuer", NO_ISSUERS, ids=repr)
def test_an_issuer_that_is_none_is_told_as_it_stands(issuer: object) -> None:
    verdict = judge(token(iss=issuer))
    assert check_of(verdict, "issuer_missing").found == issuer
    assert verdict.issuer == ("" if issuer == "" else None)


def test_of_claims_that_are_no_json_the_beginning_is_told() -> None:
    check = check_of(judge(raw(b"a" * 70 + "é".encode() * 70)), "claims_unreadable")
    assert check.found == "a" * 70 + "é" * 5
