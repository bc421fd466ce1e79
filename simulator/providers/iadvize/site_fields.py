"""A site as people write it, in JSON or TOML, and as it is answered."""

from typing import Annotated, Any, Literal, NotRequired, TypedDict, cast

import msgspec
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from simulator.core.refusal import Refusal
from simulator.core.site import YEAR_SECONDS, RetiringKey, Rules, Site
from simulator.providers.iadvize import PROVIDER
from simulator.providers.iadvize.key_wording import key_refusal_message
from simulator.providers.iadvize.keys import PublicKey, load_private_key, load_public_key
from simulator.providers.iadvize.site_keys import with_keys

_DAY_SECONDS = 86_400

# Python lets $ stand before a last line feed; the pattern must hold in other languages too, which know no \Z.
SiteId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$(?!\n)", description="1 to 64 of A-Z a-z 0-9 _ -")]


class RuleFields(msgspec.Struct, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """How strictly a site reads a token's times."""

    leeway_seconds: Annotated[float, Meta(ge=0, le=_DAY_SECONDS)] | UnsetType = UNSET
    require_exp: bool | UnsetType = UNSET


class SiteFields(msgspec.Struct, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """What can be said of a site; a field left out keeps its value or gets its default."""

    site_id: SiteId | UnsetType = UNSET
    provider: Literal["iadvize"] | UnsetType = UNSET
    name: Annotated[str, Meta(max_length=200)] | UnsetType = UNSET
    authentication_enabled: bool | UnsetType = UNSET
    brand_public_keys: Annotated[list[str | dict[str, Any]], Meta(max_length=20)] | UnsetType = UNSET
    session_lifetime_seconds: Annotated[float, Meta(ge=1, le=YEAR_SECONDS)] | UnsetType = UNSET
    retries: Annotated[int, Meta(ge=0, le=10)] | UnsetType = UNSET
    retry_delays_ms: Annotated[list[Annotated[int, Meta(ge=0, le=60_000)]], Meta(max_length=10)] | UnsetType = UNSET
    verdicts: Literal["explained", "opaque"] | UnsetType = UNSET
    require_api_token: bool | UnsetType = UNSET
    rules: RuleFields | UnsetType = UNSET


class RulesJson(TypedDict):
    """How strictly a site reads a token's times."""

    leewaySeconds: float
    requireExp: bool


class RetiringKeyJson(TypedDict):
    """A key that was rotated away: whose it is, and until when, on the site's clock, it is taken."""

    key: Literal["brand", "iadvize"]
    thumbprint: str
    retiresAt: float


class SiteJson(TypedDict):
    """A site; its brand's keys are SPKI PEM. Keys that were rotated away are named where there are any."""

    siteId: str
    provider: Literal["iadvize"]
    name: str
    authenticationEnabled: bool
    brandPublicKeys: list[str]
    sessionLifetimeSeconds: float
    retries: int
    retryDelaysMs: list[int]
    verdicts: str
    requireApiToken: bool
    rules: RulesJson
    retiringKeys: NotRequired[list[RetiringKeyJson]]


class NewSiteJson(SiteJson):
    """A new site; the private key that was made for it is PKCS#8 PEM, and answered this once."""

    brandPrivateKey: NotRequired[str]


def apply(fields: SiteFields, site: Site) -> Site:
    """The site with the fields given. Raises Refusal for a key that cannot serve."""
    names = (
        "name",
        "authentication_enabled",
        "session_lifetime_seconds",
        "retries",
        "verdicts",
        "require_api_token",
    )
    given = {name: value for name in names if (value := getattr(fields, name)) is not UNSET}
    site = replace(site, **given)
    if fields.retry_delays_ms is not UNSET:
        site = replace(site, retry_delays_ms=tuple(fields.retry_delays_ms))
    if fields.rules is not UNSET:
        site = replace(site, rules=_rules(fields.rules, site.rules))
    if fields.brand_public_keys is not UNSET:
        site = with_keys(site, _canonical(fields.brand_public_keys))
    return site


def site_json(site: Site, server_key: PublicKey) -> SiteJson:
    """The site under its public names; no private key is among them."""
    shown: SiteJson = {
        "siteId": site.site_id,
        "provider": PROVIDER,
        "name": site.name,
        "authenticationEnabled": site.authentication_enabled,
        "brandPublicKeys": list(site.verification_keys),
        "sessionLifetimeSeconds": site.session_lifetime_seconds,
        "retries": site.retries,
        "retryDelaysMs": list(site.retry_delays_ms),
        "verdicts": site.verdicts,
        "requireApiToken": site.require_api_token,
        "rules": {"leewaySeconds": site.rules.leeway_seconds, "requireExp": site.rules.require_exp},
    }
    brand = [_retiring("brand", load_public_key(old.key), old) for old in site.retiring_keys]
    own = [
        _retiring("iadvize", load_private_key(old.key).public if old.key else server_key, old)
        for old in site.earlier_opening_keys
    ]
    return {**shown, "retiringKeys": [*brand, *own]} if brand or own else shown


def _retiring(whose: Literal["brand", "iadvize"], key: PublicKey, old: RetiringKey) -> RetiringKeyJson:
    return {"key": whose, "thumbprint": key.thumbprint, "retiresAt": old.retires_at}


def new_site_json(site: Site, server_key: PublicKey) -> NewSiteJson:
    """The same with the private key that the simulator holds."""
    answer = cast("NewSiteJson", {**site_json(site, server_key)})
    if site.minting_key:
        answer["brandPrivateKey"] = site.minting_key
    return answer


def _rules(fields: RuleFields, rules: Rules) -> Rules:
    leeway = rules.leeway_seconds if fields.leeway_seconds is UNSET else fields.leeway_seconds
    return Rules(leeway, rules.require_exp if fields.require_exp is UNSET else fields.require_exp)


def _canonical(keys: list[str | dict[str, Any]]) -> tuple[str, ...]:
    pems: dict[str, None] = {}
    for place, key in enumerate(keys):
        try:
            pems[load_public_key(key).pem] = None
        except Refusal as refusal:
            found = refusal.finding
            raise Refusal(
                found.code,
                found=found.found,
                expected=found.expected,
                message=key_refusal_message(refusal),
                field=f"brandPublicKeys[{place}]",
            ) from None
    return tuple(pems)
