"""GET and DELETE /sites/{id}/attempts: the journal."""

from typing import Any

import pytest

from simulator.providers.iadvize.keys import load_public_key
from simulator.state.memory import MemoryState
from simulator.state.memory.journal import MemoryJournal
from tests import forge
from tests.wire.world import NO_OPTION, NOT_SET_UP, SITE, USER, World, error_of, simulator_key

PATH = f"/sites/{SITE}/attempts"
MEMBERS = {
    "id",
    "at",
    "siteId",
    "kind",
    "activationId",
    "attempt",
    "status",
    "accepted",
    "code",
    "reason",
    "userId",
    "fault",
    "sessionId",
    "token",
    "verdict",
    "durationMs",
    "checksMs",
    "brandKey",
    "iadvizeKey",
}


def test_an_accepted_activation_is_journaled_with_what_left(world: World) -> None:
    world.advance(5)
    session = world.sign_in(activationId="one")["session"]
    body = world.control("GET", PATH).json()
    assert set(body) == {"total", "attempts"}
    (attempt,) = body["attempts"]
    assert set(attempt) == MEMBERS
    expected = {
        "at": forge.NOW + 5,
        "siteId": SITE,
        "kind": "activation",
        "activationId": "one",
        "attempt": 1,
        "status": 200,
        "accepted": True,
        "code": None,
        "reason": None,
        "userId": USER,
        "fault": None,
        "sessionId": session["id"],
    }
    assert {name: attempt[name] for name in expected} == expected
    assert attempt["verdict"]["accepted"]
    assert attempt["durationMs"] >= 0


def test_a_refused_activation_is_journaled_with_code_and_reason(world: World) -> None:
    world.activate(world.token(exp=forge.NOW - 1), activationId="one")
    (attempt,) = world.attempts()
    assert (attempt["status"], attempt["code"], attempt["reason"]) == (401, "token_expired", NOT_SET_UP)
    assert (attempt["userId"], attempt["sessionId"], attempt["accepted"]) == (USER, None, False)


def test_a_renewal_is_journaled_as_one(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    world.renew(session_id, world.token())
    renewal = world.attempts()[0]
    assert (renewal["kind"], renewal["activationId"], renewal["sessionId"]) == ("renewal", None, session_id)


def test_nothing_past_the_last_retry_is_journaled(world: World) -> None:
    for _ in range(7):
        world.activate(None, activationId="one")
    assert [attempt["attempt"] for attempt in world.attempts()] == [4, 3, 2, 1]
    session_id = world.sign_in()["session"]["id"]
    world.log_out(session_id)
    world.renew(session_id, world.token())
    assert world.control("GET", PATH).json()["total"] == 5


def test_no_text_of_a_token_is_kept_anywhere(world: World) -> None:
    good, bad = world.token(), forge.token(forge.claims(), signer=forge.key("stranger"))
    for token in (good, bad, f"Bearer {world.token()}", "x.y.z", '{"ciphertext": "secret-part"}'):
        world.activate(token)
    session_id = world.sign_in()["session"]["id"]
    world.renew(session_id, good)
    text = world.control("GET", PATH).text
    for token in (good, bad):
        for part in token.split(".")[1:]:
            assert part not in text
            assert part[:24] not in text
    assert "secret-part" not in text


def test_equal_tokens_can_be_told_by_their_fingerprint(world: World) -> None:
    one, other = world.token(), world.token()
    for token in (one, other, one):
        world.activate(token)
    newest, middle, oldest = (attempt["token"] for attempt in world.attempts())
    assert newest == oldest != middle
    assert len(newest) == 32


@pytest.fixture
def busy(world: World) -> World:
    """Three users, one of whom is refused, one activation without a token, and one anonymous."""
    world.sign_in("jane", activationId="a")
    world.activate(world.token("john", exp=forge.NOW - 1), activationId="b")
    world.activate(None, activationId="b")
    world.arrive(activationId="c")
    return world


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({}, [3, 2, 1, 0]),
        ({"status": "200"}, [3, 0]),
        ({"status": "401"}, [2, 1]),
        ({"status": "accepted"}, [3, 0]),
        ({"status": "refused"}, [2, 1]),
        ({"status": "authentication-success"}, [3, 0]),
        ({"status": "authentication-failure"}, [2, 1]),
        ({"status": "500"}, []),
        ({"code": "token_expired"}, [1]),
        ({"code": "token_missing"}, [2]),
        ({"code": "nonsense"}, []),
        ({"userId": "jane"}, [0]),
        ({"userId": "john"}, [1]),
        ({"userId": "JANE"}, []),
        ({"activationId": "b"}, [2, 1]),
        ({"activationId": "b", "code": "token_missing"}, [2]),
        ({"status": "200", "userId": "john"}, []),
    ],
)
def test_filters_let_through_what_matches_all_of_them(busy: World, query: dict[str, str], numbers: list[int]) -> None:
    every = list(reversed(busy.attempts()))
    body = busy.control("GET", PATH, params=query).json()
    assert body["attempts"] == [every[number] for number in numbers]
    assert body["total"] == len(numbers)


