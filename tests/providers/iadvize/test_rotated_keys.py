"""What is said where the brand's keys or the simulator's were rotated, or a certain user or site was asked for."""

import pytest

from simulator.providers.iadvize.opening import OwnKeys
from tests import forge
from tests.providers.iadvize.judging import (
    also,
    check_of,
    codes,
    expect_accepted,
    expect_faultless,
    expect_refused,
    held,
    judge,
    trusted,
)

BRAND, NEXT, STRANGER = forge.key("brand"), forge.key("next brand"), forge.key("stranger")
CURRENT, FORMER, FIRST = forge.key("simulator"), forge.key("former simulator"), forge.key("first simulator")


def thumbprint(pair: forge.KeyPair) -> str:
    return trusted(pair.public_pem()).thumbprint


def test_a_retired_key_is_named_and_what_it_signed_is_still_read() -> None:
    verdict = judge(forge.token(signer=NEXT), retired=[STRANGER, NEXT])
    expect_refused(verdict, "signature_mismatch")
    check = check_of(verdict, "signature_mismatch")
    assert (check.found, check.expected) == (thumbprint(NEXT), [thumbprint(BRAND)])
    assert "until it was replaced" in check.message
    assert (verdict.signing_key, verdict.user_id) == (thumbprint(NEXT), "customer-0042")


def test_a_retired_key_hides_nothing_wrong_in_the_claims() -> None:
    verdict = judge(forge.token(forge.claims(user_id=7), signer=NEXT), retired=[NEXT])
    assert verdict.code == "signature_mismatch"
    assert also(verdict) == ["user_id_not_string"]


def test_a_signature_of_nobody_known_has_no_key_where_others_are_retired() -> None:
    verdict = judge(forge.token(signer=STRANGER), retired=[NEXT])
    expect_refused(verdict, "signature_mismatch")
    assert check_of(verdict, "signature_mismatch").found == "a signature by none of them"
    assert verdict.signing_key is None


def test_another_site_is_told_before_a_retired_key() -> None:
    verdict = judge(forge.token(signer=NEXT), retired=[NEXT], others=[("shop", NEXT)])
    expect_refused(verdict, "signature_of_other_site")
    assert verdict.signing_key is None


def test_a_retired_key_that_is_back_in_use_counts() -> None:
    verdict = judge(forge.token(), retired=[BRAND])
    expect_faultless(verdict)
    assert verdict.signing_key == thumbprint(BRAND)


@pytest.mark.parametrize("recipient", [CURRENT, FORMER, FIRST])
def test_while_the_simulators_key_rotates_every_key_that_is_taken_opens(recipient: forge.KeyPair) -> None:
    verdict = judge(forge.token(recipient=recipient), earlier=[FORMER, FIRST])
    expect_faultless(verdict)
    assert verdict.encryption_key == thumbprint(recipient)


@pytest.mark.parametrize("replaced", [[FORMER], [FIRST, FORMER]])
def test_a_token_for_a_replaced_key_is_refused_and_read(replaced: list[forge.KeyPair]) -> None:
    verdict = judge(forge.token(recipient=FORMER), replaced=replaced)
    expect_refused(verdict, "key_unwrap_failed")
    check = check_of(verdict, "key_unwrap_failed")
    assert (check.found, check.expected) == (thumbprint(FORMER), thumbprint(CURRENT))
    assert "has replaced on this site" in check.message
    assert thumbprint(CURRENT) in check.message
    assert (verdict.encryption_key, verdict.user_id) == (thumbprint(FORMER), "customer-0042")
    assert codes(verdict)[3] == "key_unwrap_failed"


def test_a_token_for_a_taken_key_is_good_where_another_was_replaced() -> None:
    for recipient in (CURRENT, FIRST):
        verdict = judge(forge.token(recipient=recipient), earlier=[FIRST], replaced=[FORMER])
        expect_faultless(verdict)
        assert verdict.encryption_key == thumbprint(recipient)


def test_a_key_is_found_by_its_thumbprint_and_the_current_one_where_none_is_named() -> None:
    current, first, former = (held(pair.private_pem()) for pair in (CURRENT, FIRST, FORMER))
    keys = OwnKeys(current, (first,), (former,))
    assert [keys.named(key.public.thumbprint) for key in (former, first, current)] == [former, first, current]
    assert keys.named(thumbprint(STRANGER)) is current
    assert keys.named(None) is current


def test_a_token_for_nobodys_key_is_told_of_the_current_one_after_a_rotation() -> None:
    verdict = judge(forge.token(recipient=STRANGER), earlier=[FIRST], replaced=[FORMER])
    expect_refused(verdict, "key_unwrap_failed")
    assert check_of(verdict, "key_unwrap_failed").expected == thumbprint(CURRENT)
    assert verdict.encryption_key is None


def test_a_kid_that_is_no_key_of_the_simulator_is_told() -> None:
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": "2019-key"}
    check = check_of(judge(forge.token(jwe_header=header, recipient=STRANGER)), "key_unwrap_failed")
    assert (check.found, check.expected) == ("2019-key", thumbprint(CURRENT))


