"""What a server that other machines reach lets them do, said plainly."""

from collections.abc import Iterator
from typing import NamedTuple

_ACT = "load the tag, sign visitors in, and read visitors and sessions over GraphQL"
_HEAR = "hear why a token is refused, with all that it holds"
_STEER = "mint tokens, get brands' private keys, read the journal, and change everything"


class Doors(NamedTuple):
    """What was opened: ``--trust-callers``, ``--control-token``; and the names under which others may steer."""

    trusts_callers: bool = False
    has_control_token: bool = False
    names: tuple[str, ...] = ()


def exposure(host: str, port: int, doors: Doors) -> Iterator[str]:
    """The lines to print: who can do what, and how that is changed."""
    yield f"  Open to every machine that reaches {host} port {port}:"
    yield f"    anybody there can {_ACT};"
    if doors.trusts_callers:
        yield f"      GraphQL at /graphql, but only under {', '.join(doors.names)},"
        yield "      an address, or a name in .iadvize.com;"
        yield f"    anybody there can {_HEAR} (--trust-callers);"
    else:
        yield f"    only callers on this machine can {_HEAR}"
        yield "      (--trust-callers lets others too);"
    if doors.has_control_token:
        yield f"    whoever has the control token can {_STEER}, under any name."
    elif doors.trusts_callers:
        yield f"    anybody there can {_STEER} (--trust-callers),"
        yield f"      but only under these names: {', '.join(doors.names)}."
        yield "      --allowed-host NAME adds one, such as this machine's address; under others it answers 403."
        yield "      Let no stranger reach it: publish a container's port on 127.0.0.1, or add --control-token."
    else:
        yield f"    only callers on this machine can {_STEER}"
        yield "      (--control-token lets those who know it)."
    yield ""
