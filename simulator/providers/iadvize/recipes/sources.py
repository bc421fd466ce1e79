"""The text of one recipe in its languages, read from the package's files at the first look."""

from collections.abc import Iterator, Mapping

from simulator.providers.iadvize.recipes.languages import LANGUAGES

# A PHP file begins in HTML; a piece of one needs no such start.
_PHP_START = "<?php\n\n"


class Sources(Mapping[str, str]):
    """Language to code. Knows its languages at once, reads a text only when it is asked for."""

    def __init__(self, recipe: str, languages: tuple[str, ...]) -> None:
        self._stem = recipe.replace("-", "_")
        self._languages = languages

    def __getitem__(self, language: str) -> str:
        if language not in self._languages:
            raise KeyError(language)
        return _read(language, self._stem + LANGUAGES[language].suffix)

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)


def _read(folder: str, file: str) -> str:
    # Imported here: it costs more than everything else in this package, and few who load it ask for code.
    from importlib.resources import files  # noqa: PLC0415 - slow, and few look at code

    text = files(__package__).joinpath(folder, file).read_text("utf-8")
    return text.removeprefix(_PHP_START).rstrip("\n")
