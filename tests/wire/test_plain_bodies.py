"""Bodies that msgspec reads, as they are plain, mean what core's strict reader makes of them, or are refused alike."""

import json
import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message

from simulator.core import strict_json
from simulator.wire import bodies
from simulator.wire.answers import WireError
from tests.providers.iadvize.strategies import JSON, NEARLY_JSON, NUMBER_TEXTS


def read(body: bytes) -> Any:
    async def receive() -> Message:
        return {"type": "http.request", "body": body}

    reading = bodies.read_json(Request({"type": "http", "method": "POST", "headers": []}, receive))
    with pytest.raises(StopIteration) as end:
        reading.send(None)  # it never waits, and so needs no loop
    return end.value.value


def same(body: bytes) -> None:
    try:
        expected = strict_json.parse_carefully(body).value
    except strict_json.NotStrictJson as error:
        with pytest.raises(WireError, match=re.escape(error.problem)):
            read(body)
    else:
        assert repr(read(body)) == repr(expected)


@settings(deadline=None, max_examples=300)
@given(JSON, st.booleans())
def test_json_of_any_kind_is_read_as_core_reads_it(value: Any, ascii_only: bool) -> None:  # noqa: FBT001 - hypothesis
    same(json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass"))


@settings(deadline=None, max_examples=500)
@given(NUMBER_TEXTS)
@example(b"1" * 300)
@example(b"1" * 301)
@example(b"-" + b"9" * 400)
@example(b"1e999")
@example(b"-0")
def test_a_number_is_read_as_core_reads_it(number: bytes) -> None:
    same(b'{"number": ' + number + b"}")


@settings(deadline=None, max_examples=300)
@given(NEARLY_JSON)
@example(b'{"a": 1, "a": 2}')
@example(b'"\\ud800"')
@example(b"\xef\xbb\xbf{}")
@example(b'{"a": "\xed\xa0\x80"}')
@example(b"[" * 65 + b"]" * 65)
@example(b"NaN")
def test_any_bytes_are_read_or_refused_as_core_does(body: bytes) -> None:
    same(body)
