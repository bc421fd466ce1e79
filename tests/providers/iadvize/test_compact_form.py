"""Five parts of canonical base64url: what a compact JWE looks like from outside."""

import json
import string
from collections.abc import Callable
from functools import partial

import pytest

from tests import forge
from tests.providers.iadvize.judging import Case, also, check_of, expect, expect_accepted, judge

LIMIT = 65_536
OUTSIDE = sorted(set(string.printable) - set(string.ascii_letters + string.digits + "-_."))


def parts() -> list[str]:
    return forge.token().split(".")


def with_part(place: int, text: str) -> str:
    """A faultless token with one part replaced; 0 is the header, -1 the tag."""
    replaced = parts()
    replaced[place] = text
    return ".".join(replaced)


def bent(place: int, bend: str) -> str:
    """A faultless token with a text put into the middle of one part."""
    part = parts()[place]
    return with_part(place, part[:5] + bend + part[5:])


def ended(place: int, end: str) -> str:
    """A faultless token with a text after one part."""
    return with_part(place, parts()[place] + end)


def loose(place: int) -> str:
    """A faultless token in which one part is spelled with its unused bits set."""
    replaced = parts()
    replaced[place] = forge.b64_loose_bits(replaced[place])
    return ".".join(replaced)


def token_of_length(length: int) -> str:
    """A faultless token of exactly so many characters."""
    for filling in range(length // 2, length):
        for kid in ("", "k", "kk", "kkk"):
            if _length(filling, kid) == length:
                return forge.token(_filled(filling), jwe_header=_header(kid))
    raise ValueError(length)


def _filled(filling: int) -> dict[str, object]:
    return forge.claims(filling="x" * filling)


def _header(kid: str) -> dict[str, str]:
    return {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": kid}


def _length(filling: int, kid: str) -> int:
    payload = len(forge.compact_json(_filled(0))) + filling
    inner = _b64_length(len('{"alg":"RS256"}')) + 1 + _b64_length(payload) + 1 + _b64_length(256)
    header = _b64_length(len(forge.compact_json(_header(kid))))
    return header + _b64_length(256) + _b64_length(12) + _b64_length(inner) + _b64_length(16) + 4


def _b64_length(size: int) -> int:
    return (4 * size + 2) // 3


def json_serialized(*, flattened: bool) -> str:
    protected, encrypted_key, iv, ciphertext, tag = parts()
    shared = {"protected": protected, "iv": iv, "ciphertext": ciphertext, "tag": tag}
    per_recipient = {"encrypted_key": encrypted_key}
    return json.dumps(shared | (per_recipient if flattened else {"recipients": [per_recipient]}))


def signed() -> str:
    """A token that nobody encrypted."""
    return forge.jws(forge.claims())


def signed_json(*, flattened: bool) -> str:
    protected, payload, signature = signed().split(".")
    made = {"protected": protected, "signature": signature}
    return json.dumps({"payload": payload} | (made if flattened else {"signatures": [made]}))


CASES = (
    Case("token_missing", "no token at all", lambda: None),
    Case("token_missing", "an empty text", lambda: ""),
    Case("token_missing", "no token at a site without keys", lambda: None, {"brand_keys": ()}),
    Case("token_too_large", "one character over", lambda: token_of_length(LIMIT + 1)),
    Case("token_too_large", "a megabyte of one letter", lambda: "A" * 2**20),
    Case("token_too_large", "a megabyte of dots", lambda: "." * 2**20),
    Case("token_too_large", "astral characters count once each", lambda: "\U0001f511" * (LIMIT + 1)),
    Case("token_too_large", "a large bare JWS", lambda: forge.jws(forge.claims(filling="x" * LIMIT))),
    Case("token_too_large", "large JSON", lambda: "{" + " " * LIMIT),
    Case("token_decorated", "Bearer", lambda: f"Bearer {forge.token()}"),
    Case("token_decorated", "double quotes", lambda: f'"{forge.token()}"'),
    Case("token_decorated", "single quotes", lambda: f"'{forge.token()}'"),
    Case("token_decorated", "Python's bytes", lambda: f"b'{forge.token()}'"),
    Case("token_decorated", "Python's bytes in double quotes", lambda: f'b"{forge.token()}"'),
    Case("token_decorated", "Python's bytes after Bearer", lambda: f"Bearer b'{forge.token()}'"),
    Case("token_decorated", "a newline after it", lambda: f"{forge.token()}\n"),
    Case("token_decorated", "a newline of Windows", lambda: f"{forge.token()}\r\n"),
    Case("token_decorated", "a space before it", lambda: f" {forge.token()}"),
    Case("token_decorated", "a tab after it", lambda: f"{forge.token()}\t"),
    Case("token_decorated", "quotes and Bearer", lambda: f'"Bearer {forge.token()}"'),
    Case("token_decorated", "a quote at its end alone", lambda: f"{forge.token()}'"),
    Case("token_decorated", "a carriage return after it", lambda: f"{forge.token()}\r"),
    Case("token_decorated", "a bare JWS in quotes", lambda: f'"{forge.jws(forge.claims())}"'),
    Case("token_decorated", "only white space", lambda: " \n"),
    Case("token_decorated", "JSON after a space", lambda: f" {json_serialized(flattened=True)}"),
    Case("token_json_serialization", "flattened", lambda: json_serialized(flattened=True)),
    Case("token_json_serialization", "general", lambda: json_serialized(flattened=False)),
    Case("token_json_serialization", "a whole answer of an endpoint", lambda: json.dumps({"token": forge.token()})),
    Case(
        "token_json_serialization",
        "an answer with a token that is only signed",
        lambda: json.dumps({"token": signed()}),
    ),
    Case("token_json_serialization", "a JWS, flattened", lambda: signed_json(flattened=True)),
    Case("token_json_serialization", "a JWS, general", lambda: signed_json(flattened=False)),
    Case("token_json_serialization", "cut short", lambda: json_serialized(flattened=True)[:80]),
    Case("token_json_serialization", "with half of a surrogate pair in it", lambda: '{"token":"\ud800"}'),
    Case("token_json_serialization", "one brace", lambda: "{"),
    Case("token_json_serialization", "claims as they are", lambda: json.dumps(forge.claims())),
    Case("token_not_encrypted", "a bare JWS", lambda: forge.jws(forge.claims())),
    Case("token_not_encrypted", "an unsecured JWS", lambda: forge.jws(b"{}", header={"alg": "none"}, alg="none")),
    Case("token_not_encrypted", "signed after it was encrypted", lambda: forge.jws(forge.token().encode())),
    Case("token_not_encrypted", "signed twice", lambda: forge.jws(signed().encode())),
    Case("token_not_encrypted", "three empty parts", lambda: ".."),
    Case("token_not_encrypted", "three parts of anything", lambda: "one.two.three"),
    Case("token_part_count", "no dot", lambda: "token"),
    *(
        Case("token_part_count", f"{text}, written out", partial(str, text))
        for text in ("undefined", "null", "nil", "None", "NaN", "true", "false", "[object Object]", "[object Promise]")
    ),
    Case("token_part_count", "a page", lambda: "<!doctype html><title>Sign in</title>"),
    Case("token_part_count", "a page with dots", lambda: '<!doctype html><script src="/a.b.c.js"></script>'),
    Case("token_part_count", "XML", lambda: '<?xml version="1.0"?>'),
    Case("token_part_count", "a public key", lambda: "-----BEGIN PUBLIC KEY-----"),
    Case("token_part_count", "dots with a percent sign", lambda: forge.token().replace(".", "%2E")),
    Case("token_part_count", "dots with a small percent sign", lambda: forge.token().replace(".", "%2e")),
    Case("token_part_count", "all of it in base64 again", lambda: forge.b64(forge.token().encode())),
    Case("token_part_count", "two parts", lambda: "one.two"),
    Case("token_part_count", "four parts: the tag is gone", lambda: ".".join(parts()[:4])),
    Case("token_part_count", "four parts: the key is gone", lambda: ".".join(parts()[:1] + parts()[2:])),
    Case("token_part_count", "six parts", lambda: f"{forge.token()}.AAAA"),
    Case("token_part_count", "a dot at the end", lambda: f"{forge.token()}."),
    Case("token_part_count", "dots only", lambda: "." * 100),
    Case("token_part_count", "two tokens after one another", lambda: f"{forge.token()}.{forge.token()}"),
    *(
        Case("token_not_base64url", f"part {place} {title}", partial(bent, place, bend))
        for place in range(5)
        for title, bend in {
            "has padding inside": "==",
            "has a plus sign": "+",
            "has a slash": "/",
            "has a space": " ",
            "has a newline": "\n",
            "has a NUL": "\0",
            "has an accent": "é",
            "has a full-width letter": "\uff21",
            "has an Arabic digit": "\u0663",
            "has half of a surrogate pair": "\ud800",
            "has a zero-width space": "\u200b",
            "has a percent sign": "%2B",
        }.items()
    ),
    *(
        Case(
            "token_not_base64url",
            f"part {place} ends in {end!r}",
            partial(ended, place, end),
        )
        for place in range(4)
        for end in ("=", "==", "\n")
    ),
    Case("token_not_base64url", "the tag ends in ==", lambda: with_part(-1, parts()[-1] + "==")),
    Case("token_not_base64url", "a short tag that ends in =", lambda: with_part(-1, "AAAA=")),
    Case("token_not_base64url", "a key of length 4n+1", lambda: with_part(1, "A" * 341)),
    Case("token_not_base64url", "an IV of length 4n+1", lambda: with_part(2, "A" * 17)),
    Case("token_not_base64url", "a tag of length 4n+1 that is long enough", lambda: with_part(-1, "A" * 25)),
    Case("token_not_base64url", "unused bits set in the key", lambda: loose(1)),
    Case("token_not_base64url", "unused bits set in the tag", lambda: loose(-1)),
    Case("token_not_base64url", "an IV of 13 bytes whose unused bits are set", lambda: with_part(2, "A" * 17 + "B")),
    Case("token_not_base64url", "a bad header and a short tag", lambda: ".".join(["!", *parts()[1:4], "AA"])),
    Case("token_truncated", "the last character is gone", lambda: forge.token()[:-1]),
    Case("token_truncated", "a tag of 15 bytes", lambda: with_part(-1, forge.b64(b"\1" * 15))),
    Case("token_truncated", "a tag of 12 bytes, which GCM would know", lambda: with_part(-1, parts()[-1][:16])),
    Case("token_truncated", "a tag of one character", lambda: with_part(-1, "A")),
    Case("token_truncated", "no tag", lambda: with_part(-1, "")),
    Case("token_truncated", "five empty parts", lambda: "...."),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_refused_with_its_code(case: Case) -> None:
    expect(case.judged(), case.code)


def test_a_token_of_the_largest_size_is_accepted() -> None:
    largest = token_of_length(LIMIT)
    assert len(largest) == LIMIT
    expect_accepted(judge(largest))


def test_size_counts_characters_rather_than_bytes() -> None:
    expect(judge("\U0001f511" * LIMIT), "token_part_count")


@pytest.mark.parametrize("cut", range(1, 23))
def test_cut_short_in_its_tag_it_is_truncated(cut: int) -> None:
    expect(judge(forge.token()[:-cut]), "token_truncated")


def test_cut_short_before_its_tag_it_has_too_few_parts() -> None:
    expect(judge(forge.token()[:-23]), "token_part_count")


@pytest.mark.parametrize("character", OUTSIDE)
def test_no_printable_character_is_passed_over(character: str) -> None:
    expect(judge(bent(3, character)), "token_not_base64url")


@pytest.mark.parametrize("space", ["\u00a0", "\u2028", "\u3000", "\x0b", "\x0c", "\x1f", "\x85"])
def test_any_white_space_at_the_end_decorates(space: str) -> None:
    expect(judge(forge.token() + space), "token_decorated")


def test_a_byte_order_mark_is_never_passed_over() -> None:
    verdict = judge("\ufeff" + forge.token())
    assert verdict.code in ("token_decorated", "token_not_base64url")


@pytest.mark.parametrize(("count", "text"), [(1, "a"), (2, "a.b"), (4, "a.b.c.d"), (6, "a.b.c.d.e.f")])
def test_a_wrong_part_count_is_told(count: int, text: str) -> None:
    check = check_of(judge(text), "token_part_count")
    assert str(count) in json.dumps(check.found)
    assert "5" in json.dumps(check.expected) or "five" in json.dumps(check.expected)


@pytest.mark.parametrize("token", [f"b'{forge.token()}'", f'b"{forge.token()}"', f"Bearer b'{forge.token()}'"])
def test_in_the_bytes_that_python_prints_the_token_itself_is_found(token: str) -> None:
    assert also(judge(token)) == []


def test_bytes_that_hold_nothing_are_told_as_bytes_and_nothing_else() -> None:
    verdict = judge("b''")
    assert "bytes" in check_of(verdict, "token_decorated").message
    assert also(verdict) == []


@pytest.mark.parametrize("token", ["b'", "b'token", "b'token\"", "xb'token'"])
def test_what_is_no_whole_bytes_literal_is_told_as_something_else(token: str) -> None:
    assert "bytes" not in judge(token).checks[1].message


@pytest.mark.parametrize("token", ["undefined", "[object Promise]"])
def test_what_is_written_out_is_repeated(token: str) -> None:
    assert f'the text "{token}"' in check_of(judge(token), "token_part_count").message


@pytest.mark.parametrize("token", ["undefinedx", "[object Promise", "annull", "Undefined", "[object ]"])
def test_other_words_are_not_told_as_written_out(token: str) -> None:
    assert "There is no dot" in check_of(judge(token), "token_part_count").message


@pytest.mark.parametrize(("token", "found"), [(None, "null"), ("", "an empty string")])
def test_no_token_is_told_from_an_empty_one(token: str | None, found: str) -> None:
    assert check_of(judge(token), "token_missing").found == found


@pytest.mark.parametrize("token", ["  ", '""', "Bearer ", "bearer\n", '"Bearer "', "\ufeff\n"])
def test_where_nothing_stands_in_the_decoration_nothing_else_is_told(token: str) -> None:
    verdict = judge(token)
    expect(verdict, "token_decorated")
    assert also(verdict) == []


def test_of_a_token_that_was_signed_after_it_was_encrypted_nobody_looks_for_claims() -> None:
    verdict = judge(forge.jws(forge.token().encode()))
    expect(verdict, "token_not_encrypted")
    assert also(verdict) == []


def test_a_signed_token_with_a_damaged_payload_is_not_told_as_the_wrong_order() -> None:
    head, payload, signature = signed().split(".")
    damaged = judge(f"{head}.{payload}!.{signature}")
    assert check_of(damaged, "token_not_encrypted") == check_of(judge(signed()), "token_not_encrypted")


def test_of_json_that_was_cut_short_the_beginning_is_told() -> None:
    text = json_serialized(flattened=True)[:80]
    assert check_of(judge(text), "token_json_serialization").found == text[:24]


@pytest.mark.parametrize("place", range(5))
def test_plus_and_slash_are_both_known_from_plain_base64(place: int) -> None:
    plus, slash = (check_of(judge(bent(place, mark)), "token_not_base64url") for mark in "+/")
    assert plus.hint == slash.hint
    assert plus.message == slash.message.replace("'/'", "'+'")


@pytest.mark.parametrize("token", [forge.token, signed])
def test_the_member_that_carries_the_token_is_named(token: Callable[[], str]) -> None:
    said = check_of(judge(json.dumps({"ok": True, "jwt": token()})), "token_json_serialization")
    assert '"jwt"' in said.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (signed_json(flattened=True), signed_json(flattened=False)),
        (forge.token().replace(".", "%2e"), forge.token().replace(".", "%2E")),
        (signed(), forge.jws(signed().encode())),
    ],
    ids=["JSON of a JWS", "dots with a percent sign", "signed"],
)
def test_two_ways_of_one_mistake_are_told_in_the_same_words(one: str, other: str) -> None:
    first, second = (next(check for check in judge(token).checks if check.code) for token in (one, other))
    assert (first.code, first.message, first.hint) == (second.code, second.message, second.hint)
