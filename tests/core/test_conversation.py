from simulator.core.conversation import MAX_MESSAGES, Conversation, Message, conversation_json, with_message

EMPTY = Conversation("c", "site", "visitor", "chat", 5.0, secured=True)


def message(number: int) -> Message:
    return Message(str(number), "visitor", f"text {number}", float(number))


def test_a_message_is_added_at_the_end() -> None:
    both = with_message(with_message(EMPTY, message(1)), message(2))
    assert [one.message_id for one in both.messages] == ["1", "2"]
    assert EMPTY.messages == ()


def test_past_the_bound_the_oldest_message_goes() -> None:
    conversation = EMPTY
    for number in range(MAX_MESSAGES + 3):
        conversation = with_message(conversation, message(number))
    assert len(conversation.messages) == MAX_MESSAGES
    assert conversation.messages[0].message_id == "3"


def test_the_public_json_has_exactly_the_agreed_members() -> None:
    assert conversation_json(with_message(EMPTY, message(1))) == {
        "id": "c",
        "visitorId": "visitor",
        "state": "open",
        "channel": "chat",
        "secured": True,
        "openedAt": 5.0,
        "messages": [{"id": "1", "author": "visitor", "text": "text 1", "at": 1.0}],
    }
