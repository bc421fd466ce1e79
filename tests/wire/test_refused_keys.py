"""Keys that no brand may have: the simulator's own, and those that the settings name."""

import base64
from pathlib import Path

import pytest

from simulator.providers.iadvize.keyring import Keyring, silently
from simulator.providers.iadvize.starting_sites import starting_sites
from simulator.settings import Misconfigured, Settings
from tests import forge
from tests.wire.world import SITE, World, error_of

BRAND = forge.key("brand")
PRODUCTION = forge.key("production")


@pytest.fixture(params=["pem", "der"])
def published(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A public key as a file, as PEM or as the one line in which iAdvize publishes its own."""
    file = tmp_path / "published.txt"
    is_pem = request.param == "pem"
    file.write_text(PRODUCTION.public_pem() if is_pem else base64.b64encode(PRODUCTION.public_der()).decode())
    return file


def put(world: World, *keys: str) -> tuple[int, str, str | None]:
    answer = world.control("PUT", f"/sites/{SITE}", json={"brandPublicKeys": list(keys)})
    error = error_of(answer)
    return answer.status_code, error["code"], error["field"]


def test_a_brands_key_is_not_the_simulators_own(world: World) -> None:
    ours = world.control("GET", "/key").text
    assert put(world, BRAND.public_pem(), ours) == (422, "key_is_ours", "brandPublicKeys[1]")
    der = world.control("GET", "/key?format=der").text
    assert put(world, der) == (422, "key_is_ours", "brandPublicKeys[0]")
    assert world.control("GET", f"/sites/{SITE}").json()["brandPublicKeys"] == [BRAND.public_pem()]


def test_a_brands_key_is_none_that_the_settings_refuse(published: Path) -> None:
    with World(Settings(refused_key_files=(published,))) as world:
        world.have_site()
        assert put(world, PRODUCTION.public_pem()) == (422, "key_is_refused", "brandPublicKeys[0]")
        created = world.control("POST", "/sites", json={"brandPublicKeys": [PRODUCTION.public_pem()]})
        assert error_of(created)["code"] == "key_is_refused"


def test_the_stand_in_for_iadvizes_key_is_none_of_them_either(published: Path, tmp_path: Path) -> None:
    private = tmp_path / "private.pem"
    private.write_text(PRODUCTION.private_pem())
    settings = Settings(data_dir=tmp_path / "data", private_key=private, refused_key_files=(published,))
    with pytest.raises(Misconfigured, match="refuse-key"):
        Keyring(settings, silently).iadvize()


def test_a_configured_site_has_none_of_them(published: Path, tmp_path: Path) -> None:
    table = {"siteId": "shop", "brandPublicKeys": [PRODUCTION.public_pem()]}
    settings = Settings(data_dir=tmp_path / "data", refused_key_files=(published,), sites=(table,))
    with pytest.raises(Misconfigured, match=r"sites\[1\]\.brandPublicKeys\[1\]: This is a key that refuse-key names"):
        starting_sites(settings, Keyring(settings, silently))


@pytest.mark.parametrize("text", ["", "no key", None])
def test_a_file_that_holds_no_key_is_one_line(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "published.txt"
    if text is not None:
        file.write_text(text)
    settings = Settings(data_dir=tmp_path / "data", refused_key_files=(file,))
    with pytest.raises(Misconfigured) as caught:
        Keyring(settings, silently).iadvize()
    assert str(caught.value).startswith(f"refuse-key: {file}")
    assert "\n" not in str(caught.value)
