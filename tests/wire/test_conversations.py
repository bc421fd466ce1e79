"""Whose conversation it is: through sign-in, on two devices, from another domain, and for the advisor."""

import pytest

from simulator.core.conversation import MAX_MESSAGES
from tests.wire.world import SITE, World, error_of


def answer(world: World, conversation_id: str, text: str) -> int:
    path = f"/sites/{SITE}/conversations/{conversation_id}/messages"
    return world.control("POST", path, json={"text": text}).status_code


def close(world: World, session_id: str) -> int:
    return world.ask("DELETE", f"/tag/sessions/{session_id}/conversation?siteId={SITE}").status_code


def listed(world: World) -> list[dict[str, object]]:
    return list(world.control("GET", f"/sites/{SITE}/conversations").json()["conversations"])


def test_a_first_message_opens_a_conversation(world: World) -> None:
    session = world.sign_in()["session"]
    conversation = world.talk(session["id"], "Hello")
    (message,) = conversation.pop("messages")
    assert message["author"] == "visitor"
    assert message["text"] == "Hello"
    assert message["at"] == world.now
    assert {name: conversation[name] for name in ("state", "channel", "secured", "visitorId")} == {
        "state": "open",
        "channel": "chat",
        "secured": True,
        "visitorId": session["visitorId"],
    }


