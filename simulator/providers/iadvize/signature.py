"""Whose signature it is: one of the site's keys, another site's, a retired one's, or nobody's that is known."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from simulator.core.refusal import Refusal
from simulator.core.report import Step
from simulator.providers.iadvize.envelope import signature_matches
from simulator.providers.iadvize.jws_header import InnerToken
from simulator.providers.iadvize.keys import PublicKey

OtherSites = Callable[[], Iterable[tuple[str, PublicKey]]]


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that a signature is held against: the site's, those it had before, and other sites'."""

    current: tuple[PublicKey, ...]
    retired: tuple[PublicKey, ...]
    other_sites: OtherSites


def examine(jws: InnerToken, keys: Keys) -> Step[PublicKey]:
    """The site's key that made the signature, a retired one too. Keys that the token's headers name are never used."""
    if not keys.current:
        raise Refusal("brand_key_missing", found="no key", expected="the brand's public key")
    key = _signer(jws, keys.current)
    if key is not None:
        return key
    mismatch = _mismatch(jws, keys)
    if mismatch.finding.variant != "retired":
        raise mismatch
    yield mismatch.finding
    return next(key for key in keys.retired if key.thumbprint == mismatch.finding.found)


def _signer(jws: InnerToken, keys: Iterable[PublicKey]) -> PublicKey | None:
    return next((key for key in keys if signature_matches(jws.signing_input, jws.signature, key)), None)


def _mismatch(jws: InnerToken, keys: Keys) -> Refusal:
    expected = [key.thumbprint for key in keys.current]
    if not jws.signature:
        return Refusal("signature_mismatch", found="an empty signature", expected=expected, variant="empty")
    for site_id, key in keys.other_sites():
        if signature_matches(jws.signing_input, jws.signature, key):
            return Refusal("signature_of_other_site", found=site_id, expected=expected, thumbprint=key.thumbprint)
    retired = _signer(jws, keys.retired)
    if retired:
        return Refusal("signature_mismatch", found=retired.thumbprint, expected=expected, variant="retired")
    lengths = sorted({key.modulus_bytes for key in keys.current})
    if len(jws.signature) not in lengths:
        return Refusal(
            "signature_mismatch",
            found=f"{len(jws.signature)} bytes",
            expected=expected,
            variant="length",
            length=len(jws.signature),
            bits=len(jws.signature) * 8,
            wanted=" or ".join(str(length) for length in lengths),
        )
    return Refusal("signature_mismatch", found="a signature by none of them", expected=expected)
