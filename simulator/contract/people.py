"""Whom the tokens name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.contract.tokens import Judged
from simulator.core.refusal import Finding
from simulator.core.report import Step

Facts = Mapping[str, object]
_PLACEHOLDERS = ("null", "undefined", "none", "nil", "nan", "[object object]", "<nil>", "{}")
_NOBODY = (*_PLACEHOLDERS, "anonymous", "guest", "unknown")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def user_id_stable(tokens: Sequence[Judged], *, signed_in_again: bool) -> Step[Facts]:
    """Whether one user keeps one id, after a login anew too."""
    ids = [str(judged.verdict.user_id) for judged in tokens if judged.who == "user" and judged.verdict.user_id]
    known = list(dict.fromkeys(ids))
    if len(known) > 1:
        is_sessions = signed_in_again and len(set(ids[:-1])) == 1
        facts = {"count": len(known)}
        yield Finding("user_id_unstable", known, "one id", "session" if is_sessions else None, facts)
    return {"again": ", after a login anew too" if signed_in_again else ""}


def user_id_opaque(tokens: Sequence[Judged]) -> Step[Facts]:
    """Whether an id tells nothing."""
    for user_id in dict.fromkeys(judged.verdict.user_id for judged in tokens if judged.verdict.user_id):
        if user_id.strip().lower() in _NOBODY:
            yield Finding("user_id_placeholder", user_id, "the id of a person")
        elif user_id.isdigit():
            yield Finding("user_id_guessable", user_id, "an id that says nothing")
        elif _EMAIL.fullmatch(user_id):
            yield Finding("user_id_guessable", user_id, "an id that says nothing", "email")
    return {}


def other_user(tokens: Sequence[Judged]) -> Step[Facts]:
    """Whether two people are two."""
    mine, theirs = ({judged.verdict.user_id for judged in _named(tokens, who)} for who in ("user", "other"))
    for user_id in sorted(str(shared) for shared in mine & theirs):
        yield Finding("user_id_shared", user_id, "an id of one's own")
    emails = [
        {email for judged in _named(tokens, who) if _EMAIL.fullmatch(email := _profile(judged).get("email", ""))}
        for who in ("user", "other")
    ]
    if not mine & theirs and emails[0] & emails[1]:
        yield Finding("visitor_data_shared", sorted(emails[0] & emails[1]), "an address of one's own")
    return {}


def visitor_data(tokens: Sequence[Judged]) -> Step[Facts]:
    """Whether the profile says what it seems to; whether its form is right is the verdict's to say."""
    said: dict[str, None] = {}
    seen: set[tuple[str, str]] = set()
    for judged in tokens:
        for name, text in _profile(judged).items():
            said[name] = None
            if (name, text) in seen:
                continue
            seen.add((name, text))
            yield from _field(name, text)
    profile = f"visitorData has {', '.join(said)}." if said else "There is no visitorData, which is optional."
    return {"profile": profile}


def _field(name: str, text: str) -> Iterator[Finding]:
    if text.strip().lower() in _PLACEHOLDERS:
        yield Finding("visitor_data_placeholder", text, "the field left out", None, {"field": name})
    elif not text.strip():
        yield Finding("visitor_data_blank", text, "the field left out", None, {"field": name})
    elif name == "email" and not _EMAIL.fullmatch(text.strip()):
        yield Finding("visitor_data_email", text, "an e-mail address")


def _named(tokens: Sequence[Judged], who: str) -> Iterator[Judged]:
    return (judged for judged in tokens if judged.who == who and judged.verdict.user_id)


def _profile(judged: Judged) -> dict[str, Any]:
    data = judged.verdict.visitor_data or {}
    return {name: text for name, text in data.items() if isinstance(text, str)}
