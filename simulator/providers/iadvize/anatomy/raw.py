"""Bytes that should be JSON, as they stand."""

import json
import re

from simulator.core import base64url
from simulator.core.explanation import Line, Span

_EXCERPT = 2000


def size(part: str) -> str:
    """How many bytes a part of base64url holds, in words."""
    try:
        count = len(base64url.decode(part))
    except ValueError:
        return ""
    return f"{count:,} byte{'' if count == 1 else 's'}"


def unreadable(data: bytes) -> Line:
    """The text of what is no JSON object, with a mark where it stops being one."""
    text = data.decode("utf-8", "replace")[:_EXCERPT]
    start, label = 0, "a JSON object is expected here"
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        start, label = min(error.pos, len(text)), error.msg[0].lower() + error.msg[1:]
    except (ValueError, RecursionError):
        label = "no JSON that can be read"
    return Line(text or "(empty)", (Span(start, start + 1, label),))


def repeated(data: bytes, name: str) -> Line:
    """The text of an object, with a mark at the second time that it names a member."""
    text = data.decode("utf-8", "replace")
    # A member's name may be written with escapes; then there is nothing to point at.
    places = [
        match.span() for match in re.finditer(re.escape(json.dumps(name, ensure_ascii=False)) + r"(?=\s*:)", text)
    ]
    spans = tuple(Span(start, end, "a second time") for start, end in places[1:2])
    return Line(text[:_EXCERPT], spans)
