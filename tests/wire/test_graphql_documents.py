"""Documents are read once, and the least recently used are forgotten."""

import asyncio
from collections.abc import Callable

from graphql import DocumentNode

from simulator.providers.iadvize.graphql.documents import Documents
from simulator.providers.iadvize.graphql.schema import build_schema

FIRST = "{ first: __typename }"
SECOND = "{ second: __typename }"
BOUND = 256


def reading() -> Callable[[str], DocumentNode]:
    documents = Documents(build_schema())
    return lambda text: asyncio.run(documents.read(text))


def test_the_same_text_is_the_same_document() -> None:
    read = reading()
    assert read(FIRST) is read(FIRST)
    assert read(FIRST) is not read(SECOND)


def test_the_least_recently_used_goes_first() -> None:
    read = reading()
    first, second = read(FIRST), read(SECOND)
    for number in range(BOUND - 2):
        read(f"{{ a{number}: __typename }}")
    assert read(FIRST) is first
    read("{ oneMore: __typename }")
    assert read(FIRST) is first
    assert read(SECOND) is not second


def test_a_long_text_with_its_values_in_it_is_not_kept() -> None:
    read = reading()
    long = f"{{ __typename }} # {'x' * 10_000}"
    assert read(long) is not read(long)
