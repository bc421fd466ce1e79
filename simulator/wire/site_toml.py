"""A site as a table of simulator.toml."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

TOML: Final = "application/toml"
_RETIRING = "retiringKeys"
_PRIVATE = ("brandPrivateKey", "secret")


def site_toml(site: Mapping[str, Any]) -> str:
    """The public names and values of a site under [[sites]], with a remark for what a configuration cannot hold."""
    import tomli_w  # noqa: PLC0415 - only those who ask for it pay for the writer

    table = {name: value for name, value in site.items() if name != _RETIRING and value is not None}
    remarks = "".join(f"# {remark}\n" for remark in _remarks(site))
    return remarks + tomli_w.dumps({"sites": [table]}, multiline_strings=True)


def _remarks(site: Mapping[str, Any]) -> Iterator[str]:
    if not any(name in site for name in _PRIVATE):
        yield "Private keys are left out; ?privateKeys=true adds the one that the simulator holds, if it does."
    retiring = site.get(_RETIRING, ())
    if any(one["key"] == "brand" for one in retiring):
        yield "The brand's key was rotated; those before it are left out."
    if any(one["key"] != "brand" for one in retiring):
        yield "iAdvize's key was rotated on this site; a server that reads this has its own."
