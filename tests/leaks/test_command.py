"""No command says a secret, where it works and where it complains; a failed test says none either."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import forge
from tests.leaks.search import Search
from tests.pytest_plugin.conftest import FLAGS
from tests.reliability.servers import PATIENCE

PASSWORD = "a-password-that-nobody-may-see"
STRAY = "a private key that somebody took for something else"


class Home:
    """A folder with keys that the command has used, and what it says there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: dict[str, str] = {}
        self.search = Search()
        self.search.add_text("a password", PASSWORD)
        self.search.add_key(STRAY, forge.key("stray").private_pem())
        self.search.add_text("a secret key", forge.CHAT_SECRET)

    def run(self, *arguments: str, given: str = "", **environ: str) -> str:
        """Everything that the command says."""
        ended = subprocess.run(
            [sys.executable, "-m", "simulator", *arguments],
            cwd=self.folder,
            env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": "/usr/bin:/bin", **environ},
            input=given,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        self.said[f"{' '.join(arguments)[:80]} {environ}"] = ended.stdout + ended.stderr
        return ended.stdout.strip()

    def complaint(self, toml: str, *arguments: str) -> None:
        """What `serve` and `explain` say of a configuration that is wrong somewhere."""
        config = self.folder / f"{len(self.said)}.toml"
        config.write_text(toml)
        for command in (("serve", "--port", "0"), ("explain", "x")):
            said = self.run(*command, "--config", config.name, *arguments)
            assert "listens" not in said


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("home"))
    token = home.run("mint")
    for file in (home.folder / ".iadvize-simulator").glob("*.pem"):
        home.search.add_key(file.name, file.read_text())
    yield home
    assert token.count(".") == 4


def test_no_command_that_works_says_a_secret(home: Home) -> None:
    for form in ("pem", "der", "jwk"):
        home.run("key", "--format", form)
    for mistake in ("signature_mismatch", "key_unwrap_failed", "jws_alg_unsupported", "signature_of_other_site"):
        token = home.run("mint", "--mistake", mistake)
        home.run("explain", token)
        home.run("explain", "-", "--json", given=token)
    home.run("mistakes")
    home.run("demo")
    assert list(home.search.leaks(home.said)) == []


def test_no_complaint_says_a_secret(home: Home) -> None:
    stray, cut = forge.key("stray").private_pem(), forge.key("stray").private_pem()[:-200]
    (home.folder / "cut.pem").write_text(cut)
    (home.folder / "stray.pem").write_text(stray)
    ssh = home.folder / "one-line.txt"
    ssh.write_text(stray.replace("\n", "\\n"))
    site = '[[sites]]\nsiteId = "shop"\n'
    for wrong in (
        f'brandPublicKeys = ["""{stray}"""]',
        f'brandPublicKeys = """{stray}"""',
        f'brandPrivateKey = """{cut}"""',
        f'brandPrivateKey = ["""{stray}"""]',
        f'verdicts = """{stray}"""',
        f'provider = """{stray}"""',
        f'brandPublicKeyFiles = ["""{stray}"""]',
        f'secretKey = "{forge.CHAT_SECRET}"',
        f'provider = "jsm-chat"\nsecretKey = ["{forge.CHAT_SECRET}"]',
        f'provider = "jsm-chat"\nbrandPrivateKey = """{stray}"""',
        'brandPublicKeyFiles = ["stray.pem"]',
        'brandPrivateKeyFile = "cut.pem"',
        'brandPrivateKeyFile = "one-line.txt"',
    ):
        home.complaint(site + wrong)
    home.complaint(f'control-token = "{PASSWORD} with a space"')
    home.complaint(f'api-users = "{PASSWORD}"')
    home.complaint(f'api-users = {{ ada = ["{PASSWORD}"] }}')
    home.complaint(f'state = "redis://u:{PASSWORD}@127.0.0.1:x/0"')
    home.complaint(f'state = "postgres://u:{PASSWORD}@db"')
    home.run("serve", "--port", "0", "--state", f"redis://u:{PASSWORD}@127.0.0.1:1/0")
    home.run("serve", "--port", "0", IADVIZE_SIMULATOR_CONTROL_TOKEN=f"{PASSWORD} {PASSWORD}")
    home.run("serve", "--port", "0", IADVIZE_SIMULATOR_API_USERS=f"ada:{PASSWORD},{PASSWORD}")
    home.run("serve", "--port", "0", IADVIZE_SIMULATOR_PRIVATE_KEY=stray)
    home.run("serve", "--port", "0", "--private-key", "cut.pem")
    home.run("serve", "--port", "0", "--private-key", "one-line.txt")
    home.run("serve", "--port", "0", "--refuse-key", "stray.pem")
    home.run("key", "--private-key", "cut.pem")
    assert len(home.said) > 40
    assert list(home.search.leaks(home.said)) == []


TEST = """
import pathlib

def test_a_page(iadvize, iadvize_server, jsm_chat):
    pathlib.Path("keys.pem").write_text(iadvize.brand_private_key)
    pathlib.Path("secret.txt").write_text(jsm_chat.secret_key)
    state = [iadvize, iadvize_server, jsm_chat, iadvize.clock]
    iadvize.activate(iadvize.mint(mistake="signature_mismatch"))
    iadvize.rotate_key("brand")
    pathlib.Path("rotated.pem").write_text(iadvize.brand_private_key)
    iadvize.assert_accepted(iadvize.mint(mistake="token_expired"))
"""


def test_a_test_that_fails_shows_none_whatever_it_is_asked_to_show(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TEST)
    flags = ("-vv", "--showlocals", "--tb=long", "--log-level=DEBUG", "--log-cli-level=DEBUG", "--full-trace")
    result = pytester.runpytest_subprocess(*FLAGS, *flags)
    result.assert_outcomes(failed=1)
    search = Search()
    for name in ("keys.pem", "rotated.pem"):
        search.add_key(name, (pytester.path / name).read_text())
    search.add_text("the secret key", (pytester.path / "secret.txt").read_text())
    for file in pytester.path.rglob("iadvize-private-key.pem"):
        search.add_key(file.name, file.read_text())
    assert "iadvize    = " in result.stdout.str()
    assert list(search.leaks({"stdout": result.stdout.str(), "stderr": result.stderr.str()})) == []
