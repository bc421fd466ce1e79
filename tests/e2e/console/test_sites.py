"""The console's sites: made, set up, changed, removed."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import forge
from tests.e2e.server import Simulator
from tests.e2e.watched import Visit

PEM = forge.key("brand").public_pem()
DER = "".join(PEM.split("-----")[2].split())


@pytest.fixture
def site(simulator: Simulator) -> str:
    return simulator.site(name="Northwind")


@pytest.fixture
def page(simulator: Simulator, visit: Visit, site: str) -> Page:
    page = visit.page(f"{simulator.url}/#/sites/{site}/setup")
    expect(page.locator(".brand-key")).to_have_count(1)
    return page


def keys_of(simulator: Simulator, site: str) -> list[str]:
    keys: list[str] = simulator.call("GET", f"/sites/{site}")["brandPublicKeys"]
    return keys


@pytest.mark.parametrize(
    ("text", "form"),
    [(PEM, "PEM (SPKI)"), (DER, "base64 DER (SPKI)"), (json.dumps(forge.key("brand").public_jwk()), "JWK")],
)
def test_a_pasted_key_is_named_and_added(simulator: Simulator, page: Page, site: str, text: str, form: str) -> None:
    page.get_by_label("Add a key").fill(text)
    expect(page.locator(".key-report")).to_contain_text(f"An RSA public key of 2048 bits, as {form}.")
    page.get_by_role("button", name="Add the key").click()
    expect(page.locator(".brand-key")).to_have_count(2)
    assert keys_of(simulator, site)[1].strip() == PEM.strip()


def test_a_private_key_is_recognised_and_refused(simulator: Simulator, visit: Visit, page: Page, site: str) -> None:
    visit.expect("status of 422")
    page.get_by_label("Add a key").fill(forge.key("brand").private_pem())
    expect(page.locator(".key-report")).to_contain_text("Never hand out the private key.")
    page.get_by_role("button", name="Add the key").click()
    expect(page.locator("form .wrong").first).to_contain_text("This is a private key")
    assert len(keys_of(simulator, site)) == 1


def test_a_key_is_removed_and_without_one_it_says_what_happens(simulator: Simulator, page: Page, site: str) -> None:
    page.get_by_role("button", name="Remove brand key 1").click()
    expect(page.get_by_text("every token is refused with brand_key_missing")).to_be_visible()
    assert keys_of(simulator, site) == []


def test_the_rules_of_a_site_are_changed(simulator: Simulator, page: Page, site: str) -> None:
    page.get_by_label("Name").fill("Southwind")
    page.get_by_label("Sessions last, in seconds").fill("420")
    page.get_by_label("Leeway for times, in seconds").fill("5")
    page.get_by_label("Retries after a refusal").fill("1")
    page.get_by_label("Waits before them, in ms").fill("10, 20")
    page.get_by_label("Refusals are").select_option("opaque")
    page.get_by_role("switch", name="A token must have exp").uncheck()
    page.get_by_role("button", name="Save the rules").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Southwind")
    now = simulator.call("GET", f"/sites/{site}")
    assert (now["sessionLifetimeSeconds"], now["retries"], now["retryDelaysMs"]) == (420, 1, [10, 20])
    assert (now["verdicts"], now["rules"]) == ("opaque", {"leewaySeconds": 5, "requireExp": False})
    assert len(now["brandPublicKeys"]) == 1


def test_a_rule_out_of_bounds_is_said_beside_its_field(
    simulator: Simulator, visit: Visit, page: Page, site: str
) -> None:
    visit.expect("status of 422")
    page.get_by_label("Sessions last, in seconds").fill("0")
    page.get_by_role("button", name="Save the rules").click()
    field = page.locator("[data-name=sessionLifetimeSeconds]")
    expect(field.locator(".wrong")).to_contain_text("sessionLifetimeSeconds")
    expect(field.locator("input")).to_be_focused()
    assert simulator.call("GET", f"/sites/{site}")["sessionLifetimeSeconds"] == 3600


def test_authentication_can_be_switched_off(simulator: Simulator, page: Page, site: str) -> None:
    page.get_by_role("switch", name="Authentication is on").uncheck()
    page.get_by_role("button", name="Save the rules").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert simulator.call("GET", f"/sites/{site}")["authenticationEnabled"] is False


def test_the_tag_for_this_address_can_be_copied(
    simulator: Simulator, visiting_with: Callable[..., Visit], site: str
) -> None:
    visit: Visit = visiting_with(permissions=["clipboard-read", "clipboard-write"])
    page = visit.page(f"{simulator.url}/#/sites/{site}/setup")
    page.get_by_role("button", name="Copy the tag").click()
    expect(page.get_by_role("button", name="Copy the tag")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"sid: '{site}'" in copied
    assert f'src="{simulator.url}/iadvize.js"' in copied


def test_a_site_is_made_and_its_private_key_shown_once(simulator: Simulator, visit: Visit) -> None:
    page = visit.page(f"{simulator.url}/")
    page.get_by_role("link", name="New site").click()
    page.get_by_label("Name").fill("Made by hand")
    page.get_by_label("Id, the sid of the page").fill("made-by-hand")
    page.get_by_role("button", name="Make the site").click()
    expect(page.get_by_role("heading", name="The site made-by-hand is made")).to_be_focused()
    expect(page.get_by_role("region", name="private key")).to_contain_text("-----BEGIN PRIVATE KEY-----")
    page.get_by_role("link", name="On to what your page and your backend need").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Made by hand")
    expect(page.get_by_role("heading", name="The key to encrypt for")).to_be_visible()
    page.goto("about:blank")  # or it would ask for the site's clock as that goes
    simulator.call("DELETE", "/sites/made-by-hand")


def test_a_site_is_made_with_the_brands_own_key(simulator: Simulator, visit: Visit) -> None:
    page = visit.page(f"{simulator.url}/#/new")
    page.get_by_label("Id, the sid of the page").fill("own-key")
    page.get_by_label("I have a key pair").check()
    page.get_by_label("public key").last.fill(DER)
    page.get_by_role("button", name="Make the site").click()
    expect(page.locator(".brand-key")).to_have_count(1)
    assert keys_of(simulator, "own-key")[0].strip() == PEM.strip()
    page.goto("about:blank")
    simulator.call("DELETE", "/sites/own-key")


@pytest.mark.parametrize(("site_id", "status", "says"), [("no spaces", 422, "siteId"), ("demo", 409, "already")])
def test_an_id_that_cannot_be_is_said_beside_its_field(
    simulator: Simulator, visit: Visit, site_id: str, status: int, says: str
) -> None:
    visit.expect(f"status of {status}")
    page = visit.page(f"{simulator.url}/#/new")
    page.get_by_label("Id, the sid of the page").fill(site_id)
    page.get_by_role("button", name="Make the site").click()
    expect(page.locator("[data-name=siteId] .wrong")).to_contain_text(says)


def test_a_site_is_reset(simulator: Simulator, page: Page, site: str) -> None:
    simulator.call("POST", f"/sites/{site}/faults", {"name": "slow"})
    page.get_by_role("button", name="Reset the site").click()
    expect(page.get_by_text("Forgotten:")).to_be_visible()
    assert simulator.call("GET", f"/sites/{site}/faults")["faults"] == []


def test_a_site_is_removed_after_asking_once_more(simulator: Simulator, page: Page, site: str) -> None:
    page.get_by_role("button", name="Remove the site").click()
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("button", name="Remove the site").click()
    page.get_by_role("button", name="Yes, remove it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour Bank")
    assert simulator.exchange("GET", f"/_simulator/sites/{site}")[0] == 404


@pytest.mark.parametrize(
    ("view", "loaded"),
    [
        ("attempts", "Nothing has been tried yet"),
        ("sessions", "No session yet."),
        ("failures", "None is on:"),
        ("setup", "Remove the site"),
    ],
)
def test_a_site_that_somebody_else_removes_is_asked_about_no_more(
    simulator: Simulator, visit: Visit, site: str, view: str, loaded: str
) -> None:
    page = visit.page(f"{simulator.url}/#/sites/{site}/{view}")
    expect(page.locator(".clock-state")).to_have_text("real time")
    expect(page.get_by_text(loaded)).to_be_visible()
    simulator.call("DELETE", f"/sites/{site}")
    expect(page.get_by_text(f'There is no site "{site}" here.')).to_be_visible()
    assert visit.unexpected() == []


def test_a_site_of_another_system_is_shown_without_what_it_lacks(simulator: Simulator, visit: Visit) -> None:
    made = simulator.call("POST", "/sites", {"provider": "jsm-chat", "sessionLifetimeSeconds": 60})
    page = visit.page(f"{simulator.url}/#/sites/{made['siteId']}/setup")
    expect(page.get_by_label("Sessions last, in seconds")).to_have_value("60")
    expect(page.get_by_role("heading", name="public keys")).to_have_count(0)
    expect(page.get_by_label("Retries after a refusal")).to_have_count(0)
    expect(page.locator(".rules")).not_to_contain_text("iAdvize")
    page.get_by_label("Sessions last, in seconds").fill("90")
    page.get_by_role("button", name="Save the rules").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    for view in ("Attempts", "Sessions", "Visitors", "Failures", "Explain"):
        page.get_by_role("link", name=view, exact=True).click()
        expect(page.locator(".view > *").first).to_be_attached()
    page.get_by_role("button", name="Try a broken example").click()
    expect(page.get_by_role("heading", name="Refused: secret_key_recoded")).to_be_visible()
    expect(page.get_by_text("A page would be told this, and what failed:")).to_be_visible()
    expect(page.locator(".rung")).to_have_count(7)
    expect(page.locator(".token-text [data-part]")).to_have_count(3)


def test_a_project_of_chat_for_jsm_is_made_and_its_secret_key_replaced(simulator: Simulator, visit: Visit) -> None:
    page = visit.page(f"{simulator.url}/#/new")
    page.get_by_label("System").select_option("Chat for JSM")
    page.get_by_label("Id, the sid of the page").fill("helpdesk")
    page.get_by_role("button", name="Make the site").click()
    expect(page.get_by_role("region", name="The secret key")).not_to_be_empty()
    page.get_by_role("link", name="On to what your page and your backend need").click()
    expect(page.get_by_role("region", name="The widget")).to_contain_text('<chat-widget project="helpdesk" hidden>')
    fingerprint = simulator.call("GET", "/sites/helpdesk")["secretKeyFingerprint"]
    expect(page.get_by_text(fingerprint)).to_be_visible()
    page.get_by_role("button", name="Make a new secret key").click()
    expect(page.get_by_role("region", name="The secret key")).not_to_be_empty()
    assert simulator.call("GET", "/sites/helpdesk")["secretKeyFingerprint"] != fingerprint
    simulator.call("DELETE", "/sites/helpdesk")


def test_the_brands_key_is_rotated_with_the_old_one_taken_for_a_while(
    simulator: Simulator, page: Page, site: str
) -> None:
    before = keys_of(simulator, site)
    page.get_by_role("button", name=re.compile("Rotate the brand")).click()
    expect(page.get_by_role("region", name="new private key")).to_contain_text("BEGIN PRIVATE KEY")
    expect(page.get_by_text("The one before is taken until")).to_be_visible()
    assert keys_of(simulator, site)[0] not in before


def test_a_rotation_of_iadvizes_key_shows_the_new_one_to_encrypt_for(
    simulator: Simulator, page: Page, site: str
) -> None:
    shown = page.locator(".key[data-form=der] pre")
    before = shown.inner_text()
    page.get_by_role("button", name=re.compile("Rotate iAdvize")).click()
    expect(shown).not_to_have_text(before)
    _, key = simulator.exchange("GET", f"/_simulator/key?format=der&site={site}")
    expect(shown).to_have_text(str(key).strip())
