"""One example for each thing that a verdict of Chat for JSM can say: a token made by hand, and what it is judged on."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from simulator.core.site import Site
from simulator.core.verdict import Verdict
from simulator.providers.jsm_chat import PROVIDER
from simulator.providers.jsm_chat.catalogue.entry import PAGE
from simulator.providers.jsm_chat.verify import Basis, verify
from tests import forge
from tests.forge import OMIT

_NOW = int(forge.NOW)
_SECRET = forge.CHAT_SECRET
_DESK = Site("demo-desk", provider=PROVIDER, verification_keys=(_SECRET,))
_HEADER = {"alg": "HS256", "typ": "JWT"}


@dataclass(frozen=True, slots=True)
class ChatExample:
    """A token with one mistake; ``variant`` is the catalogue's wording that it is to get, None the usual one."""

    code: str
    variant: str | None
    token: Callable[[], str | None] = forge.chat_token
    basis: Mapping[str, Any] = field(default_factory=dict)

    def verdict(self) -> Verdict:
        """What the verifier says."""
        usual = {"site": _DESK, "now": forge.NOW, "site_id": "demo-desk", "known_projects": ("demo-desk",)}
        return verify(self.token(), Basis(**{**usual, **self.basis}))

    def said(self) -> tuple[str, str]:
        """Message and hint, the latter without its link to the documentation."""
        check = next(check for check in self.verdict().checks if check.code == self.code)
        return check.message, (check.hint or "").removesuffix(f" ({PAGE}#{self.code})")


def _text(code: str, variant: str | None, change: Callable[[str], str | None]) -> ChatExample:
    return ChatExample(code, variant, lambda: change(forge.chat_token()))


def _headed(code: str, variant: str | None, header: Any, **token: Any) -> ChatExample:
    return ChatExample(code, variant, lambda: forge.chat_token(header=header, **token))


def _keyed(code: str, variant: str | None, key: str | bytes, **site: Any) -> ChatExample:
    basis = {"site": replace(_DESK, **site)} if site else {}
    return ChatExample(code, variant, lambda: forge.chat_token(secret=key), basis)


def _claimed(code: str, variant: str | None, **claims: Any) -> ChatExample:
    return ChatExample(code, variant, lambda: forge.chat_token(forge.chat_claims(**claims)))


def _moved(code: str, offset: float, **claims: Any) -> ChatExample:
    """A token that is good by real time, on a project whose clock is ``offset`` seconds ahead of it."""
    return ChatExample(code, "moved", lambda: forge.chat_token(forge.chat_claims(**claims)), {"clock_offset": offset})


def _forced(code: str) -> ChatExample:
    return ChatExample(code, "forced", basis={"forced": code})


_UNKNOWN = {"site": None}
_OTHER = "another secret key"
_OTHERS = {"others": lambda: (("billing", _OTHER),)}
_HEX = "00ff" * 16

