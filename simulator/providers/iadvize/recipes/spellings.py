"""How each library spells an algorithm: iAdvize's own text writes a Java constant where the header wants its value."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

# As the header has it, then Java, PHP and .NET; empty where the library of LANGUAGES doesn't have it.
_CONSTANTS = (
    # Key management: the right one first, then what is taken for it.
    ("RSA-OAEP-256", "JWEAlgorithm.RSA_OAEP_256", "new RSAOAEP256()", "JweAlgorithm.RSA_OAEP_256"),
    ("RSA-OAEP", "JWEAlgorithm.RSA_OAEP", "new RSAOAEP()", "JweAlgorithm.RSA_OAEP"),
    ("RSA-OAEP-384", "JWEAlgorithm.RSA_OAEP_384", "", "JweAlgorithm.RSA_OAEP_384"),
    ("RSA-OAEP-512", "JWEAlgorithm.RSA_OAEP_512", "", "JweAlgorithm.RSA_OAEP_512"),
    ("RSA1_5", "JWEAlgorithm.RSA1_5", "new RSA15()", "JweAlgorithm.RSA1_5"),
    # Content encryption.
    ("A256GCM", "EncryptionMethod.A256GCM", "new A256GCM()", "JweEncryption.A256GCM"),
    ("A192GCM", "EncryptionMethod.A192GCM", "new A192GCM()", "JweEncryption.A192GCM"),
    ("A128GCM", "EncryptionMethod.A128GCM", "new A128GCM()", "JweEncryption.A128GCM"),
    ("A256CBC-HS512", "EncryptionMethod.A256CBC_HS512", "new A256CBCHS512()", "JweEncryption.A256CBC_HS512"),
    ("A192CBC-HS384", "EncryptionMethod.A192CBC_HS384", "new A192CBCHS384()", "JweEncryption.A192CBC_HS384"),
    ("A128CBC-HS256", "EncryptionMethod.A128CBC_HS256", "new A128CBCHS256()", "JweEncryption.A128CBC_HS256"),
    # Signature.
    ("RS256", "JWSAlgorithm.RS256", "new RS256()", "JwsAlgorithm.RS256"),
    ("RS384", "JWSAlgorithm.RS384", "new RS384()", "JwsAlgorithm.RS384"),
    ("RS512", "JWSAlgorithm.RS512", "new RS512()", "JwsAlgorithm.RS512"),
    ("PS256", "JWSAlgorithm.PS256", "new PS256()", "JwsAlgorithm.PS256"),
    ("HS256", "JWSAlgorithm.HS256", "new HS256()", "JwsAlgorithm.HS256"),
    ("ES256", "JWSAlgorithm.ES256", "new ES256()", "JwsAlgorithm.ES256"),
)

# The libraries that take the header's own words, and the words that they don't take.
_WORDS = (
    ("node", "'{}'", frozenset({"RSA1_5"})),
    ("python", '"{}"', frozenset({"RSA-OAEP-384", "RSA-OAEP-512"})),
    ("jwcrypto", '"{}"', frozenset({"RSA-OAEP-384", "RSA-OAEP-512"})),
)


def _spellings(alg: str, java: str, php: str, dotnet: str) -> Iterator[tuple[str, str]]:
    constants = {"java": java, "php": php, "dotnet": dotnet}
    yield from ((language, text) for language, text in constants.items() if text)
    yield from ((language, quoted.format(alg)) for language, quoted, unknown in _WORDS if alg not in unknown)


SPELLINGS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {row[0]: MappingProxyType(dict(_spellings(*row))) for row in _CONSTANTS}
)


def canonical(text: str) -> str | None:
    """The header's value behind a spelling (``RSA_OAEP_256``, ``RSAOAEP256``, ``rsa-oaep-256``); None if unknown."""
    return _PLAIN.get(_plain(text))


def _plain(text: str) -> str:
    name = re.sub(r"^new |\(\)$", "", text.strip().strip("'\"")).rpartition(".")[2]
    return re.sub(r"[^a-z0-9]", "", name.casefold())


_PLAIN = {_plain(alg): alg for alg in SPELLINGS}
