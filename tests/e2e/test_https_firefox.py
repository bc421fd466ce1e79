"""The same in Firefox, which keeps its certificates in its profile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from trustme import CA

import simulator
from tests.e2e.tag.firefox_browser import firefox
from tests.e2e.test_https import PAGE, trust, website

SIGN_IN = "tag.then(({{ iAdvize }}) => iAdvize.activate(async () => ({{ authenticationOption: {option} }})))"


@pytest.fixture(scope="module")
def server() -> Iterator[simulator.Server]:
    with simulator.serve(tls=True) as server:
        yield server


def test_with_the_authority_in_its_profile_a_page_over_https_signs_in(server: simulator.Server, tmp_path: Path) -> None:
    site, brand, profile = server.site(), CA(), tmp_path / "profile"
    brand.cert_pem.write_to_path(tmp_path / "brand.pem")
    trust(profile, [server.ca_file, tmp_path / "brand.pem"])
    source = PAGE.replace("//halc.iadvize.com/iadvize.js", site.tag_url).replace("'demo'", f"'{site.site_id}'")
    option = {"type": "SECURED_AUTHENTICATION", "token": site.mint(user_id="jane")}
    with website(brand, source) as page, firefox(profile) as browser:
        tab = browser.ask("open", device=browser.ask("device"), url=page)
        result = browser.ask("evaluate", tab=tab, expression=SIGN_IN.format(option=option))
        assert result == {"authentication": {"option": option, "status": "authentication-success"}}
        assert [session["userId"] for session in site.sessions()] == ["jane"]


def test_with_another_profile_it_refuses_the_certificate(server: simulator.Server, tmp_path: Path) -> None:
    trust(tmp_path / "profile", [])
    with (
        firefox(tmp_path / "profile") as browser,
        pytest.raises(AssertionError, match=r"SEC_ERROR_UNKNOWN_ISSUER|MOZILLA_PKIX"),
    ):
        browser.ask("open", device=browser.ask("device"), url=server.url)
