"""What the identity of an earlier session is good for, and what it is not."""

import pytest

from simulator.core import base64url
from tests import forge
from tests.wire.world import SITE, USER, World


def test_an_identity_of_the_same_user_continues_the_session(world: World) -> None:
    before = world.sign_in()["session"]
    world.advance(100)
    after = world.sign_in(identity=before["identity"])["session"]
    assert after["id"] == before["id"]
    assert after["visitorId"] == before["visitorId"]
    assert after["expiresAt"] == before["expiresAt"] + 100
    assert len(world.sessions()) == 1


def test_an_identity_of_an_expired_session_continues_it(world: World) -> None:
    before = world.sign_in()["session"]
    world.advance(3600)
    assert world.state_of(before["id"]) == "expired"
    after = world.sign_in(identity=before["identity"])["session"]
    assert (after["id"], after["state"]) == (before["id"], "active")


def test_an_identity_from_before_a_renewal_still_continues_the_session(world: World) -> None:
    before = world.sign_in()["session"]
    world.advance(60)
    renewed = world.renew(before["id"], world.token()).json()["session"]
    assert renewed["identity"] != before["identity"]
    assert world.sign_in(identity=before["identity"])["session"]["id"] == before["id"]


def test_an_identity_is_a_compact_jws_that_names_session_site_and_visitor(world: World) -> None:
    session = world.sign_in()["session"]
    header, payload, _ = session["identity"].split(".")
    assert base64url.decode(header) == b'{"alg":"HS256","typ":"JWT"}'
    assert b'"sid":"' + session["id"].encode() in base64url.decode(payload)
    assert b'"site":"harbour"' in base64url.decode(payload)


def test_an_identity_of_another_user_is_ignored(world: World) -> None:
    jane = world.sign_in("jane")["session"]
    john = world.sign_in("john", identity=jane["identity"])["session"]
    assert john["id"] != jane["id"]
    assert john["visitorId"] != jane["visitorId"]
    assert sorted(world.live()) == sorted([jane["id"], john["id"]])


def test_an_identity_of_another_site_is_ignored(world: World) -> None:
    world.have_site("other")
    there = world.sign_in(site_id="other")["session"]
    here = world.sign_in(identity=there["identity"])["session"]
    assert here["id"] != there["id"]


@pytest.mark.parametrize("end", ["log_out", "revoke"])
def test_an_identity_of_an_ended_session_opens_another(world: World, end: str) -> None:
    before = world.sign_in()["session"]
    assert getattr(world, end)(before["id"]).status_code == 204
    after = world.sign_in(identity=before["identity"])["session"]
    assert after["id"] != before["id"]
    assert after["visitorId"] == before["visitorId"]
    assert world.live() == [after["id"]]


def test_an_identity_of_a_session_that_a_reset_forgot_opens_another(world: World) -> None:
    before = world.sign_in()["session"]
    world.control("POST", f"/sites/{SITE}/reset")
    assert world.sign_in(identity=before["identity"])["session"]["id"] != before["id"]


def _tampered(identity: str) -> dict[str, str]:
    header, payload, signature = identity.split(".")
    other = base64url.encode(base64url.decode(payload).replace(USER.encode(), b"customer-0043"))
    unsigned = base64url.encode(b'{"alg":"none"}')
    last = "B" if signature[0] != "B" else "C"
    return {
        "payload of another user": f"{header}.{other}.{signature}",
        "unsigned": f"{unsigned}.{payload}.",
        "signature of another text": f"{header}.{payload}.{last}{signature[1:]}",
        "no signature": f"{header}.{payload}.",
        "two parts": f"{header}.{payload}",
        "four parts": f"{identity}.x",
        "padded": f"{identity}=",
        "not ASCII": f"{header}.{payload}é.{signature}",
        "signature not ASCII": f"{header}.{payload}.é",
        "empty": "",
        "dots": "..",
    }


@pytest.mark.parametrize("how", list(_tampered(f"a.{base64url.encode(b'{}')}.cc")))
def test_a_tampered_identity_is_ignored(world: World, how: str) -> None:
    before = world.sign_in()["session"]
    answer = world.activate(world.token(), identity=_tampered(before["identity"])[how])
    assert answer.status_code == 200
    assert answer.json()["session"]["id"] != before["id"]


def test_a_brands_token_is_no_identity(world: World) -> None:
    token = world.token()
    before = world.activate(token).json()["session"]
    assert world.sign_in(identity=token)["session"]["id"] != before["id"]


def test_a_refused_activation_leaves_the_session_of_its_identity_alone(world: World) -> None:
    session = world.sign_in()["session"]
    for _ in range(5):
        world.activate(world.token(exp=forge.NOW - 5), identity=session["identity"], activationId="one")
    assert world.standing(session["id"])["session"] == session


def test_an_anonymous_visitor_is_known_again_by_the_identity(world: World) -> None:
    before = world.arrive(deviceId="laptop")["session"]
    after = world.arrive(deviceId="laptop", identity=before["identity"])["session"]
    assert after == before
    assert len(world.sessions()) == 1


def test_an_anonymous_identity_on_another_device_is_ignored(world: World) -> None:
    before = world.arrive(deviceId="laptop")["session"]
    after = world.arrive(deviceId="phone", identity=before["identity"])["session"]
    assert after["visitorId"] != before["visitorId"]
    assert world.state_of(before["id"]) == "active"


def test_a_signed_in_identity_makes_no_anonymous_visitor_somebody(world: World) -> None:
    before = world.sign_in(deviceId="laptop")["session"]
    after = world.arrive(deviceId="laptop", identity=before["identity"])
    assert after["session"]["visitorId"] != before["visitorId"]
    assert after["visitor"]["userId"] is None


def test_signing_in_ends_the_anonymous_session_of_the_same_device(world: World) -> None:
    nobody = world.arrive(deviceId="laptop")["session"]
    somebody = world.sign_in(deviceId="laptop", identity=nobody["identity"])["session"]
    assert world.state_of(nobody["id"]) == "closed"
    assert world.live() == [somebody["id"]]


def test_signing_in_leaves_the_anonymous_session_of_another_device_alone(world: World) -> None:
    nobody = world.arrive(deviceId="laptop")["session"]
    world.sign_in(deviceId="phone", identity=nobody["identity"])
    assert world.state_of(nobody["id"]) == "active"
