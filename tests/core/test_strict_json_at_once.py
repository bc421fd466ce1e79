"""What is read at once means what the careful reader makes of it, and nothing else is read at once."""

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.core import strict_json
from tests.providers.iadvize.strategies import JSON, NEARLY_JSON, NUMBER_TEXTS

COMPACT = (",", ":")


def read(data: bytes, reader: Any) -> str:
    """What comes of it, in words: types count, and so does which zero it is."""
    try:
        parsed = reader(data)
    except strict_json.NotStrictJson as error:
        return f"refused: {error.problem}"
    return f"{parsed.value!r} {parsed.repeated}"


def same(data: bytes) -> None:
    assert read(data, strict_json.parse) == read(data, strict_json.parse_carefully)


@settings(deadline=None, max_examples=500)
@given(JSON, st.booleans())
def test_compact_json_is_read_alike(value: Any, ascii_only: bool) -> None:  # noqa: FBT001 - hypothesis
    same(json.dumps(value, ensure_ascii=ascii_only, separators=COMPACT).encode("utf-8", "surrogatepass"))


@settings(deadline=None, max_examples=500)
@given(NUMBER_TEXTS)
@example(b"1" * 300)
@example(b"1" * 301)
@example(b"-" + b"9" * 400)
@example(b"18446744073709551616")
@example(b"1e999")
@example(b"-0")
@example(b"-0.0")
def test_numbers_are_read_alike(number: bytes) -> None:
    same(b'{"number":' + number + b"}")


@settings(deadline=None, max_examples=500)
@given(NEARLY_JSON)
@example(b'{"a":1,"a":2}')
@example(b'{"a":{"b":1,"b":1}}')
@example(b'"\\ud800"')
@example(b"\xef\xbb\xbf{}")
@example(b'{"a":"\xed\xa0\x80"}')
@example(b"[" * 64 + b"]" * 64)
@example(b"[" * 65 + b"]" * 65)
@example(b"NaN")
@example(b"")
def test_any_bytes_are_read_or_refused_alike(data: bytes) -> None:
    same(data)


@pytest.mark.parametrize("data", [b'{"a":1,"a":1}', b"[" * 65 + b"]" * 65, b"1" * 301, b"NaN", b'"\\ud800"', b"{} "])
def test_what_can_be_read_in_two_ways_is_not_read_at_once(data: bytes) -> None:
    careful = read(data, strict_json.parse_carefully)
    assert read(data, strict_json.parse) == careful
    assert careful.startswith("refused") or careful.endswith("('a',)") or data == b"{} "


@pytest.mark.parametrize("before", range(130))
@pytest.mark.parametrize("digits", [b"7" * 300, b"1234567890" * 31])
def test_a_vast_number_is_seen_wherever_it_stands(before: int, digits: bytes) -> None:
    assert not strict_json.is_bounded(b" " * before + digits)
    assert not strict_json.is_bounded(b" " * before + digits + b" " * 200)


@pytest.mark.parametrize("before", range(130))
def test_digits_short_of_a_vast_number_are_not_taken_for_one(before: int) -> None:
    assert strict_json.is_bounded(b" " * before + b"7" * 299 + b" " * 200)
