"""JSON that can be read in one way only; of all other texts it is said which rule they break."""

import itertools
import json
from typing import Any

import pytest

from simulator.core.strict_json import MAX_DEPTH, MAX_INTEGER_DIGITS, NotStrictJson, kind, parse, parse_object

TOO_DEEP = "it nests too deep"
TOO_LARGE = "it holds a number too large to read"
HALF_A_PAIR = "it holds half of a surrogate pair, which is no character"
GOOD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    4.25,
    "",
    "text",
    "é\U0001f511",
    [],
    {},
    [[], {}, [None]],
    {"a": 1, "b": {"a": 2, "c": [{"a": 3}]}},
)
BROKEN = {
    b"": "it is empty",
    b"\xef\xbb\xbf{}": "it starts with a byte order mark",
    b'{"a":"\xe9"}': "byte 6 is not UTF-8",
    b"{'a':1}": "it is no JSON: expecting property name enclosed in double quotes at character 1",
    b'{"a":1} x': "it is no JSON: extra data at character 8",
    b'{"a":NaN}': "NaN is no JSON number",
    b'{"a":-Infinity}': "-Infinity is no JSON number",
    b"1e400": TOO_LARGE,
    b"-1e400": TOO_LARGE,
    b"9" * (MAX_INTEGER_DIGITS + 1): TOO_LARGE,
    b'["\\ud800"]': HALF_A_PAIR,
    b'{"\\udfff":1}': HALF_A_PAIR,
    b'{"a":"\\udc00\\ud800"}': HALF_A_PAIR,
}
KINDS: tuple[tuple[object, str], ...] = (
    (None, "null"),
    (True, "a boolean"),
    (1, "a number"),
    (1.5, "a number"),
    ("x", "a string"),
    ({}, "an object"),
    ([], "an array"),
)


def problem(data: bytes) -> str:
    with pytest.raises(NotStrictJson) as error:
        parse(data)
    assert str(error.value) == error.value.problem
    return error.value.problem


def nested(openings: str) -> bytes:
    """Arrays and objects, one in the other."""
    opened = "".join('{"x":' if each == "{" else "[" for each in openings)
    closed = "".join("}" if each == "{" else "]" for each in reversed(openings))
    return f"{opened}1{closed}".encode()


@pytest.mark.parametrize("value", GOOD, ids=repr)
@pytest.mark.parametrize("around", ["{}", " {}", "{} ", "\r\n\t{}\n"], ids=repr)
def test_plain_json_is_read_with_any_white_space_around_it(value: Any, around: str) -> None:
    parsed = parse(around.replace("{}", json.dumps(value)).encode())
    assert parsed.value == value
    assert parsed.repeated == ()


@pytest.mark.parametrize("data", BROKEN, ids=repr)
def test_a_broken_text_is_told_which_rule_it_breaks(data: bytes) -> None:
    assert problem(data) == BROKEN[data]


@pytest.mark.parametrize("openings", ["[", "{", "[{", "{["])
def test_sixty_four_levels_are_read_and_one_more_is_not(openings: str) -> None:
    deep = "".join(itertools.islice(itertools.cycle(openings), MAX_DEPTH + 1))
    assert parse(nested(deep[:-1])).repeated == ()
    assert problem(nested(deep)) == TOO_DEEP


@pytest.mark.parametrize("depth", [1000, 100_000])
def test_what_nests_deeper_than_python_can_follow_is_told_alike(depth: int) -> None:
    assert problem(nested("[" * depth)) == TOO_DEEP


@pytest.mark.parametrize(
    "data", [b"[" + b"{}," * 200 + b"[]]", b'{"a":"' + b"[{" * 200 + b'"}'], ids=["beside", "text"]
)
def test_many_brackets_that_do_not_nest_are_no_depth(data: bytes) -> None:
    assert parse(data).repeated == ()


def test_the_longest_integer_is_read_exactly() -> None:
    digits = "9" * MAX_INTEGER_DIGITS
    assert parse(digits.encode()).value == int(digits)


def test_a_whole_surrogate_pair_is_one_character() -> None:
    assert parse(b'"\\ud83d\\udd11"').value == "\U0001f511"


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ('{"a":1,"a":2}', ("a",)),
        ('{"a":1,"b":2,"b":3,"a":4,"a":5}', ("a", "b")),
        ('{"o":{"x":1,"x":1},"p":[{"y":1,"y":2}]}', ("x", "y")),
        ('{"o":{"x":1,"x":1},"p":{"x":1,"x":1}}', ("x", "x")),
        ('[{"a":1},{"a":1}]', ()),
    ],
)
def test_members_that_stand_twice_in_one_object_are_named(text: str, repeated: tuple[str, ...]) -> None:
    assert parse(text.encode()).repeated == repeated


def test_of_members_that_stand_twice_the_last_is_read() -> None:
    assert parse(b'{"a":1,"o":{"b":1,"b":2},"a":3}').value == {"a": 3, "o": {"b": 2}}


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (b"NaN", "NaN is no JSON number"),
        (b"1e400", TOO_LARGE),
        (b"9" * 400, TOO_LARGE),
        (b"[" * 65 + b"]" * 65, TOO_DEEP),
        (b'"\\ud800"', HALF_A_PAIR),
        (b"1 1", "it is no JSON: expecting ',' delimiter at character 25"),
    ],
)
def test_a_member_that_stands_twice_hides_nothing_after_it(after: bytes, told: str) -> None:
    assert problem(b'{"o":{"a":1,"a":1},"x":' + after + b"}") == told


@pytest.mark.parametrize(("value", "name"), KINDS)
def test_a_value_has_the_name_that_json_gives_its_type(value: object, name: str) -> None:
    assert kind(value) == name


@pytest.mark.parametrize(("value", "name"), [each for each in KINDS if each[0] != {}])
def test_anything_but_an_object_is_told_what_it_is(value: object, name: str) -> None:
    with pytest.raises(NotStrictJson) as error:
        parse_object(json.dumps(value).encode())
    assert error.value.problem == f"it is {name}, not an object"


def test_an_object_is_read_as_one() -> None:
    assert parse_object(b'{"a":1}').value == {"a": 1}
