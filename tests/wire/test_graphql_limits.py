"""Documents that ask for too much are refused before anything is executed; those just below are answered."""

from collections.abc import Iterator

import pytest
from graphql import get_introspection_query

from tests.wire.graphql_world import GraphQLWorld, names


@pytest.fixture(scope="module")
def world() -> Iterator[GraphQLWorld]:
    with GraphQLWorld() as made:
        yield made


def nested(field: str, times: int, leaf: str = "name") -> str:
    """So many fields within one another, the leaf included."""
    return f"{field} {{ " * (times - 1) + leaf + " }" * (times - 1)


def aliased(count: int) -> str:
    return " ".join(f"a{number}: __typename" for number in range(count))


TOKENS_2000 = "query A { __typename }" + "".join(f" query Q{number} {{ __typename }}" for number in range(399))

FITTING = {
    "50 aliases": f"{{ {aliased(50)} }}",
    "50 aliases in each of two operations": f"query A {{ {aliased(50)} }} query B {{ {aliased(50)} }}",
    "a fragment of 25 aliases, spread twice": f"{{ ...F ...F }} fragment F on Query {{ {aliased(25)} }}",
    "many fields without aliases": "{ " + "__typename " * 500 + "}",
    "15 deep": f'{{ __type(name: "Query") {{ {nested("ofType", 14)} }} }}',
    "15 deep through a fragment": (
        f'{{ __type(name: "Query") {{ {nested("ofType", 8, "...F")} }} }}'
        f" fragment F on __Type {{ {nested('ofType', 7)} }}"
    ),
    "spreads and inline fragments that add no depth": (
        f'{{ ... {{ ... on Query {{ __type(name: "Query") {{ {nested("ofType", 14)} }} }} }} }}'
    ),
    "2,000 tokens": TOKENS_2000,
    "fields within fields": '{ __type(name: "Query") { fields { type { fields { name } } } } }',
    "fields beside fields": "{ __schema { " + "types { fields { name } } " * 20 + "} }",
    "what tools ask for": get_introspection_query(),
    "what thorough tools ask for": get_introspection_query(
        specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True
    ),
}

EXCESSIVE = {
    "51 aliases": f"{{ {aliased(51)} }}",
    "51 aliases below": f"{{ __schema {{ queryType {{ {aliased(51)} }} }} }}",
    "51 aliases in an inline fragment": f"{{ ... on Query {{ {aliased(51)} }} }}",
    "51 aliases in the operation that is not asked for": f"query A {{ __typename }} query B {{ {aliased(51)} }}",
    "a fragment of 17 aliases, spread three times": f"{{ ...F ...F ...F }} fragment F on Query {{ {aliased(17)} }}",
    "aliases that double with every fragment": (
        "{ ...F0 } "
        + " ".join(f"fragment F{each} on Query {{ ...F{each + 1} ...F{each + 1} }}" for each in range(100))
        + " fragment F100 on Query { a: __typename }"
    ),
    "16 deep": f'{{ __type(name: "Query") {{ {nested("ofType", 15)} }} }}',
    "16 deep through a fragment": (
        f'{{ __type(name: "Query") {{ {nested("ofType", 8, "...F")} }} }}'
        f" fragment F on __Type {{ {nested('ofType', 8)} }}"
    ),
    "16 deep through fifteen fragments": (
        '{ __type(name: "Query") { ...F0 } } '
        + " ".join(f"fragment F{each} on __Type {{ ofType {{ ...F{each + 1} }} }}" for each in range(14))
        + " fragment F14 on __Type { name }"
    ),
    "2,001 tokens": TOKENS_2000.replace("__typename", "__typename __typename", 1),
    "a field so often that comparing all of them would take long": "{ " + "__typename " * 1998 + "}",
    "fields three deep": '{ __type(name: "Query") { fields { type { fields { type { fields { name } } } } } } }',
    "fields three deep through fragments": (
        "{ __schema { types { ...F } } } fragment F on __Type { fields { type { ...G } } }"
        " fragment G on __Type { fields { type { ... on __Type { fields { name } } } } }"
    ),
    "fields three deep under aliases": (
        '{ __type(name: "Query") { a: fields { type { b: fields { type { c: fields { name } } } } } } }'
    ),
}

INVALID = {
    "a fragment that spreads itself": "{ ...F } fragment F on Query { ...F }",
    "fragments that spread one another": "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }",
    "a cycle deep inside": (
        '{ __type(name: "Query") { ...F } } fragment F on __Type { ofType { ...G } }'
        " fragment G on __Type { ofType { ...F } }"
    ),
    "a cycle that nobody spreads": "{ __typename } fragment F on Query { ...F }",
    "a fragment that is not there": "{ ...F }",
}


@pytest.mark.parametrize("document", FITTING.values(), ids=FITTING)
def test_what_fits_is_answered(world: GraphQLWorld, document: str) -> None:
    answer = world.query(document, operation_name="A" if document.startswith("query A") else None)
    assert answer.status_code == 200, answer.text
    assert "errors" not in answer.json()


@pytest.mark.parametrize("document", EXCESSIVE.values(), ids=EXCESSIVE)
def test_what_goes_beyond_a_limit_is_a_400_with_an_error(world: GraphQLWorld, document: str) -> None:
    answer = world.query(document, operation_name="A" if document.startswith("query A") else None)
    assert (answer.status_code, names(answer)) == (400, ["DOCUMENT_TOO_COMPLEX"])
    assert "data" not in answer.json()


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("51 aliases", "more than 50 aliases"),
        ("16 deep", "more than 15 deep"),
        ("2,001 tokens", "more than 2000 tokens"),
        ("fields three deep", 'nests "fields" 3 deep'),
    ],
)
def test_the_message_names_the_limit(world: GraphQLWorld, document: str, words: str) -> None:
    assert words in world.query(EXCESSIVE[document]).json()["errors"][0]["message"]


@pytest.mark.parametrize("document", INVALID.values(), ids=INVALID)
def test_cycles_and_missing_fragments_are_validation_errors(world: GraphQLWorld, document: str) -> None:
    answer = world.query(document)
    assert answer.status_code == 400
    assert set(names(answer)) == {"VALIDATION_ERROR"}


@pytest.mark.parametrize(
    "document",
    [
        "{" + "...{" * 600 + "__typename" + "}" * 601,
        "{ visitor(visitorId: " + "[" * 900 + "]" * 900 + ") { email } }",
        "query($a: " + "[" * 900 + "Int" + "]" * 900 + ") { __typename }",
        "{ ...F0 } "
        + " ".join(f"fragment F{each} on Query {{ ... {{ ...F{each + 1} }} }}" for each in range(180))
        + " fragment F180 on Query { __typename }",
    ],
    ids=["inline fragments", "lists", "types", "a chain of fragments"],
)
def test_nesting_without_end_is_no_failure_of_the_server(world: GraphQLWorld, document: str) -> None:
    assert world.query(document).status_code in (200, 400)


def test_a_document_that_was_refused_once_is_refused_again(world: GraphQLWorld) -> None:
    assert [world.query(EXCESSIVE["51 aliases"]).status_code for _ in range(3)] == [400, 400, 400]


def test_many_different_documents_are_all_answered(world: GraphQLWorld) -> None:
    for number in range(300):
        assert world.data(f"{{ a{number}: __typename }}") == {f"a{number}": "Query"}
