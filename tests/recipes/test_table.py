import pytest

from simulator.providers.iadvize.catalogue import CATALOGUE
from simulator.providers.iadvize.recipes import BACKENDS, LANGUAGES, RECIPES

TEXTS = [(name, language) for name, recipe in RECIPES.items() for language in recipe.code]


def test_recipes_of_code_are_there_for_every_backend() -> None:
    for recipe in RECIPES.values():
        assert set(BACKENDS) <= set(recipe.code) or set(recipe.code) == {"shell"}


def test_every_recipe_that_a_mistake_names_is_there() -> None:
    named = {mistake.recipe for mistake in CATALOGUE.mistakes.values() if mistake.recipe}
    assert named <= set(RECIPES)


@pytest.mark.parametrize(("name", "language"), TEXTS)
def test_a_text_fits_a_terminal(name: str, language: str) -> None:
    code = RECIPES[name].code[language]
    assert code == code.strip("\n")
    assert "\t" not in code
    assert max(len(line) for line in code.splitlines()) <= 88


def test_an_unknown_language_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        RECIPES["sign"].code["page"]


def test_labels_tell_the_two_python_libraries_apart() -> None:
    assert len({language.label for language in LANGUAGES.values()}) == len(LANGUAGES)
