"""The schemas of the API's description."""

from typing import TypedDict

import msgspec
import pytest

from simulator.wire.openapi.schemas import Schemas


def typed(name: str, **members: type) -> type:
    return TypedDict(name, members)  # type: ignore[operator, no-any-return]  # made at run time, so that two share a name


@pytest.mark.parametrize("make", [typed, lambda name, **members: msgspec.defstruct(name, list(members.items()))])
def test_two_types_of_one_name_are_refused(make: object) -> None:
    assert callable(make)
    schemas = Schemas()
    schemas.of(make("Body", user=str))
    with pytest.raises(TypeError, match="Two types of the API are called Body"):
        schemas.of(make("Body", password=str))


def test_one_type_may_be_asked_for_again() -> None:
    schemas = Schemas()
    kind = typed("Body", user=str)
    assert schemas.of(kind) == schemas.of(kind)
    assert set(schemas.named) == {"Body"}
