"""One token in, one verdict out: the eight checks, in the order in which a verdict lists them."""

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from simulator.core.refusal import Finding, Refusal
from simulator.core.report import Report, Step
from simulator.core.site import Site
from simulator.core.verdict import Verdict
from simulator.providers.iadvize import claims, compact_form, envelope, jwe_header, jws_header, lifetime, signature
from simulator.providers.iadvize.catalogue import CATALOGUE, reason
from simulator.providers.iadvize.keys import PrivateKey, PublicKey
from simulator.providers.iadvize.signature import OtherSites

_DEFAULTS = Site("")
_NAMED_SITES = 10


@dataclass(slots=True)
class Reading:
    """What has been read of one token so far."""

    jwe_header: dict[str, Any] | None = None
    jws_header: dict[str, Any] | None = None
    claims: dict[str, Any] | None = None
    signer: PublicKey | None = None
    opener: PublicKey | None = None


def _nobody() -> Iterable[tuple[str, PublicKey]]:
    return ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What a verdict rests on besides the token. ``now`` is epoch seconds on the site's clock.

    ``other_sites`` is asked only where a signature fits none of the site's keys; ``reused`` says whether the same
    text has opened a session on this site; ``known_sites`` are named where the site is unknown; ``expected_user`` is
    the one whose session is to be renewed; ``forced`` is the code of a refusal that a failure mode adds; ``stopwatch``
    reads seconds of real time, to say how long each check took.
    """

    site: Site | None
    brand_keys: tuple[PublicKey, ...]
    simulator_key: PrivateKey
    now: float
    other_sites: OtherSites = _nobody
    reused: bool = False
    site_id: str = ""
    known_sites: tuple[str, ...] = ()
    retired_keys: tuple[PublicKey, ...] = ()
    expected_user: str | None = None
    forced: str | None = None
    stopwatch: Callable[[], float] | None = None


def verify(token: str | None, basis: Basis) -> Verdict:
    """The verdict on a token. Pure, and it never raises: whatever is wrong with the token is in the verdict.

    Steps behind a failure still run where they have something to read, so that everything visible is reported.
    """
    report = Report(CATALOGUE, basis.forced, basis.stopwatch)
    reading = Reading()
    site = report.run("site", _site(basis))
    outside = report.run("compact-form", compact_form.examine(token))
    plaintext = outside.text if isinstance(outside, compact_form.Unencrypted) else None
    if isinstance(outside, compact_form.CompactJwe):
        reading.jwe_header = members = report.run("jwe-header", jwe_header.examine(outside.header))
        if members and jwe_header.is_openable(members):
            opening = envelope.open_jwe(outside, basis.simulator_key, members.get("kid"), basis.brand_keys)
            plaintext = report.run("decryption", opening)
            reading.opener = basis.simulator_key.public if plaintext is not None else None
    if plaintext is not None:
        _inner(plaintext, site, basis, report, reading)
    return _verdict(report, reading)


def _inner(plaintext: bytes, site: Site | None, basis: Basis, report: Report, reading: Reading) -> None:
    jws = report.run("jws-header", jws_header.examine(plaintext, basis.brand_keys))
    if not jws:
        return
    reading.jws_header = jws.members
    if site and jws.is_rs256:
        keys = signature.Keys(basis.brand_keys, basis.retired_keys, basis.other_sites)
        reading.signer = report.run("signature", signature.examine(jws, keys))
    reading.claims = report.run("claims", claims.examine(jws.payload, basis.expected_user))
    if reading.claims is not None:
        limits = site or _DEFAULTS
        report.run("lifetime", lifetime.examine(reading.claims, limits, basis.now, reused=basis.reused))


def _site(basis: Basis) -> Step[Site]:
    site = basis.site
    if site is None:
        near = difflib.get_close_matches(basis.site_id, basis.known_sites, n=1)
        raise Refusal(
            "site_unknown",
            found=basis.site_id,
            expected=list(basis.known_sites[:_NAMED_SITES]),
            variant="nearest" if near else None,
            nearest=near[0] if near else None,
        )
    if not site.authentication_enabled:
        yield Finding("authentication_disabled", found=False, expected=True, facts={"site": site.site_id})
    return site


def _verdict(report: Report, reading: Reading) -> Verdict:
    said = reading.claims or {}
    return Verdict(
        accepted=report.code is None,
        code=report.code,
        reason=reason(report.code),
        checks=report.checks,
        also_found=report.also_found,
        user_id=claims.user_id(said),
        visitor_data=claims.visitor_data(said),
        issuer=claims.issuer(said),
        expires_at=lifetime.expires_at(said),
        jwe_header=reading.jwe_header,
        jws_header=reading.jws_header,
        claims=reading.claims,
        signing_key=reading.signer.thumbprint if reading.signer else None,
        encryption_key=reading.opener.thumbprint if reading.opener else None,
        seconds=report.seconds,
    )
