"""The recipes that stand before and after the cryptography."""

import time
from collections.abc import Callable

import pytest

from tests.recipes.runtimes import RUNTIMES, Seen

Of = Callable[[str], Seen]

every_language = pytest.mark.parametrize("language", RUNTIMES)


@every_language
def test_a_number_becomes_a_user_id_of_text(language: str, seen: Of) -> None:
    assert seen(language)["userId"] == "42"


@every_language
def test_255_characters_are_counted_as_characters(language: str, seen: Of) -> None:
    assert seen(language)["longest"] == "😀" * 255


@every_language
def test_nobody_blank_and_too_long_are_no_user_id(language: str, seen: Of) -> None:
    assert seen(language)["refused"] == [True, True, True]


@every_language
def test_visitor_data_keeps_what_iadvize_knows_as_text(language: str, seen: Of) -> None:
    assert seen(language)["visitorData"] == {"firstName": "Zoë", "zipCode": "75011"}


@every_language
def test_expiry_is_a_minute_ahead_in_seconds(language: str, seen: Of) -> None:
    assert seen(language)["expiry"] == pytest.approx(time.time() + 60, abs=50)


@every_language
def test_the_token_is_handed_over_bare(language: str, seen: Of) -> None:
    assert seen(language)["handed"] == {"token": "a.b.c.d.e"}


@every_language
def test_every_request_makes_a_token(language: str, seen: Of) -> None:
    assert seen(language)["fresh"] == [{"token": "token-1"}, {"token": "token-2"}]


@pytest.mark.parametrize("language", [language for language in RUNTIMES if language != "php"])  # its CLI sends none
def test_no_cache_keeps_the_token(language: str, seen: Of) -> None:
    assert seen(language)["cacheControl"] == "no-store"
