"""The fixes as code. Every text is a file in its own language, and is run by the tests as it stands."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec


class Language(msgspec.Struct, frozen=True):
    """``label`` names the library too, ``fence`` is what Markdown calls the language."""

    name: str
    label: str
    fence: str
    suffix: str


LANGUAGES: Mapping[str, Language] = {
    language.name: language
    for language in (
        Language("node", "Node.js (jose 6)", "js", ".mjs"),
        Language("python", "Python (joserfc)", "python", ".py"),
        Language("page", "JavaScript in the page", "js", ".js"),
    )
}


BACKENDS = ("node", "python")


class Recipe(msgspec.Struct, frozen=True):
    """One fix, in the languages that have it."""

    name: str
    title: str
    languages: tuple[str, ...]

    def code(self, language: str) -> str:
        """The lines, without a line feed at the end."""
        # Imported here: few who load a catalogue ask for code.
        from importlib.resources import files  # noqa: PLC0415 - as said above

        file = files(__package__).joinpath(language, self.name + LANGUAGES[language].suffix)
        return file.read_text("utf-8").rstrip("\n")


_ALL = (
    Recipe("token", "A token: signed with HS256 and the project's secret key", BACKENDS),
    Recipe("login", "Log in with a fresh token, and hear why not", ("page",)),
)
RECIPES: Mapping[str, Recipe] = {recipe.name: recipe for recipe in _ALL}


def chosen(recipe: Recipe, languages: Sequence[str]) -> Iterator[str]:
    """The recipe's languages among these; all of them where it has none of these."""
    wanted = [name for name in recipe.languages if name in languages or name == "page"]
    yield from wanted or recipe.languages
