"""The schema's own scalars. Times, ids and JSON leave as they were rendered; only what comes in is looked at."""

import re
from datetime import UTC, datetime
from typing import NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

DateTime = NewType("DateTime", str)
Json = NewType("Json", object)
Uuid = NewType("Uuid", str)

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_FIRST_SECOND = -62_135_596_800  # the year 1
_AFTER_LAST_SECOND = 253_402_300_800  # the year 10000


def rfc3339(epoch: float | None) -> str | None:
    """Epoch seconds as text in UTC, to the millisecond; None where no calendar reaches."""
    if epoch is None or not _FIRST_SECOND <= epoch < _AFTER_LAST_SECOND:
        return None
    return datetime.fromtimestamp(epoch, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _uuid(value: object) -> str:
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise ValueError("a UUID has the form 123e4567-e89b-12d3-a456-426614174000")
    return value.lower()


SCALARS: dict[object, ScalarDefinition] = {
    DateTime: strawberry.scalar(
        name="DateTime",
        description="A moment in UTC, as RFC 3339 writes it (2026-01-31T12:00:00.000Z), on the project's own clock.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
    ),
    Json: strawberry.scalar(
        name="JSON",
        description="Any JSON value, answered whole; nothing can be selected inside it.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc8259",
    ),
    Uuid: strawberry.scalar(
        name="UUID",
        description="A universally unique identifier: 123e4567-e89b-12d3-a456-426614174000.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc9562",
        parse_value=_uuid,
    ),
}
