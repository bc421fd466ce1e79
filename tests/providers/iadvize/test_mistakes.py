"""Tokens with a mistake on purpose have that mistake, and have it first."""

import pytest

from simulator.core.refusal import Refusal
from simulator.core.site import Site
from simulator.providers.iadvize.catalogue import CATALOGUE
from simulator.providers.iadvize.mint import Order, mint
from simulator.providers.iadvize.mistakes import make
from tests import forge
from tests.providers.iadvize.codes import CHECK_OF
from tests.providers.iadvize.judging import also, expect, expect_accepted, held, judge, trusted

# What lies in the site and in no token.
NOT_IN_A_TOKEN = {"site_unknown", "authentication_disabled", "brand_key_missing"}
IN_A_TOKEN = [code for code in CHECK_OF if code not in NOT_IN_A_TOKEN]
WITH_DATA = {"firstName": "Jane", "zipCode": "44000"}


def order(**changes: object) -> Order:
    usual = {
        "site": Site(site_id="bank"),
        "user_id": "customer-0042",
        "brand": held(forge.key("brand").private_pem()),
        "recipient": trusted(forge.key("simulator").public_pem()),
        "now": forge.NOW,
        "other_brand": held(forge.key("shop").private_pem()),
    }
    return Order(**(usual | changes))  # type: ignore[arg-type] # each test names its own


@pytest.mark.parametrize("code", IN_A_TOKEN)
@pytest.mark.parametrize("visitor_data", [None, {}, WITH_DATA], ids=["none", "empty", "some"])
def test_a_mistake_on_purpose_gets_its_own_code(code: str, visitor_data: dict[str, str] | None) -> None:
    token = make(code, order(visitor_data=visitor_data))
    verdict = judge(token, others=[("shop", forge.key("shop"))], reused=code == "token_reused")
    expect(verdict, code)
    assert also(verdict) == []


@pytest.mark.parametrize("code", sorted(NOT_IN_A_TOKEN))
def test_a_mistake_that_no_token_has_is_refused(code: str) -> None:
    with pytest.raises(Refusal, match="mistake_not_in_token"):
        make(code, order())


@pytest.mark.parametrize("code", sorted(set(CATALOGUE.mistakes) - set(CHECK_OF)))
def test_a_mistake_past_the_documented_ones_is_refused_too_if_it_can_be_made(code: str) -> None:
    if CATALOGUE[code].in_token:
        assert judge(make(code, order())).code == code
    else:
        with pytest.raises(Refusal, match="mistake_not_in_token"):
            make(code, order())


@pytest.mark.parametrize("name", ["", "good", "TOKEN_EXPIRED", "token-expired"])
def test_an_unknown_mistake_is_told(name: str) -> None:
    with pytest.raises(Refusal, match="mistake_unknown"):
        make(name, order())


def test_without_a_mistake_the_token_is_accepted() -> None:
    expect_accepted(judge(mint(order())))
    expect_accepted(judge(mint(order(visitor_data=WITH_DATA))))
    assert judge(mint(order())).also_found == ()


@pytest.mark.parametrize("now", [0.0, 1.5, forge.NOW + 0.4567])
def test_the_order_s_clock_is_the_token_s(now: float) -> None:
    verdict = judge(mint(order(now=now)), now=now)
    expect_accepted(verdict)
    assert verdict.expires_at == pytest.approx(now + 60, abs=0.001)
