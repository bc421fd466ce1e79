"""What a secret looks like wherever it may turn up, and whether it does."""

import base64
from collections.abc import Iterator, Mapping

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

_LONG_ENOUGH = 40  # characters that nothing else has by chance


class Search:
    """Secrets by name, and every text that is one of them in some encoding."""

    def __init__(self) -> None:
        self._needles: dict[str, str] = {}

    def add_key(self, name: str, pem: str) -> None:
        """A private key: each secret number in decimal, hexadecimal and base64, and as bytes; PEM is base64 of them."""
        key = load_pem_private_key(pem.encode(), None)
        assert isinstance(key, RSAPrivateKey)
        numbers = key.private_numbers()
        for number in (numbers.d, numbers.p, numbers.q, numbers.dmp1, numbers.dmq1, numbers.iqmp):
            self.add_bytes(name, number.to_bytes(-(-number.bit_length() // 8)))
            self._add(name, str(number))

    def add_text(self, name: str, text: str) -> None:
        """A password or a token, as it is and encoded."""
        self._needles[text] = name
        self.add_bytes(name, text.encode())

    def add_bytes(self, name: str, secret: bytes) -> None:
        """Bytes: what base64 makes of them depends on what stands before."""
        self._add(name, secret.hex())
        self._add(name, secret.hex().upper())
        self._add(name, repr(secret)[2:-1])
        for before in range(3):
            aligned = base64.b64encode(secret[before:][: (len(secret) - before) // 3 * 3]).decode()
            self._add(name, aligned)
            self._add(name, aligned.translate(str.maketrans("+/", "-_")))

    def _add(self, name: str, text: str) -> None:
        needle = text[:_LONG_ENOUGH]
        if len(needle) == _LONG_ENOUGH or len(text) >= _LONG_ENOUGH // 2:
            self._needles[needle] = name

    def found(self, hay: str) -> set[str]:
        """The names of the secrets that stand in the text, whatever breaks its lines."""
        joined = "".join(hay.replace("\\r", "").replace("\\n", "").split())
        return {name for needle, name in self._needles.items() if needle in hay or needle in joined}

    def leaks(self, places: Mapping[str, str]) -> Iterator[str]:
        """A line for each place that holds a secret."""
        for place, text in places.items():
            for name in sorted(self.found(text)):
                yield f"{place} holds {name}"
