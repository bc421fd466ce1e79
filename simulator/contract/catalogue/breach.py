"""The shape of a breach: a mistake that is seen in answers, told on a page of its own."""

from collections.abc import Mapping
from types import MappingProxyType

from simulator.core.catalogue import FAILURE, WARNING, Mistake, Wording

PAGE = "docs/contract.md"


def failure(  # noqa: PLR0913 - one entry of the table, by name
    code: str,
    check: str,
    *,
    line: str,
    message: str,
    hint: str,
    making: str,
    variants: Mapping[str, Wording] = MappingProxyType({}),
    severity: str = FAILURE,
) -> Mistake:
    """A breach that nothing excuses; ``making`` tells of an endpoint that has it."""
    return Mistake(code, check, line, message, hint, making, severity, variants, page=PAGE)


def warning(  # noqa: PLR0913 - one entry of the table, by name
    code: str,
    check: str,
    *,
    line: str,
    message: str,
    hint: str,
    making: str,
    variants: Mapping[str, Wording] = MappingProxyType({}),
) -> Mistake:
    """A breach that a baseline may accept."""
    return failure(
        code, check, line=line, message=message, hint=hint, making=making, variants=variants, severity=WARNING
    )
