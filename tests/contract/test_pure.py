"""What takes time, another machine or a clock of one's own to see: judged without asking anybody."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.contract.catalogue import BREACHES
from simulator.contract.judge import judge
from simulator.contract.observed import Answer, Found, NoAnswer, Observed, Sample
from simulator.contract.reading import read_plan
from simulator.contract.report import Report
from simulator.core.site import Site
from simulator.core.verdict import Verdict
from simulator.providers.iadvize.keys import load_private_key, load_public_key
from simulator.providers.iadvize.verify import Basis, verify
from tests import forge
from tests.contract.bad_backends import BAD

GOOD = (("Content-Type", "application/json"), ("Cache-Control", "no-store"))


def verdict(token: str, at: float) -> Verdict:
    key = load_private_key(forge.key("simulator").private_pem())
    brand = load_public_key(forge.key("brand").public_pem())
    return verify(token, Basis(site=Site("shop"), brand_keys=(brand,), simulator_key=key, now=at))


def sample(at: float, seconds: float = 0.1, **claims: Any) -> Sample:
    """A good answer that arrives so many seconds after the forge's moment."""
    token = forge.token(forge.claims(**{"exp": forge.NOW + at + 60} | claims))
    return Sample("user", Answer(200, GOOD, b"{}", seconds, forge.NOW + at), Found(token))


def judged(*samples: Sample, url: str = "http://127.0.0.1/", logins: Any = (), **given: Any) -> Report:
    plan = read_plan({"token_url": url} | given, Path())
    signed_out = Sample("nobody", Answer(401))
    return judge(plan, Observed(samples, (), signed_out, logins), verdict)


def codes(report: Report) -> set[str | None]:
    return {check.code for result in report.results for check in (result.check, *result.also) if check.code}


STILL = {"exp": forge.NOW + 60}
SEEN: dict[str, tuple[Callable[[], Report], set[str]]] = {
    "exp stands still": (lambda: judged(sample(0, **STILL), sample(1), sample(4, **STILL)), set()),
    "exp stands still in all": (
        lambda: judged(sample(0, **STILL), sample(1.1, **STILL), sample(2.2, **STILL)),
        {"expiry_stands_still"},
    ),
    "exp may stand still for a second": (lambda: judged(sample(0, **STILL), sample(1.1, **STILL)), set()),
    "slow": (lambda: judged(sample(0, 2.5)), {"answer_slow"}),
    "slow is what one says it is": (lambda: judged(sample(0, 2.5), slow="3"), set()),
    "http over the internet": (lambda: judged(sample(0), url="http://shop.example/"), {"transport_unencrypted"}),
    "http to a public address": (lambda: judged(sample(0), url="http://93.184.216.34/"), {"transport_unencrypted"}),
    "https": (lambda: judged(sample(0), url="https://shop.example/"), set()),
    "http to a compose service": (lambda: judged(sample(0), url="http://shop:3000/"), set()),
    "http to a private address": (lambda: judged(sample(0), url="http://192.168.1.7/"), set()),
    "a login without an answer": (
        lambda: judged(logins=[("user", NoAnswer("refused", "connection refused"))]),
        {"login_failed"},
    ),
    "15 seconds are enough": (lambda: judged(sample(0, exp=forge.NOW + 15)), set()),
    "less are not": (lambda: judged(sample(0, exp=forge.NOW + 14)), {"lifetime_short"}),
    "an expired one is the verdict's": (lambda: judged(sample(0, exp=forge.NOW - 1)), {"token_expired"}),
}


@pytest.mark.parametrize("name", SEEN)
def test_what_was_seen_is_named_rightly(name: str) -> None:
    make, expected = SEEN[name]
    assert codes(make()) == expected


def test_every_code_is_named_in_some_test() -> None:
    named = {code for _, expected in (*BAD.values(), *SEEN.values()) for code in expected}
    assert set(BREACHES.mistakes) - named == set()


@pytest.mark.parametrize(
    ("kind", "words"), [("refused", "Nobody listens where the user should log in"), ("timeout", "got no answer")]
)
def test_a_login_without_an_answer_is_told_why(kind: str, words: str) -> None:
    (breach,) = judged(logins=[("user", NoAnswer(kind, "a reason"))]).breaches
    assert words in breach.check.message


@pytest.mark.parametrize("kind", [*BREACHES["no_answer"].variants, "other"])
def test_every_way_to_get_no_answer_has_its_words(kind: str) -> None:
    report = judged(Sample("user", NoAnswer(kind, "a reason")))
    (breach,) = report.breaches
    assert (breach.check.code, breach.check.found) == ("no_answer", "a reason")


@pytest.mark.parametrize("problem", BREACHES["token_absent"].variants)
def test_every_way_to_have_no_token_has_its_words(problem: str) -> None:
    without = replace(sample(0), found=Found(problem=problem, seen="something", path="token"))
    assert codes(judged(without)) == {"token_absent"}


def test_judging_asks_nobody_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> float:
        raise AssertionError

    monkeypatch.setattr(time, "time", never)
    assert judged(sample(0), sample(1)).passed
