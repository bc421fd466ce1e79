"""The tag as a brand's page loads it: from another origin, under a policy that allows only the simulator."""

import base64
import hashlib
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.brand import Brand
from tests.e2e.server import Simulator
from tests.e2e.watched import EXPLAINED, REFUSED, Visit

BAD_OPTION = "A valid authentication option must be provided"
NOT_SET_UP = "Failed to authenticate visitor from credentials : the website is not correctly setup (null)"
SECURED = "SECURED_AUTHENTICATION"


@pytest.fixture
def site(simulator: Simulator) -> str:
    return simulator.site()


def activate(page: Page, provider: str) -> Any:
    """What ``activate`` resolves to, the provider being an expression of the page's."""
    return page.evaluate(f"tag().then(({{ iAdvize }}) => iAdvize.activate({provider}))")


def after(page: Page, expression: str) -> Any:
    """The expression's value once the tag has run all that was pushed before."""
    return page.evaluate(f"tag().then(() => {expression})")


def test_a_secured_visitor_gets_the_documented_result_and_nothing_more(brand: Brand, visit: Visit, site: str) -> None:
    page = visit.page(brand.page(site))
    result = activate(page, f"secured('{site}')")
    token = brand.handed_out[-1]
    assert result == {
        "authentication": {"option": {"type": SECURED, "token": token}, "status": "authentication-success"}
    }


def test_an_anonymous_visitor_gets_a_result_too(brand: Brand, visit: Visit, site: str) -> None:
    page = visit.page(brand.page(site))
    assert activate(page, "anonymous") == {
        "authentication": {"option": {"type": "ANONYMOUS"}, "status": "authentication-success"}
    }


def test_a_refusal_has_the_documented_reason_and_nothing_more(brand: Brand, visit: Visit, site: str) -> None:
    visit.expect(REFUSED, EXPLAINED)
    page = visit.page(brand.page(site))
    result = activate(page, f"secured('{site}', {{ mistake: 'user_id_unprefixed' }})")
    option = {"type": SECURED, "token": brand.handed_out[-1]}
    assert result == {"authentication": {"option": option, "status": "authentication-failure", "reason": NOT_SET_UP}}


def test_what_iadvize_does_not_say_the_console_does(
    simulator: Simulator, brand: Brand, visit: Visit, site: str
) -> None:
    visit.expect(REFUSED, EXPLAINED)
    page = visit.page(brand.page(site))
    activate(page, f"secured('{site}', {{ mistake: 'exp_in_milliseconds' }})")
    [explanation] = [text for text in visit.console() if "was refused: exp_in_milliseconds" in text]
    [failed] = [check for check in simulator.attempts(site)[-1]["verdict"]["checks"] if check["outcome"] == "failed"]
    for said in (failed["message"], failed["hint"], f"found: {failed['found']}", f"expected: {failed['expected']}"):
        assert said in explanation


def test_a_refusal_on_an_opaque_site_stays_unexplained(simulator: Simulator, brand: Brand, visit: Visit) -> None:
    visit.expect(REFUSED)
    site = simulator.site(verdicts="opaque")
    page = visit.page(brand.page(site))
    activate(page, f"secured('{site}', {{ mistake: 'exp_in_milliseconds' }})")
    assert [text for text in visit.console() if "exp_in_milliseconds" in text] == []


def test_each_of_three_retries_asks_the_provider_anew(
    simulator: Simulator, brand: Brand, visit: Visit, site: str
) -> None:
    visit.expect(REFUSED, EXPLAINED)
    page = visit.page(brand.page(site))
    before = len(brand.handed_out)
    activate(page, f"secured('{site}', {{ mistake: 'signature_mismatch' }})")
    assert page.evaluate("providerCalls") == 4
    assert len(set(brand.handed_out[before:])) == 4
    assert [attempt["attempt"] for attempt in simulator.attempts(site)] == [4, 3, 2, 1]
    assert len({attempt["activationId"] for attempt in simulator.attempts(site)}) == 1


@pytest.mark.parametrize(
    "returned",
    [
        "undefined",
        "null",
        "{}",
        "'a token'",
        "{ authenticationOption: null }",
        "{ authenticationOption: { type: 'SECURED_AUTHENTICATION' } }",
        "{ authenticationOption: { type: 'SECURED_AUTHENTICATION', token: '' } }",
        "{ authenticationOption: { type: 'SECURED_AUTHENTICATION', token: Promise.resolve('late') } }",
        "{ authenticationOption: { type: 'SIMPLE', token: 'eyJ' } }",
        "{ type: 'SECURED_AUTHENTICATION', token: 'eyJ' }",
    ],
)
def test_a_wrong_option_is_refused_in_the_page_and_never_sent(
    simulator: Simulator, brand: Brand, visit: Visit, site: str, returned: str
) -> None:
    visit.expect("returned no valid authentication option")
    page = visit.page(brand.page(site))
    result = activate(page, f"() => ({returned})")
    assert (result["authentication"]["status"], result["authentication"]["reason"]) == (
        "authentication-failure",
        BAD_OPTION,
    )
    assert simulator.attempts(site) == []


def test_a_provider_that_throws_is_a_failure_and_no_exception(brand: Brand, visit: Visit, site: str) -> None:
    visit.expect("The authentication provider threw")
    page = visit.page(brand.page(site))
    assert activate(page, "() => { throw new Error('no backend') }") == {
        "authentication": {"option": None, "status": "authentication-failure", "reason": BAD_OPTION}
    }


