"""Requests that come in the same moment."""

import asyncio
from collections import Counter
from typing import Any

import httpx

from tests.wire.world import SITE, USER, World

AT_ONCE = 12


def all_at_once(world: World, requests: list[tuple[str, str, Any]]) -> list[httpx.Response]:
    async def body() -> list[httpx.Response]:
        calls = (world.client.request(method, path, json=content) for method, path, content in requests)
        return list(await asyncio.gather(*calls))

    return world.run(body())


def activation(world: World, activation_id: str, token: str | None = None) -> tuple[str, str, Any]:
    option = {"type": "SECURED_AUTHENTICATION", "token": token or world.token()}
    return "POST", "/tag/activations", {"siteId": SITE, "activationId": activation_id, "authenticationOption": option}


def renewal(session_id: str, token: str | None) -> tuple[str, str, Any]:
    option = {"type": "SECURED_AUTHENTICATION", "token": token}
    return "PUT", f"/tag/sessions/{session_id}", {"siteId": SITE, "authenticationOption": option}


def test_attempts_of_one_activation_open_one_session(world: World) -> None:
    answers = all_at_once(world, [activation(world, "one") for _ in range(AT_ONCE)])
    assert Counter(answer.status_code for answer in answers) == {200: 4, 409: AT_ONCE - 4}
    assert len(world.sessions()) == 1


def test_activations_of_one_user_make_one_visitor(world: World) -> None:
    answers = all_at_once(world, [activation(world, str(number)) for number in range(AT_ONCE)])
    sessions = [answer.json()["session"] for answer in answers]
    assert len({session["id"] for session in sessions}) == AT_ONCE
    assert len({session["visitorId"] for session in sessions}) == 1


def test_tabs_that_bring_one_identity_share_one_session(world: World) -> None:
    identity = world.sign_in()["session"]["identity"]
    requests = [activation(world, str(number)) for number in range(AT_ONCE)]
    for _, _, content in requests:
        content["identity"] = identity
    assert len({answer.json()["session"]["id"] for answer in all_at_once(world, requests)}) == 1
    assert len(world.sessions()) == 1


def test_renewals_are_counted_one_by_one(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    answers = all_at_once(world, [renewal(session_id, None) for _ in range(AT_ONCE)])
    refused = [answer.json()["retry"]["attempt"] for answer in answers if answer.status_code == 401]
    assert sorted(refused) == [1, 2, 3, 4]
    assert {answer.status_code for answer in answers} == {401, 409}


def test_a_revocation_beats_every_renewal_behind_it(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    revocation = ("DELETE", f"/_simulator/sites/{SITE}/sessions/{session_id}", None)
    all_at_once(world, [renewal(session_id, world.token()), revocation, renewal(session_id, world.token())])
    assert world.state_of(session_id) == "revoked"
    assert world.renew(session_id, world.token()).status_code == 409


def test_first_messages_open_one_conversation_and_none_is_lost(world: World) -> None:
    phone, laptop = (world.sign_in(USER, deviceId=device)["session"]["id"] for device in ("phone", "laptop"))
    messages = [
        ("POST", f"/tag/sessions/{phone if number % 2 else laptop}/messages", {"siteId": SITE, "text": str(number)})
        for number in range(AT_ONCE)
    ]
    answers = all_at_once(world, messages)
    assert len({answer.json()["conversation"]["id"] for answer in answers}) == 1
    told = world.standing(phone)["conversation"]["messages"]
    assert {message["text"] for message in told} == {str(number) for number in range(AT_ONCE)}


def test_a_site_is_created_once(world: World) -> None:
    answers = all_at_once(
        world, [("POST", "/_simulator/sites", {"siteId": "new", "brandPublicKeys": []}) for _ in range(AT_ONCE)]
    )
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: AT_ONCE - 1}


def test_every_step_of_a_clock_counts(world: World) -> None:
    path = f"/_simulator/sites/{SITE}/clock"
    all_at_once(world, [("PUT", path, {"advanceSeconds": 1}) for _ in range(AT_ONCE)])
    assert world.ask("GET", path).json()["now"] == world.now + AT_ONCE
