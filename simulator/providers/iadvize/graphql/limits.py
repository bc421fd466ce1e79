"""How much one operation may ask for, measured as it would be executed: each spread of a fragment counts anew."""

from collections.abc import Mapping

import msgspec
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from simulator.core.api_error import ApiError
from simulator.settings.bounds import Bounds

# Each step from a type's fields to their types' fields multiplies the answer.
INTROSPECTION_TOO_DEEP = 3


class Extent(msgspec.Struct, frozen=True):
    """How many aliases, how many fields deep, and how many of those are an introspection's ``fields``."""

    aliases: int = 0
    depth: int = 0
    introspection: int = 0

    def beside(self, other: "Extent") -> "Extent":
        """Both, one after the other."""
        return Extent(
            self.aliases + other.aliases,
            max(self.depth, other.depth),
            max(self.introspection, other.introspection),
        )

    def below(self, field: FieldNode) -> "Extent":
        """The field with this beneath it."""
        return Extent(
            self.aliases + (field.alias is not None),
            self.depth + 1,
            self.introspection + (field.name.value == "fields"),
        )


_NOTHING = Extent()


def check(document: DocumentNode, bounds: Bounds) -> None:
    """Raise ApiError where an operation goes beyond a limit."""
    definitions = document.definitions
    fragments = {each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)}
    measure = _Measure(fragments)
    for definition in definitions:
        if isinstance(definition, OperationDefinitionNode):
            _judge(measure.selections(definition.selection_set), bounds)


def too_complex(problem: str) -> ApiError:
    """What a document gets that asks for too much."""
    return ApiError("DOCUMENT_TOO_COMPLEX", problem)


def _judge(extent: Extent, bounds: Bounds) -> None:
    if extent.aliases > bounds.graphql_aliases:
        raise too_complex(f"The operation has more than {bounds.graphql_aliases} aliases.")
    if extent.depth > bounds.graphql_depth:
        raise too_complex(f"The operation's selections are more than {bounds.graphql_depth} deep.")
    if extent.introspection >= INTROSPECTION_TOO_DEEP:
        raise too_complex(f'The introspection nests "fields" {INTROSPECTION_TOO_DEEP} deep or more.')


class _Measure:
    """Measures each fragment once. Of a cycle it sees one round; validation refuses those."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._extents: dict[str, Extent] = {}

    def selections(self, selection_set: SelectionSetNode | None) -> Extent:
        extent = _NOTHING
        for selection in selection_set.selections if selection_set else ():
            extent = extent.beside(self._selection(selection))
        return extent

    def _selection(self, selection: SelectionNode) -> Extent:
        if isinstance(selection, FieldNode):
            return self.selections(selection.selection_set).below(selection)
        if isinstance(selection, FragmentSpreadNode):
            return self._fragment(selection.name.value)
        return self.selections(selection.selection_set) if isinstance(selection, InlineFragmentNode) else _NOTHING

    def _fragment(self, name: str) -> Extent:
        fragment = self._fragments.get(name)
        if name not in self._extents:
            self._extents[name] = _NOTHING
            self._extents[name] = self.selections(fragment.selection_set if fragment else None)
        return self._extents[name]
