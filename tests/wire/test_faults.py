"""DELETE /sites/{id}/faults/{name}: one failure mode goes, the others stay."""

from tests.wire.world import SITE, World, error_of

PATH = f"/sites/{SITE}/faults"


def names(world: World) -> list[str]:
    return [fault["name"] for fault in world.control("GET", PATH).json()["faults"]]


def test_one_failure_mode_is_removed_and_the_others_stay(world: World) -> None:
    for name in ("slow", "server-error", "slow"):
        world.control("POST", PATH, json={"name": name})
    assert world.control("DELETE", f"{PATH}/slow").status_code == 204
    assert names(world) == ["server-error"]


def test_a_failure_mode_that_is_not_armed_is_a_404(world: World) -> None:
    world.control("POST", PATH, json={"name": "slow"})
    answer = world.control("DELETE", f"{PATH}/server-error")
    assert answer.status_code == 404
    assert error_of(answer)["code"] == "fault_not_found"
    assert names(world) == ["slow"]
