"""A project's secret key that is replaced, and how long the one before is still taken."""

from typing import Annotated, Literal, NotRequired, TypedDict

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from simulator.core.site import YEAR_SECONDS, RetiringKey, Site
from simulator.providers.jsm_chat.secret_key import fingerprint, generate
from simulator.providers.jsm_chat.site_fields import SecretKey, refuse_unfit, with_secret

_KEPT = 5


class ChatRotationFields(msgspec.Struct, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """For how many seconds of the project's clock the secret key before is still taken.

    ``secretKey`` is the new one; without it the simulator generates one. That nothing overlaps unless told is chosen.
    """

    key: Literal["secret"] = "secret"
    overlap_seconds: Annotated[float, Meta(ge=0, le=YEAR_SECONDS)] = 0
    secret_key: SecretKey | None = None


class ChatRotationJson(TypedDict):
    """The fingerprints of the new secret key and of those it replaced, and until when these are taken.

    ``secretKey`` is the new one where the simulator generated it, and answered this once.
    """

    key: Literal["secret"]
    secretKeyFingerprint: str
    replaced: list[str]
    retiresAt: float
    secretKey: NotRequired[str]


def rotate(site: Site, fields: ChatRotationFields, now: float) -> tuple[Site, ChatRotationJson]:
    """The project with another secret key, and what its caller is told."""
    secret = fields.secret_key
    if secret is None:
        secret = generate()
    refuse_unfit(secret)
    retires_at = now + fields.overlap_seconds
    gone = tuple(old for old in site.verification_keys if old != secret)
    retiring = (*(RetiringKey(old, retires_at) for old in gone), *site.retiring_keys)
    told: ChatRotationJson = {
        "key": "secret",
        "secretKeyFingerprint": fingerprint(secret),
        "replaced": [fingerprint(old) for old in gone],
        "retiresAt": retires_at,
    }
    if fields.secret_key is None:
        told["secretKey"] = secret
    kept = tuple(old for old in retiring if old.key != secret)[:_KEPT]
    return replace(with_secret(site, secret), retiring_keys=kept), told
