"""One token in, one verdict out: the eight checks, in the order in which a verdict lists them."""

import difflib
from collections.abc import Callable, Iterable

import msgspec

from simulator.core.refusal import Finding, Refusal
from simulator.core.report import Report, Step
from simulator.core.site import Site
from simulator.core.verdict import Verdict
from simulator.providers.iadvize import claims, compact_form, jwe_header, jws_header, lifetime, opening, signature
from simulator.providers.iadvize.catalogue import CATALOGUE, reason
from simulator.providers.iadvize.keys import PrivateKey, PublicKey
from simulator.providers.iadvize.opening import OwnKeys
from simulator.providers.iadvize.signature import OtherSites

_DEFAULTS = Site("")
_NAMED_SITES = 10
_IN_SETTINGS = {None: "in-settings", "nearest": "in-settings-nearest"}


def _nobody() -> Iterable[tuple[str, PublicKey]]:
    return ()


class Basis(msgspec.Struct, frozen=True):
    """What a verdict rests on besides the token. ``now`` is epoch seconds on the site's clock.

    ``clock_offset`` is how many seconds that is ahead of real time, negative where it is behind;
    ``other_sites`` is asked only where a signature fits none of the site's keys; ``reused`` says whether the same
    text has opened a session on this site; ``known_sites`` are named where the site is unknown; ``expected_user`` is
    the one whose session is to be renewed; ``forced`` is the code of a refusal that a failure mode adds; ``stopwatch``
    reads seconds of real time, to say how long each check took. Where the simulator's key was rotated, ``earlier_keys``
    are those that are still taken, ``replaced_keys`` those that no longer are. ``serverless`` says that the sites are
    those of the settings, with no server asked.
    """

    site: Site | None
    brand_keys: tuple[PublicKey, ...]
    simulator_key: PrivateKey
    now: float
    other_sites: OtherSites = _nobody
    clock_offset: float = 0
    reused: bool = False
    site_id: str = ""
    known_sites: tuple[str, ...] = ()
    retired_keys: tuple[PublicKey, ...] = ()
    expected_user: str | None = None
    forced: str | None = None
    stopwatch: Callable[[], float] | None = None
    earlier_keys: tuple[PrivateKey, ...] = ()
    replaced_keys: tuple[PrivateKey, ...] = ()
    serverless: bool = False


def verify(token: str | None, basis: Basis) -> Verdict:
    """The verdict on a token. Pure, and it never raises: whatever is wrong with the token is in the verdict.

    Steps behind a failure still run where they have something to read, so that everything visible is reported.
    """
    report = Report(CATALOGUE, basis.forced, basis.stopwatch)
    outer, plaintext, opener, jws, signer, said = None, None, None, None, None, None
    site = report.run("site", _site(basis))
    outside = report.run("compact-form", compact_form.examine(token))
    if isinstance(outside, compact_form.Unencrypted):
        plaintext = outside.text
    elif outside:
        outer = report.run("jwe-header", jwe_header.examine(outside.header))
        if outer and jwe_header.is_openable(outer):
            keys = OwnKeys(basis.simulator_key, basis.earlier_keys, basis.replaced_keys)
            inside = report.run("decryption", opening.examine(outside, keys, outer.get("kid"), basis.brand_keys))
            if inside:
                plaintext, opener = inside.plaintext, inside.key
    if plaintext is not None:
        jws = report.run("jws-header", jws_header.examine(plaintext, basis.brand_keys))
    if jws:
        if site and jws.is_rs256:
            examination = signature.examine(jws, basis.brand_keys, basis.retired_keys, basis.other_sites)
            signer = report.run("signature", examination)
        said = report.run("claims", claims.examine(jws.payload, basis.expected_user))
    if said is not None:
        times = lifetime.examine(said, site or _DEFAULTS, basis.now, reused=basis.reused, offset=basis.clock_offset)
        report.run("lifetime", times)
    known = said or {}
    return Verdict(
        accepted=report.code is None,
        code=report.code,
        reason=reason(report.code),
        checks=report.checks,
        also_found=report.also_found,
        user_id=claims.user_id(known),
        visitor_data=claims.visitor_data(known),
        issuer=claims.issuer(known),
        expires_at=lifetime.expires_at(known),
        jwe_header=outer,
        jws_header=jws.members if jws else None,
        claims=said,
        signing_key=signer.thumbprint if signer else None,
        encryption_key=opener.thumbprint if opener else None,
        seconds=report.seconds,
    )


def _site(basis: Basis) -> Step[Site]:
    site = basis.site
    if site is None:
        near = difflib.get_close_matches(basis.site_id, basis.known_sites)
        variant = "nearest" if near else None
        raise Refusal(
            "site_unknown",
            found=basis.site_id,
            expected=list(basis.known_sites[:_NAMED_SITES]),
            variant=_IN_SETTINGS[variant] if basis.serverless else variant,
            nearest=near[0] if near else None,
        )
    if not site.authentication_enabled:
        yield Finding("authentication_disabled", found=False, expected=True, facts={"site": site.site_id})
    return site
