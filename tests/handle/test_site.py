"""A site as Python code holds it, whichever way its simulator runs."""

import json
import re
from typing import Any

import pytest
from joserfc import jwe, jws
from joserfc.jwk import RSAKey

import simulator
from tests import forge


def test_a_fresh_site_mints_tokens_that_it_accepts(site: simulator.IAdvizeSite) -> None:
    verdict = site.assert_accepted(site.mint(user_id="customer-7", visitor_data={"firstName": "Jane"}))
    assert (verdict["userId"], verdict["visitorData"]) == ("customer-7", {"firstName": "Jane"})


def test_its_private_key_signs_for_it(site: simulator.IAdvizeSite) -> None:
    claims = json.dumps(forge.claims(exp=site.clock.timestamp + 60))
    signed = jws.serialize_compact({"alg": "RS256"}, claims, RSAKey.import_key(site.brand_private_key))
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}
    recipient = RSAKey.import_key(site.iadvize_public_key)
    site.assert_accepted(jwe.encrypt_compact(header, signed, recipient, algorithms=["RSA-OAEP-256", "A256GCM"]))


def test_two_sites_do_not_know_each_others_tokens(server: simulator.Server) -> None:
    with server.site() as one, server.site() as other:
        assert one.site_id != other.site_id
        assert one.brand_private_key != other.brand_private_key
        other.assert_rejected(one.mint(), "signature_of_other_site")


def test_the_tag_has_an_address_of_its_own_for_the_site(site: simulator.IAdvizeSite) -> None:
    assert site.tag_url == f"{site.url}/iadvize.js?sid={site.site_id}"


def test_a_rejected_token_fails_with_code_hint_found_expected_and_the_explanation(site: simulator.IAdvizeSite) -> None:
    token = site.mint(mistake="exp_in_milliseconds")
    with pytest.raises(AssertionError) as caught:
        site.assert_accepted(token)
    text = str(caught.value)
    failed = next(check for check in site.verdict(token)["checks"] if check["outcome"] == "failed")
    assert text.startswith(f"exp_in_milliseconds: {failed['message']}\n")
    assert f"code      {failed['code']}\n" in text
    assert f"hint      {failed['hint']}\n" in text
    assert f"found     {failed['found']}" in text
    assert f"expected  {failed['expected']}\n" in text
    assert site.explain(token) in text
    assert isinstance(caught.value, simulator.TokenRejected)
    assert caught.value.verdict["code"] == "exp_in_milliseconds"


def test_the_fix_is_shown_in_python_unless_told_otherwise(site: simulator.IAdvizeSite) -> None:
    token = site.mint(mistake="exp_missing")
    assert "Python (" in site.explain(token)
    assert "PHP (" not in site.explain(token)
    site.fix_languages = ("php",)
    assert "PHP (" in site.explain(token)
    assert "Python (" not in site.explain(token)


def test_a_token_of_another_user_is_not_the_one_that_was_wanted(site: simulator.IAdvizeSite) -> None:
    site.assert_accepted(site.mint("customer-7"), user_id="customer-7")
    with pytest.raises(AssertionError, match='as the user "customer-8", not as "customer-7"'):
        site.assert_accepted(site.mint("customer-8"), user_id="customer-7")


def test_a_rejection_can_be_what_is_wanted(site: simulator.IAdvizeSite) -> None:
    assert site.assert_rejected(site.mint(mistake="exp_missing"), "exp_missing")["code"] == "exp_missing"
    with pytest.raises(AssertionError, match=r"^the token is accepted, where it should be rejected as exp_missing"):
        site.assert_rejected(site.mint(), "exp_missing")
    with pytest.raises(AssertionError, match=r"^the token is rejected as jws_unsigned, where it should be rejected as"):
        site.assert_rejected(site.mint(mistake="jws_unsigned"), "exp_missing")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("token_expird", r'^There is no mistake "token_expird"; did you mean "token_expired"\?$'),
        ("zzz", r'^There is no mistake "zzz"; iadvize-simulator mistakes lists them\.$'),
        ("email_missing", '^There is no mistake "email_missing"'),  # Chat for JSM's
    ],
)
def test_no_token_can_be_wanted_to_have_a_mistake_that_there_is_not(
    site: simulator.IAdvizeSite, code: str, said: str
) -> None:
    with pytest.raises(simulator.SimulatorError, match=said):
        site.assert_rejected(site.mint(mistake="exp_missing"), code)


def test_an_activation_opens_a_session(site: simulator.IAdvizeSite) -> None:
    body = site.activate(site.mint(user_id="customer-7"))
    assert body["authentication"]["status"] == "authentication-success"
    assert body["session"]["userId"] == "customer-7"
    assert [session["id"] for session in site.sessions()] == [body["session"]["id"]]


def test_a_refusal_is_an_answer(site: simulator.IAdvizeSite) -> None:
    body = site.activate(site.mint(mistake="exp_missing"))
    assert body["authentication"]["status"] == "authentication-failure"
    assert body["explanation"]["code"] == "exp_missing"
    assert body["retry"]["attempt"] == 1
    assert site.sessions() == []


