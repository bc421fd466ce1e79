"""Whose signature it is: the project's, another project's, a replaced one's, nearly the right one's, or nobody's."""

from collections.abc import Callable, Iterable

import msgspec

from simulator.core.refusal import Refusal
from simulator.core.report import Step
from simulator.core.site import Site
from simulator.providers.jsm_chat.compact_form import CompactJws
from simulator.providers.jsm_chat.secret_key import SIGNATURE_BYTES, fingerprint, made, slips

OtherProjects = Callable[[], Iterable[tuple[str, str]]]


class Secrets(msgspec.Struct, frozen=True):
    """The secret keys that a signature is held against: the project's, those it had before, and other projects'."""

    current: tuple[str, ...]
    retired: tuple[str, ...]
    others: OtherProjects

    @classmethod
    def of(cls, site: Site, now: float, others: OtherProjects) -> "Secrets":
        """The project's at a time on its clock: one that is being replaced is taken until its time has come."""
        overlapping = tuple(old.key for old in site.retiring_keys if now < old.retires_at)
        retired = tuple(key for key in site.retired_keys if key not in overlapping)
        return cls((*site.verification_keys, *overlapping), retired, others)


def examine(jws: CompactJws, site_id: str, secrets: Secrets) -> Step[str]:
    """The secret key that made the signature. Keys named by the token's header are never looked at."""
    yield from ()
    if not secrets.current:
        raise Refusal("secret_key_missing", found="no secret key", expected="a secret key", site=site_id)
    secret = _signer(jws, secrets.current)
    if secret is None:
        raise _mismatch(jws, secrets)
    return secret


def _signer(jws: CompactJws, secrets: Iterable[str]) -> str | None:
    return next((secret for secret in secrets if made(secret.encode(), jws.signing_input, jws.signature)), None)


def _mismatch(jws: CompactJws, secrets: Secrets) -> Refusal:
    expected = ", ".join(fingerprint(secret) for secret in secrets.current)
    if not jws.signature:
        return Refusal("signature_mismatch", found="an empty signature", expected=expected, variant="empty")
    if len(jws.signature) != SIGNATURE_BYTES:
        return Refusal("signature_mismatch", found=len(jws.signature), expected=SIGNATURE_BYTES, variant="length")
    for site_id, secret in secrets.others():
        if made(secret.encode(), jws.signing_input, jws.signature):
            return Refusal("signature_of_other_site", found=site_id, expected=expected)
    retired = _signer(jws, secrets.retired)
    if retired is not None:
        return Refusal("secret_key_retired", found=fingerprint(retired), expected=expected)
    for secret in secrets.current:
        for slip in slips(secret):
            if made(slip.key, jws.signing_input, jws.signature):
                return Refusal(slip.code, found=slip.found, expected=expected, variant=slip.variant)
    return Refusal("signature_mismatch", found="a signature of none of them", expected=expected)
