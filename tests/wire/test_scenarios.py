"""POST, GET and DELETE /sites/{id}/scenarios: steps that follow what happens, and nothing else."""

from typing import Any

import pytest

from simulator.wire.scenarios.catalogue import built_in
from tests.wire.live import Live
from tests.wire.test_events import Reader
from tests.wire.world import NOT_SET_UP, SITE, World, error_of

Json = dict[str, Any]
PATH = f"/sites/{SITE}/scenarios"


def start(world: World, *steps: Json, **more: Any) -> Json:
    answer = world.control("POST", PATH, json={"steps": list(steps), **more})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def play(world: World, name: str) -> Json:
    answer = world.control("POST", PATH, json={"name": name})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def run_of(world: World) -> Json:
    (run,) = world.control("GET", PATH).json()["scenarios"]
    return dict(run)


def at(world: World) -> tuple[str, int]:
    run = run_of(world)
    return run["state"], run["position"]


def armed(world: World) -> list[str]:
    return [fault["name"] for fault in world.control("GET", f"/sites/{SITE}/faults").json()["faults"]]


def site(world: World) -> Json:
    return dict(world.control("GET", f"/sites/{SITE}").json())


def wait(**what: float) -> Json:
    return {"do": "wait", **what}


def fault(name: str, **more: Any) -> Json:
    return {"do": "fault", "name": name, **more}


def test_steps_that_do_not_wait_are_taken_at_once(world: World) -> None:
    run = start(
        world,
        fault("server-error", times=3),
        {"do": "clock", "frozenAt": 5000},
        {"do": "clock", "advanceSeconds": 60},
        {"do": "site", "fields": {"sessionLifetimeSeconds": 420}},
        title="Set up",
    )
    assert (run["state"], run["position"], run["title"], run["endedAt"]) == ("done", 4, "Set up", 5060)
    assert armed(world) == ["server-error"]
    assert world.control("GET", f"/sites/{SITE}/clock").json() == {"now": 5060, "frozen": True}
    assert site(world)["sessionLifetimeSeconds"] == 420


def test_the_step_behind_so_many_attempts_is_taken_before_the_next_one(world: World) -> None:
    start(world, wait(attempts=2), fault("server-error"), wait(attempts=2), {"do": "clear-faults"})
    statuses = [world.activate(world.token()).status_code for _ in range(6)]
    assert statuses == [200, 200, 500, 500, 200, 200]
    assert at(world) == ("done", 4)


@pytest.mark.parametrize(
    ("what", "happenings", "moves_at"),
    [
        ("attempts", ["good", "bad", "good"], 3),
        ("accepted", ["bad", "good", "anonymous", "bad", "good"], 5),
        ("failed", ["good", "bad", "good", "bad", "broken"], 5),
        ("renewals", ["good", "renewed", "refused", "renewed", "renewed"], 5),
    ],
)
def test_what_is_counted_is_what_was_answered(world: World, what: str, happenings: list[str], moves_at: int) -> None:
    session = world.sign_in("first")["session"]["id"]
    start(world, wait(**{what: 3}))
    for number, happening in enumerate(happenings, 1):
        assert at(world)[0] == "running", number
        if happening == "renewed":
            world.renew(session, world.token("first"))
        elif happening == "refused":
            world.renew(session, None)
        elif happening == "anonymous":
            world.arrive()
        elif happening == "broken":
            world.control("POST", f"/sites/{SITE}/faults", json={"name": "bad-gateway", "times": 1})
            world.activate(world.token())
        else:
            world.activate(world.token() if happening == "good" else None)
        assert at(world)[0] == ("done" if number == moves_at else "running"), number


def test_attempts_past_the_retries_and_on_other_sites_do_not_count(world: World) -> None:
    world.have_site("other")
    for _ in range(4):
        world.activate(None, activationId="tired")
    start(world, wait(attempts=1))
    world.sign_in(site_id="other")
    assert world.activate(None, activationId="tired").status_code == 409
    assert run_of(world)["counted"] == {"attempts": 0, "accepted": 0, "failed": 0, "renewals": 0}


