"""A fix as code, in every language that has it."""

from collections.abc import Iterator

from scripts.docs.markdown import fenced, folded
from simulator.providers.iadvize.recipes import LANGUAGES, RECIPES


def recipe_lines(name: str) -> Iterator[str]:
    """Each language under its name, one after the other."""
    for number, (language, code) in enumerate(RECIPES[name].code.items()):
        if number:
            yield ""
        yield f"**{LANGUAGES[language].label}**"
        yield ""
        yield from fenced(LANGUAGES[language].fence, code)


def folded_recipes(*names: str) -> Iterator[str]:
    """Several fixes under their titles; where there are several languages, each is folded away behind its name."""
    for number, name in enumerate(names):
        if number:
            yield ""
        recipe = RECIPES[name]
        yield f'<a id="{name}"></a>'
        yield ""
        yield f"### {recipe.title}"
        for language, code in recipe.code.items():
            yield ""
            lines = fenced(LANGUAGES[language].fence, code)
            yield from folded(LANGUAGES[language].label, lines) if len(recipe.code) > 1 else lines


def folded_recipe(name: str) -> list[str]:
    """The same, folded away behind its title."""
    return folded(f"The fix as code: {RECIPES[name].title}", recipe_lines(name))
