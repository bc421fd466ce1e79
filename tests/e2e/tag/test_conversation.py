"""Conversations in the chatbox: whose they are, and that they go on."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.e2e.tag.control import ControlledSite
from tests.e2e.tag.visit import Device, Tab


def only_conversation(site: ControlledSite) -> dict[str, Any]:
    (conversation,) = site.conversations()
    return conversation


def texts(tab: Tab) -> list[str]:
    return [text.partition(": ")[2] for text in tab.messages.all_text_contents()]


def test_a_visitor_and_an_advisor_talk(device: Device, site: ControlledSite) -> None:
    tab = device.open().signed_in()
    tab.says("My card is lost")
    site.answer(only_conversation(site)["id"], "I'll block it")
    expect(tab.messages.last).to_contain_text("I'll block it")
    assert texts(tab) == ["My card is lost", "I'll block it"]


def test_the_page_hears_of_it(device: Device, site: ControlledSite) -> None:
    tab = device.open()
    tab.page.evaluate(
        """window.heard = [];
        const names = ['onChatButtonDisplayed', 'onChatDisplayed', 'onChatHidden', 'onChatStarted', 'onChatEnded',
                       'onMessageSent', 'onMessageReceived'];
        window.iAdvizeCallbacks = Object.fromEntries(names.map((name) => [name, (context) =>
          heard.push([name, context?.conversationId])]));
        shop.tag.then((iAdvize) => iAdvize.on('conversation:idChange', (id) => heard.push(['idChange', id]))); 0"""
    )
    tab.signed_in().says("Good morning")
    conversation = only_conversation(site)
    site.answer(conversation["id"], "Good morning")
    expect(tab.messages).to_have_count(2)
    tab.chatbox.get_by_role("button", name="End the chat").click()
    tab.page.wait_for_function("heard.some(([name]) => name === 'onChatEnded')")
    heard = tab.page.evaluate("heard")
    assert [name for name, _ in heard] == [
        "onChatButtonDisplayed",
        "onChatDisplayed",
        "idChange",
        "onChatStarted",
        "onMessageSent",
        "onMessageReceived",
        "idChange",
        "onChatEnded",
    ]
    assert {of for name, of in heard if of} == {conversation["id"]}
    assert only_conversation(site)["state"] == "closed"


def test_the_banner_says_who_is_signed_in(new_device: Callable[[], Device]) -> None:
    for tab, banners in ((new_device().open().welcome(), 0), (new_device().open().signed_in(), 1)):
        tab.says("Good morning")
        expect(tab.chatbox.get_by_role("status")).to_have_count(banners)


def test_an_anonymous_visitors_conversation_goes_on_after_signing_in(device: Device, site: ControlledSite) -> None:
    tab = device.open().welcome()
    tab.says("Good morning")
    assert only_conversation(site)["secured"] is False
    tab.signed_in()
    tab.says("Now I'm signed in")
    assert only_conversation(site)["secured"] is True
    assert texts(tab) == ["Good morning", "Now I'm signed in"]


def test_whoever_has_a_conversation_already_gets_that_one_back(
    new_device: Callable[[], Device], site: ControlledSite
) -> None:
    new_device().open().signed_in().says("My card is lost")
    earlier = only_conversation(site)["id"]
    tab = new_device().open().welcome()
    tab.says("Good morning")
    tab.signed_in()
    expect(tab.messages.last).to_contain_text("My card is lost")
    assert texts(tab) == ["My card is lost"]
    assert tab.page.evaluate("shop.get('conversation:id')") == earlier


def test_it_is_there_after_a_reload(device: Device) -> None:
    tab = device.open().signed_in()
    tab.says("My card is lost")
    tab.page.reload()
    tab.signed_in()
    tab.says("It was blue")
    assert texts(tab) == ["My card is lost", "It was blue"]


def test_another_device_sees_the_same_conversation_at_once(
    new_device: Callable[[], Device], site: ControlledSite
) -> None:
    here, there = new_device().open().signed_in(), new_device().open().signed_in()
    here.says("My card is lost")
    there.says("I'm on the phone now")
    expect(here.messages.last).to_contain_text("I'm on the phone now")
    assert texts(here) == texts(there) == ["My card is lost", "I'm on the phone now"]
    assert len(site.conversations()) == 1


def test_somebody_else_sees_nothing_of_it(device: Device, site: ControlledSite) -> None:
    tab = device.open().signed_in("jane")
    tab.says("My card is lost")
    tab.sign_out()
    tab.signed_in("john")
    tab.says("Good morning")
    assert texts(tab) == ["Good morning"]
    assert len(site.conversations()) == 2


def test_a_second_tab_shows_what_the_first_one_says(device: Device) -> None:
    one, other = device.open().signed_in(), device.open().signed_in()
    one.says("My card is lost")
    other.chatbox.locator("button.launcher").click()
    expect(other.messages.last).to_contain_text("My card is lost")


def test_an_ext_id_is_warned_of_and_costs_the_padlock(device: Device, site: ControlledSite) -> None:
    device.context.add_init_script("window.idzCustomData = { extID: 'customer-1' };")
    tab = device.open().signed_in()
    assert tab.warned("idzCustomData.extID is in use")
    tab.says("Good morning")
    assert only_conversation(site)["secured"] is False


def test_a_link_carries_an_anonymous_conversation_to_another_domain(device: Device, site: ControlledSite) -> None:
    tab = device.open().welcome()
    tab.says("Good morning")
    conversation = only_conversation(site)["id"]
    other = device.open(f"/?idzconvid={conversation}", tab.shop.other_origin).welcome()
    assert other.record() != tab.record()
    other.says("Now on your other site")
    assert texts(other) == ["Good morning", "Now on your other site"]
    assert len(site.conversations()) == 1


def test_a_message_that_cannot_be_sent_is_not_lost(device: Device) -> None:
    tab = device.open().signed_in()
    tab.chatbox.locator("button.launcher").click()
    tab.page.context.set_offline(True)
    tab.chatbox.get_by_role("textbox").fill("My card is lost")
    tab.chatbox.get_by_role("textbox").press("Enter")
    expect(tab.chatbox.get_by_role("alert")).to_contain_text("could not be sent")
    expect(tab.chatbox.get_by_role("textbox")).to_have_value("My card is lost")
    tab.page.context.set_offline(False)
    tab.says("My card is lost")
