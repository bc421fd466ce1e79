"""Backends with one mistake each, and the codes that a report must name for it: these and no others."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from tests import forge
from tests.contract.backend import JANE, Asked, Backend, Said, said


class NotRunningRoute(Backend):
    def answer(self, asked: Asked) -> Said:  # noqa: ARG002 - nothing is there
        return said({"error": "not found"}, 404)


class Crashes(Backend):
    def served(self, user_id: str, asked: Asked) -> Said:  # noqa: ARG002 - whoever asks
        return said({"error": "boom"}, 500)


class WantsPost(Backend):
    def answer(self, asked: Asked) -> Said:
        return super().answer(asked) if asked.method == "POST" else said({}, 405, Allow="POST")


class SignInNotTaken(Backend):
    def user_of(self, asked: Asked) -> str | None:  # noqa: ARG002 - nobody is known
        return None


class LimitsRequests(Backend):
    def served(self, user_id: str, asked: Asked) -> Said:
        return super().served(user_id, asked) if len(self.asked) < 3 else said({}, 429, Retry_After="60")


class GoesElsewhere(Backend):
    def served(self, user_id: str, asked: Asked) -> Said:  # noqa: ARG002 - whoever asks
        return said({}, 302, Location="https://sso.shop.example/login?next=chat-token")


class GoesInCircles(Backend):
    def served(self, user_id: str, asked: Asked) -> Said:  # noqa: ARG002 - whoever asks
        return said({}, 307, Location="/chat-token")


class LoginPage(Backend):
    def served(self, user_id: str, asked: Asked) -> Said:  # noqa: ARG002 - whoever asks
        return Said(200, {"Content-Type": "text/html"}, b"<!doctype html><title>Sign in</title>")


class NoTokenInJson(Backend):
    def served(self, user_id: str, asked: Asked) -> Said:  # noqa: ARG002 - whoever asks
        return said({"token": None})


class TokenElsewhere(Backend):
    def served(self, user_id: str, asked: Asked) -> Said:  # noqa: ARG002 - whoever asks
        return said({"data": {"jwe": self.token(user_id)}})


class Empty(Backend):
    def served(self, user_id: str, asked: Asked) -> Said:  # noqa: ARG002 - whoever asks
        return Said()


class Cached(Backend):
    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[str, str] = {}

    def token(self, user_id: str) -> str:
        return self._kept.setdefault(user_id, super().token(user_id))


class CachedForAll(Cached):
    def token(self, user_id: str) -> str:  # noqa: ARG002 - the mistake
        return super().token(JANE)


class ConstantIv(Backend):
    def token(self, user_id: str) -> str:
        return forge.token(self.claims(user_id), iv=b"0" * 12)


class SignedOnly(Backend):
    def token(self, user_id: str) -> str:
        return forge.jws(self.claims(user_id))


class Sha1(Backend):
    def token(self, user_id: str) -> str:
        header = {"alg": "RSA-OAEP", "enc": "A256GCM"}
        return forge.token(self.claims(user_id), jwe_header=header, jwe_alg="RSA-OAEP")


class ProductionKey(Backend):
    def token(self, user_id: str) -> str:
        return forge.token(self.claims(user_id), recipient=forge.key("production"))


class OldBrandKey(Backend):
    def token(self, user_id: str) -> str:
        return forge.token(self.claims(user_id), signer=forge.key("brand before"))


class BearerAroundIt(Backend):
    def token(self, user_id: str) -> str:
        return f"Bearer {super().token(user_id)}"


class Claims(Backend):
    """One that is wrong in its claims alone."""

    def __init__(self, **changes: Any) -> None:
        super().__init__()
        self.changes = changes

    def claims(self, user_id: str) -> dict[str, Any]:
        changed = {name: change(user_id) if callable(change) else change for name, change in self.changes.items()}
        return {name: value for name, value in (super().claims(user_id) | changed).items() if value is not forge.OMIT}


class Milliseconds(Backend):
    def claims(self, user_id: str) -> dict[str, Any]:
        return super().claims(user_id) | {"exp": int(time.time() * 1000) + 60_000}


class SessionAsUser(Backend):
    """The session's id as the user id: the same until the next login."""

    def user_of(self, asked: Asked) -> str | None:
        session = asked.cookies.get("session", "")
        return session if session in self.sessions else None