def test_a_limit_cuts_the_list_and_not_the_total(busy: World) -> None:
    newest = busy.attempts()[:2]
    body = busy.control("GET", PATH, params={"limit": 2}).json()
    assert (body["total"], body["attempts"]) == (4, newest)


@pytest.mark.parametrize("limit", ["0", "-1", "10001", "x", "", "1.5", "\N{FULLWIDTH DIGIT ONE}", "9" * 400])
@pytest.mark.parametrize("list_of", ["attempts", "sessions"])
def test_a_limit_that_is_none_is_a_422(world: World, list_of: str, limit: str) -> None:
    answer = world.control("GET", f"/sites/{SITE}/{list_of}", params={"limit": limit})
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "limit"


@pytest.mark.parametrize("status", ["", "2", "20x", "ok", "1000", "\N{FULLWIDTH DIGIT TWO}00"])
def test_a_status_that_is_none_is_a_422(world: World, status: str) -> None:
    answer = world.control("GET", PATH, params={"status": status})
    assert answer.status_code == 422
    assert error_of(answer)["field"] == "status"


def test_attempts_are_forgotten_and_sessions_stay(world: World) -> None:
    world.sign_in()
    assert world.control("DELETE", PATH).status_code == 204
    assert world.control("GET", PATH).json() == {"total": 0, "attempts": []}
    assert len(world.sessions()) == 1


def test_attempts_on_another_site_are_not_listed(world: World) -> None:
    world.have_site("other")
    world.sign_in(site_id="other")
    assert world.attempts() == []


def test_the_journal_of_a_site_that_did_not_exist_is_empty(world: World) -> None:
    world.activate(world.token(), site_id="later")
    world.have_site("later")
    assert world.control("GET", "/sites/later/attempts").json() == {"total": 0, "attempts": []}


def test_the_journal_keeps_the_newest_attempts() -> None:
    state = MemoryState()
    state.journal = MemoryJournal(bound=3)
    with World(state=state) as world:
        world.have_site()
        for number in range(5):
            world.activate(None, activationId=str(number))
        body: dict[str, Any] = world.control("GET", PATH).json()
        assert body["total"] == 3
        assert [attempt["activationId"] for attempt in body["attempts"]] == ["4", "3", "2"]


def test_a_reason_in_the_journal_is_what_the_page_got(world: World) -> None:
    told = [world.activate(token).json()["authentication"]["reason"] for token in (None, "x")]
    assert told == [NO_OPTION, NOT_SET_UP]
    assert [attempt["reason"] for attempt in world.attempts()] == told[::-1]


def test_each_check_that_was_made_has_its_time(world: World) -> None:
    world.sign_in()
    world.activate(forge.token(forge.claims(), recipient=forge.key("stranger")))
    world.activate(None)
    missing, locked, accepted = world.attempts()
    names = [check["name"] for check in accepted["verdict"]["checks"]]
    assert list(accepted["checksMs"]) == names
    assert list(locked["checksMs"]) == names[: names.index("decryption") + 1]
    assert list(missing["checksMs"]) == names[:2]
    assert all(took >= 0 for took in accepted["checksMs"].values())
    assert sum(accepted["checksMs"].values()) <= accepted["durationMs"]


def test_an_anonymous_attempt_has_no_checks_to_time(world: World) -> None:
    world.arrive()
    (attempt,) = world.attempts()
    assert (attempt["checksMs"], attempt["brandKey"], attempt["iadvizeKey"]) == (None, None, None)


