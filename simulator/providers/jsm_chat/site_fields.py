"""A project as people write it, in JSON or TOML, and as it is answered."""

from typing import Annotated, Literal, NotRequired, TypedDict, cast

import msgspec
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from simulator.core.refusal import Refusal
from simulator.core.site import SITE_ID, YEAR_SECONDS, Rules, Site
from simulator.providers.jsm_chat import PROVIDER
from simulator.providers.jsm_chat.secret_key import MAX_CHARACTERS, fingerprint, generate

_KEPT_RETIRED_KEYS = 5
_DAY_SECONDS = 86_400

# Python lets $ stand before a last line feed; the pattern must hold in other languages too, which know no \Z.
ProjectId = Annotated[str, Meta(pattern=rf"^{SITE_ID.pattern}$(?!\n)", description="1 to 64 of A-Z a-z 0-9 _ -")]
SecretKey = Annotated[str, Meta(min_length=1, max_length=MAX_CHARACTERS)]


class ProjectRuleFields(msgspec.Struct, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """How strictly a project reads a token's times."""

    leeway_seconds: Annotated[float, Meta(ge=0, le=_DAY_SECONDS)] | UnsetType = UNSET
    require_exp: bool | UnsetType = UNSET


class ProjectFields(msgspec.Struct, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """What can be said of a project of Chat for JSM; a field left out keeps its value or gets its default.

    ``secretKey`` is the one that a backend has already; null takes it away.
    """

    provider: Literal["jsm-chat"] | UnsetType = UNSET
    site_id: ProjectId | UnsetType = UNSET
    name: Annotated[str, Meta(max_length=200)] | UnsetType = UNSET
    authentication_enabled: bool | UnsetType = UNSET
    secret_key: SecretKey | UnsetType | None = UNSET
    session_lifetime_seconds: Annotated[float, Meta(ge=1, le=YEAR_SECONDS)] | UnsetType = UNSET
    verdicts: Literal["explained", "opaque"] | UnsetType = UNSET
    rules: ProjectRuleFields | UnsetType = UNSET


class ProjectRulesJson(TypedDict):
    """How strictly a project reads a token's times."""

    leewaySeconds: float
    requireExp: bool


class ProjectJson(TypedDict):
    """A project of Chat for JSM; ``secretKeyFingerprint`` is null where it has no secret key."""

    siteId: str
    provider: Literal["jsm-chat"]
    name: str
    authenticationEnabled: bool
    secretKeyFingerprint: str | None
    sessionLifetimeSeconds: float
    verdicts: str
    rules: ProjectRulesJson


class NewProjectJson(ProjectJson):
    """A new project; the secret key that was generated for it is answered this once."""

    secretKey: NotRequired[str]


def apply(fields: ProjectFields, site: Site) -> Site:
    """The project with the fields given. Raises Refusal for a secret key that cannot serve."""
    names = ("name", "authentication_enabled", "session_lifetime_seconds", "verdicts")
    given = {name: value for name in names if (value := getattr(fields, name)) is not UNSET}
    site = replace(site, **given)
    if fields.rules is not UNSET:
        site = replace(site, rules=_rules(fields.rules, site.rules))
    if fields.secret_key is not UNSET:
        site = with_secret(site, fields.secret_key)
    return site


def with_secret(site: Site, secret: str | None) -> Site:
    """The project with this secret key, or none; the one that went is remembered, to be recognised in late tokens."""
    if secret is not None:
        refuse_unfit(secret)
    secrets = () if secret is None else (secret,)
    gone = tuple(old for old in (*site.verification_keys, *site.retired_keys) if old not in secrets)
    retired = tuple(dict.fromkeys(gone))[:_KEPT_RETIRED_KEYS]
    return replace(site, verification_keys=secrets, retired_keys=retired, retiring_keys=(), minting_key=secret)


def with_fresh_secret(site: Site) -> Site:
    """The project with a secret key generated now."""
    return with_secret(site, generate())


def project_json(site: Site) -> ProjectJson:
    """The project under its public names; no secret key is among them."""
    return {
        "siteId": site.site_id,
        "provider": PROVIDER,
        "name": site.name,
        "authenticationEnabled": site.authentication_enabled,
        "secretKeyFingerprint": fingerprint(site.verification_keys[0]) if site.verification_keys else None,
        "sessionLifetimeSeconds": site.session_lifetime_seconds,
        "verdicts": site.verdicts,
        "rules": {"leewaySeconds": site.rules.leeway_seconds, "requireExp": site.rules.require_exp},
    }


def new_project_json(site: Site) -> NewProjectJson:
    """The same with the secret key."""
    answer = cast("NewProjectJson", {**project_json(site)})
    if site.minting_key:
        answer["secretKey"] = site.minting_key
    return answer


def refuse_unfit(secret: str) -> None:
    """Raises Refusal for what no secret key can be."""
    problem = None
    if "\x00" in secret or any("\ud800" <= character <= "\udfff" for character in secret):
        problem = "it holds a character that no text has"
    elif secret.startswith("-----BEGIN"):
        problem = "it is a key in PEM; Chat for JSM shares a secret text"
    elif secret.startswith("ey") and secret.count(".") > 1:
        problem = "it is a token"
    if problem:
        raise Refusal("secret_key_unfit", message=f"secretKey cannot serve: {problem}.", field="secretKey")


def _rules(fields: ProjectRuleFields, rules: Rules) -> Rules:
    leeway = rules.leeway_seconds if fields.leeway_seconds is UNSET else fields.leeway_seconds
    return Rules(leeway, rules.require_exp if fields.require_exp is UNSET else fields.require_exp)
