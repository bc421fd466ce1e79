"""JSON Schemas of the types that parse bodies and that make answers."""

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints, is_typeddict

import msgspec

from simulator.wire.operation import AnyOf, ListOf

_REFERENCE = "#/components/schemas/{name}"


class Schemas:
    """Collects the schemas of whatever is asked for; ``named`` are those that are referred to.

    Raises TypeError where two types have one name, since the description would show one of them for both.
    """

    def __init__(self) -> None:
        self.named: dict[str, Any] = {}
        self._types: set[Any] = set()

    def of(self, kind: Any) -> dict[str, Any]:
        """The schema of a type, or a reference to it."""
        if isinstance(kind, AnyOf):
            schemas = [self.of(one) for one in kind.kinds]
            return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
        if isinstance(kind, ListOf):
            items = {"type": "array", "items": self.of(kind.items)}
            return {"type": "object", "properties": {kind.name: items}, "required": [kind.name]}
        if is_typeddict(kind) and kind in self._types:
            return {"$ref": _REFERENCE.format(name=kind.__name__)}
        (schema,), named = msgspec.json.schema_components((kind,), ref_template=_REFERENCE)
        for shape in _shapes(kind):
            members = named[shape.__name__]
            members["properties"] = {name: members["properties"][name] for name in get_type_hints(shape)}
            self._types.add(shape)
        for name, members in named.items():
            if self.named.setdefault(name, members) != members:
                raise TypeError(f"Two types of the API are called {name}; rename one.")
        return schema

    def is_more_than_empty(self, schema: dict[str, Any]) -> bool:
        """Whether an object of this schema must have any member; no body at all is an empty object."""
        if "anyOf" in schema:
            return all(self.is_more_than_empty(one) for one in schema["anyOf"])
        named = self.named[schema["$ref"].rpartition("/")[2]] | schema
        return bool(named["required"] or named.get("minProperties"))


def _shapes(kind: Any) -> Iterator[Any]:
    """Every TypedDict in a type, of which msgspec forgets the order of its members."""
    for part in get_args(kind):
        yield from _shapes(part)
    if is_typeddict(kind):
        yield kind
        for part in get_type_hints(kind).values():
            yield from _shapes(part)
