"""Every wording of the catalogue is shown in the documentation, by an example that really gets it."""

import re
from string import Formatter

import pytest

from scripts.docs.evidence import EXAMPLES, Example
from scripts.docs.meanings import meanings
from simulator.core.catalogue import Wording
from simulator.providers.iadvize.catalogue import CATALOGUE

WORDINGS = [(mistake.code, variant) for mistake in CATALOGUE.mistakes.values() for variant in mistake.variants]


def fits(template: str, text: str) -> bool:
    pieces = [re.escape(literal) + (".*" if fact else "") for literal, fact, _, _ in Formatter().parse(template)]
    return re.fullmatch("".join(pieces), text) is not None


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.code}-{example.variant}")
def test_an_example_gets_the_words_that_it_is_for(example: Example) -> None:
    mistake = CATALOGUE[example.code]
    wording = mistake.variants[example.variant] if example.variant else Wording()
    said = example.said()
    assert fits(wording.message or mistake.message, said.message)
    assert fits(wording.hint or mistake.hint, said.hint)


@pytest.mark.parametrize(("code", "variant"), WORDINGS)
def test_every_wording_has_an_example(code: str, variant: str) -> None:
    assert (code, variant) in {(example.code, example.variant) for example in EXAMPLES}


@pytest.mark.parametrize("code", CATALOGUE.mistakes)
def test_every_code_has_an_example(code: str) -> None:
    assert code in {example.code for example in EXAMPLES}


def test_every_code_has_a_meaning_and_no_other_has() -> None:
    assert list(meanings()) == list(CATALOGUE.mistakes)


@pytest.mark.parametrize("code", CATALOGUE.mistakes)
def test_a_source_says_documented_observed_or_chosen(code: str) -> None:
    assert re.match(r"(documented|observed|chosen)( \[[DHSBMJ, ]+\])?: ", meanings()[code].source)