def test_the_keys_that_a_token_was_made_with_are_named(world: World) -> None:
    keys = [forge.key("brand").public_pem(), forge.key("other-brand").public_pem()]
    world.have_site(brandPublicKeys=keys)
    brand, other = (load_public_key(pem).thumbprint for pem in keys)
    ours = simulator_key().public.thumbprint
    world.activate(world.token())
    world.activate(forge.token(forge.claims(), signer=forge.key("other-brand")))
    world.have_site(brandPublicKeys=keys[:1])
    world.activate(forge.token(forge.claims(), signer=forge.key("other-brand")))
    world.activate(forge.token(forge.claims(), signer=forge.key("stranger")))
    world.activate(forge.token(forge.claims(), recipient=forge.key("stranger")))
    seen = [(attempt["brandKey"], attempt["iadvizeKey"], attempt["code"]) for attempt in reversed(world.attempts())]
    assert seen == [
        (brand, ours, None),
        (other, ours, None),
        (other, ours, "signature_mismatch"),
        (None, ours, "signature_mismatch"),
        (None, None, "key_unwrap_failed"),
    ]


def test_brief_attempts_leave_out_the_verdict_and_name_the_warning(world: World) -> None:
    world.activate(world.token(exp=forge.NOW + 400))
    world.activate(world.token(exp=forge.NOW - 1))
    refused, accepted = world.control("GET", f"{PATH}?brief=true").json()["attempts"]
    assert (accepted["verdict"], accepted["warning"]) == (None, "lifetime_long")
    assert (refused["verdict"], refused["warning"], refused["code"]) == (None, None, "token_expired")


def test_the_journal_can_be_read_page_by_page(world: World) -> None:
    for _ in range(5):
        world.sign_in()
    every = world.control("GET", PATH).json()["attempts"]
    page = world.control("GET", f"{PATH}?limit=2&before={every[1]['id']}").json()
    assert page["total"] == 5
    assert page["attempts"] == every[2:4]


def test_nothing_is_older_than_an_attempt_that_is_gone(world: World) -> None:
    world.sign_in()
    assert world.control("GET", f"{PATH}?before=gone").json()["attempts"] == []


def test_one_attempt_has_an_address(world: World) -> None:
    world.sign_in()
    world.sign_in()
    newest, oldest = world.control("GET", PATH).json()["attempts"]
    assert world.control("GET", f"{PATH}/{oldest['id']}").json() == oldest
    assert world.control("GET", f"{PATH}/{newest['id']}").json() == newest


def test_an_attempt_that_is_gone_is_a_404(world: World) -> None:
    answer = world.control("GET", f"{PATH}/5f0c")
    assert answer.status_code == 404
    assert error_of(answer)["code"] == "attempt_not_found"


def test_attempts_can_be_asked_for_by_id(world: World) -> None:
    world.sign_in()
    world.sign_in()
    _, oldest = world.control("GET", PATH).json()["attempts"]
    assert world.control("GET", f"{PATH}?id={oldest['id']}").json() == {"total": 1, "attempts": [oldest]}
    assert world.control("GET", f"{PATH}?id=gone").json() == {"total": 0, "attempts": []}


def test_an_attempt_whose_claims_hold_a_huge_number_is_journaled_with_it(world: World) -> None:
    answer = world.activate(world.token(points=10**250))
    assert answer.status_code == 200
    listed = world.control("GET", f"/sites/{SITE}/attempts").json()["attempts"]
    assert listed[0]["verdict"]["claims"]["points"] == 10**250


@pytest.mark.parametrize(
    "path",
    [
        f"/sites/{SITE}/attempts?foo=abc",
        f"/sites/{SITE}/attempts?userID=jane",
        f"/sites/{SITE}/sessions?limt=1",
        f"/sites/{SITE}/visitors?limt=1",
        f"/sites/{SITE}?formt=toml",
        "/key?formt=der",
        "/mistakes?provder=iadvize",
    ],
)
def test_a_parameter_that_is_none_is_named_and_not_passed_over(world: World, path: str) -> None:
    answer = world.control("GET", path)
    name = path.partition("?")[2].partition("=")[0]
    assert (answer.status_code, error_of(answer)["field"]) == (422, name)