def test_the_sites_clock_moves_it_on_in_the_answer_to_the_move(world: World) -> None:
    start(world, wait(clockSeconds=420), fault("server-error"))
    world.advance(419)
    assert (at(world), armed(world)) == (("running", 0), [])
    world.advance(1)
    assert armed(world) == ["server-error"]
    assert at(world) == ("done", 2)


def test_real_seconds_are_the_machines(world: World) -> None:
    start(world, wait(seconds=30), {"do": "say", "say": "Now."})
    world.advance(1000)
    assert at(world) == ("running", 0)
    world.now += 30
    assert at(world) == ("done", 2)


def test_whichever_comes_first_ends_a_wait(world: World) -> None:
    start(world, wait(attempts=2, clockSeconds=60), wait(attempts=2, clockSeconds=60))
    world.advance(60)
    assert at(world) == ("running", 1)
    for _ in range(2):
        world.activate(None)
    assert at(world) == ("done", 2)


def test_each_wait_counts_anew(world: World) -> None:
    start(world, wait(attempts=1, clockSeconds=100), wait(attempts=1, clockSeconds=100))
    world.advance(60)
    world.activate(None)
    world.advance(60)
    assert at(world) == ("running", 1)


def test_sessions_are_revoked(world: World) -> None:
    session = world.sign_in()["session"]["id"]
    start(world, {"do": "revoke-sessions"})
    assert world.state_of(session) == "revoked"


def test_keys_are_rotated_and_stay_when_it_is_stopped(world: World) -> None:
    start(world, {"do": "rotate", "key": "brand", "overlapSeconds": 60}, wait(attempts=1))
    before = site(world)
    assert before["retiringKeys"][0]["key"] == "brand"
    world.control("DELETE", PATH)
    assert site(world) == before


def test_restore_puts_back_what_the_scenario_changed_and_leaves_the_rest(world: World) -> None:
    world.control("POST", f"/sites/{SITE}/faults", json={"name": "slow", "delayMs": 0})
    before = site(world)
    start(
        world,
        {"do": "site", "fields": {"sessionLifetimeSeconds": 60, "rules": {"leewaySeconds": 5}}},
        {"do": "site", "fields": {"sessionLifetimeSeconds": 30}},
        fault("server-error"),
        {"do": "clock", "frozenAt": 5},
        {"do": "restore"},
    )
    assert site(world) == before
    assert armed(world) == ["slow"]
    assert world.control("GET", f"/sites/{SITE}/clock").json() == {"now": world.now, "frozen": False}


def test_stopping_puts_back_what_it_changed(world: World) -> None:
    before = site(world)
    start(world, {"do": "site", "fields": {"retries": 9}}, fault("server-error"), wait(attempts=5))
    world.advance(50)
    assert world.control("DELETE", PATH).status_code == 204
    assert (site(world), armed(world)) == (before, [])
    assert run_of(world)["state"] == "stopped"
    assert world.control("GET", f"/sites/{SITE}/clock").json()["now"] == world.now + 50, "not the scenario's doing"
    assert world.activate(world.token()).status_code == 200
    assert at(world) == ("stopped", 2)


def test_what_puts_back_leaves_a_failure_mode_of_the_same_name_that_somebody_else_armed(world: World) -> None:
    mine = {"name": "server-error", "userId": "somebody", "times": 7, "after": 0, "delayMs": 2000}
    world.control("POST", f"/sites/{SITE}/faults", json=mine)
    start(world, fault("server-error"), {"do": "restore"}, fault("server-error"), wait(attempts=5))
    assert armed(world) == ["server-error", "server-error"]
    world.control("DELETE", PATH)
    assert world.control("GET", f"/sites/{SITE}/faults").json() == {"faults": [mine]}


def test_stopping_where_nothing_runs_changes_nothing(world: World) -> None:
    assert world.control("DELETE", PATH).status_code == 204
    start(world, fault("server-error"))
    assert world.control("DELETE", PATH).status_code == 204
    assert armed(world) == ["server-error"]
    assert at(world) == ("done", 1)


def test_a_second_one_is_refused_while_one_runs(world: World) -> None:
    first = start(world, wait(attempts=1))
    answer = world.control("POST", PATH, json={"name": "flaky-day"})
    assert (answer.status_code, error_of(answer)["code"]) == (409, "scenario_running")
    world.activate(None)
    second = start(world, wait(attempts=1))
    assert second["id"] != first["id"] == first["id"]
    assert at(world) == ("running", 0)


