"""The scenarios that come with the simulator, each a TOML file beside this one, and reading such files."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from simulator.core.wording import nearest
from simulator.wire.answers import WireError

_HERE = Path(__file__).parent


@cache
def built_in() -> Mapping[str, Any]:
    """What each file says, by name, in the order of the alphabet."""
    import tomllib  # noqa: PLC0415 - only those who ask for scenarios pay for its parser

    return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(_HERE.glob("*.toml"))}


def named(name: str) -> Any:
    """What the file of this name says; raises WireError 422 that names the nearest."""
    known = built_in()
    if name not in known:
        message = f'name: there is no scenario "{name[:80]}"; {nearest(name, known)}'
        raise WireError(422, "field_invalid", message, "name")
    return known[name]
