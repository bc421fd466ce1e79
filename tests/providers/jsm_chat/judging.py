"""Asking the verifier about one token, and saying in one line what its verdict must be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from simulator.core.site import Rules, Site
from simulator.core.verdict import Check, Verdict
from simulator.providers.jsm_chat import PROVIDER
from simulator.providers.jsm_chat.catalogue import NO_TOKEN, NOT_ACCEPTED, PENDING
from simulator.providers.jsm_chat.verify import Basis, verify
from tests import forge
from tests.providers.jsm_chat.codes import CHECK_OF, CHECKS, WARNINGS

PROJECT = Site("desk", provider=PROVIDER, verification_keys=(forge.CHAT_SECRET,))


def judge(
    token: str | None,
    *,
    site: Site | None = PROJECT,
    now: float = forge.NOW,
    others: Iterable[tuple[str, str]] = (),
    **basis: Any,
) -> Verdict:
    """The verdict on a token, at a project with the forge's secret key."""
    pairs = tuple(others)
    return verify(token, Basis(site=site, now=now, others=lambda: pairs, **basis))


def project(*, leeway: float = 0, require_exp: bool = True, secret: str = forge.CHAT_SECRET, **fields: Any) -> Site:
    """The usual project with other rules or fields."""
    rules = Rules(leeway_seconds=leeway, require_exp=require_exp)
    return replace(PROJECT, **{"rules": rules, "verification_keys": (secret,), **fields})


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


def also(verdict: Verdict) -> list[str]:
    return [seen.code for seen in verdict.also_found]


def check_of(verdict: Verdict, code: str) -> Check:
    return next(check for check in verdict.checks if check.code == code)


def expect(verdict: Verdict, code: str) -> None:
    """The whole shape of a verdict whose only remark among the checks is this code."""
    well_formed(verdict)
    place = CHECKS.index(CHECK_OF[code])
    if code in WARNINGS:
        assert verdict.accepted, verdict.code
        assert outcomes(verdict) == ["warning" if name == CHECK_OF[code] else "passed" for name in CHECKS]
    else:
        assert verdict.code == code, (verdict.code, code)
        assert outcomes(verdict) == [*["passed"] * place, "failed", *["skipped"] * (len(CHECKS) - place - 1)]
    assert [check.code for check in verdict.checks if check.code] == [code]


def expect_refused(verdict: Verdict, *codes: str) -> None:
    """Refused with one of these codes."""
    well_formed(verdict)
    assert verdict.code in codes


def expect_faultless(verdict: Verdict) -> None:
    """Accepted, and nothing remarked on anywhere."""
    well_formed(verdict)
    assert outcomes(verdict) == ["passed"] * len(CHECKS), [check for check in verdict.checks if check.code]
    assert verdict.also_found == ()


def well_formed(verdict: Verdict) -> None:
    """What holds for every verdict, whatever was judged."""
    assert tuple(check.name for check in verdict.checks) == CHECKS
    ended = False
    for check in verdict.checks:
        assert (check.outcome == "skipped") == ended, outcomes(verdict)
        ended = ended or check.outcome == "failed"
        assert (check.code is None) == (check.outcome in ("passed", "skipped"))
        assert check.code is None or CHECK_OF[check.code] == check.name
        assert (check.code in WARNINGS) == (check.outcome == "warning")
        assert check.code is None or (check.message and check.hint)
    assert verdict.accepted == (not ended)
    reason = {None: None, "token_missing": NO_TOKEN, "customer_pending": PENDING}.get(verdict.code, NOT_ACCEPTED)
    assert verdict.reason == reason
    assert all(seen.message and seen.hint for seen in verdict.also_found)
