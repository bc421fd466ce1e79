"""A site as a table of simulator.toml."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

TOML: Final = "application/toml"
_RETIRING = "retiringKeys"
_PRIVATE = ("brandPrivateKey", "secretKey")


def site_toml(site: Mapping[str, Any], fields: type[msgspec.Struct]) -> str:
    """What a configuration can say of a site, under [[sites]], with a remark for what it cannot hold.

    ``fields`` is the type of the body that sets such a site up.
    """
    import tomli_w  # noqa: PLC0415 - only those who ask for it pay for the writer

    names = {field.encode_name for field in msgspec.structs.fields(fields)} | {*_PRIVATE}
    table = {name: value for name, value in site.items() if name in names and value is not None}
    remarks = "".join(f"# {remark}\n" for remark in _remarks(site))
    return remarks + tomli_w.dumps({"sites": [table]}, multiline_strings=True)


def _remarks(site: Mapping[str, Any]) -> Iterator[str]:
    if not any(name in site for name in _PRIVATE):
        yield "Private and secret keys are left out; ?privateKeys=true adds the one that the simulator holds, if any."
    retiring = {one["key"] for one in site.get(_RETIRING, ())}
    if retiring - {"iadvize"}:
        yield "The key was rotated; those before it are left out."
    if "iadvize" in retiring:
        yield "iAdvize's key was rotated on this site; a server that reads this has its own."
