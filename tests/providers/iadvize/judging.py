"""Asking the verifier about one token, and saying in one line what its verdict must be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from simulator.core.site import Rules, Site
from simulator.core.verdict import Check, Verdict
from simulator.providers.iadvize.keys import load_private_key, load_public_key
from simulator.providers.iadvize.verify import Basis, verify
from tests import forge
from tests.providers.iadvize.codes import CHECK_OF, CHECKS, NO_OPTION, NOT_SET_UP, TABLE, WARNINGS

SITE = Site(site_id="bank")

trusted = cache(load_public_key)
held = cache(load_private_key)


def judge(
    token: str | None,
    *,
    site: Site | None = SITE,
    brand_keys: Iterable[forge.KeyPair | str] | None = None,
    simulator: forge.KeyPair | None = None,
    now: float = forge.NOW,
    others: Iterable[tuple[str, forge.KeyPair]] = (),
    reused: bool = False,
    retired: Iterable[forge.KeyPair] = (),
    earlier: Iterable[forge.KeyPair] = (),
    replaced: Iterable[forge.KeyPair] = (),
    **asked: Any,
) -> Verdict:
    """The verdict on a token, at a site that trusts the forge's brand key unless other keys are given.

    ``retired`` were the brand's, ``earlier`` and ``replaced`` the simulator's; ``asked`` are other fields of Basis.
    """
    brands = (forge.key("brand"),) if brand_keys is None else brand_keys
    other_sites = tuple((site_id, trusted(pair.public_pem())) for site_id, pair in others)
    basis = Basis(
        site=site,
        brand_keys=tuple(trusted(brand if isinstance(brand, str) else brand.public_pem()) for brand in brands),
        simulator_key=held((simulator or forge.key("simulator")).private_pem()),
        now=now,
        other_sites=lambda: other_sites,
        reused=reused,
        retired_keys=tuple(trusted(pair.public_pem()) for pair in retired),
        earlier_keys=tuple(held(pair.private_pem()) for pair in earlier),
        replaced_keys=tuple(held(pair.private_pem()) for pair in replaced),
        **asked,
    )
    return verify(token, basis)


def site(*, leeway: float = 0, require_exp: bool = True, **fields: Any) -> Site:
    """The usual site with other rules or fields."""
    rules = Rules(leeway_seconds=leeway, require_exp=require_exp)
    return Site(**{"site_id": "bank", "rules": rules, **fields})


@dataclass(frozen=True)
class Case:
    """A token by hand, what it is judged on, and the one code that it must get."""

    code: str
    title: str
    make: Callable[[], str | None]
    basis: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code}: {self.title}"

    def judged(self) -> Verdict:
        return judge(self.make(), **self.basis)


def outcomes(verdict: Verdict) -> list[str]:
    return [check.outcome for check in verdict.checks]


def codes(verdict: Verdict) -> list[str | None]:
    """The codes of the eight checks."""
    return [check.code for check in verdict.checks]


def also(verdict: Verdict) -> list[str]:
    return [seen.code for seen in verdict.also_found]


def check_of(verdict: Verdict, code: str) -> Check:
    """The check that carries the code."""
    return next(check for check in verdict.checks if check.code == code)


def expect(verdict: Verdict, code: str, *, warned: Iterable[str] = ()) -> None:
    """The whole shape of a verdict whose first remark is this code; ``warned`` are warnings of earlier checks."""
    well_formed(verdict)
    if code in WARNINGS:
        expect_accepted(verdict, code, *warned)
        return
    expect_refused(verdict, code, *warned)


def expect_refused(verdict: Verdict, code: str, *warned: str) -> None:
    place = CHECKS.index(CHECK_OF[code])
    assert verdict.code == code, (verdict.code, code)
    assert not verdict.accepted
    before = ["warning" if any(CHECK_OF[w] == name for w in warned) else "passed" for name in CHECKS[:place]]
    assert outcomes(verdict) == [*before, "failed", *["skipped"] * (len(CHECKS) - place - 1)]
    assert {each for each in codes(verdict) if each} == {code, *warned}
    assert verdict.checks[place].code == code
    assert verdict.reason == (NO_OPTION if code == "token_missing" else NOT_SET_UP)


def expect_accepted(verdict: Verdict, *warned: str) -> None:
    """Accepted, with exactly these warnings as the checks' codes."""
    well_formed(verdict)
    assert verdict.code is None, (verdict.code, [check.found for check in verdict.checks if check.code])
    assert verdict.accepted
    assert verdict.reason is None
    remarked = {CHECK_OF[code]: code for code in warned}
    assert codes(verdict) == [remarked.get(name) for name in CHECKS]
    assert outcomes(verdict) == ["warning" if name in remarked else "passed" for name in CHECKS]


def expect_faultless(verdict: Verdict) -> None:
    """Accepted, and nothing remarked on anywhere."""
    expect_accepted(verdict)
    assert verdict.also_found == ()


def well_formed(verdict: Verdict) -> None:
    """What holds for every verdict, whatever was judged."""
    assert tuple(check.name for check in verdict.checks) == CHECKS
    ended = False
    for check in verdict.checks:
        assert check.outcome in ("passed", "failed", "warning", "skipped")
        assert (check.outcome == "skipped") == ended, outcomes(verdict)
        ended = ended or check.outcome == "failed"
        assert (check.code is None) == (check.outcome in ("passed", "skipped"))
        assert check.code is None or CHECK_OF[check.code] == check.name
        assert (check.code in WARNINGS) == (check.outcome == "warning")
        assert check.code is None or (check.message and check.hint)
    assert verdict.accepted == (not ended)
    failed = [check.code for check in verdict.checks if check.outcome == "failed"]
    assert verdict.code == (failed[0] if failed else None)
    assert verdict.reason in ((NO_OPTION, NOT_SET_UP) if failed else (None,))
    for seen in verdict.also_found:
        assert seen.code in TABLE[seen.check]
        assert seen.message
        assert seen.hint
    noted = [(check.code, check.message) for check in verdict.checks if check.code]
    noted += [(seen.code, seen.message) for seen in verdict.also_found]
    assert len(noted) == len(set(noted)), f"said twice: {noted}"
