"""GET /sites/{id}/visitors: whom an advisor sees."""

from typing import Any

from tests.wire.world import SITE, USER, World


def visitors(world: World, query: str = "") -> Any:
    answer = world.control("GET", f"/sites/{SITE}/visitors{query}")
    assert answer.status_code == 200
    return answer.json()


def test_nobody_is_there_at_first(world: World) -> None:
    assert visitors(world) == {"total": 0, "visitors": []}


def test_a_visitor_comes_with_the_newest_session(world: World) -> None:
    world.sign_in()
    second = world.sign_in()["session"]
    listed = visitors(world)
    assert listed["total"] == 1
    (visitor,) = listed["visitors"]
    assert (visitor["userId"], visitor["authenticated"], visitor["extId"]) == (USER, True, None)
    assert visitor["session"] == second


def test_the_ext_id_of_the_page_is_told(world: World) -> None:
    world.activate(world.token(), extId="crm-17")
    assert visitors(world)["visitors"][0]["extId"] == "crm-17"


def test_the_newest_come_first_and_no_more_than_asked_for(world: World) -> None:
    for user in ("one", "two", "three"):
        world.activate(world.token(user))
    listed = visitors(world, "?limit=2")
    assert listed["total"] == 3
    assert [visitor["userId"] for visitor in listed["visitors"]] == ["three", "two"]


def test_a_site_that_nobody_has_is_a_404(world: World) -> None:
    assert world.control("GET", "/sites/nowhere/visitors").status_code == 404
