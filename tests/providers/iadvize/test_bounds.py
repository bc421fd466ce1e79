"""What a hostile token can make the verifier say is bounded."""

import json

from simulator.core.report import MAX_ALSO_FOUND
from tests import forge
from tests.providers.iadvize.judging import judge


def test_a_token_wrong_in_thousands_of_places_gets_a_verdict_of_bounded_size() -> None:
    fields = {str(number): number for number in range(4000)}
    verdict = judge(forge.jws(forge.claims(visitor_data=fields)))
    assert len(verdict.also_found) == MAX_ALSO_FOUND
    assert "more were seen" in verdict.also_found[-1].message
    said = json.dumps([seen.message + seen.hint for seen in verdict.also_found])
    assert len(said) < 20_000


def test_a_token_wrong_in_three_places_is_told_of_each() -> None:
    verdict = judge(forge.token(forge.claims(visitor_data={"city": 1, "zipCode": 2, "email": 3})))
    assert verdict.code == "visitor_data_field_not_string"
    assert len(verdict.also_found) == 2
