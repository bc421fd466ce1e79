"""Whether what an example shows is what came: an ellipsis stands for anything, and one moment for another."""

import json
import re
from typing import Any

_A_TIME = 1e9  # numbers from here on are epoch seconds
_VARYING = (
    (re.compile(r"with\s+the\s+key\s+in\s.+?\n\n", re.DOTALL), "with the key in its place\n\n"),
    (re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])"), "a thumbprint"),
    (re.compile(r"(now|in \d+ \w+( \d+ \w+)?|\d+ \w+ ago)$", re.MULTILINE), "then"),
    (re.compile(r"\d[\d,]*(\.\d+)?"), "0"),
    (re.compile(r"\^+"), "^"),
)
_ELLIPSIS = "…"


def same_text(shown: str, real: str) -> bool:
    """The same but for sizes, dates, thumbprints and the place of the keys, which differ from one run to the next."""
    return _matches(_plain(shown), _plain(real))


def same_json(shown: str, real: str) -> bool:
    """The same JSON, but for what is left open."""
    return _fits(json.loads(shown), json.loads(real))


def _fits(shown: Any, real: Any) -> bool:
    if isinstance(shown, dict) and isinstance(real, dict):
        named = {name: value for name, value in shown.items() if name != _ELLIPSIS}
        complete = _ELLIPSIS in shown or named.keys() == real.keys()
        return complete and all(name in real and _fits(value, real[name]) for name, value in named.items())
    if isinstance(shown, list) and isinstance(real, list):
        is_open = bool(shown) and shown[-1] == _ELLIPSIS
        wanted = shown[:-1] if is_open else shown
        return (
            (is_open or len(wanted) == len(real))
            and all(_fits(*pair) for pair in zip(wanted, real, strict=False))
            and len(wanted) <= len(real)
        )
    if isinstance(shown, str) and isinstance(real, str):
        return _matches(shown, real)
    if _is_time(shown) and _is_time(real):
        return True
    return bool(shown == real)


def _is_time(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > _A_TIME


def _matches(shown: str, real: str) -> bool:
    pattern = ".*".join(re.escape(piece) for piece in shown.split(_ELLIPSIS))
    return re.fullmatch(pattern, real, re.DOTALL) is not None


def _plain(text: str) -> str:
    for pattern, stand_in in _VARYING:
        text = pattern.sub(stand_in, text)
    return " ".join(text.split())
