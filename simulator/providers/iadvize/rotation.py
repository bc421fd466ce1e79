"""A rotation of keys on one site, of the brand's or of iAdvize's own, with the time in which both are taken."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, NotRequired, TypedDict

import msgspec
from msgspec import Meta

from simulator.core.refusal import Refusal
from simulator.core.site import YEAR_SECONDS, Site
from simulator.providers.iadvize.key_wording import key_refusal_message
from simulator.providers.iadvize.keys import (
    PrivateKey,
    PublicKey,
    generate_private_key,
    load_private_key,
    load_public_key,
)
from simulator.providers.iadvize.site_keys import own_keys, public_keys, rotated_brand, rotated_own

IADVIZE = "iadvize"


class RotationFields(msgspec.Struct, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """Whose key is replaced, and for how many seconds of the site's clock the one before is still taken.

    ``brandPublicKey`` is the brand's new key; without it the simulator makes a pair.
    """

    key: Literal["brand", "iadvize"]
    overlap_seconds: Annotated[float, Meta(ge=0, le=YEAR_SECONDS)] = 0
    brand_public_key: str | dict[str, Any] | None = None


class RotationJson(TypedDict):
    """The key that counts from now on, the thumbprints of those it replaced, and until when these are taken.

    ``brandPrivateKey`` is PKCS#8 PEM, where the simulator made it, and answered this once.
    """

    key: Literal["brand", "iadvize"]
    thumbprint: str
    publicKey: str
    replaced: list[str]
    retiresAt: float
    brandPrivateKey: NotRequired[str]


def fresh_key(fields: RotationFields) -> str | None:
    """The private key that the rotation needs, made now; None where the brand brings its own. Slow."""
    if fields.brand_public_key is None:
        return generate_private_key()
    if fields.key == IADVIZE:
        message = "brandPublicKey: leave it out; it is iAdvize's own key that is replaced."
        raise Refusal("field_invalid", message=message, field="brandPublicKey")
    return None


def rotate(
    site: Site, fields: RotationFields, private_pem: str | None, now: float, server_key: PrivateKey
) -> tuple[Site, RotationJson]:
    """The site after the rotation, and what is told of it. ``now`` is epoch seconds on its clock. Raises Refusal."""
    retires_at = now + fields.overlap_seconds
    if fields.key == IADVIZE:
        before = own_keys(site, server_key, now).current.public
        after = rotated_own(site, private_pem or "", retires_at)
        return after, _told(fields, own_keys(after, server_key, now).current.public, [before], retires_at)
    public = load_private_key(private_pem).public if private_pem else _given(fields)
    replaced = [key for key in public_keys(site.verification_keys) if key != public]
    told = _told(fields, public, replaced, retires_at)
    if private_pem:
        told["brandPrivateKey"] = private_pem
    return rotated_brand(site, public.pem, private_pem, retires_at), told


def _given(fields: RotationFields) -> PublicKey:
    try:
        return load_public_key(fields.brand_public_key or "")
    except Refusal as refusal:
        raise Refusal(refusal.code, message=key_refusal_message(refusal), field="brandPublicKey") from None


def _told(fields: RotationFields, public: PublicKey, replaced: Sequence[PublicKey], retires_at: float) -> RotationJson:
    return {
        "key": fields.key,
        "thumbprint": public.thumbprint,
        "publicKey": public.pem,
        "replaced": [key.thumbprint for key in replaced],
        "retiresAt": retires_at,
    }