def test_sites_do_not_share_a_scenario(world: World) -> None:
    world.have_site("other")
    start(world, wait(attempts=1))
    assert world.control("GET", "/sites/other/scenarios").json() == {"scenarios": []}
    assert world.control("POST", "/sites/other/scenarios", json={"name": "flaky-day"}).status_code == 201
    world.activate(None)
    assert at(world) == ("done", 1)
    assert world.control("GET", "/sites/other/scenarios").json()["scenarios"][0]["state"] == "running"


@pytest.mark.parametrize("reset", ["/reset", f"/sites/{SITE}/reset"])
def test_a_reset_stops_and_forgets_it_and_puts_the_site_back(world: World, reset: str) -> None:
    before = site(world)
    start(world, {"do": "site", "fields": {"retries": 9}}, fault("server-error"), wait(attempts=5))
    world.control("POST", reset)
    assert world.control("GET", PATH).json() == {"scenarios": []}
    assert (site(world), armed(world)) == (before, [])


def test_a_site_that_is_removed_takes_its_scenario_along(world: World) -> None:
    start(world, wait(attempts=5))
    world.control("DELETE", f"/sites/{SITE}")
    world.have_site()
    assert world.control("GET", PATH).json() == {"scenarios": []}


def test_a_step_that_the_site_cannot_follow_fails_the_run_and_names_it(world: World) -> None:
    run = start(world, wait(attempts=1), {"do": "clock", "advanceSeconds": -3_155_760_000}, fault("slow"))
    assert run["state"] == "running"
    world.activate(None)
    run = run_of(world)
    assert (run["state"], run["position"]) == ("failed", 1)
    assert run["problem"].startswith("step 2: advanceSeconds: ")
    assert armed(world) == []


def test_an_attempt_is_in_the_journal_before_the_step_that_it_brings_about(world: World) -> None:
    listener = world.run(world.state.events.listen(SITE))
    start(world, wait(attempts=1), fault("slow"))
    world.activate(None)

    async def heard() -> list[str]:
        events = [await listener.next(20) for _ in range(4)]
        return [f"{event.kind} {event.data.get('position', '')}".strip() for event in events if event]

    assert world.run(heard()) == ["scenario 0", "attempt", "scenario 1", "scenario 2"]
    assert len(world.attempts()) == 1


