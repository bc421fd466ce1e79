"""JSON as a security check must read it: UTF-8, one meaning only, every number finite.

``json.loads`` alone guesses UTF-16, lets NaN through, keeps the last of two equal members and raises
RecursionError on deep nesting. RFC 7515 section 4 and RFC 8259 leave a recipient free to refuse all of these.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

import msgspec

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
MAX_INTEGER_DIGITS = 300  # every integer up to here fits a double, so arithmetic with it cannot overflow
MAX_DEPTH = 64
_DECODE = msgspec.json.Decoder().decode
_ENCODE = msgspec.json.Encoder().encode
_DIGITS_ALIKE = bytes.maketrans(b"123456789", b"000000000")
_VAST = b"0" * MAX_INTEGER_DIGITS
# Of every 64th byte, so many in a row are digits where a number is vast, and next to never where none is.
_SAMPLED = 64
_VAST_SAMPLED = b"0" * (MAX_INTEGER_DIGITS // _SAMPLED)
_UNSURE = object()


class NotStrictJson(ValueError):
    """The bytes are no JSON text that can be read in exactly one way; ``problem`` says which rule they break."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Parsed(msgspec.Struct, frozen=True):
    """A JSON value, and the names of members that stood more than once in one object."""

    value: Any
    repeated: tuple[str, ...]


def parse(data: bytes) -> Parsed:
    """The JSON value in UTF-8 bytes; raises NotStrictJson."""
    value = _at_once(data)
    return parse_carefully(data) if value is _UNSURE else Parsed(value, ())


def _at_once(data: bytes) -> Any:
    """The value of what msgspec would write just so, which it does in a tenth of the time, or ``_UNSURE``.

    Whatever could be read in two ways it would have written otherwise: members that stand twice, numbers and
    characters in another form, white space. What core bounds, the depth and the digits of a number, is looked at here.
    """
    if not is_bounded(data):
        return _UNSURE
    try:
        value = _DECODE(data)
        return value if _ENCODE(value) == data else _UNSURE
    except ValueError:
        return _UNSURE


def is_bounded(data: bytes) -> bool:
    """Whether it can neither nest too deep nor hold a vast number."""
    if data.count(b"{") + data.count(b"[") > MAX_DEPTH:
        return False
    may_be_vast = _VAST_SAMPLED in data[::_SAMPLED].translate(_DIGITS_ALIKE)
    return not may_be_vast or _VAST not in data.translate(_DIGITS_ALIKE)


def parse_carefully(data: bytes) -> Parsed:
    """The same, whatever msgspec would write; slower."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotStrictJson(f"byte {error.start} is not UTF-8") from None
    repeated: list[str] = []
    try:
        try:
            value = _decoded(text)
        except _MemberRepeatedError:
            value = _decoder(partial(_collect, repeated)).decode(text)
    except NotStrictJson:
        raise
    except json.JSONDecodeError as error:
        raise NotStrictJson(_decode_problem(text, error)) from None
    except RecursionError:
        raise NotStrictJson("it nests too deep") from None
    if text.count("{") + text.count("[") > MAX_DEPTH and _depth_over(value, MAX_DEPTH):
        raise NotStrictJson("it nests too deep")
    if "\\u" in text and _LONE_SURROGATE.search(json.dumps(value, ensure_ascii=False)):
        raise NotStrictJson("it holds half of a surrogate pair, which is no character")
    return Parsed(value, tuple(repeated))


def parse_object(data: bytes) -> Parsed:
    """The JSON object in UTF-8 bytes; anything else than an object raises NotStrictJson too."""
    parsed = parse(data)
    if not isinstance(parsed.value, dict):
        raise NotStrictJson(f"it is {kind(parsed.value)}, not an object")
    return parsed


def kind(value: object) -> str:
    """The JSON name of a value's type, with its article."""
    names: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "a boolean"),
        ((int, float), "a number"),
        (str, "a string"),
        (dict, "an object"),
        (list, "an array"),
    )
    return next((name for types, name in names if isinstance(value, types)), "null")


class _MemberRepeatedError(Exception):
    """An object has a member twice; the text is read again to name it."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _MemberRepeatedError
    return members


def _collect(repeated: list[str], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    counts = Counter(name for name, _ in pairs)
    repeated.extend(name for name, count in counts.items() if count > 1)
    return dict(pairs)


def _refuse_constant(name: str) -> NoReturn:
    raise NotStrictJson(f"{name} is no JSON number")


def _finite(literal: str) -> float:
    number = float(literal)
    if not math.isfinite(number):
        raise NotStrictJson("it holds a number too large to read")
    return number


def _bounded(literal: str) -> int:
    if len(literal) > MAX_INTEGER_DIGITS:
        raise NotStrictJson("it holds a number too large to read")
    return int(literal)


def _decoder(objects: Callable[[list[tuple[str, Any]]], dict[str, Any]]) -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=objects, parse_constant=_refuse_constant, parse_float=_finite, parse_int=_bounded
    )


_DECODER = _decoder(_once)


def _decoded(text: str) -> Any:
    """The decoder's own ``decode`` twice looks for white space, which hardly any token has."""
    if text[:1] == "{":
        value, end = _DECODER.raw_decode(text)
        if end == len(text):
            return value
    return _DECODER.decode(text)


def _decode_problem(text: str, error: json.JSONDecodeError) -> str:
    if not text:
        return "it is empty"
    if text.startswith("\ufeff"):
        return "it starts with a byte order mark"
    return f"it is no JSON: {error.msg[0].lower()}{error.msg[1:]} at character {error.pos}"


def _depth_over(value: Any, limit: int) -> bool:
    level: list[Any] = [value]
    for _ in range(limit):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return False
    return True


def _children(parent: Any) -> list[Any]:
    members = parent.values() if isinstance(parent, dict) else parent
    return [member for member in members if isinstance(member, (dict, list))]
