"""The wording follows the evidence: what a developer would have to guess is said."""

from typing import Any

import pytest

from simulator.providers.iadvize.explanation import fix_of
from tests import forge
from tests.providers.iadvize.judging import judge

HOUR = 3600


def _said(verdict: Any, code: str) -> str:
    check = next(check for check in verdict.checks if check.code == code)
    return f"{check.message} {check.hint}"


@pytest.mark.parametrize("claim", ["iat", "nbf"])
def test_a_time_ahead_beside_a_good_exp_does_not_blame_the_clock(claim: str) -> None:
    code = {"iat": "issued_in_future", "nbf": "token_not_yet_valid"}[claim]
    said = _said(judge(forge.token(forge.claims(exp=forge.NOW + 60) | {claim: forge.NOW + 700})), code)
    assert "clock is too" in said
    assert "NTP" not in said
    assert "time zone" not in said


@pytest.mark.parametrize("claim", ["iat", "nbf"])
def test_a_time_ahead_by_whole_hours_names_the_time_zone(claim: str) -> None:
    code = {"iat": "issued_in_future", "nbf": "token_not_yet_valid"}[claim]
    said = _said(judge(forge.token(forge.claims(exp=forge.NOW + 60) | {claim: forge.NOW + 2 * HOUR - 1})), code)
    assert "2 hours looks like a time zone" in said


@pytest.mark.parametrize("claim", ["iat", "nbf"])
@pytest.mark.parametrize(
    ("ahead", "zoned"), [(120, False), (1680, False), (1681, True), (1919, True), (1920, False), (5.5 * HOUR, True)]
)
def test_a_time_zone_is_whole_half_hours_but_for_two_minutes(claim: str, ahead: float, zoned: bool) -> None:  # noqa: FBT001 - a row of the table
    code = {"iat": "issued_in_future", "nbf": "token_not_yet_valid"}[claim]
    said = _said(judge(forge.token(forge.claims() | {claim: forge.NOW + ahead})), code)
    assert ("time zone" in said) is zoned


@pytest.mark.parametrize(("exp", "right"), [(0, False), (0.25, True), (300, True), (300.25, False)])
def test_exp_is_right_while_it_is_ahead_by_no_more_than_five_minutes(exp: float, right: bool) -> None:  # noqa: FBT001 - a row of the table
    verdict = judge(forge.token(forge.claims(exp=forge.NOW + exp) | {"iat": forge.NOW + 700}))
    hints = [check.hint for check in verdict.checks if check.code == "issued_in_future"]
    hints += [seen.hint for seen in verdict.also_found if seen.code == "issued_in_future"]
    assert ["exp is right" in (hint or "") for hint in hints] == [right]


@pytest.mark.parametrize("claim", ["iat", "nbf"])
def test_a_time_past_ten_to_the_eleven_is_in_milliseconds(claim: str) -> None:
    code = {"iat": "issued_in_future", "nbf": "token_not_yet_valid"}[claim]
    assert "milliseconds" in _said(judge(forge.token(forge.claims() | {claim: 10**11 + 1})), code)
    assert "milliseconds" not in _said(judge(forge.token(forge.claims() | {claim: 10**11})), code)


def test_a_time_ahead_beside_an_exp_ahead_blames_the_clock() -> None:
    claims = forge.claims(exp=forge.NOW + HOUR + 60) | {"iat": forge.NOW + HOUR}
    verdict = judge(forge.token(claims))
    told = [seen.hint for seen in verdict.also_found if seen.code == "issued_in_future"]
    told += [check.hint or "" for check in verdict.checks if check.code == "issued_in_future"]
    assert any("NTP" in hint for hint in told)


def test_a_user_id_under_another_iadvize_name_is_pointed_at() -> None:
    claims = forge.claims(user_id=forge.OMIT) | {"https://iadvize.com/customerId": "c-1"}
    said = _said(judge(forge.token(claims)), "user_id_missing")
    assert 'rename it "https://iadvize.com/userId"' in said


@pytest.mark.parametrize(("name", "header"), [("enc", {"alg": "RSA-OAEP-256", "encryption": "A256GCM"})])
def test_a_header_member_under_a_longer_name_is_pointed_at(name: str, header: dict[str, str]) -> None:
    said = _said(judge(forge.token(jwe_header=header)), "jwe_header_unreadable")
    assert f'"encryption" where "{name}" belongs' in said


def test_an_inner_header_with_algorithm_is_told_alg() -> None:
    said = _said(judge(forge.token(jws_header={"algorithm": "RS256"})), "jws_header_unreadable")
    assert '"algorithm" where "alg" belongs' in said


def test_a_key_that_does_not_fit_is_fetched_from_the_server_and_may_be_the_brands_own() -> None:
    said = _said(judge(forge.token(recipient=forge.key("brand"))), "key_unwrap_failed")
    assert "/_simulator/key?format=der" in said
    assert "the brand's own key" in said


def test_bare_claims_that_were_encrypted_are_told_of_encryptjwt() -> None:
    verdict = judge(str(forge.jwe(forge.compact_json(forge.claims()))))
    assert "EncryptJWT" in _said(verdict, "inner_not_jws")
    fix = fix_of("inner_not_jws", ("node",))
    assert fix is not None
    assert "CompactEncrypt" in fix.snippets[0].code