class RandomUser(Backend):
    def claims(self, user_id: str) -> dict[str, Any]:
        self.number = getattr(self, "number", 0) + 1
        return super().claims(f"{user_id}-{self.number}")


class GlobalUser(Backend):
    """The user is kept in a global variable; whoever came first is everybody."""

    def user_of(self, asked: Asked) -> str | None:
        user_id = super().user_of(asked)
        if user_id and not hasattr(self, "first"):
            self.first = user_id
        return self.first if user_id else None


class ServesAnybody(Backend):
    def user_of(self, asked: Asked) -> str | None:
        return super().user_of(asked) or JANE


class CrashesSignedOut(Backend):
    def refusal(self, asked: Asked) -> Said:  # noqa: ARG002 - whoever asks
        return said({"error": "user is null"}, 500)


class ShrugsSignedOut(Backend):
    def refusal(self, asked: Asked) -> Said:  # noqa: ARG002 - whoever asks
        return said({"token": None})


class Headers(Backend):
    """One whose headers alone are wrong; an origin of ORIGIN is the request's own."""

    def __init__(self, **headers: Any) -> None:
        super().__init__()
        self.headers = headers

    def served(self, user_id: str, asked: Asked) -> Said:
        origin = asked.headers.get("Origin", "none")
        headers = {name: text.replace("ORIGIN", origin) if text else text for name, text in self.headers.items()}
        return said({"token": self.token(user_id)}, **headers)


class ClockLate(Backend):
    clock_ahead = -120


class Huge(Backend):
    def served(self, user_id: str, asked: Asked) -> Said:  # noqa: ARG002 - whoever asks
        return Said(200, {"Content-Type": "text/plain"}, b"x" * 1_100_000)


class NotHttp(Backend):
    def answer(self, asked: Asked) -> Said:  # noqa: ARG002 - whoever asks
        return Said(raw=b"SSH-2.0-OpenSSH_9.2\r\n")


class HangsUp(Backend):
    def answer(self, asked: Asked) -> Said:  # noqa: ARG002 - whoever asks
        return Said(raw=b"")


class Basket(Backend):
    def claims(self, user_id: str) -> dict[str, Any]:
        return super().claims(user_id) | {"basket": [f"article {number}" for number in range(500)]}


