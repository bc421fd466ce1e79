"""Whose signature it is: one of the site's keys, another site's, a retired one's, or nobody's that is known."""

from collections.abc import Callable, Iterable

from simulator.core.refusal import Finding, Refusal
from simulator.core.report import Step
from simulator.providers.iadvize.envelope import signature_matches
from simulator.providers.iadvize.jws_header import InnerToken
from simulator.providers.iadvize.keys import PublicKey

Keys = tuple[PublicKey, ...]
OtherSites = Callable[[], Iterable[tuple[str, PublicKey]]]


def examine(
    jws: InnerToken, current: Keys, retired: Keys = (), other_sites: OtherSites = lambda: ()
) -> Step[PublicKey]:
    """The site's key that made the signature, a retired one too. Keys that the token's headers name are never used.

    ``current`` are the site's keys; those that it had before, and other sites', only help to say what went wrong.
    """
    if not current:
        raise Refusal("brand_key_missing", found="no key", expected="the brand's public key")
    key = _signer(jws, current)
    if key is not None:
        return key
    mismatch = _mismatch(jws, current, retired, other_sites)
    if mismatch.variant != "retired":
        raise Refusal.of(mismatch)
    yield mismatch
    return next(key for key in retired if key.thumbprint == mismatch.found)


def _signer(jws: InnerToken, keys: Keys) -> PublicKey | None:
    for key in keys:
        if signature_matches(jws.signing_input, jws.signature, key):
            return key
    return None


def _mismatch(jws: InnerToken, current: Keys, retired: Keys, other_sites: OtherSites) -> Finding:
    expected = [key.thumbprint for key in current]
    if not jws.signature:
        return Finding("signature_mismatch", found="an empty signature", expected=expected, variant="empty")
    for site_id, key in other_sites():
        if signature_matches(jws.signing_input, jws.signature, key):
            return Finding("signature_of_other_site", site_id, expected, facts={"thumbprint": key.thumbprint})
    former = _signer(jws, retired)
    if former:
        return Finding("signature_mismatch", found=former.thumbprint, expected=expected, variant="retired")
    lengths = sorted({key.modulus_bytes for key in current})
    if len(jws.signature) not in lengths:
        return Finding(
            "signature_mismatch",
            found=f"{len(jws.signature)} bytes",
            expected=expected,
            variant="length",
            facts={
                "length": len(jws.signature),
                "bits": len(jws.signature) * 8,
                "wanted": " or ".join(str(length) for length in lengths),
            },
        )
    return Finding("signature_mismatch", found="a signature by none of them", expected=expected)
