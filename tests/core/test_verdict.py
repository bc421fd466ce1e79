from msgspec.structs import replace

from simulator.core.verdict import FAILED, PASSED, SKIPPED, WARNING, AlsoFound, Check, Verdict, verdict_json

VERDICT = Verdict(
    accepted=True, code=None, reason=None, checks=(Check("site", PASSED, "Known."),), seconds={"site": 0.1}
)


def test_how_long_it_took_makes_no_other_verdict() -> None:
    assert replace(VERDICT, seconds={"site": 0.2}) == VERDICT


def test_whatever_else_differs_makes_another_verdict() -> None:
    assert replace(VERDICT, user_id="jane") != VERDICT
    assert replace(VERDICT, checks=()) != VERDICT
    assert VERDICT != "verdict"


def test_a_verdict_has_the_same_public_names_everywhere() -> None:
    verdict = Verdict(
        accepted=False,
        code="late",
        reason="Too late.",
        checks=(
            Check("site", PASSED, "Known."),
            Check("time", FAILED, "It is late.", "late", "Go earlier.", 9, 8),
            Check("place", SKIPPED, "Not reached."),
        ),
        also_found=(AlsoFound("place", "lost", "Not here.", "Look."),),
        user_id="jane",
        visitor_data={"city": "Nantes"},
        issuer="bank",
        expires_at=60.0,
        jwe_header={"alg": "A"},
        jws_header={"alg": "B"},
        claims={"iss": "bank"},
    )
    nothing = {"code": None, "hint": None, "found": None, "expected": None}
    assert verdict_json(verdict) == {
        "accepted": False,
        "code": "late",
        "reason": "Too late.",
        "checks": [
            {"name": "site", "outcome": "passed", "message": "Known.", **nothing},
            {
                "name": "time",
                "outcome": "failed",
                "code": "late",
                "message": "It is late.",
                "hint": "Go earlier.",
                "found": 9,
                "expected": 8,
            },
            {"name": "place", "outcome": "skipped", "message": "Not reached.", **nothing},
        ],
        "alsoFound": [{"check": "place", "code": "lost", "message": "Not here.", "hint": "Look."}],
        "userId": "jane",
        "visitorData": {"city": "Nantes"},
        "issuer": "bank",
        "expiresAt": 60.0,
        "jweHeader": {"alg": "A"},
        "jwsHeader": {"alg": "B"},
        "claims": {"iss": "bank"},
    }


def test_the_decisive_check_is_the_failed_one_and_a_warning_is_none() -> None:
    warned = Check("time", WARNING, "It is late.", "late", "Go earlier.")
    failed = Check("place", FAILED, "Not here.", "lost", "Look.")
    assert VERDICT.decisive is None
    assert VERDICT.warnings == ()
    verdict = replace(VERDICT, checks=(warned, failed))
    assert verdict.decisive is failed
    assert verdict.warnings == (warned,)
