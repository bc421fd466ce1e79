"""An algorithm as each backend's library writes it."""

from simulator.providers.iadvize.recipes import BACKENDS, LANGUAGES, SPELLINGS


def in_each_language(algorithm: str) -> str:
    """The spellings in one line: "Node.js 'A256GCM', Java EncryptionMethod.A256GCM, …"."""
    return ", ".join(
        f"{LANGUAGES[language].label.partition(' (')[0]} {SPELLINGS[algorithm][language]}" for language in BACKENDS
    )
