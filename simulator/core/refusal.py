"""The one way in which this package says no."""

from collections.abc import Mapping
from typing import Any

import msgspec


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One thing seen in a token or a request, named by its stable code.

    ``variant`` picks the catalogue's wording for the evidence at hand; ``facts`` fill that wording.
    ``found`` and ``expected`` are JSON values.
    """

    code: str
    found: Any = None
    expected: Any = None
    variant: str | None = None
    facts: Mapping[str, object] = msgspec.field(default_factory=dict)


class Refusal(Exception):
    """A "no" that stops the work at hand."""

    def __init__(
        self,
        code: str,
        *,
        found: Any = None,
        expected: Any = None,
        variant: str | None = None,
        **facts: object,
    ) -> None:
        super().__init__(code)
        self.finding = Finding(code, found, expected, variant, facts)

    @classmethod
    def of(cls, finding: Finding) -> "Refusal":
        """The refusal for something found."""
        refusal = cls(finding.code)
        refusal.finding = finding
        return refusal

    @property
    def code(self) -> str:
        """The stable code of what was refused."""
        return self.finding.code
