"""A site's fields in Python's spelling."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

from simulator.handle.errors import SimulatorError

_RULES = ("leeway_seconds", "require_exp")


class SiteOptions(TypedDict, total=False):
    """What can be said of a site; docs/http.md tells of each, and of what holds unless it is given."""

    site_id: str
    name: str
    authentication_enabled: bool
    brand_public_keys: Sequence[str | Mapping[str, Any]]
    session_lifetime_seconds: float
    retries: int
    retry_delays_ms: Sequence[int]
    verdicts: Literal["explained", "opaque"]
    require_api_token: bool
    leeway_seconds: float
    require_exp: bool


def as_json(options: SiteOptions) -> dict[str, Any]:
    """The fields as the control API takes them."""
    return nested(options, SiteOptions)


def nested(options: Mapping[str, Any], known: type) -> dict[str, Any]:
    """The options under their names in JSON, the rules in an object of their own; ``known`` has all that there are."""
    fields: dict[str, Any] = {}
    for name, value in options.items():
        if name not in known.__annotations__:
            from simulator.core.wording import nearest  # noqa: PLC0415 - only a wrong name needs it

            raise SimulatorError(f"{name}: a site has no such field; {nearest(name, known.__annotations__)}")
        place = fields.setdefault("rules", {}) if name in _RULES else fields
        place[camel(name)] = value
    return fields


def camel(name: str) -> str:
    """The name as JSON has it."""
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)
