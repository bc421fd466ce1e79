"""Verdicts a second against the bare cryptography that a token cannot do without."""

import time
from collections.abc import Callable, Iterator
from functools import partial

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benchmarks.rounds import ROUNDS, Goal, Ratio, paired
from simulator.core import base64url
from simulator.core.site import Site
from simulator.providers.iadvize import mistakes
from simulator.providers.iadvize.keys import generate_private_key, load_private_key
from simulator.providers.iadvize.mint import Order, mint
from simulator.providers.iadvize.verify import Basis, verify

NOW = 1_800_000_000.0
REFUSED = ("token_expired", "signature_mismatch", "user_id_unprefixed", "ciphertext_tampered")
_OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)


def measure(rounds: int = ROUNDS) -> Iterator[Ratio]:
    """The accepted token against both references, and refused tokens against the accepted one."""
    ours_pem, brand_pem = generate_private_key(), generate_private_key()
    ours, brand = load_private_key(ours_pem), load_private_key(brand_pem)
    site = Site("bench")
    order = Order(site, "customer-1", brand, ours.public, NOW, visitor_data={"firstName": "Jane", "city": "Nantes"})
    basis = Basis(site, (brand.public,), ours, NOW, stopwatch=time.perf_counter)
    token = mint(order)
    if not verify(token, basis).accepted:
        raise SystemExit("The benchmark's own token is refused; there is nothing to measure.")

    def accepted() -> object:
        return verify(token, basis)

    decrypt, signed = _decryption(token, _rsa_private(ours_pem))
    check = _check(token, ours_pem, _rsa_private(brand_pem).public_key())
    bare = "OAEP decryption + AES-GCM + RS256 verification"
    yield paired(Goal(f"verdict / ({bare})", 0.90), accepted, lambda: (decrypt(), signed(), check()), rounds)
    for code in REFUSED:
        refused = mistakes.make(code, order)
        if verify(refused, basis).code != code:
            raise SystemExit(f"The token made for {code} is refused for something else.")
        yield paired(Goal(f"refused {code} / accepted", 1.0), partial(verify, refused, basis), accepted, rounds)


def _rsa_private(pem: str) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise SystemExit("The benchmark needs RSA keys.")
    return key


def _decryption(token: str, key: rsa.RSAPrivateKey) -> tuple[Callable[[], bytes], Callable[[], bytes]]:
    protected, *rest = token.split(".")
    wrapped, iv, ciphertext, tag = map(base64url.decode, rest)
    cek = key.decrypt(wrapped, _OAEP)
    sealed, header = ciphertext + tag, protected.encode()
    return lambda: key.decrypt(wrapped, _OAEP), lambda: AESGCM(cek).decrypt(iv, sealed, header)


def _check(token: str, ours_pem: str, brand: rsa.RSAPublicKey) -> Callable[[], None]:
    _, open_content = _decryption(token, _rsa_private(ours_pem))
    signing_input, _, signature = open_content().rpartition(b".")
    decoded = base64url.decode(signature.decode())
    return lambda: brand.verify(decoded, signing_input, padding.PKCS1v15(), hashes.SHA256())