def test_no_token_at_all_is_a_refusal(site: simulator.IAdvizeSite) -> None:
    assert site.activate(None)["explanation"]["code"] == "token_missing"


def test_each_activation_is_a_new_one(site: simulator.IAdvizeSite) -> None:
    for _ in range(6):
        site.activate(site.mint(mistake="exp_missing"))
    attempts = site.attempts()
    assert len({attempt["activationId"] for attempt in attempts}) == 6
    assert {attempt["attempt"] for attempt in attempts} == {1}


LOST: list[tuple[str, int]] = [
    ("server-error", 500),
    ("bad-gateway", 502),
    ("rate-limited", 429),
    ("connection-reset", 0),
    ("malformed-response", 200),
]


@pytest.mark.parametrize(("mode", "status"), LOST)
def test_a_failure_mode_gives_what_the_page_is_told(site: simulator.IAdvizeSite, mode: str, status: int) -> None:
    site.fail_next(mode)
    body = site.activate(site.mint())
    assert body["authentication"]["status"] == "authentication-failure"
    assert body["authentication"]["reason"] == "Failed to fetch authentication with a server error"
    assert body["instead"]["status"] == status
    assert site.attempts()[0]["status"] == status
    assert site.attempts()[0]["fault"] == mode
    assert site.activate(site.mint())["authentication"]["status"] == "authentication-success"


def test_a_late_answer_is_waited_for(site: simulator.IAdvizeSite) -> None:
    site.fail_next("slow", delay_ms=20)
    assert site.activate(site.mint())["authentication"]["status"] == "authentication-success"


def test_a_failure_mode_can_strike_several_times_after_others_for_one_user(site: simulator.IAdvizeSite) -> None:
    site.fail_next("token-expired", times=2, user_id="customer-7", after=1)
    users = ["customer-7", "customer-8", "customer-7", "customer-7", "customer-7"]
    statuses = [site.activate(site.mint(user))["authentication"]["status"] for user in users]
    assert [status.removeprefix("authentication-") for status in statuses] == [
        "success",
        "success",
        "failure",
        "failure",
        "success",
    ]


def test_failure_modes_can_be_read_and_disarmed(site: simulator.IAdvizeSite) -> None:
    site.fail_next("server-error", times=None)
    assert [fault["name"] for fault in site.faults()] == ["server-error"]
    site.clear_faults()
    assert site.faults() == []


def test_attempts_come_newest_first_and_can_be_filtered(site: simulator.IAdvizeSite) -> None:
    site.activate(site.mint(mistake="exp_missing"))
    site.activate(site.mint("customer-7"))
    site.activate(site.mint(mistake="jws_unsigned"))
    assert [attempt["code"] for attempt in site.attempts()] == ["jws_unsigned", None, "exp_missing"]
    assert [attempt["code"] for attempt in site.attempts(code="exp_missing")] == ["exp_missing"]
    assert [attempt["userId"] for attempt in site.attempts(status="accepted")] == ["customer-7"]
    assert len(site.attempts(status=401)) == 2
    assert len(site.attempts(limit=1)) == 1


def test_a_session_is_renewed_revoked_and_logged_out(site: simulator.IAdvizeSite) -> None:
    one, two = (site.activate(site.mint(user))["session"]["id"] for user in ("customer-7", "customer-8"))
    site.clock.advance(minutes=30)
    renewed = site.renew(one, site.mint("customer-7"))
    assert renewed["session"]["id"] == one
    site.revoke(one)
    site.log_out(two)
    assert [session["state"] for session in site.sessions()] == ["closed", "revoked"]


def test_a_refused_renewal_is_an_answer_and_one_of_an_ended_session_an_error(
    site: simulator.IAdvizeSite,
) -> None:
    session_id = site.activate(site.mint("customer-7"))["session"]["id"]
    assert site.renew(session_id, site.mint("customer-8"))["explanation"]["code"] == "user_id_changed"
    with pytest.raises(simulator.SimulatorError) as caught:
        site.renew(session_id, site.mint("customer-7"))
    assert caught.value.code == "session_closed"


def test_an_anonymous_visitor_is_known_again_by_the_identity(site: simulator.IAdvizeSite) -> None:
    first = site.activate_anonymously(device_id="device-1")["session"]
    assert first["userId"] is None
    again = site.activate_anonymously(device_id="device-1", identity=first["identity"])["session"]
    assert again["visitorId"] == first["visitorId"]


def test_a_site_takes_every_field_in_pythons_spelling(server: simulator.Server) -> None:
    fields: dict[str, Any] = {
        "name": "Harbour Bank",
        "brand_public_keys": [forge.key("brand").public_pem()],
        "session_lifetime_seconds": 420,
        "retries": 1,
        "retry_delays_ms": [1],
        "verdicts": "opaque",
        "leeway_seconds": 5,
        "require_exp": False,
    }
    with server.site(**fields) as site:
        assert "explanation" not in site.activate("nonsense")


