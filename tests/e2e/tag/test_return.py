"""A visitor who comes back: reloads, later visits, other people at the same device."""

from tests.e2e.tag.control import ControlledSite
from tests.e2e.tag.visit import Device


def test_until_activate_the_tag_does_nothing(device: Device, site: ControlledSite) -> None:
    tab = device.open()
    assert tab.chatbox.count() == 0
    assert tab.record() is None
    assert (site.attempts(), site.sessions()) == ([], [])


def test_the_record_names_visitor_device_and_identity(device: Device, site: ControlledSite) -> None:
    record = device.open().signed_in().record()
    assert record
    assert set(record) == {"vuid", "deviceId", "jwtIdentity"}
    assert record["vuid"] == site.session()["visitorId"]


def test_a_reload_and_one_activate_bring_back_the_same_visitor(device: Device, site: ControlledSite) -> None:
    tab = device.open().signed_in()
    before = tab.record()
    tab.page.reload()
    assert tab.record() == before
    tab.signed_in()
    assert before
    assert {**before, "jwtIdentity": ""} == {**(tab.record() or {}), "jwtIdentity": ""}
    assert site.session()["state"] == "active"


def test_a_closed_tab_comes_back_as_the_same_visitor(device: Device, site: ControlledSite) -> None:
    device.open().signed_in().page.close()
    device.open().signed_in()
    assert site.session()["state"] == "active"


def test_an_anonymous_visitor_keeps_the_vuid(device: Device, site: ControlledSite) -> None:
    tab = device.open().welcome()
    vuid = (tab.record() or {})["vuid"]
    tab.page.reload()
    tab.welcome()
    assert (tab.record() or {})["vuid"] == vuid
    assert {session["visitorId"] for session in site.sessions()} == {vuid}


def test_an_anonymous_visitor_signs_in_without_a_logout(device: Device, site: ControlledSite) -> None:
    tab = device.open().welcome().signed_in()
    tab.is_live()
    assert [session["userId"] for session in site.sessions("active")] == ["jane"]


def test_a_logout_forgets_the_identity_and_keeps_the_device(device: Device) -> None:
    tab = device.open().signed_in()
    before = tab.record() or {}
    tab.sign_out()
    assert tab.record() == {"vuid": before["vuid"], "deviceId": before["deviceId"]}


def test_a_session_that_ended_while_nobody_looked_is_followed_by_another(device: Device, site: ControlledSite) -> None:
    device.open().signed_in().page.close()
    ended = site.session()
    site.revoke(ended["id"])
    tab = device.open().signed_in()
    (live,) = site.sessions("active")
    assert live["id"] != ended["id"]
    assert live["visitorId"] == ended["visitorId"] == (tab.record() or {})["vuid"]


def test_somebody_else_at_the_device_is_another_visitor(device: Device, site: ControlledSite) -> None:
    device.open().signed_in("jane").page.close()
    tab = device.open().signed_in("john")
    john, jane = site.sessions()
    assert (john["userId"], jane["userId"]) == ("john", "jane")
    assert john["visitorId"] != jane["visitorId"]
    assert (tab.record() or {})["vuid"] == john["visitorId"]
