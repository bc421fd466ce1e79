"""The table of spellings against the libraries themselves."""

import re
from pathlib import Path

import pytest
from joserfc.jwe import JWERegistry
from joserfc.jws import JWSRegistry
from jwcrypto.jwa import JWA

from simulator.providers.iadvize.recipes import BACKENDS, SPELLINGS, canonical
from tests.recipes.runtimes import HERE, JAVA_LIBRARIES, JOSE, PHP_AUTOLOADER, execute


def spelled(language: str) -> dict[str, str]:
    return {alg: texts[language] for alg, texts in SPELLINGS.items() if language in texts}


@pytest.mark.parametrize("alg", ["RSA-OAEP-256", "A256GCM", "RS256"])
def test_what_iadvize_wants_is_spelled_for_every_backend(alg: str) -> None:
    assert set(BACKENDS) <= set(SPELLINGS[alg])


@pytest.mark.parametrize(("alg", "text"), [(alg, text) for alg, texts in SPELLINGS.items() for text in texts.values()])
def test_every_spelling_leads_back_to_the_header(alg: str, text: str) -> None:
    assert canonical(text) == alg


@pytest.mark.parametrize("text", ["RSA_OAEP_256", "rsa-oaep-256", "RSA-OAEP256", " RSAOAEP256 "])
def test_near_misses_lead_back_to_the_header(text: str) -> None:
    assert canonical(text) == "RSA-OAEP-256"


@pytest.mark.parametrize("text", ["", "RSA-OAEP-2560", "none", "()"])
def test_other_words_lead_nowhere(text: str) -> None:
    assert canonical(text) is None


def test_joserfc_knows_its_words_and_no_others() -> None:
    known = {*JWERegistry.algorithms["alg"], *JWERegistry.algorithms["enc"], *JWSRegistry.algorithms}
    assert set(spelled("python")) == known & set(SPELLINGS)


def test_jwcrypto_knows_its_words_and_no_others() -> None:
    assert set(spelled("jwcrypto")) == set(JWA.algorithms_registry) & set(SPELLINGS)


def test_jose_knows_its_words_and_no_others() -> None:
    known = execute("node", HERE / "node" / "algorithms.mjs", *SPELLINGS).split()
    assert known == list(spelled("node"))


if "php" in JOSE:

    def test_php_classes_write_their_words() -> None:
        classes = [re.sub(r"^new |..$", "", text) for text in spelled("php").values()]
        assert execute("php", HERE / "php" / "words.php", PHP_AUTOLOADER, *classes).split() == list(spelled("php"))


if "java" in JOSE:

    def test_java_constants_write_their_words(tmp_path: Path) -> None:
        lines = [f"System.out.println({text}.getName());" for text in spelled("java").values()]
        (tmp_path / "Words.java").write_text(
            "import com.nimbusds.jose.*; class Words { public static void main(String[] a) {" + "".join(lines) + "}}"
        )
        assert execute("java", "-cp", f"{JAVA_LIBRARIES}/*", tmp_path / "Words.java").split() == list(spelled("java"))
