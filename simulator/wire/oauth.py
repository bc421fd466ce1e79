"""Access tokens over HTTP: POST /oauth2/token and GET /_authenticated, both documented."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Protocol, TypedDict
from urllib.parse import parse_qsl

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.discreet import Discreet
from simulator.state.protocols import Logins, Sites
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, WireError
from simulator.wire.operation import Operation

CHALLENGE: Mapping[str, str] = {"www-authenticate": 'Bearer error="invalid_token"'}
_NO_STORE = {"cache-control": "no-store", "pragma": "no-cache"}
_FORM = "application/x-www-form-urlencoded"
_FIELDS = ("grant_type", "username", "password")
_MAX_FIELDS = 20
_WINDOW_SECONDS = 60
# Documented, both.
_LOGINS_PER_USER = 10
_LOGINS_PER_ADDRESS = 100


class LoginQuery(msgspec.Struct):
    """The site by whose clock the login counts and its token lives; without one it is real time."""

    site: str | None = None


class LoginForm(msgspec.Struct):
    """A user's name and password, as a form."""

    grant_type: Literal["password"]
    username: Annotated[str, Meta(min_length=1)]
    password: Annotated[str, Meta(min_length=1)]


# A form's further fields are ignored, but each may occur once.
_LOGIN = Annotated[LoginForm, Meta(extra_json_schema={"additionalProperties": {"type": "string"}})]


class AccessTokenJson(TypedDict):
    """An access token; ``expires_in`` is in seconds."""

    access_token: str
    expires_in: int
    token_type: Literal["Bearer"]
    refresh_token: str


class AuthenticatedJson(TypedDict):
    """The bearer holds."""

    authenticated: bool


class OAuthErrorJson(TypedDict):
    """An error as RFC 6749 section 5.2 shapes it."""

    error: str
    error_description: str


class Bearer(Protocol):
    """A genuine access token, expired or not."""

    def is_live(self, now: float, site_id: str | None = None) -> bool:
        """Whether it holds at a time on the site's clock, or on the real one where no site is named."""


class ReadsTokens(Protocol):
    """Who knows genuine access tokens."""

    def read(self, text: str) -> Bearer | None:
        """The token behind a text, or None where it is not genuine."""


class IssuesTokens(ReadsTokens, Protocol):
    """Who makes them, too."""

    async def now(self, site_id: str | None) -> float:
        """The epoch time on the site's clock, or on the machine's where no site is named."""

    async def holds(self, token: Any) -> bool:
        """Whether a token that was read holds now."""

    @property
    def lifetime_seconds(self) -> int:
        """How long each lives."""

    async def issue(self, user: str, site_id: str | None = None) -> str:
        """A token for a user, from now on, which lives by the clock of the site."""


class OAuthError(Exception):
    """An error as RFC 6749 section 5.2 shapes it."""

    def __init__(self, status: int, error: str, description: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.body = {"error": error, "error_description": description}
        self.headers = headers or {}


class OAuthRoutes(Discreet, frozen=True):
    """``/oauth2/token`` and ``/_authenticated``. Without ``users`` any name and password do."""

    unseen: ClassVar = ("users",)

    tokens: IssuesTokens
    sites: Sites
    logins: Logins
    users: Mapping[str, str]

    def routes(self) -> list[Operation]:
        """Where they live."""
        return [
            Operation(
                "POST",
                "/oauth2/token",
                self.token,
                query=LoginQuery,
                body=_LOGIN,
                takes=_FORM,
                answers={200: AccessTokenJson, **dict.fromkeys((400, 401, 413, 429), OAuthErrorJson)},
            ),
            Operation(
                "GET",
                "/_authenticated",
                self.authenticated,
                answers={200: AuthenticatedJson, 401: OAuthErrorJson},
                bearer="required",
            ),
        ]

    async def token(self, request: Request) -> Response:
        """An access token for a user's name and password."""
        try:
            form = await _form(request)
            user, password = _credentials(form)
            site_id = await self._site(request)
            await self._count(request, user, site_id)
            self._log_in(user, password)
        except OAuthError as error:
            return JsonAnswer(error.body, error.status, {**_NO_STORE, **error.headers})
        answer = {
            "access_token": await self.tokens.issue(user, site_id),
            "expires_in": self.tokens.lifetime_seconds,
            "token_type": "Bearer",
            "refresh_token": "none",
        }
        return JsonAnswer(answer, headers=_NO_STORE)

    async def authenticated(self, request: Request) -> Response:
        """Whether the bearer holds; its words are documented."""
        token = self.tokens.read(bearer(request) or "")
        if token is not None and await self.tokens.holds(token):
            return JsonAnswer({"authenticated": True}, headers=_NO_STORE)
        body = {"error": "invalid_token", "error_description": "access token not valid"}
        return JsonAnswer(body, 401, {**_NO_STORE, **CHALLENGE})

    def _log_in(self, user: str, password: str) -> None:
        if self.users and not _is_password(password, self.users.get(user)):
            raise OAuthError(401, "invalid_grant", "wrong username or password")

    async def _site(self, request: Request) -> str | None:
        site_id = request.query_params.get("site")
        if site_id and await self.sites.get(site_id) is None:
            raise _invalid(f"site: there is no site {site_id[:80]}")
        return site_id or None

    async def _count(self, request: Request, user: str, site_id: str | None) -> None:
        now = await self.tokens.now(site_id)
        window = int(now // _WINDOW_SECONDS)
        address = request.client.host if request.client else ""
        name = hashlib.sha256(user.encode()).hexdigest()
        limits = ((f"address {address}", _LOGINS_PER_ADDRESS), (f"user {name}", _LOGINS_PER_USER))
        for key, limit in limits:
            if await self.logins.count(key if site_id is None else f"{key} on {site_id}", window) > limit:
                wait = (window + 1) * _WINDOW_SECONDS - now
                message = f"more than {limit} logins a minute by one {key.partition(' ')[0]}"
                raise OAuthError(429, "too_many_requests", message, {"retry-after": str(max(1, -int(-wait // 1)))})


def bearer(request: Request) -> str | None:
    """What the Authorization header bears: None without such a header, an empty text where it is malformed."""
    headers = request.headers.getlist("authorization")
    if not headers:
        return None
    scheme, _, token = headers[0].strip().partition(" ")
    return token.strip() if len(headers) == 1 and scheme.lower() == "bearer" else ""


async def _form(request: Request) -> dict[str, str]:
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != _FORM:
        raise _invalid(f"the body's Content-Type is {content_type or 'missing'}, not {_FORM}")
    try:
        body = await bodies.read(request)
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MAX_FIELDS)
    except WireError as error:
        raise OAuthError(error.status, "invalid_request", error.message) from None
    except ValueError:
        raise _invalid("the body cannot be read as a form") from None
    form = dict(fields)
    if len(form) != len(fields):
        raise _invalid("a field occurs more than once")
    return form


def _credentials(form: Mapping[str, str]) -> tuple[str, str]:
    missing = [name for name in _FIELDS if not form.get(name)]
    if missing:
        raise _invalid(f"missing: {', '.join(missing)}")
    if form["grant_type"] != "password":
        raise OAuthError(400, "unsupported_grant_type", "grant_type must be password")
    return form["username"], form["password"]


def _is_password(given: str, right: str | None) -> bool:
    # An unknown user is compared too, so that names cannot be told by the time that an answer takes.
    same = hmac.compare_digest(_digest(given), _digest(right or ""))
    return same and right is not None


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _invalid(description: str) -> OAuthError:
    return OAuthError(400, "invalid_request", description)
