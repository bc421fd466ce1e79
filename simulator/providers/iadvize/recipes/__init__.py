"""The fixes as code: what to change, in five languages' JOSE libraries. Texts are read when they are asked for.

Every text is a file in its own language, `<language>/<recipe>`, and most are run by the tests as they stand.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec

from simulator.providers.iadvize.recipes.languages import BACKENDS, LANGUAGES, Language
from simulator.providers.iadvize.recipes.sources import Sources
from simulator.providers.iadvize.recipes.spellings import SPELLINGS, canonical

__all__ = ["BACKENDS", "LANGUAGES", "RECIPES", "SPELLINGS", "Language", "Recipe", "canonical"]


class Recipe(msgspec.Struct, frozen=True):
    """One fix: ``code`` maps a name of ``LANGUAGES`` to the lines, without a line feed at the end."""

    name: str
    title: str
    code: Mapping[str, str]


def _recipe(name: str, title: str, *others: str) -> Recipe:
    return Recipe(name, title, Sources(name, BACKENDS + others))


def _recipes() -> Iterator[Recipe]:
    yield _recipe("whole-token", "A whole token: signed, then encrypted")
    yield _recipe("sign", "Sign with RS256 and the brand's private key", "jwcrypto")
    yield _recipe("encrypt", "Encrypt the signed token with RSA-OAEP-256 and A256GCM", "jwcrypto")
    yield _recipe("load-iadvize-key", "Load iAdvize's public key, one line of base64", "jwcrypto")
    yield _recipe("claims", "Name the claims with their prefix")
    yield _recipe("user-id", "A user id: a string that stays the same")
    yield _recipe("visitor-data", "Visitor data: an object of strings")
    yield _recipe("expiry", "Expire in one minute, in seconds")
    yield _recipe("hand-over", "Hand the bare token to the page", "page")
    yield _recipe("fresh-token", "Make a new token for every request", "page")
    yield Recipe(
        "brand-public-key",
        "Export the public key that iAdvize gets",
        Sources("brand-public-key", ("shell",)),
    )


RECIPES: Mapping[str, Recipe] = MappingProxyType({recipe.name: recipe for recipe in _recipes()})
