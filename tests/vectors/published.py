"""The examples that the RFCs publish, as data, each with the section that it stands in."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Example:
    """One published token. ``rfc`` and ``section`` say where."""

    rfc: str
    section: str
    title: str
    text: str

    def __str__(self) -> str:
        return f"RFC {self.rfc} {self.section} {self.title}"


def _document(rfc: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((HERE / f"rfc{rfc}.json").read_text("utf-8"))
    return document


DOCUMENTS = {rfc: _document(rfc) for rfc in ("7515", "7516", "7519", "7520")}


def examples(kind: str) -> list[Example]:
    """All of one kind: ``jws``, ``jwe`` (both compact) or ``json``."""
    return [Example(rfc, **entry) for rfc, document in DOCUMENTS.items() for entry in document[kind]]


def example(rfc: str, section: str) -> Example:
    return next(
        one for kind in ("jws", "jwe", "json") for one in examples(kind) if (one.rfc, one.section) == (rfc, section)
    )


def key(rfc: str, section: str) -> dict[str, Any]:
    """A JWK of the examples."""
    found: dict[str, Any] = DOCUMENTS[rfc]["keys"][section]
    return found


def plaintext(rfc: str, section: str) -> bytes:
    """What an encrypted example says once opened."""
    text: str = DOCUMENTS[rfc]["plaintexts"][section]
    return text.encode("utf-8")
