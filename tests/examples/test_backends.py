"""Each example's backend, started and tested by its own script; and each with a mistake that has to be found."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from simulator.providers.iadvize.recipes import RECIPES
from tests.examples.conftest import EXAMPLES, Contract

LANGUAGES = ["python", "node", "php", "java"]
every_language = pytest.mark.parametrize("language", LANGUAGES)


@every_language
def test_an_example_keeps_the_contract_without_a_remark(language: str, contract_test: Contract) -> None:
    ran = contract_test(language)
    assert ran.code == 0, ran.output
    assert "✓ the contract is kept: 25 passed, 0 warnings, 0 skipped" in ran.output
    suite = ElementTree.parse(ran.folder / "contract.xml").getroot()  # noqa: S314 - our own
    assert (suite.get("tests"), suite.get("failures")) == ("25", "0")


@every_language
def test_an_example_with_a_mistake_breaks_it(language: str, copied: Path, contract_test: Contract) -> None:
    for file in (copied / language).iterdir():
        if file.suffix in (".py", ".mjs", ".php", ".java"):
            file.write_text(file.read_text("utf-8").replace("https://iadvize.com/userId", "userId"), "utf-8")
    ran = contract_test(language)
    assert ran.code == 1, ran.output
    assert ran.output.rstrip().endswith("user_id_unprefixed (claims)"), ran.output


def test_there_is_an_example_for_each_folder() -> None:
    assert sorted(folder.parent.name for folder in EXAMPLES.glob("*/contract-test.sh")) == sorted(LANGUAGES)


@pytest.mark.parametrize(("language", "file"), [("python", "chat_token.py"), ("node", "chat-token.mjs")])
def test_an_example_makes_tokens_as_the_documentation_shows(language: str, file: str) -> None:
    assert (EXAMPLES / language / file).read_text("utf-8").rstrip("\n") == RECIPES["whole-token"].code[language]
