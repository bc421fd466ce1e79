"""The languages and JOSE libraries that recipes are written for."""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec


class Language(msgspec.Struct, frozen=True):
    """``label`` names the library too, ``fence`` is what Markdown calls the language."""

    name: str
    label: str
    fence: str
    suffix: str


LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        language.name: language
        for language in (
            Language("node", "Node.js (jose 6)", "js", ".mjs"),
            Language("java", "Java (Nimbus JOSE+JWT)", "java", ".java"),
            Language("php", "PHP (web-token/jwt-library)", "php", ".php"),
            Language("python", "Python (joserfc)", "python", ".py"),
            Language("dotnet", ".NET (jose-jwt)", "csharp", ".cs"),
            Language("jwcrypto", "Python (jwcrypto)", "python", ".py"),
            Language("page", "JavaScript in the page", "js", ".js"),
            Language("shell", "Shell (OpenSSL)", "sh", ".sh"),
        )
    }
)

# Where tokens are made; every recipe of code has all five.
BACKENDS = ("node", "java", "php", "python", "dotnet")