CHAT_EXAMPLES = (
    ChatExample("site_unknown", None, basis={**_UNKNOWN, "site_id": "help"}),
    ChatExample("site_unknown", "nearest", basis={**_UNKNOWN, "site_id": "demo-dask"}),
    ChatExample("site_unknown", "other-provider", basis={**_UNKNOWN, "site_id": "demo", "other_provider": "iadvize"}),
    ChatExample("authentication_disabled", None, basis={"site": replace(_DESK, authentication_enabled=False)}),
    _text("token_missing", None, lambda _: None),
    _text("token_too_large", None, lambda token: token + "x" * 65_536),
    _text("token_decorated", "bearer", lambda token: f"Bearer {token}"),
    _text("token_decorated", "quotes", lambda token: f'"{token}"'),
    _text("token_decorated", "space", lambda token: f"{token}\n"),
    _text("token_json_serialization", None, lambda token: json.dumps({"payload": token.split(".")[1]})),
    _text("token_json_serialization", "carrier", lambda token: json.dumps({"token": token})),
    ChatExample("token_encrypted", None, forge.token),
    _text("token_part_count", None, lambda token: f"{token}.x"),
    _text("token_part_count", "one", lambda _: "9f1c2d"),
    _text("token_part_count", "unsigned", lambda token: token.rpartition(".")[0]),
    _text("token_not_base64url", None, lambda token: token.replace(".", ".!", 1)),
    _text("token_not_base64url", "padding", lambda token: f"{token}="),
    _text("token_not_base64url", "standard", lambda token: token.replace(".", ".+", 1)),
    _text("token_not_base64url", "percent", lambda token: token.replace(".", "%2E.", 1)),
    _text("token_not_base64url", "space", lambda token: token.replace(".", ". ", 1)),
    _text("token_not_base64url", "length", lambda token: token.replace(".", "a.", 1)),
    _text("token_not_base64url", "trailing-bits", forge.b64_loose_bits),
    _text("token_truncated", None, lambda token: token[:-10]),
    _headed("jws_header_unreadable", None, {"typ": "JWT"}),
    _headed("jws_unsigned", None, {**_HEADER, "alg": "none"}, signature=b""),
    _headed("jws_alg_unsupported", None, {**_HEADER, "alg": "MD5"}),
    _headed("jws_alg_unsupported", "public-key", {**_HEADER, "alg": "RS256"}, alg="RS256"),
    _headed("jws_alg_unsupported", "hmac", {**_HEADER, "alg": "HS512"}, alg="HS512"),
    _headed("jws_alg_unsupported", "spelling", {**_HEADER, "alg": "hs256"}),
    _headed("jws_alg_unsupported", "no-text", {**_HEADER, "alg": None}),
    _headed("jws_critical_header", None, {**_HEADER, "crit": ["exp"]}),
    _headed("typ_missing", None, {"alg": "HS256"}),
    _headed("typ_unexpected", None, {"alg": "HS256", "typ": "at+jwt"}),
    _keyed("secret_key_missing", None, _SECRET, verification_keys=()),
    ChatExample("signature_of_other_site", None, lambda: forge.chat_token(secret=_OTHER), _OTHERS),
    _keyed("secret_key_retired", None, "the one before", retired_keys=("the one before",)),
    _keyed("secret_key_recoded", "base64-decoded", base64.b64decode(_SECRET)),
    _keyed("secret_key_recoded", "hex-decoded", bytes.fromhex(_HEX), verification_keys=(_HEX,)),
    _keyed("secret_key_recoded", "base64-encoded", base64.b64encode(_SECRET.encode())),
    _keyed("secret_key_altered", "added", f"{_SECRET}\n"),
    _keyed("secret_key_altered", "before", f" {_SECRET}"),
    _keyed("secret_key_altered", "quotes", f'"{_SECRET}"'),
    _keyed("secret_key_altered", "trimmed", "key", verification_keys=("key ",)),
    _keyed("signature_mismatch", None, "stranger"),
    _forced("signature_mismatch"),
    _headed("signature_mismatch", "empty", _HEADER, signature=b""),
    _keyed("signature_mismatch", "empty-secret", b""),
    _headed("signature_mismatch", "length", _HEADER, alg="HS512"),
    _keyed("signature_mismatch", "name", "your-256-bit-secret"),
    ChatExample("claims_unreadable", None, lambda: forge.chat_token(b"[]")),
    ChatExample("claims_duplicate_member", None, lambda: forge.chat_token(_twice())),
    ChatExample(
        "email_missing", None, lambda: forge.chat_token({"displayName": "Jane", "iat": _NOW, "exp": _NOW + 300})
    ),
    _claimed("email_missing", "renamed", email=OMIT, Email="jane@example.com"),
    ChatExample("email_missing", "none", lambda: forge.chat_token({})),
    _claimed("email_not_string", None, email=None),
    _claimed("email_not_string", "list", email=["jane@example.com"]),
    _claimed("email_empty", None, email=""),
    _claimed("email_malformed", None, email="jane@"),
    _claimed("email_malformed", "space", email=" jane@example.com"),
    _claimed("email_malformed", "named", email="Jane Doe <jane@example.com>"),
    _claimed("email_malformed", "no-at", email="jane"),
    _claimed("email_too_long", None, email="x" * 243 + "@example.com"),
    _claimed("display_name_missing", None, displayName=OMIT),
    _claimed("display_name_missing", "renamed", displayName=OMIT, name="Jane Doe"),
    _claimed("display_name_not_string", None, displayName={"first": "Jane"}),
    _claimed("display_name_empty", None, displayName=" "),
    _claimed("exp_missing", None, exp=OMIT),
    _claimed("exp_not_number", None, exp=None),
    _claimed("exp_not_number", "text", exp="2025-10-09T08:54:20Z"),
    _claimed("exp_in_milliseconds", None, exp=(_NOW + 300) * 1000),
    _claimed("token_expired", None, exp=_NOW - 30),
    _forced("token_expired"),
    _claimed("token_expired", "clock", exp=_NOW - 3540),
    _moved("token_expired", 3660, exp=_NOW - 3360),
    _claimed("token_expired", "long-ago", exp=300),
    _claimed("nbf_not_number", None, nbf=None),
    _claimed("token_not_yet_valid", None, nbf=_NOW + 400),
    _moved("token_not_yet_valid", -3600, nbf=_NOW + 3600),
    _claimed("token_not_yet_valid", "milliseconds", nbf=_NOW * 1000),
    _claimed("iat_missing", None, iat=OMIT),
    _claimed("issued_in_future", None, iat=_NOW + 400),
    _moved("issued_in_future", -3600, iat=_NOW + 3600),
    _claimed("issued_in_future", "milliseconds", iat=_NOW * 1000),
    _claimed("lifetime_long", None, exp=_NOW + 1800),
    ChatExample("token_reused", None, basis={"reused": True}),
    _forced("customer_pending"),
)


def _twice() -> bytes:
    return b'{"email":"root@example.com",' + forge.compact_json(forge.chat_claims())[1:]
