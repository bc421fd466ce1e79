"""A site's clock over HTTP."""

from typing import Any

import pytest

from simulator.core.wording import duration
from tests import forge
from tests.wire.world import SITE, World, error_of

PATH = f"/sites/{SITE}/clock"


def put(world: World, **body: Any) -> Any:
    return world.control("PUT", PATH, json=body)


def judged(world: World, **claims: float) -> Any:
    """What the last check says of a token of the brand."""
    token = world.token(**claims)
    return world.control("POST", f"/sites/{SITE}/verdicts", json={"token": token}).json()["checks"][-1]


def test_a_clock_runs_with_the_machines(world: World) -> None:
    assert world.control("GET", PATH).json() == {"now": forge.NOW, "frozen": False}
    world.now += 1.5
    assert world.control("GET", PATH).json() == {"now": forge.NOW + 1.5, "frozen": False}


def test_an_advanced_clock_keeps_running(world: World) -> None:
    assert put(world, advanceSeconds=3600).json() == {"now": forge.NOW + 3600, "frozen": False}
    assert put(world, advanceSeconds=0.5).json()["now"] == forge.NOW + 3600.5
    world.now += 10
    assert world.control("GET", PATH).json()["now"] == forge.NOW + 3610.5


def test_a_clock_goes_backwards_too(world: World) -> None:
    assert put(world, advanceSeconds=-3600).json()["now"] == forge.NOW - 3600


def test_a_frozen_clock_stands_still_until_it_is_advanced(world: World) -> None:
    assert put(world, frozenAt=2_000_000_000).json() == {"now": 2_000_000_000, "frozen": True}
    world.now += 100
    assert world.control("GET", PATH).json() == {"now": 2_000_000_000, "frozen": True}
    assert put(world, advanceSeconds=61).json() == {"now": 2_000_000_061, "frozen": True}


def test_with_both_a_clock_is_stopped_first_and_then_moved(world: World) -> None:
    assert put(world, frozenAt=1000, advanceSeconds=-10).json() == {"now": 990, "frozen": True}


def test_a_restored_clock_is_the_machines(world: World) -> None:
    put(world, advanceSeconds=50)
    put(world, frozenAt=5)
    assert world.control("DELETE", PATH).json() == {"now": forge.NOW, "frozen": False}


@pytest.mark.parametrize(
    ("moment", "epoch"),
    [
        (0, 0),
        (1_800_000_000.25, 1_800_000_000.25),
        ("1970-01-01T00:00:00Z", 0),
        ("2026-01-31T12:00:00Z", 1_769_860_800),
        ("2026-01-31T12:00:00z", 1_769_860_800),
        ("2026-01-31t12:00:00Z", 1_769_860_800),
        ("2026-01-31 12:00:00Z", 1_769_860_800),
        ("2026-01-31T12:00:00.5Z", 1_769_860_800.5),
        ("2026-01-31T12:00:00.123456789Z", 1_769_860_800.123456),
        ("2026-01-31T13:00:00+01:00", 1_769_860_800),
        ("2026-01-31T06:30:00-05:30", 1_769_860_800),
    ],
)
def test_a_moment_is_rfc_3339_or_epoch_seconds(world: World, moment: object, epoch: float) -> None:
    answer = put(world, frozenAt=moment)
    assert answer.status_code == 200
    assert answer.json()["now"] == pytest.approx(epoch, abs=1e-6)


@pytest.mark.parametrize(
    "moment",
    [
        "",
        "now",
        "2026-01-31",
        "2026-01-31T12:00:00",
        "2026-02-30T12:00:00Z",
        "2026-01-31T25:00:00Z",
        "20260131T120000Z",
        "2026-W05-6T12:00:00Z",
        "2026-01-31T12:00Z",
        "2026-01-31T12Z",
        "2026-01-31T12:00:00+0100",
        "2026-01-31T12:00:00,5Z",
        "1969-12-31T23:59:59Z",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-01:00",
        "1769860800",
        -1,
        253_402_300_800,
        1e300,
        None,
        True,
        [],
        {},
    ],
)
def test_another_moment_is_a_422_that_names_the_field(world: World, moment: object) -> None:
    answer = put(world, frozenAt=moment)
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "frozenAt"
    assert world.control("GET", PATH).json()["frozen"] is False


@pytest.mark.parametrize("seconds", ["60", None, True, [], 3_155_760_001, -3_155_760_001, -1_760_000_001])
def test_another_distance_is_a_422_that_names_the_field(world: World, seconds: object) -> None:
    answer = put(world, advanceSeconds=seconds)
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "advanceSeconds"
    assert world.control("GET", PATH).json()["now"] == forge.NOW