BAD: Mapping[str, tuple[Callable[[], Backend], set[str]]] = {
    "nothing there": (NotRunningRoute, {"status_unsuccessful"}),
    "crashes": (Crashes, {"status_unsuccessful"}),
    "takes POST alone": (WantsPost, {"status_unsuccessful"}),
    "does not take the sign-in": (SignInNotTaken, {"status_unsuccessful"}),
    "limits requests": (LimitsRequests, {"status_unsuccessful"}),
    "redirects to another origin": (GoesElsewhere, {"status_unsuccessful"}),
    "redirects in circles": (GoesInCircles, {"status_unsuccessful"}),
    "answers a page": (LoginPage, {"token_absent"}),
    "answers null": (NoTokenInJson, {"token_absent"}),
    "has the token elsewhere": (TokenElsewhere, {"token_absent"}),
    "answers nothing": (Empty, {"token_absent"}),
    "speaks no HTTP": (NotHttp, {"no_answer"}),
    "hangs up": (HangsUp, {"no_answer"}),
    "answers too much": (Huge, {"no_answer"}),
    "keeps a token": (Cached, {"token_repeated"}),
    "keeps one token for all": (CachedForAll, {"token_repeated", "user_id_shared"}),
    "has a constant for random bytes": (ConstantIv, {"randomness_repeated"}),
    "does not encrypt": (SignedOnly, {"token_not_encrypted"}),
    "encrypts with SHA-1": (Sha1, {"jwe_alg_unsupported"}),
    "encrypts for production": (ProductionKey, {"key_unwrap_failed"}),
    "signs with an old key": (OldBrandKey, {"signature_mismatch"}),
    "decorates the token": (BearerAroundIt, {"token_decorated"}),
    "says exp in milliseconds": (Milliseconds, {"exp_in_milliseconds"}),
    "has no exp": (lambda: Claims(exp=forge.OMIT), {"exp_missing"}),
    "has no user id": (lambda: Claims(**{forge.USER_ID: forge.OMIT}), {"user_id_missing"}),
    "forgets the prefix": (
        lambda: Claims(**{forge.USER_ID: forge.OMIT, "userId": lambda user_id: user_id}),
        {"user_id_unprefixed"},
    ),
    "has no iss": (lambda: Claims(iss=forge.OMIT), {"issuer_missing"}),
    "misspells a field": (
        lambda: Claims(**{forge.VISITOR_DATA: {"firstname": "Jane"}}),
        {"visitor_data_field_unknown"},
    ),
    "is valid for an hour": (lambda: Claims(exp=lambda _: int(time.time()) + 3000), {"lifetime_long"}),
    "is valid for five seconds": (lambda: Claims(exp=lambda _: int(time.time()) + 6), {"lifetime_short"}),
    "names a random user": (RandomUser, {"user_id_unstable"}),
    "names whoever came first": (GlobalUser, {"user_id_shared"}),
    "numbers its users": (
        lambda: Claims(**{forge.USER_ID: lambda user_id: "1042" if user_id == JANE else "1043"}),
        {"user_id_guessable"},
    ),
    "names users by e-mail": (
        lambda: Claims(**{forge.USER_ID: lambda user_id: f"{user_id}@mail.example"}),
        {"user_id_guessable"},
    ),
    "names users null": (lambda: Claims(**{forge.USER_ID: "null"}), {"user_id_placeholder", "user_id_shared"}),
    "has a profile of placeholders": (
        lambda: Claims(**{forge.VISITOR_DATA: {"firstName": "undefined"}}),
        {"visitor_data_placeholder"},
    ),
    "has an empty field": (lambda: Claims(**{forge.VISITOR_DATA: {"phoneNumber": " "}}), {"visitor_data_blank"}),
    "mixes fields up": (lambda: Claims(**{forge.VISITOR_DATA: {"email": "Jane Doe"}}), {"visitor_data_email"}),
    "shares a profile": (
        lambda: Claims(**{forge.VISITOR_DATA: {"email": "jane@mail.example"}}),
        {"visitor_data_shared"},
    ),
    "serves anybody": (ServesAnybody, {"signed_out_served"}),
    "crashes signed out": (CrashesSignedOut, {"signed_out_broken"}),
    "answers null signed out": (ShrugsSignedOut, {"signed_out_unclear"}),
    "allows caches": (lambda: Headers(Cache_Control=None), {"cache_allowed"}),
    "asks for shared caches": (lambda: Headers(Cache_Control="public, max-age=60"), {"cache_shared"}),
    "says text/html": (lambda: Headers(Content_Type="text/html"), {"content_type_wrong"}),
    "says no type": (lambda: Headers(Content_Type=None), {"content_type_wrong"}),
    "lets any page read": (
        lambda: Headers(Access_Control_Allow_Origin="ORIGIN", Access_Control_Allow_Credentials="true"),
        {"cors_anybody"},
    ),
    "lets any page read without cookies": (lambda: Headers(Access_Control_Allow_Origin="*"), {"cors_wide"}),
    "has a late clock": (ClockLate, {"clock_apart"}),
    "puts the basket into the token": (Basket, {"token_large"}),
}
