"""Tickets: what a customer writes, who reports it, and what an agent answers."""

from tests.wire.chat_world import EMAIL, ChatWorld
from tests.wire.world import error_of


def test_a_message_opens_a_ticket_with_its_reporter(chat: ChatWorld) -> None:
    session_id = chat.logged_in()["session"]["id"]
    answer = chat.write(session_id, "My printer is on fire\nIt is a laser printer.")
    assert answer.status_code == 201
    (ticket,) = chat.tickets()
    assert ticket["id"] == answer.json()["ticket"]["id"]
    assert ticket["summary"] == "My printer is on fire"
    assert ticket["reporter"] == {"email": EMAIL, "displayName": "Jane Doe"}
    assert ticket["state"] == "open"
    assert [one["text"] for one in ticket["messages"]] == ["My printer is on fire\nIt is a laser printer."]


def test_further_messages_belong_to_the_ticket_until_it_is_closed(chat: ChatWorld) -> None:
    session_id = chat.logged_in()["session"]["id"]
    chat.write(session_id, "one")
    chat.write(session_id, "two")
    assert chat.ask("DELETE", chat.at(session_id, "/ticket")).status_code == 204
    chat.write(session_id, "three")
    assert [(one["summary"], one["state"]) for one in chat.tickets()] == [("three", "open"), ("one", "closed")]


def test_an_agents_answer_reaches_the_widget(chat: ChatWorld) -> None:
    session_id = chat.logged_in()["session"]["id"]
    ticket = chat.write(session_id).json()["ticket"]["id"]
    answer = chat.control("POST", f"/sites/desk/conversations/{ticket}/messages", json={"text": "Unplug it."})
    assert answer.status_code == 201
    shown = chat.ask("GET", chat.at(session_id)).json()["ticket"]
    assert [(one["author"], one["text"]) for one in shown["messages"]][-1] == ("advisor", "Unplug it.")


def test_a_customer_finds_the_open_ticket_again_on_another_device(chat: ChatWorld) -> None:
    ticket = chat.write(chat.logged_in()["session"]["id"]).json()["ticket"]["id"]
    assert chat.logged_in()["ticket"]["id"] == ticket
    assert chat.logged_in("joe@example.com")["ticket"] is None


def test_nobody_writes_after_logging_out(chat: ChatWorld) -> None:
    session_id = chat.logged_in()["session"]["id"]
    chat.ask("DELETE", chat.at(session_id))
    answer = chat.write(session_id)
    assert answer.status_code == 409
    assert error_of(answer)["code"] == "session_closed"
    assert chat.ask("GET", chat.at(session_id)).json()["ticket"] is None


def test_an_empty_message_is_refused(chat: ChatWorld) -> None:
    assert chat.write(chat.logged_in()["session"]["id"], "").status_code == 422


def test_a_message_of_white_space_has_an_empty_summary(chat: ChatWorld) -> None:
    chat.write(chat.logged_in()["session"]["id"], " \n ")
    assert chat.tickets()[0]["summary"] == ""


def test_a_site_of_iadvize_has_no_tickets(chat: ChatWorld) -> None:
    chat.have_site()
    chat.talk(chat.sign_in()["session"]["id"])
    assert chat.control("GET", "/sites/harbour/tickets").json() == {"total": 0, "tickets": []}
