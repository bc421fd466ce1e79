"""Relay's pages: opaque cursors, a page at a time, newest first."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

import msgspec
import strawberry

from simulator.core import base64url
from simulator.core.api_error import ApiError

DEFAULT_FIRST = 20
MAX_FIRST = 100
Entry = TypeVar("Entry")
Entry_co = TypeVar("Entry_co", covariant=True)


@strawberry.type(description="Where a page stands among all entries.")
class PageInfo:
    """Relay's PageInfo."""

    has_next_page: bool = strawberry.field(description="Whether more entries follow.")
    has_previous_page: bool = strawberry.field(description="Whether entries stand before it.")
    start_cursor: str | None = strawberry.field(description="The first entry's cursor; null on an empty page.")
    end_cursor: str | None = strawberry.field(
        description="The last entry's cursor, for `after`; null on an empty page."
    )


class Entries(Protocol[Entry_co]):
    """A store that can be paged through."""

    async def get(self, site_id: str, entry_id: str, /) -> Entry_co | None:
        """The entry, or None."""

    async def page(self, site_id: str, after: str | None, first: int) -> Sequence[Entry_co]:
        """At most ``first`` entries behind one."""

    async def count(self, site_id: str) -> int:
        """How many there are."""


class Listing(msgspec.Struct, frozen=True):
    """One kind of entry: ``id_of`` names an entry, ``fields_of`` renders it."""

    id_of: Callable[[Any], str]
    fields_of: Callable[[Any], dict[str, Any]]

    async def connection(self, entries: Entries[Entry], site_id: str, first: int, after: str | None) -> dict[str, Any]:
        """One page under a connection's names. Raises ApiError."""
        if not 0 <= first <= MAX_FIRST:
            raise ApiError("INVALID_ARGUMENT", f"first: {first} is not from 0 to {MAX_FIRST}.")
        behind = None if after is None else _entry_id(after)
        if behind is not None and await entries.get(site_id, behind) is None:
            raise _no_cursor()
        found = await entries.page(site_id, behind, first + 1)
        shown = found[:first]
        edges = [{"node": self.fields_of(entry), "cursor": _cursor(self.id_of(entry))} for entry in shown]
        return {
            "edges": edges,
            "pageInfo": {
                "hasNextPage": len(found) > first,
                "hasPreviousPage": behind is not None,
                "startCursor": edges[0]["cursor"] if edges else None,
                "endCursor": edges[-1]["cursor"] if edges else None,
            },
            "totalCount": await entries.count(site_id),
        }


def _cursor(entry_id: str) -> str:
    return base64url.encode(entry_id.encode())


def _entry_id(cursor: str) -> str:
    try:
        return base64url.decode(cursor).decode()
    except ValueError:
        raise _no_cursor() from None


def _no_cursor() -> ApiError:
    return ApiError("INVALID_ARGUMENT", "after: there is no entry at this cursor; take one from this list's pageInfo.")