def test_a_clock_never_leaves_the_calendar(world: World) -> None:
    put(world, frozenAt=253_402_300_799)
    assert put(world, advanceSeconds=1).status_code == 422
    assert world.control("GET", PATH).json()["now"] == 253_402_300_799


@pytest.mark.parametrize("body", [{}, {"advance": 1}, {"frozen": True}, {"advanceSeconds": 1, "surprise": 2}])
def test_a_body_that_moves_nothing_is_a_422(world: World, body: dict[str, Any]) -> None:
    answer = put(world, **body)
    assert answer.status_code == 422
    assert error_of(answer)["field"] in ("advanceSeconds", "advance", "frozen", "surprise")


def test_one_sites_clock_is_not_anothers(world: World) -> None:
    world.have_site("other")
    put(world, frozenAt=5)
    assert world.control("GET", "/sites/other/clock").json() == {"now": forge.NOW, "frozen": False}


def test_tokens_sessions_and_the_journal_obey_the_clock(world: World) -> None:
    put(world, frozenAt=2_000_000_000)
    body = world.activate(world.token(exp=2_000_000_030, visitor_data=forge.OMIT)).json()
    assert body["session"]["expiresAt"] == 2_000_003_600
    assert world.attempts()[0]["at"] == 2_000_000_000
    put(world, advanceSeconds=3599)
    assert world.state_of(body["session"]["id"]) == "active"
    put(world, advanceSeconds=1)
    assert world.state_of(body["session"]["id"]) == "expired"
    assert world.activate(world.token(exp=2_000_003_600)).json()["explanation"]["code"] == "token_expired"


@pytest.mark.parametrize("ahead", [60, 61, 120, 300, 420, 3660, 90_000])
def test_a_token_that_only_a_moved_clock_makes_late_is_told_of_it(world: World, ahead: float) -> None:
    put(world, advanceSeconds=ahead)
    check = judged(world, exp=world.now + 60)
    assert check["code"] == "token_expired"
    assert f"clock was moved or stopped: it is {duration(ahead)} ahead of real time" in check["hint"]
    assert "rules.leewaySeconds" in check["hint"]
    assert "session-expired" in check["hint"]


def test_a_token_that_is_late_by_real_time_too_is_not_the_clocks_fault(world: World) -> None:
    put(world, advanceSeconds=61)
    check = judged(world, exp=world.now - 1)
    assert check["code"] == "token_expired"
    assert "clock was moved" not in check["hint"]


@pytest.mark.parametrize(("claim", "code"), [("nbf", "token_not_yet_valid"), ("iat", "issued_in_future")])
@pytest.mark.parametrize("move", [{"advanceSeconds": -90}, {"frozenAt": forge.NOW - 90}])
def test_a_time_that_lies_ahead_on_a_clock_set_back_is_told_of_it(
    world: World, move: dict[str, float], claim: str, code: str
) -> None:
    put(world, **move)
    check = judged(world, **{"exp": world.now + 60, claim: world.now})
    assert check["code"] == code
    assert "clock was moved or stopped: it is 1 minute 30 seconds behind real time" in check["hint"]


def test_a_project_of_chat_for_jsm_is_told_of_its_clock_too(world: World) -> None:
    fields = {"provider": "jsm-chat", "secretKey": forge.CHAT_SECRET}
    assert world.control("PUT", "/sites/desk", json=fields).status_code == 201
    path = "/sites/desk/clock"
    told = []
    for move, claims in (
        ({"advanceSeconds": 3660}, {}),
        ({"frozenAt": forge.NOW - 90}, {"nbf": forge.NOW}),
        ({"frozenAt": forge.NOW - 90}, {"iat": forge.NOW}),
    ):
        world.control("PUT", path, json=move)
        token = forge.chat_token(forge.chat_claims(**{"iat": forge.NOW - 200, "exp": forge.NOW + 100, **claims}))
        checks = world.control("POST", "/sites/desk/verdicts", json={"token": token}).json()["checks"]
        told += [(each["code"], each["hint"].split(", by")[0]) for each in checks if each["code"]]
        world.control("DELETE", path)
    moved = "This project's clock was moved or stopped: it is"
    assert told == [
        ("token_expired", f"{moved} 1 hour 1 minute ahead of real time"),
        ("token_not_yet_valid", f"{moved} 1 minute 30 seconds behind real time"),
        ("issued_in_future", f"{moved} 1 minute 30 seconds behind real time"),
    ]
