"""The token in an answer."""

from typing import Any

from simulator.contract.observed import Answer, Found
from simulator.core import strict_json
from simulator.core.catalogue import shown

DEFAULT_PATH = "token"
_A_TOKENS_DOTS = 2
_TOO_LONG_FOR_WORDS = 100
_DEPTH = 6
_MISSING = object()


def token_in(answer: Answer, path: str | None) -> Found:
    """The token where the path says; without one, a text or what is called ``token``."""
    if not answer.body:
        return Found(problem="empty", seen="an empty body", path=path or "")
    try:
        value = strict_json.parse(answer.body).value
    except strict_json.NotStrictJson as error:
        return _in_text(answer, path, error.problem)
    if isinstance(value, str) and path is None:
        return Found(value)
    if not isinstance(value, (dict, list)):
        return Found(problem="no-object", seen=strict_json.kind(value), path=path or DEFAULT_PATH)
    return _in_json(value, path or DEFAULT_PATH)


def _in_text(answer: Answer, path: str | None, problem: str) -> Found:
    try:
        text = answer.body.decode("utf-8")
    except UnicodeDecodeError:
        return Found(problem="binary", seen=f"{len(answer.body):,} bytes that are no text", path=path or "")
    if text.lstrip()[:1] == "<":
        return Found(problem="html", seen=shown(text.strip(), 60), path=path or "")
    if path is not None:
        return Found(problem="no-json", seen=problem, path=path)
    is_one_word = len(text.split()) == 1 and len(text) >= _TOO_LONG_FOR_WORDS
    if text.count(".") >= _A_TOKENS_DOTS or is_one_word:
        return Found(text)
    return Found(problem="words", seen=shown(text.strip(), 60))


def _in_json(value: Any, path: str) -> Found:
    found: Any = value
    for step in path.split("."):
        found = _member(found, step)
        if found is _MISSING:
            elsewhere = _looks_like_token(value, _DEPTH)
            problem = "elsewhere" if elsewhere else "no-member"
            return Found(problem=problem, seen=elsewhere or _members(value), path=path)
    if not isinstance(found, str):
        return Found(problem="not-text", seen=strict_json.kind(found), path=path)
    return Found(found) if found else Found(problem="blank", path=path)


def _member(value: Any, step: str) -> Any:
    if isinstance(value, dict):
        return value.get(step, _MISSING)
    if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
        return value[int(step)]
    return _MISSING


def _looks_like_token(value: Any, depth: int, path: str = "") -> str | None:
    """The path of the first text in it that has a token's dots."""
    if isinstance(value, str):
        return path if value.startswith("ey") and value.count(".") >= _A_TOKENS_DOTS else None
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not depth:
        return None
    paths = (_looks_like_token(member, depth - 1, f"{path}.{name}".lstrip(".")) for name, member in members)
    return next((found for found in paths if found), None)


def _members(value: Any) -> str:
    if isinstance(value, list):
        return "an array"
    return shown(", ".join(value), 60) if value else "no member at all"
