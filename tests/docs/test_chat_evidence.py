"""Every wording of Chat for JSM's catalogue is shown in the documentation, by an example that really gets it."""

import re
from string import Formatter

import pytest

from scripts.docs.chat_evidence import CHAT_EXAMPLES, ChatExample
from scripts.docs.meanings import chat_meanings
from simulator.core.catalogue import Wording
from simulator.providers.jsm_chat.catalogue import CATALOGUE

WORDINGS = [(mistake.code, variant) for mistake in CATALOGUE.mistakes.values() for variant in mistake.variants]


def fits(template: str, text: str) -> bool:
    pieces = [re.escape(literal) + (".*" if fact else "") for literal, fact, _, _ in Formatter().parse(template)]
    return re.fullmatch("".join(pieces), text) is not None


@pytest.mark.parametrize("example", CHAT_EXAMPLES, ids=lambda example: f"{example.code}-{example.variant}")
def test_an_example_gets_the_words_that_it_is_for(example: ChatExample) -> None:
    mistake = CATALOGUE[example.code]
    wording = mistake.variants[example.variant] if example.variant else Wording()
    message, hint = example.said()
    assert fits(wording.message or mistake.message, message)
    assert fits(wording.hint or mistake.hint, hint)


@pytest.mark.parametrize(("code", "variant"), WORDINGS)
def test_every_wording_has_an_example(code: str, variant: str) -> None:
    assert (code, variant) in {(example.code, example.variant) for example in CHAT_EXAMPLES}


def test_every_code_has_a_meaning_and_no_other_has() -> None:
    assert list(chat_meanings()) == list(CATALOGUE.mistakes)


@pytest.mark.parametrize("code", CATALOGUE.mistakes)
def test_a_source_says_documented_or_chosen(code: str) -> None:
    assert re.match(r"(documented \[J\]|chosen): ", chat_meanings()[code].source)
