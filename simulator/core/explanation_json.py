"""The JSON shape of a token that is explained: its verdict, what it is made of, and the code that mends it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict

import msgspec

from simulator.core.verdict import Verdict, VerdictJson, verdict_json

if TYPE_CHECKING:
    from simulator.core.explanation import Anatomy, Evidence, Fix, Part


class SpanJson(TypedDict):
    """A stretch of a line in Unicode code points, and what is wrong there; ``outcome`` is ``failed`` or ``warning``."""

    start: int
    end: int
    label: str
    outcome: str


class LineJson(TypedDict):
    """One line of what a part holds; ``remark`` stands beside it, as a date beside an epoch time does."""

    text: str
    spans: list[SpanJson]
    remark: str


class PartJson(TypedDict):
    """One part of a token: ``4.1`` is the first one inside the fourth; ``outcome`` is set where something is wrong."""

    number: str
    name: str
    characters: int | None
    note: str
    lines: list[LineJson]
    outcome: str | None


class AnatomyJson(TypedDict):
    """A token taken apart."""

    title: str
    parts: list[PartJson]


class MarkedSnippetJson(TypedDict):
    """Code in one language; lines that hold one of the texts in ``crucial`` are what makes the difference."""

    label: str
    code: str
    crucial: Sequence[str]


class MarkedFixJson(TypedDict):
    """The code that mends what is wrong with this token."""

    title: str
    snippets: list[MarkedSnippetJson]


class ExplanationJson(TypedDict):
    """All that can be said of a token; ``at`` is the site's time in epoch seconds."""

    at: float
    verdict: VerdictJson
    anatomy: AnatomyJson | None
    fix: MarkedFixJson | None


class Explained(msgspec.Struct, frozen=True):
    """A verdict and what may be shown beside it; ``at`` is the site's time in epoch seconds."""

    verdict: Verdict
    evidence: "Evidence"
    at: float


def explanation_json(explained: Explained) -> ExplanationJson:
    """The verdict and its evidence under their public names."""
    evidence = explained.evidence
    return {
        "at": explained.at,
        "verdict": verdict_json(explained.verdict),
        "anatomy": _anatomy(evidence.anatomy) if evidence.anatomy else None,
        "fix": _fix(evidence.fix) if evidence.fix else None,
    }


def _anatomy(anatomy: "Anatomy") -> AnatomyJson:
    return {"title": anatomy.title, "parts": [_part(part) for part in anatomy.parts]}


def _part(part: "Part") -> PartJson:
    return {
        "number": part.number,
        "name": part.name,
        "characters": part.characters,
        "note": part.note,
        "lines": [
            {
                "text": line.text,
                "spans": [
                    {"start": span.start, "end": span.end, "label": span.label, "outcome": span.outcome}
                    for span in line.spans
                ],
                "remark": line.remark,
            }
            for line in part.lines
        ],
        "outcome": part.outcome,
    }


def _fix(fix: "Fix") -> MarkedFixJson:
    return {
        "title": fix.title,
        "snippets": [
            {"label": snippet.label, "code": snippet.code, "crucial": snippet.crucial} for snippet in fix.snippets
        ],
    }