@pytest.mark.parametrize(
    ("step", "field", "words"),
    [
        ({"do": "fault", "name": "server-errors"}, "steps[1].name", "step 2, name: there is no failure mode"),
        ({"do": "fault", "name": "slow", "times": 0}, "steps[1].times", "step 2, times: expected"),
        ({"do": "fault"}, "steps[1].name", "step 2, name: object missing required field"),
        ({"do": "fault", "name": "slow", "time": 1}, "steps[1].time", "step 2, time: object contains unknown field"),
        ({"do": "dance"}, "steps[1].do", "valid are say, fault, clear-faults, clock, site, rotate,"),
        ({"name": "slow"}, "steps[1].do", "step 2, do: "),
        ("slow", "steps[1]", "step 2: expected an object"),
        ({"do": "say"}, "steps[1].say", "step 2, say: "),
        ({"do": "wait"}, "steps[1].attempts", "step 2, attempts: give at least one of attempts, accepted"),
        ({"do": "wait", "seconds": -1}, "steps[1].seconds", "step 2, seconds: "),
        ({"do": "wait", "attempts": "two"}, "steps[1].attempts", "step 2, attempts: expected"),
        ({"do": "clock"}, "steps[1].advanceSeconds", "step 2, advanceSeconds: give at least one of"),
        ({"do": "clock", "frozenAt": "noon"}, "steps[1].frozenAt", "step 2, frozenAt: give RFC 3339"),
        ({"do": "clock", "real": True, "frozenAt": 1}, "steps[1].real", "step 2, real: "),
        (
            {"do": "rotate", "key": "ours"},
            "steps[1].key",
            "step 2, key: invalid enum value 'ours'; valid are brand,",
        ),
        ({"do": "rotate", "key": "brand", "overlapSeconds": -1}, "steps[1].overlapSeconds", "step 2, overlapSeconds"),
        ({"do": "site", "fields": {}}, "steps[1].fields", "step 2, fields: "),
        ({"do": "site", "fields": {"retries": "x"}}, "steps[1].fields.retries", "step 2, fields.retries: expected"),
        ({"do": "site", "fields": {"siteId": "x"}}, "steps[1].fields.siteId", "step 2, fields.siteId: it stays"),
        ({"do": "site", "fields": {"retry": 1}}, "steps[1].fields.retry", "step 2, fields.retry: "),
        ({"do": "site", "fields": {"brandPublicKeys": []}}, "steps[1].fields.brandPublicKeys", 'do = "rotate"'),
    ],
)
def test_a_step_that_is_wrong_is_named_with_its_field_and_nothing_starts(
    world: World, step: Any, field: str, words: str
) -> None:
    answer = world.control("POST", PATH, json={"steps": [fault("slow"), step]})
    assert answer.status_code == 422
    error = error_of(answer)
    assert error["field"] == field
    assert words in error["message"]
    assert (armed(world), world.control("GET", PATH).json()) == ([], {"scenarios": []})


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "steps"),
        ({"steps": []}, "steps"),
        ({"steps": [{"do": "say", "say": "x"}] * 101}, "steps"),
        ({"name": "flaky-days"}, "name"),
        ({"name": 5}, "name"),
        ({"name": "flaky-day", "steps": [{"do": "say", "say": "x"}]}, "name"),
        ({"steps": [{"do": "say", "say": "x"}], "titel": "x"}, "titel"),
    ],
)
def test_a_body_that_is_no_scenario_is_a_422(world: World, body: Json, field: str) -> None:
    answer = world.control("POST", PATH, json=body)
    assert (answer.status_code, error_of(answer)["field"]) == (422, field)


def test_the_nearest_name_is_offered(world: World) -> None:
    answer = world.control("POST", PATH, json={"name": "flaky-dya"})
    assert "flaky-day" in error_of(answer)["message"]


def test_scenarios_of_a_site_that_does_not_exist_are_a_404(world: World) -> None:
    for method in ("GET", "POST", "DELETE"):
        answer = world.control(method, "/sites/nowhere/scenarios", json={"name": "flaky-day"})
        assert (answer.status_code, error_of(answer)["code"]) == (404, "site_not_found")


def test_those_that_come_with_the_simulator_are_listed(bare: World) -> None:
    listed = bare.control("GET", "/scenarios").json()["scenarios"]
    assert [one["name"] for one in listed] == [
        "bank-with-a-seven-minute-session",
        "flaky-day",
        "key-rotation",
        "outage-and-recovery",
    ]
    for one in listed:
        assert set(one) == {"name", "title", "about", "steps"}
        assert one["title"]
        assert one["about"]
        assert any(step.get("say") for step in one["steps"])


@pytest.mark.parametrize("name", sorted(built_in()))
def test_each_that_comes_with_the_simulator_starts(world: World, name: str) -> None:
    run = play(world, name)
    assert (run["name"], run["state"]) == (name, "running")


