"""POST /reset and /sites/{id}/reset: forget what happened, keep what was set up."""

import pytest

from tests import forge
from tests.wire.world import SITE, World


@pytest.mark.parametrize("path", ["/reset", f"/sites/{SITE}/reset"])
def test_a_reset_forgets_everything_but_sites_and_keys(world: World, path: str) -> None:
    world.have_site(name="Harbour Bank", sessionLifetimeSeconds=60)
    site = world.control("GET", f"/sites/{SITE}").json()
    token = world.token()
    first = world.activate(token, activationId="one").json()
    world.talk(first["session"]["id"])
    for _ in range(4):
        world.activate(None, activationId="two")
    world.advance(1000)
    assert world.control("POST", path).status_code == 204
    world.ahead = 0
    assert world.control("GET", f"/sites/{SITE}").json() == site
    assert world.control("GET", f"/sites/{SITE}/clock").json() == {"now": forge.NOW, "frozen": False}
    assert world.attempts() == world.sessions() == []
    assert world.control("GET", f"/sites/{SITE}/conversations").json() == {"total": 0, "conversations": []}
    assert world.ask("GET", f"/tag/sessions/{first['session']['id']}?siteId={SITE}").status_code == 404
    again = world.activate(token, activationId="two").json()
    assert again["session"]["visitorId"] != first["session"]["visitorId"]
    assert again["conversation"] is None
    assert world.attempts()[0]["verdict"]["checks"][-1]["code"] is None


def test_a_reset_of_one_site_leaves_the_others_alone(world: World) -> None:
    world.have_site("other")
    world.sign_in()
    world.sign_in(site_id="other")
    world.control("PUT", "/sites/other/clock", json={"frozenAt": 5})
    world.control("POST", f"/sites/{SITE}/reset")
    assert world.control("GET", "/sites/other/attempts").json()["total"] == 1
    assert world.control("GET", "/sites/other/sessions").json()["total"] == 1
    assert world.control("GET", "/sites/other/clock").json() == {"now": 5, "frozen": True}


def test_a_reset_of_all_reaches_every_site(world: World) -> None:
    world.have_site("other")
    world.sign_in(site_id="other")
    world.sign_in()
    world.control("POST", "/reset")
    totals = [world.control("GET", f"/sites/{name}/attempts").json()["total"] for name in (SITE, "other")]
    assert totals == [0, 0]
