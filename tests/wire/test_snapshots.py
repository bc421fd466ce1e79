"""GET /sites/{id}?format=toml: a site's set-up, which another server reads as its configuration."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests import forge
from tests.reliability.servers import Running, serving
from tests.wire.world import SITE, World

Json = dict[str, Any]
FULL: Json = {
    "name": 'A "bank" \N{EM DASH} Größe \N{GRINNING FACE} \\ \x7f',
    "sessionLifetimeSeconds": 420.5,
    "retries": 1,
    "retryDelaysMs": [10, 20],
    "verdicts": "opaque",
    "requireApiToken": True,
    "rules": {"leewaySeconds": 2.5, "requireExp": False},
}


def snapshot(server: Running, site_id: str, query: str = "") -> str:
    status, text = server.ask("GET", f"/_simulator/sites/{site_id}?format=toml{query}")
    assert status == 200
    return str(text)


def site(server: Running, site_id: str) -> Json:
    status, found = server.ask("GET", f"/_simulator/sites/{site_id}")
    assert status == 200
    return dict(found)


def test_another_server_reads_it_as_its_configuration(tmp_path: Path) -> None:
    config = tmp_path / "copied.toml"
    with serving(tmp_path / "first") as first:
        keys = [forge.key("brand").public_pem(), forge.key("other-brand").public_pem()]
        first.ask("PUT", "/_simulator/sites/shop", {**FULL, "brandPublicKeys": keys})
        config.write_text(snapshot(first, "shop"), "utf-8")
        before = site(first, "shop")
    with serving(tmp_path / "second", "--config", str(config)) as second:
        assert site(second, "shop") == before
    assert {name: before[name] for name in FULL} == FULL


def test_with_its_private_key_the_other_server_mints_what_the_first_one_signed_with(tmp_path: Path) -> None:
    config = tmp_path / "copied.toml"
    with serving(tmp_path / "first") as first:
        status, made = first.ask("POST", "/_simulator/sites", {"siteId": "shop"})
        assert status == 201
        config.write_text(snapshot(first, "shop", "&privateKeys=true"), "utf-8")
        before = site(first, "shop")
    assert tomllib.loads(config.read_text("utf-8"))["sites"][0]["brandPrivateKey"] == made["brandPrivateKey"]
    with serving(tmp_path / "second", "--config", str(config)) as second:
        assert site(second, "shop") == before
        _, minted = second.ask("POST", "/_simulator/sites/shop/tokens", {"userId": "jane"})
        assert minted["expects"] is None


@pytest.mark.parametrize("site_id", ["demo", "demo-energy", "demo-desk"])
def test_every_demo_site_goes_from_one_server_to_another(tmp_path: Path, site_id: str) -> None:
    config = tmp_path / "copied.toml"
    with serving(tmp_path / "first") as first:
        config.write_text(snapshot(first, site_id, "&privateKeys=true"), "utf-8")
        before = first.ask("GET", f"/_simulator/sites/{site_id}?privateKeys=true")
    with serving(tmp_path / "second", "--config", str(config)) as second:
        assert second.ask("GET", f"/_simulator/sites/{site_id}?privateKeys=true") == before


def test_no_private_key_is_told_unless_asked_for(bare: World) -> None:
    made = bare.control("POST", "/sites", json={"siteId": SITE}).json()
    secret = made["brandPrivateKey"].splitlines()[1]
    for query in ("", "?format=toml", "?format=json", "?format=toml&privateKeys=false"):
        answer = bare.control("GET", f"/sites/{SITE}{query}")
        assert answer.status_code == 200
        assert secret not in answer.text
    for query in ("?privateKeys=true", "?format=toml&privateKeys=true"):
        answer = bare.control("GET", f"/sites/{SITE}{query}")
        assert secret in answer.text
        assert answer.headers["cache-control"] == "no-store"


def test_without_a_private_key_there_is_none_to_add(world: World) -> None:
    plain, asked = (world.control("GET", f"/sites/{SITE}{query}").json() for query in ("", "?privateKeys=true"))
    assert plain == asked


def test_what_a_configuration_cannot_hold_is_said_in_a_remark(world: World) -> None:
    assert "# Private and secret keys are left out" in world.control("GET", f"/sites/{SITE}?format=toml").text
    for key in ("brand", "iadvize"):
        world.control("POST", f"/sites/{SITE}/rotations", json={"key": key, "overlapSeconds": 60})
    text = world.control("GET", f"/sites/{SITE}?format=toml&privateKeys=true").text
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# The key was rotated; those before it are left out.",
        "# iAdvize's key was rotated on this site; a server that reads this has its own.",
    ]
    assert "retiringKeys" not in tomllib.loads(text)["sites"][0]


@pytest.mark.parametrize("query", ["format=yaml", "privateKeys=perhaps"])
def test_another_form_is_a_422(world: World, query: str) -> None:
    answer = world.control("GET", f"/sites/{SITE}?{query}")
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, query.partition("=")[0])
