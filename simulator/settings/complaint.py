"""What is said of a value that does not fit its type: what would have fitted, and where a misplaced field belongs."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import inspect

from simulator.core.wording import plain_types

_PART = re.compile(r"[^.\[\]]+|\[[^\]]*\]")
_CHOICE = ("Invalid enum value", "Invalid value")


def site_complaint(problem: str, kind: type, also: Sequence[str]) -> str:
    """What msgspec says of a site's table in TOML, with the place in front.

    ``also`` are fields that stand in the table beside those of its type.
    """
    words, _, path = problem.partition(" - at `$")
    path = path.rstrip("`")
    said = f"{plain_types(words)}{choices(words, kind, path)}{_where_it_belongs(words, path, kind, also)}"
    return f"{counted_from_one(path)}: {said}{'' if said.endswith('?') else '.'}"


def field_meant(problem: str, kind: Any, path: str) -> str:
    """What an unknown field was meant to be or where it belongs, as the end of the sentence; ``path`` ends in it."""
    place = "".join(f".{part}" for part in path.split(".")[:-1])
    if "unknown field" not in problem or place not in _fields(kind, ()):
        return ""
    return _where_it_belongs(problem, place, kind, ())


def counted_from_one(path: str) -> str:
    """A path whose lists are counted as people count, as the tables of a TOML file are."""
    return re.sub(r"\[(\d+)\]", lambda place: f"[{int(place[1]) + 1}]", path)


def choices(problem: str, kind: Any, path: str) -> str:
    """What would have been valid there, as the end of the sentence; nothing where it isn't one of a few texts."""
    if not problem.startswith(_CHOICE):
        return ""
    at = [inspect.type_info(kind)]
    for part in _PART.findall(path):
        at = [inner for outer in at for inner in _inside(outer, part)]
    valid = dict.fromkeys(value for one in at for value in _values(one))
    return f"; valid are {', '.join(valid)}" if valid else ""


def _inside(kind: inspect.Type, part: str) -> Iterator[inspect.Type]:
    if isinstance(kind, inspect.UnionType):
        for one in kind.types:
            yield from _inside(one, part)
    elif isinstance(kind, inspect.StructType):
        if kind.tag_field == part:
            yield inspect.LiteralType((kind.tag,))
        yield from (field.type for field in kind.fields if field.encode_name == part)
    elif isinstance(kind, inspect.ListType) and part.startswith("["):
        yield kind.item_type


def _values(kind: inspect.Type) -> Iterator[str]:
    if isinstance(kind, inspect.UnionType):
        for one in kind.types:
            yield from _values(one)
    elif isinstance(kind, inspect.LiteralType):
        yield from map(str, kind.values)


def _where_it_belongs(words: str, path: str, kind: type, also: Sequence[str]) -> str:
    if "unknown field" not in words:
        return ""
    unknown = words.rpartition("field `")[2].rstrip("`")
    places = _fields(kind, also)
    own = places.get(path, ())
    others = {name: f"{place}.{name}".lstrip(".") for place, names in places.items() if place != path for name in names}
    if unknown in others and unknown not in own:
        return f"; it belongs under {others[unknown].rpartition('.')[0] or 'the site itself'}: {others[unknown]}"
    for names in (own, tuple(others)):
        near = difflib.get_close_matches(unknown, names, n=1)
        if near:
            return f"; did you mean {near[0] if names is own else others[near[0]]}?"
    return f"; known are {', '.join(own)}"


def _fields(kind: type, also: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """The names that may stand in the table and in each table within, by path."""
    places: dict[str, Sequence[str]] = {}
    table = inspect.type_info(kind)
    if isinstance(table, inspect.StructType):
        places[""] = (*(field.encode_name for field in table.fields), *also)
        for field in table.fields:
            for inner in field.type.types if isinstance(field.type, inspect.UnionType) else (field.type,):
                if isinstance(inner, inspect.StructType):
                    places[f".{field.encode_name}"] = tuple(one.encode_name for one in inner.fields)
    return places
