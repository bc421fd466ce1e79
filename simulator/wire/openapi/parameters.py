"""Parameters of operations: those in paths, queries and headers."""

import re
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from simulator.core.site import SITE_ID
from simulator.wire.openapi.schemas import Schemas
from simulator.wire.operation import Operation

_IN_PATHS = {
    "site_id": Annotated[str, Meta(pattern=f"^{SITE_ID.pattern}$", description="The site's id.")],
    "session_id": Annotated[str, Meta(min_length=1, description="The session's id.")],
    "attempt_id": Annotated[str, Meta(min_length=1, description="The attempt's id.")],
    "conversation_id": Annotated[str, Meta(min_length=1, description="The conversation's id.")],
    "fault_name": Annotated[str, Meta(min_length=1, description="A failure mode's name.")],
    "code": Annotated[str, Meta(min_length=1, description="A mistake's code.")],
}


def path_of(path: str) -> str:
    """A router's path with the names of its parameters as they are written in JSON."""
    return re.sub(r"\{(\w+)\}", lambda found: f"{{{_camel(found[1])}}}", path)


def parameters_of(operation: Operation, schemas: Schemas) -> list[dict[str, Any]]:
    """All parameters of an operation."""
    in_path = [_parameter("path", _camel(name), schemas.of(_IN_PATHS[name])) for name in operation.param_convertors]
    fields = msgspec.structs.fields(operation.query) if operation.query else ()
    in_query = [
        _parameter("query", field.encode_name, _schema(field, schemas), required=field.required) for field in fields
    ]
    in_headers = [
        _parameter("header", name, schemas.of(Annotated[str, Meta(description=purpose)]), required=False)
        for name, purpose in operation.headers.items()
    ]
    return [*in_path, *in_query, *in_headers]


def _parameter(place: str, name: str, schema: dict[str, Any], *, required: bool = True) -> dict[str, Any]:
    description = schema.pop("description", None)
    described = {"description": description} if description else {}
    return {"name": name, "in": place, "required": required, **described, "schema": schema}


def _schema(field: msgspec.structs.FieldInfo, schemas: Schemas) -> dict[str, Any]:
    # A parameter that is left out is no null: the schema is that of what may be written.
    schema = schemas.of(field.type)
    written = [one for one in schema.pop("anyOf", []) if one != {"type": "null"}]
    schema = written[0] if len(written) == 1 else schema
    default = {} if field.default in (msgspec.NODEFAULT, msgspec.UNSET, None) else {"default": field.default}
    return {**schema, **default}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
