"""A verdict over GraphQL is the verdict that HTTP gives, with its times as RFC 3339."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import forge
from tests.wire.graphql_world import SITE, GraphQLWorld

WHOLE = """
query Verdict($projectId: ID!, $token: String!) {
  visitorAuthentication(projectId: $projectId, token: $token) {
    accepted code reason
    checks { name outcome code message hint found expected }
    alsoFound { check code message hint }
    userId visitorData issuer expiresAt jweHeader jwsHeader claims
  }
}
"""
TOKENS = {
    "faultless": forge.token(),
    "expired": forge.token(forge.claims(exp=forge.NOW - 5)),
    "two-things-wrong": forge.token(forge.claims(user_id="", exp="soon")),
    "with-a-warning": forge.token(forge.claims(exp=forge.NOW + 600)),
    "of-another-brand": forge.token(signer=forge.key("other brand")),
    "empty": "",
    "no-token": "a.b.c",
}


@pytest.fixture
def world() -> Iterator[GraphQLWorld]:
    with GraphQLWorld() as made:
        yield made


def verdict(world: GraphQLWorld, token: str, site_id: str = SITE) -> dict[str, Any]:
    data = world.data(WHOLE, {"projectId": site_id, "token": token})
    found: dict[str, Any] = data["visitorAuthentication"]
    return found


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS)
def test_every_field_is_the_http_verdicts_but_for_the_time(world: GraphQLWorld, token: str) -> None:
    over_http = world.ask("POST", f"/_simulator/sites/{SITE}/verdicts", json={"token": token}).json()
    over_graphql = verdict(world, token)
    moments = (over_graphql.pop("expiresAt"), over_http.pop("expiresAt"))
    assert over_graphql == over_http
    assert (moments[0] is None) == (moments[1] is None)


def test_expires_at_is_rfc_3339_in_utc_to_the_millisecond(world: GraphQLWorld) -> None:
    token = forge.token(forge.claims(exp=forge.NOW + 60.25))
    assert verdict(world, token)["expiresAt"] == "2025-10-09T08:54:20.250Z"


@pytest.mark.parametrize("exp", [1e12, 10**200, -1e12])
def test_an_exp_that_no_calendar_reaches_is_null_and_stays_in_the_claims(world: GraphQLWorld, exp: float) -> None:
    found = verdict(world, forge.token(forge.claims(exp=exp)))
    assert found["expiresAt"] is None
    assert found["claims"]["exp"] == exp


def test_an_unknown_project_is_a_verdict(world: GraphQLWorld) -> None:
    found = verdict(world, forge.token(), "nowhere")
    assert (found["accepted"], found["code"]) == (False, "site_unknown")
    assert len(found["checks"]) == 8


def test_an_empty_token_is_a_verdict(world: GraphQLWorld) -> None:
    found = verdict(world, "")
    assert found["code"] == "token_missing"
    assert found["reason"] == "A valid authentication option must be provided"


def test_outcomes_are_lower_case_texts(world: GraphQLWorld) -> None:
    outcomes = {check["outcome"] for check in verdict(world, TOKENS["expired"])["checks"]}
    assert outcomes == {"passed", "failed"}


def test_found_and_expected_are_json_of_whatever_type(world: GraphQLWorld) -> None:
    found = verdict(world, forge.token(forge.claims(exp=forge.NOW + 600)))
    lifetime = found["checks"][-1]
    assert (lifetime["code"], lifetime["found"], lifetime["expected"]) == ("lifetime_long", 600, 300)


def test_a_number_id_names_a_project_too(world: GraphQLWorld) -> None:
    world.ask("PUT", "/_simulator/sites/4711", json={})
    found = world.data('{ visitorAuthentication(projectId: 4711, token: "") { checks { outcome } } }')
    assert found["visitorAuthentication"]["checks"][0]["outcome"] == "passed"


def test_a_verdict_opens_no_session_and_uses_no_token_up(world: GraphQLWorld) -> None:
    token = forge.token()
    assert [verdict(world, token)["checks"][-1]["code"] for _ in range(2)] == [None, None]
    assert world.data(f'{{ sessions(projectId: "{SITE}") {{ totalCount }} }}') == {"sessions": {"totalCount": 0}}


def test_a_used_token_is_warned_of(world: GraphQLWorld) -> None:
    token = forge.token()
    body = {
        "siteId": SITE,
        "activationId": "one",
        "authenticationOption": {"type": "SECURED_AUTHENTICATION", "token": token},
    }
    world.ask("POST", "/tag/activations", json=body)
    assert verdict(world, token)["checks"][-1]["code"] == "token_reused"


def test_the_projects_clock_judges(world: GraphQLWorld) -> None:
    world.move_clock(SITE, 61)
    assert verdict(world, forge.token())["code"] == "token_expired"


def test_aliases_ask_for_several_verdicts_at_once(world: GraphQLWorld) -> None:
    document = f'{{ good: visitorAuthentication(projectId: "{SITE}", token: "{forge.token()}") {{ code }}'
    document += f' bad: visitorAuthentication(projectId: "{SITE}", token: "x") {{ code }} }}'
    assert world.data(document) == {"good": {"code": None}, "bad": {"code": "token_part_count"}}
