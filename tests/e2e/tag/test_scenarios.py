"""Scenarios, as a page with the tag sees them: each step meets what the tag does by itself."""

from typing import Any

from simulator.wire.scenarios.catalogue import built_in
from tests.e2e.tag.control import ControlledSite, until
from tests.e2e.tag.shop import Shop
from tests.e2e.tag.visit import FAILURE, SUCCESS, Device, Tab

SERVER_ERROR = "Failed to fetch authentication with a server error"


def play(site: ControlledSite, name: str) -> None:
    site.call("POST", "/scenarios", {"name": name})


def run_of(site: ControlledSite) -> dict[str, Any]:
    (run,) = site.call("GET", "/scenarios")["scenarios"]
    return dict(run)


def is_at(site: ControlledSite, step: int) -> bool:
    return bool(run_of(site)["position"] == step)


def status(tab: Tab) -> tuple[str, str | None]:
    result = tab.sign_in()["authentication"]
    return result["status"], result.get("reason")


def step_of(name: str, **wanted: Any) -> int:
    """The place of the step that has these members."""
    steps = built_in()[name]["steps"]
    return next(place for place, step in enumerate(steps) if wanted.items() <= step.items())


def test_a_bank_with_a_seven_minute_session(device: Device, site: ControlledSite, shop: Shop) -> None:
    tab = device.open()
    play(site, "bank-with-a-seven-minute-session")
    tab.signed_in()
    # The clock moves by itself; the tag renews, meets the refusals, and stops.
    until(lambda: run_of(site)["state"] == "done", 30)
    tab.stops()
    assert shop.asked_for == ["jane"] * 6, "signed in, renewed, and four tries that were refused"
    assert site.call("GET")["sessionLifetimeSeconds"] == 3600
    tab.signed_in()
    tab.is_live()


def test_a_flaky_day(device: Device, site: ControlledSite) -> None:
    tab = device.open()
    steps = [{**step, "delayMs": 10} if "delayMs" in step else step for step in built_in()["flaky-day"]["steps"]]
    site.call("POST", "/scenarios", {"steps": steps})
    for _ in range(3):
        assert status(tab) == (SUCCESS, None)
        tab.sign_out()
    assert status(tab) == (FAILURE, SERVER_ERROR)
    assert status(tab) == (SUCCESS, None)
    assert until(lambda: run_of(site)["state"] == "done")
    tab.is_live()


def test_a_rotation_of_keys_goes_unnoticed_where_the_backend_keeps_up(device: Device, site: ControlledSite) -> None:
    tab = device.open()
    play(site, "key-rotation")
    while run_of(site)["state"] == "running":
        tab.signed_in()
        tab.sign_out()
    brand_keys = {attempt["brandKey"] for attempt in site.attempts()}
    iadvize_keys = {attempt["iadvizeKey"] for attempt in site.attempts()}
    assert (len(brand_keys), len(iadvize_keys)) == (2, 2)


def test_stopping_an_outage_brings_the_chat_back(device: Device, site: ControlledSite) -> None:
    tab = device.open()
    play(site, "outage-and-recovery")
    tab.signed_in().page.reload()
    assert status(tab) == (FAILURE, SERVER_ERROR)
    until(lambda: is_at(site, step_of("outage-and-recovery", do="wait", seconds=20)))
    tab.page.reload()
    tab.page.wait_for_function("shop.scriptErrors === 1")
    site.call("DELETE", "/scenarios")
    tab.page.reload()
    tab.signed_in()
    tab.is_live()