def test_a_sid_that_no_site_has_is_refused_and_the_console_names_it(brand: Brand, visit: Visit, site: str) -> None:
    visit.expect(REFUSED, EXPLAINED)
    page = visit.page(brand.page("no-such-site"))
    result = activate(page, f"secured('{site}')")
    assert result["authentication"]["reason"] == NOT_SET_UP
    assert any("site_unknown" in text and "no-such-site" in text for text in visit.console())


def test_functions_pushed_before_and_after_loading_all_run_in_order(brand: Brand, visit: Visit, site: str) -> None:
    before = "window.ran = []; for (const one of ['first', 'second']) iAdvizeInterface.push(() => ran.push(one));"
    page = visit.page(brand.page(site, before, after="iAdvizeInterface.push(() => ran.push('third'));"))
    after(page, "0")
    page.evaluate("iAdvizeInterface.push(() => ran.push('fourth'), () => ran.push('fifth'))")
    assert page.evaluate("ran") == ["first", "second", "third", "fourth", "fifth"]


def test_a_queue_that_the_page_filled_as_an_array_literal_runs(brand: Brand, visit: Visit, site: str) -> None:
    script = (
        "window.ran = []; window.iAdvizeInterface = Object.assign([() => ran.push('first'), () => ran.push('second')],"
        " { config: iAdvizeInterface.config });"
    )
    page = visit.page(brand.page(site, script))
    after(page, "0")
    assert page.evaluate("ran") == ["first", "second"]


def test_every_function_gets_the_iadvize_object(brand: Brand, visit: Visit, site: str) -> None:
    page = visit.page(brand.page(site, "iAdvizeInterface.push((iAdvize) => { window.given = Object.keys(iAdvize); });"))
    given = after(page, "given")
    assert {"activate", "logout", "get", "set", "on", "off", "navigate", "recordTransaction", "help"} <= set(given)


def test_functions_that_throw_stop_none_of_the_others(brand: Brand, visit: Visit, site: str) -> None:
    visit.expect("A function pushed to iAdvizeInterface threw")
    script = """
    window.ran = [];
    iAdvizeInterface.push(() => { throw new Error('one'); });
    iAdvizeInterface.push(async () => { throw new Error('two'); });
    iAdvizeInterface.push(() => ran.push('still here'));
    """
    page = visit.page(brand.page(site, script))
    assert after(page, "ran") == ["still here"]
    assert len([text for text in visit.console() if "threw" in text]) == 2


def test_activating_twice_needs_a_logout_between(brand: Brand, visit: Visit, site: str) -> None:
    page = visit.page(brand.page(site))
    activate(page, f"secured('{site}')")
    again = activate(page, f"secured('{site}')")
    assert again["authentication"]["reason"] == "Can't activate twice, please logout first"
    page.evaluate("tag().then(({ iAdvize }) => iAdvize.logout())")
    assert activate(page, f"secured('{site}')")["authentication"]["status"] == "authentication-success"


def test_an_activation_beside_another_is_refused(brand: Brand, visit: Visit, site: str) -> None:
    page = visit.page(brand.page(site))
    results = page.evaluate(
        "tag().then(({ iAdvize }) => Promise.all([iAdvize.activate(anonymous), iAdvize.activate(anonymous)]))"
    )
    assert [result["authentication"].get("reason") for result in results] == [
        None,
        "An activation is already ongoing",
    ]


def test_an_anonymous_visitor_signs_in_without_a_logout(brand: Brand, visit: Visit, site: str) -> None:
    page = visit.page(brand.page(site))
    activate(page, "anonymous")
    assert activate(page, f"secured('{site}')")["authentication"]["status"] == "authentication-success"


def test_the_callback_gets_the_same_result(brand: Brand, visit: Visit, site: str) -> None:
    page = visit.page(brand.page(site))
    both = page.evaluate(
        "tag().then(async ({ iAdvize }) => {"
        " let given; const result = await iAdvize.activate(anonymous, (one) => { given = one; });"
        " return [given, result]; })"
    )
    assert both[0] == both[1]


def test_the_tag_works_on_a_page_under_another_host_name(brand: Brand, visit: Visit, site: str) -> None:
    page = visit.page(brand.page(site).replace(brand.url, brand.other_url))
    assert activate(page, f"secured('{site}')")["authentication"]["status"] == "authentication-success"


def test_an_inline_queue_allowed_by_its_hash_is_enough(
    simulator: Simulator, brand: Brand, visit: Visit, site: str
) -> None:
    script = (
        f"window.iAdvizeInterface = window.iAdvizeInterface || []; iAdvizeInterface.config = {{ sid: '{site}' }};"
        "iAdvizeInterface.push(async (iAdvize) => {"
        " window.result = await iAdvize.activate(() => ({ authenticationOption: { type: 'ANONYMOUS' } })); });"
    )
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    address = brand.html(
        f'<script>{script}</script><script async src="{simulator.url}/iadvize.js"></script>',
        f"default-src 'none'; script-src {simulator.url} 'sha256-{digest}'; connect-src {simulator.url}",
    )
    page = visit.page(address)
    page.wait_for_function("() => window.result")
    assert page.evaluate("result.authentication.status") == "authentication-success"