class TestFromBeginningToEnd:
    def test_flaky_day(self, world: World) -> None:
        before = site(world)
        steps = [
            step | ({"delayMs": 0} if step.get("name") == "slow" else {}) for step in built_in()["flaky-day"]["steps"]
        ]
        start(world, *steps)
        seen: list[int] = []
        while at(world)[0] == "running":
            try:
                seen.append(world.activate(world.token()).status_code)
            except ConnectionResetError:
                seen.append(0)
            assert len(seen) < 20
        assert seen == [502, 502, 200, 200, 0, 429, 200, 500, 500, 500, 500, 200]
        assert (site(world), armed(world)) == (before, [])

    def test_key_rotation(self, world: World) -> None:
        play(world, "key-rotation")
        world.sign_in()
        assert world.activate(world.token()).status_code == 200, "the old key, in the overlap"
        world.ahead = 301
        assert world.activate(world.token()).status_code == 401, "the old key has retired"
        assert world.activate(world.token()).status_code == 401
        codes = [attempt["code"] for attempt in reversed(world.attempts())]
        assert codes == [None, None, "signature_mismatch", "key_unwrap_failed"]
        assert at(world)[0] == "done"

    def test_bank_with_a_seven_minute_session(self, world: World) -> None:
        play(world, "bank-with-a-seven-minute-session")
        session = world.sign_in()["session"]
        assert session["expiresAt"] == world.now + 420
        world.ahead = 420
        assert world.state_of(session["id"]) == "expired"
        assert world.renew(session["id"], world.token()).status_code == 200
        world.ahead = 840
        assert world.state_of(session["id"]) == "expired"
        for _ in range(4):
            assert world.renew(session["id"], world.token()).status_code == 401
        assert world.state_of(session["id"]) == "closed"
        assert at(world)[0] == "done"
        assert site(world)["sessionLifetimeSeconds"] == 3600
        world.ahead = 0
        world.sign_in()

    def test_a_bank_whose_backend_keeps_real_time_renews_all_the_same(self, world: World) -> None:
        rules = site(world)["rules"]
        play(world, "bank-with-a-seven-minute-session")
        session = world.sign_in()["session"]
        world.now += 3
        assert world.renew(session["id"], world.token()).status_code == 200
        world.now += 3
        for _ in range(4):
            assert world.renew(session["id"], world.token()).status_code == 401
        assert [one["code"] for one in world.attempts()[:4]] == ["renewal_refused"] * 4
        assert (at(world)[0], site(world)["rules"]) == ("done", rules)

    def test_a_key_rotation_is_judged_by_keys_where_the_backend_keeps_real_time(self, world: World) -> None:
        rules = site(world)["rules"]
        play(world, "key-rotation")
        for _ in range(4):
            world.activate(world.token())
        codes = [attempt["code"] for attempt in reversed(world.attempts())]
        assert codes == [None, None, "signature_mismatch", "key_unwrap_failed"]
        assert (at(world)[0], site(world)["rules"]) == ("done", rules)

    @pytest.mark.parametrize("name", [name for name in built_in() if "clock" in str(built_in()[name])])
    def test_stopped_midway_the_rules_are_as_they_were(self, world: World, name: str) -> None:
        before = site(world)["rules"]
        play(world, name)
        world.sign_in()
        assert site(world)["rules"] != before
        world.control("DELETE", PATH)
        assert site(world)["rules"] == before

    def test_outage_and_recovery(self, world: World) -> None:
        play(world, "outage-and-recovery")
        world.sign_in()
        assert [world.activate(world.token()).status_code for _ in range(4)] == [500] * 4
        assert world.ask("GET", f"/iadvize.js?sid={SITE}").status_code == 503
        world.now += 20
        assert run_of(world)["state"] == "running"
        assert world.ask("GET", f"/iadvize.js?sid={SITE}").status_code == 200
        world.sign_in()
        assert (at(world)[0], armed(world)) == ("done", [])


def test_a_refusal_that_a_scenario_brings_about_is_what_a_page_gets(world: World) -> None:
    start(world, fault("website-not-set-up", times=1))
    body = world.activate(world.token()).json()
    assert body["authentication"]["reason"] == NOT_SET_UP


def test_real_time_moves_it_on_while_nobody_looks() -> None:
    with Live() as live:
        reader = Reader(live.port, f"?site={SITE}")
        steps = [wait(seconds=0.05), fault("slow"), wait(clockSeconds=0.05), {"do": "clear-faults"}]
        live.control("POST", "/scenarios", 201, json={"steps": steps})
        assert [reader.next()[2]["position"] for _ in range(5)] == [0, 1, 2, 3, 4]
        reader.drop()


def test_a_clock_that_runs_again_is_noticed() -> None:
    with Live() as live:
        live.control("PUT", "/clock", 200, json={"frozenAt": 5000})
        reader = Reader(live.port, f"?site={SITE}")
        live.control("POST", "/scenarios", 201, json={"steps": [wait(clockSeconds=3600)]})
        assert reader.next()[2]["state"] == "running"
        live.control("DELETE", "/clock", 200)
        kinds = [reader.next()[1:] for _ in range(2)]
        assert (kinds[0][0], kinds[1][1]["state"]) == ("clock", "done")
        reader.drop()
