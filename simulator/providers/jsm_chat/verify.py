"""One token in, one verdict out: the seven checks, in the order in which a verdict lists them."""

import difflib
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from simulator.core.refusal import Finding, Refusal
from simulator.core.report import Report, Step
from simulator.core.site import Rules, Site
from simulator.core.verdict import Verdict
from simulator.providers.jsm_chat import claims, compact_form, jws_header, lifetime, signature
from simulator.providers.jsm_chat.catalogue import CATALOGUE, reason
from simulator.providers.jsm_chat.catalogue.checks import CUSTOMER
from simulator.providers.jsm_chat.secret_key import fingerprint
from simulator.providers.jsm_chat.signature import OtherProjects

_NAMED_PROJECTS = 10


class Reading(msgspec.Struct):
    """What has been read of one token so far."""

    jws_header: dict[str, Any] | None = None
    claims: dict[str, Any] | None = None
    secret: str | None = None

    def __repr__(self) -> str:
        return "Reading()"  # no failure may show the secret


def _nobody() -> Iterable[tuple[str, str]]:
    return ()


class Basis(msgspec.Struct, frozen=True):
    """What a verdict rests on besides the token. ``now`` is epoch seconds on the project's clock.

    ``clock_offset`` is how many seconds that is ahead of real time, negative where it is behind;
    ``others`` is asked only where a signature is not the project's; ``reused`` says whether the same text has opened a
    session on this project; ``known_projects`` are named where the project is unknown, ``other_provider`` where its id
    is another provider's site; ``forced`` is the code of a refusal that a failure mode adds; ``stopwatch`` reads
    seconds of real time, to say how long each check took.
    """

    site: Site | None
    now: float
    others: OtherProjects = _nobody
    reused: bool = False
    site_id: str = ""
    known_projects: tuple[str, ...] = ()
    other_provider: str | None = None
    forced: str | None = None
    stopwatch: Callable[[], float] | None = None
    clock_offset: float = 0


def verify(token: str | None, basis: Basis) -> Verdict:
    """The verdict on a token. Pure, and it never raises: whatever is wrong with the token is in the verdict.

    Steps behind a failure still run where they have something to read, so that everything visible is reported.
    """
    report = Report(CATALOGUE, basis.forced, basis.stopwatch)
    reading = Reading()
    site = report.run("site", _site(basis))
    jws = report.run("compact-form", compact_form.examine(token))
    if jws is not None:
        reading.jws_header = members = report.run("jws-header", jws_header.examine(jws.header))
        if site and members and jws_header.is_verifiable(members):
            secrets = signature.Secrets.of(site, basis.now, basis.others)
            reading.secret = report.run("signature", signature.examine(jws, site.site_id, secrets))
        reading.claims = report.run("claims", claims.examine(jws.payload))
    if reading.claims is not None:
        rules = site.rules if site else Rules()
        times = lifetime.examine(reading.claims, rules, basis.now, reused=basis.reused, offset=basis.clock_offset)
        report.run("lifetime", times)
        report.run(CUSTOMER, _customer())
    return _verdict(report, reading)


def _site(basis: Basis) -> Step[Site]:
    site = basis.site
    if site is None:
        near = difflib.get_close_matches(basis.site_id, basis.known_projects)
        nearest = basis.other_provider or (near[0] if near else None)
        variant = "other-provider" if basis.other_provider else "nearest" if near else None
        expected = list(basis.known_projects[:_NAMED_PROJECTS])
        raise Refusal("site_unknown", found=basis.site_id, expected=expected, variant=variant, nearest=nearest)
    if not site.authentication_enabled:
        yield Finding("authentication_disabled", found=False, expected=True, facts={"site": site.site_id})
    return site


def _customer() -> Step[None]:
    """Nothing in a token keeps its customer away; a failure mode does."""
    yield from ()


def _verdict(report: Report, reading: Reading) -> Verdict:
    said = reading.claims or {}
    return Verdict(
        accepted=report.code is None,
        code=report.code,
        reason=reason(report.code),
        checks=report.checks,
        also_found=report.also_found,
        user_id=claims.email(said),
        visitor_data=claims.profile(said),
        expires_at=lifetime.expires_at(said),
        jws_header=reading.jws_header,
        claims=reading.claims,
        signing_key=fingerprint(reading.secret) if reading.secret is not None else None,
        seconds=report.seconds,
    )
