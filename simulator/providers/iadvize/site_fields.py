"""A site as people write it, in JSON or TOML, and as it is answered."""

from dataclasses import replace
from typing import Annotated, Any, Final, Literal, NotRequired, TypedDict, cast

import msgspec
from msgspec import UNSET, Meta, UnsetType

from simulator.core.refusal import Refusal
from simulator.core.site import YEAR_SECONDS, Rules, Site
from simulator.providers.iadvize.key_wording import key_refusal_message
from simulator.providers.iadvize.keys import load_private_key, load_public_key

PROVIDER: Final = "iadvize"
_KEPT_RETIRED_KEYS = 5
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


class SiteJson(TypedDict):
    """A site; its brand's keys are SPKI PEM."""

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


def with_keys(site: Site, pems: tuple[str, ...]) -> Site:
    """The site with these public keys; those that went are remembered, to be recognised in late tokens."""
    gone = tuple(pem for pem in site.verification_keys if pem not in pems)
    earlier = tuple(pem for pem in site.retired_keys if pem not in pems and pem not in gone)
    minting = site.minting_key
    if minting is not None and load_private_key(minting).public.pem not in pems:
        minting = None
    return replace(
        site,
        verification_keys=pems,
        retired_keys=(*gone, *earlier)[:_KEPT_RETIRED_KEYS],
        minting_key=minting,
    )


def with_key_pair(site: Site, private_pem: str) -> Site:
    """The site with one key pair, whose private half mints tokens."""
    return replace(site, verification_keys=(load_private_key(private_pem).public.pem,), minting_key=private_pem)


def site_json(site: Site) -> SiteJson:
    """The site under its public names; no private key is among them."""
    return {
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


def new_site_json(site: Site) -> NewSiteJson:
    """The same with the private key that the simulator holds."""
    answer = cast("NewSiteJson", {**site_json(site)})
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