def test_messages_of_both_sides_stand_in_their_order(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    conversation = world.talk(session_id, "one")
    assert answer(world, conversation["id"], "two") == 201
    same = world.talk(session_id, "three")
    assert same["id"] == conversation["id"]
    assert [(one["author"], one["text"]) for one in same["messages"]] == [
        ("visitor", "one"),
        ("advisor", "two"),
        ("visitor", "three"),
    ]
    assert world.standing(session_id)["conversation"] == same


def test_after_a_close_the_next_message_opens_another_conversation(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    first = world.talk(session_id)
    assert close(world, session_id) == 204
    assert world.standing(session_id)["conversation"] is None
    assert close(world, session_id) == 204
    second = world.talk(session_id)
    assert second["id"] != first["id"]
    assert [one["state"] for one in listed(world)] == ["open", "closed"]


@pytest.mark.parametrize("channel", ["chat", "video", "call"])
def test_the_documented_channels_are_taken(world: World, channel: str) -> None:
    session_id = world.sign_in()["session"]["id"]
    assert world.talk(session_id, channel=channel)["channel"] == channel


@pytest.mark.parametrize("channel", ["whatsapp", "CHAT", "", None, 1])
def test_another_channel_is_refused(world: World, channel: object) -> None:
    session_id = world.sign_in()["session"]["id"]
    refused = world.say(session_id, channel=channel)
    assert refused.status_code == 422
    assert error_of(refused)["field"] == "channel"
    assert listed(world) == []


@pytest.mark.parametrize("text", ["", "x" * 10_001, None, 1])
def test_a_text_is_neither_empty_nor_endless(world: World, text: object) -> None:
    session_id = world.sign_in()["session"]["id"]
    refused = world.ask("POST", f"/tag/sessions/{session_id}/messages", json={"siteId": SITE, "text": text})
    assert refused.status_code == 422
    assert error_of(refused)["field"] == "text"


def test_only_an_active_session_may_speak(world: World) -> None:
    expired, closed, revoked = (world.sign_in(user)["session"]["id"] for user in ("a", "b", "c"))
    world.log_out(closed)
    world.revoke(revoked)
    world.advance(3600)
    codes = {}
    for session_id in (expired, closed, revoked):
        refused = world.say(session_id)
        assert refused.status_code == 409
        codes[session_id] = error_of(refused)["code"]
    assert codes == {expired: "session_expired", closed: "session_closed", revoked: "session_revoked"}


def test_a_long_conversation_keeps_its_newest_messages(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    for number in range(MAX_MESSAGES + 1):
        world.talk(session_id, str(number))
    conversation = world.talk(session_id, str(MAX_MESSAGES + 1))
    assert [one["text"] for one in conversation["messages"]] == [str(number) for number in range(2, MAX_MESSAGES + 2)]


def test_signing_in_keeps_the_ongoing_conversation_where_the_user_has_none(world: World) -> None:
    nobody = world.arrive(deviceId="laptop")["session"]
    before = world.talk(nobody["id"], "before")
    assert before["secured"] is False
    body = world.sign_in(deviceId="laptop", identity=nobody["identity"])
    after = body["conversation"]
    assert (after["id"], after["messages"], after["secured"]) == (before["id"], before["messages"], True)
    assert after["visitorId"] == body["session"]["visitorId"]
    assert world.talk(body["session"]["id"])["id"] == before["id"]


def test_signing_in_brings_the_users_own_conversation_back(world: World) -> None:
    own = world.talk(world.sign_in(deviceId="phone")["session"]["id"], "own")
    nobody = world.arrive(deviceId="laptop")["session"]
    other = world.talk(nobody["id"], "other")
    body = world.sign_in(deviceId="laptop", identity=nobody["identity"])
    assert body["conversation"] == own
    assert {one["id"]: one["state"] for one in listed(world)} == {own["id"]: "open", other["id"]: "open"}


def test_a_closed_conversation_is_not_kept_through_sign_in(world: World) -> None:
    nobody = world.arrive(deviceId="laptop")["session"]
    world.talk(nobody["id"])
    close(world, nobody["id"])
    assert world.sign_in(deviceId="laptop", identity=nobody["identity"])["conversation"] is None


def test_the_conversation_of_another_devices_anonymous_visitor_is_not_taken(world: World) -> None:
    nobody = world.arrive(deviceId="laptop")["session"]
    world.talk(nobody["id"])
    assert world.sign_in(deviceId="phone", identity=nobody["identity"])["conversation"] is None
    assert world.standing(nobody["id"])["conversation"] is not None


def test_logging_out_and_in_brings_the_conversation_back(world: World) -> None:
    session_id = world.sign_in()["session"]["id"]
    before = world.talk(session_id)
    world.log_out(session_id)
    assert world.arrive()["conversation"] is None
    assert world.sign_in()["conversation"] == before


def test_two_devices_of_one_user_share_one_conversation(world: World) -> None:
    phone, laptop = (world.sign_in(deviceId=device)["session"]["id"] for device in ("phone", "laptop"))
    said = world.talk(phone, "from the phone")
    assert world.standing(laptop)["conversation"] == said
    assert world.talk(laptop, "from the laptop")["id"] == said["id"]


def test_two_users_never_share_a_conversation(world: World) -> None:
    jane, john = (world.sign_in(user)["session"]["id"] for user in ("jane", "john"))
    world.talk(jane)
    assert world.standing(john)["conversation"] is None


def test_an_ext_id_costs_the_padlock(world: World) -> None:
    session_id = world.sign_in(extId="crm-7")["session"]["id"]
    assert world.talk(session_id)["secured"] is False


def test_the_padlock_comes_back_with_an_activation_without_ext_id(world: World) -> None:
    session = world.sign_in(extId="crm-7")["session"]
    world.talk(session["id"])
    assert world.sign_in(identity=session["identity"])["conversation"]["secured"] is True
    assert world.sign_in(identity=session["identity"], extId="crm-7")["conversation"]["secured"] is False


def test_an_anonymous_conversation_follows_a_link_to_another_domain(world: World) -> None:
    here = world.arrive(deviceId="one-domain")["session"]
    conversation = world.talk(here["id"])
    there = world.arrive(deviceId="another-domain", conversationId=conversation["id"])
    assert there["conversation"] == conversation
    assert there["session"]["visitorId"] == here["visitorId"]


def test_a_linked_conversation_is_kept_through_sign_in(world: World) -> None:
    conversation = world.talk(world.arrive(deviceId="one-domain")["session"]["id"])
    there = world.sign_in(deviceId="another-domain", conversationId=conversation["id"])
    assert there["conversation"]["id"] == conversation["id"]
    assert there["conversation"]["secured"] is True


def test_a_link_never_costs_a_visitor_the_ongoing_conversation(world: World) -> None:
    linked = world.talk(world.arrive(deviceId="elsewhere")["session"]["id"])
    nobody = world.arrive(deviceId="laptop")["session"]
    own = world.talk(nobody["id"])
    again = world.arrive(deviceId="laptop", identity=nobody["identity"], conversationId=linked["id"])
    assert again["conversation"] == own
    body = world.sign_in(deviceId="laptop", identity=nobody["identity"], conversationId=linked["id"])
    assert body["conversation"]["id"] == own["id"]


def test_a_link_leaves_one_live_session_to_a_tab(world: World) -> None:
    elsewhere = world.arrive(deviceId="elsewhere")["session"]
    linked = world.talk(elsewhere["id"])
    before = world.arrive(deviceId="laptop")["session"]
    after = world.arrive(deviceId="laptop", identity=before["identity"], conversationId=linked["id"])
    assert after["conversation"] == linked
    assert sorted(world.live()) == sorted([elsewhere["id"], after["session"]["id"]])


def test_another_users_conversation_is_never_handed_over_by_its_id(world: World) -> None:
    jane = world.sign_in("jane")["session"]
    conversation = world.talk(jane["id"], "private")
    for body in (
        world.sign_in("john", conversationId=conversation["id"]),
        world.arrive(conversationId=conversation["id"]),
    ):
        assert body["conversation"] is None
        assert body["session"]["visitorId"] != jane["visitorId"]
    assert world.standing(jane["id"])["conversation"] == conversation


def test_a_conversation_that_was_carried_into_an_account_is_linked_by_nobody_any_more(world: World) -> None:
    nobody = world.arrive(deviceId="laptop")["session"]
    conversation = world.talk(nobody["id"])
    world.sign_in(deviceId="laptop", identity=nobody["identity"])
    assert world.arrive(deviceId="thief", conversationId=conversation["id"])["conversation"] is None


@pytest.mark.parametrize("conversation_id", ["", "unknown", "0" * 200])
def test_an_unknown_conversation_id_is_ignored(world: World, conversation_id: str) -> None:
    assert world.sign_in(conversationId=conversation_id)["conversation"] is None
    assert world.arrive(conversationId=conversation_id)["conversation"] is None


def test_a_closed_conversation_is_not_followed(world: World) -> None:
    here = world.arrive(deviceId="one-domain")["session"]
    conversation = world.talk(here["id"])
    close(world, here["id"])
    there = world.arrive(deviceId="another-domain", conversationId=conversation["id"])
    assert there["session"]["visitorId"] != here["visitorId"]


def test_a_conversation_of_another_site_is_not_followed(world: World) -> None:
    world.have_site("other")
    conversation = world.talk(world.arrive()["session"]["id"])
    assert world.arrive(site_id="other", conversationId=conversation["id"])["conversation"] is None


def test_the_advisor_sees_conversations_newest_first(world: World) -> None:
    ids = [world.talk(world.sign_in(user)["session"]["id"])["id"] for user in ("jane", "john")]
    body = world.control("GET", f"/sites/{SITE}/conversations").json()
    assert body["total"] == 2
    assert [one["id"] for one in body["conversations"]] == ids[::-1]


@pytest.mark.parametrize("text", ["", "x" * 10_001, None])
def test_an_advisors_text_is_neither_empty_nor_endless(world: World, text: object) -> None:
    conversation = world.talk(world.sign_in()["session"]["id"])
    path = f"/sites/{SITE}/conversations/{conversation['id']}/messages"
    refused = world.control("POST", path, json={"text": text})
    assert refused.status_code == 422
    assert error_of(refused)["field"] == "text"


def test_an_advisor_cannot_write_into_a_conversation_that_is_not_there(world: World) -> None:
    assert answer(world, "unknown", "Hello") == 404
