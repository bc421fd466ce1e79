"""Named key pairs, made once in a test session."""

from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.forge.encoding import b64


@dataclass(frozen=True)
class KeyPair:
    """An RSA key pair and the forms in which people hand its public half around."""

    private: rsa.RSAPrivateKey

    @property
    def public(self) -> rsa.RSAPublicKey:
        return self.private.public_key()

    @property
    def modulus(self) -> int:
        return self.public.public_numbers().n

    @property
    def size(self) -> int:
        """Bytes of the modulus."""
        return (self.private.key_size + 7) // 8

    def public_pem(self) -> str:
        return self.public_der(serialization.Encoding.PEM).decode("ascii")

    def public_der(self, encoding: serialization.Encoding = serialization.Encoding.DER) -> bytes:
        return self.public.public_bytes(encoding, serialization.PublicFormat.SubjectPublicKeyInfo)

    def private_pem(self) -> str:
        return self.private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode("ascii")

    def public_jwk(self) -> dict[str, str]:
        numbers = self.public.public_numbers()
        return {"kty": "RSA", "n": _number(numbers.n), "e": _number(numbers.e)}

    def private_jwk(self) -> dict[str, str]:
        numbers = self.private.private_numbers()
        secrets = {
            "d": numbers.d,
            "p": numbers.p,
            "q": numbers.q,
            "dp": numbers.dmp1,
            "dq": numbers.dmq1,
            "qi": numbers.iqmp,
        }
        return self.public_jwk() | {name: _number(value) for name, value in secrets.items()}


@cache
def key(name: str, bits: int = 2048, exponent: int = 65537) -> KeyPair:
    """The key pair of that name; the same one at every call."""
    return KeyPair(_generated(name, bits, exponent))


@cache
def elliptic_key() -> ec.EllipticCurvePrivateKey:
    """A P-256 key."""
    return ec.generate_private_key(ec.SECP256R1())


def _generated(_name: str, bits: int, exponent: int) -> rsa.RSAPrivateKey:
    if exponent not in (3, 65537):
        raise ValueError(exponent)
    return rsa.generate_private_key(public_exponent=exponent, key_size=bits)


def _number(value: int) -> str:
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))