def test_a_site_with_the_brands_own_keys_has_no_private_key_to_give(server: simulator.Server) -> None:
    with server.site(brand_public_keys=[forge.key("brand").public_pem()]) as site:
        with pytest.raises(simulator.SimulatorError, match="is not at hand"):
            _ = site.brand_private_key
        with pytest.raises(simulator.SimulatorError) as caught:
            site.mint()
        assert caught.value.code == "minting_key_missing"


def test_a_sites_fields_can_be_changed(site: simulator.IAdvizeSite) -> None:
    token = site.mint()
    site.change(brand_public_keys=[forge.key("brand").public_pem()], session_lifetime_seconds=30)
    site.assert_rejected(token, "signature_mismatch")


def test_a_wrong_field_and_a_wrong_mode_are_named(server: simulator.Server, site: simulator.IAdvizeSite) -> None:
    with pytest.raises(simulator.SimulatorError) as caught:
        server.site(session_lifetime_seconds=-1)
    assert caught.value.field == "sessionLifetimeSeconds"
    with pytest.raises(simulator.SimulatorError, match='no failure mode "sever-error"; did you mean "server-error"'):
        site.fail_next("sever-error")


def test_a_reset_forgets_what_happened_and_keeps_the_keys(site: simulator.IAdvizeSite) -> None:
    site.activate(site.mint())
    site.reset()
    assert site.attempts() == []
    assert site.sessions() == []
    site.assert_accepted(site.mint())


def test_a_site_that_was_removed_is_gone(server: simulator.Server) -> None:
    site = server.site()
    site.remove()
    with pytest.raises(simulator.SimulatorError) as caught:
        site.attempts()
    assert caught.value.code == "site_not_found"


def test_a_site_that_is_there_already_is_found_by_its_name(server: simulator.Server) -> None:
    demo = server.site_named("demo")
    demo.assert_accepted(demo.mint())
    with pytest.raises(simulator.SimulatorError) as caught:
        server.site_named("nowhere")
    assert caught.value.code == "site_not_found"


def test_the_public_key_comes_in_each_form(server: simulator.Server, site: simulator.IAdvizeSite) -> None:
    assert server.public_key() == site.iadvize_public_key
    assert "".join(server.public_key().splitlines()[1:-1]) == server.public_key("der")
    assert server.public_jwk()["alg"] == "RSA-OAEP-256"


def test_a_scenario_plays_by_its_name_and_stops(site: simulator.IAdvizeSite) -> None:
    assert site.scenario() is None
    assert site.play("flaky-day")["state"] == "running"
    assert [fault["name"] for fault in site.faults()] == ["bad-gateway"]
    site.stop_scenario()
    run = site.scenario()
    assert run is not None
    assert (run["name"], run["state"], site.faults()) == ("flaky-day", "stopped", [])


def test_a_scenario_of_ones_own_follows_what_the_test_does(site: simulator.IAdvizeSite) -> None:
    site.play([{"do": "wait", "accepted": 1}, {"do": "fault", "name": "server-error", "times": 1}])
    answers = [site.activate(site.mint()).get("instead") for _ in range(3)]
    assert [answer["status"] if answer else None for answer in answers] == [None, 500, None]
    run = site.scenario()
    assert run is not None
    assert run["state"] == "done"


def test_a_scenario_that_is_wrong_names_the_step(site: simulator.IAdvizeSite) -> None:
    with pytest.raises(simulator.SimulatorError, match="step 1, times: ") as caught:
        site.play([{"do": "fault", "name": "slow", "times": 0}])
    assert caught.value.field == "steps[0].times"


def test_a_rotated_key_is_the_one_to_sign_and_to_encrypt_with(site: simulator.IAdvizeSite) -> None:
    old, private, public = site.mint(), site.brand_private_key, site.iadvize_public_key
    assert site.rotate_key("brand", overlap_seconds=60)["brandPrivateKey"] == site.brand_private_key != private
    assert site.rotate_key("iadvize", overlap_seconds=60)["publicKey"] == site.iadvize_public_key != public
    site.assert_accepted(old)
    site.clock.advance(seconds=61)
    site.assert_rejected(old, "key_unwrap_failed")
    site.assert_accepted(site.mint())


def test_a_brand_that_brings_its_new_key_keeps_the_private_half(site: simulator.IAdvizeSite) -> None:
    site.rotate_key("brand", brand_public_key=forge.key("brand").public_pem())
    with pytest.raises(simulator.SimulatorError, match="is not at hand"):
        _ = site.brand_private_key


@pytest.mark.parametrize(
    ("name", "advice"),
    [("verdict", 'did you mean "verdicts"?'), ("leeway_second", 'did you mean "leeway_seconds"?'), ("zzz", "known: ")],
)
def test_a_field_that_no_site_has_is_told_in_pythons_spelling(
    site: simulator.IAdvizeSite, name: str, advice: str
) -> None:
    wrong: Any = {name: 1}
    with pytest.raises(simulator.SimulatorError, match=re.escape(f"{name}: a site has no such field; {advice}")):
        site.change(**wrong)