def test_a_kid_that_is_no_key_of_the_simulator_is_told_of_the_right_one_however_long_its_key_is() -> None:
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": "2019-key"}
    check = check_of(judge(forge.token(jwe_header=header, recipient=forge.key("large", 3072))), "key_unwrap_failed")
    assert (check.found, check.expected) == ("2019-key", thumbprint(CURRENT))


@pytest.mark.parametrize("mark", ["", "iadvize-simulator:"])
def test_a_kid_that_is_the_brands_key_is_told_as_a_mix_up(mark: str) -> None:
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": mark + thumbprint(BRAND)}
    verdict = judge(forge.token(jwe_header=header, recipient=BRAND), brand_keys=[NEXT, BRAND])
    check = check_of(verdict, "key_unwrap_failed")
    assert (check.found, check.expected) == (mark + thumbprint(BRAND), thumbprint(CURRENT))
    other = judge(forge.token(jwe_header=header, recipient=BRAND), brand_keys=[NEXT])
    assert check.message != check_of(other, "key_unwrap_failed").message


def test_a_kid_that_is_the_right_key_says_nothing_of_a_damaged_one() -> None:
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": thumbprint(CURRENT)}
    check = check_of(judge(forge.token(jwe_header=header, recipient=STRANGER)), "key_unwrap_failed")
    assert check.found == "a key wrapped for another key, or damaged"


def test_a_wrong_kid_is_not_blamed_for_a_content_key_of_another_length() -> None:
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": "2019-key"}
    token = str(forge.jwe(forge.jws(forge.claims()), header=header, cek=bytes(16)))
    assert check_of(judge(token), "key_unwrap_failed").found == "another length"


def test_an_encrypted_key_of_another_length_is_told_in_bits_of_its_key() -> None:
    check = check_of(judge(forge.token(recipient=forge.key("large", 3072))), "key_unwrap_failed")
    assert check.found == "384 bytes"
    assert "3072" in check.message + (check.hint or "")


def test_a_signature_of_another_length_is_told_with_all_that_are_right() -> None:
    keys = [forge.key("large", 3072), BRAND, NEXT]
    check = check_of(judge(forge.token(signature=bytes(100)), brand_keys=keys), "signature_mismatch")
    assert check.found == "100 bytes"
    assert "256 or 384" in check.message + (check.hint or "")


def test_a_content_key_of_another_length_says_whose_key_it_was_for() -> None:
    token = str(forge.jwe(forge.jws(forge.claims()), cek=bytes(16), recipient=FORMER))
    verdict = judge(token, earlier=[FORMER])
    expect_refused(verdict, "key_unwrap_failed")
    assert check_of(verdict, "key_unwrap_failed").expected == "32 bytes"


def test_another_user_than_the_sessions_is_refused() -> None:
    verdict = judge(forge.token(), expected_user="customer-0043")
    assert (verdict.accepted, verdict.code) == (False, "user_id_changed")
    check = check_of(verdict, "user_id_changed")
    assert (check.found, check.expected) == ("customer-0042", "customer-0043")


def test_the_sessions_own_user_is_taken() -> None:
    expect_faultless(judge(forge.token(), expected_user="customer-0042"))


def test_a_missing_user_is_no_other_user() -> None:
    verdict = judge(forge.token(forge.claims(user_id=forge.OMIT)), expected_user="customer-0042")
    expect_refused(verdict, "user_id_missing")
    assert also(verdict) == []


def test_an_unknown_site_is_told_with_the_first_ten_known_and_the_nearest() -> None:
    known = tuple(f"site-{number}" for number in range(11))
    verdict = judge(forge.token(), site=None, site_id="bnak", known_sites=(*known, "bank"))
    expect_refused(verdict, "site_unknown")
    check = check_of(verdict, "site_unknown")
    assert (check.found, check.expected) == ("bnak", [f"site-{number}" for number in range(10)])
    assert '"bank"' in check.message + (check.hint or "")


def test_an_unknown_site_near_to_none_is_told_without_one() -> None:
    verdict = judge(forge.token(), site=None, site_id="bnak", known_sites=("elsewhere",))
    check = check_of(verdict, "site_unknown")
    assert check.expected == ["elsewhere"]
    assert '"elsewhere"' not in check.message


def test_a_reused_token_is_remarked_on_and_accepted() -> None:
    expect_accepted(judge(forge.token(), reused=True), "token_reused")


def test_a_forced_refusal_is_the_verdict_on_a_good_token() -> None:
    verdict = judge(forge.token(), forced="token_expired")
    assert (verdict.accepted, verdict.code) == (False, "token_expired")


def test_a_stopwatch_times_each_check_that_ran() -> None:
    ticks = iter(range(100))
    verdict = judge(forge.token(), stopwatch=lambda: float(next(ticks)))
    assert set(verdict.seconds) == {check.name for check in verdict.checks}
