import base64
import json
import stat
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.cli.conftest import Command
from tests.forge import elliptic_key


def pem_of(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def numbers(pem: str) -> rsa.RSAPublicNumbers:
    key = serialization.load_pem_public_key(pem.encode())
    assert isinstance(key, rsa.RSAPublicKey)
    return key.public_numbers()


def test_pem_is_the_default_and_nothing_else_is_printed(command: Command) -> None:
    ran = command("key")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("-----BEGIN PUBLIC KEY-----\n")
    assert ran.out.endswith("-----END PUBLIC KEY-----\n")
    assert command("key", "--format", "pem").out == ran.out


def test_der_is_the_same_key_in_one_line_of_base64(command: Command) -> None:
    line = command("key", "--format", "der").out
    assert line.count("\n") == 1
    key = serialization.load_der_public_key(base64.b64decode(line.strip(), validate=True))
    assert isinstance(key, rsa.RSAPublicKey)
    assert key.public_numbers() == numbers(command("key").out)


def test_jwk_is_the_same_key(command: Command) -> None:
    jwk = json.loads(command("key", "--format", "jwk").out)
    assert {jwk[name] for name in ("kty", "use", "alg")} == {"RSA", "enc", "RSA-OAEP-256"}
    modulus = int.from_bytes(base64.urlsafe_b64decode(jwk["n"] + "=="), "big")
    assert modulus == numbers(command("key").out).n
    assert "d" not in jwk


def test_the_first_run_makes_the_key_and_says_so_on_standard_error(command: Command, tmp_path: Path) -> None:
    first = command("key", "--data-dir", "fresh")
    assert first.err == f"iadvize-simulator: new keys were made in {tmp_path / 'fresh'}\n"
    assert stat.S_IMODE((tmp_path / "fresh" / "iadvize-private-key.pem").stat().st_mode) == 0o600
    second = command("key", "--data-dir", "fresh")
    assert (second.out, second.err) == (first.out, "")


def test_a_key_of_ones_own_takes_the_place_of_the_directorys(command: Command, tmp_path: Path) -> None:
    own = rsa.generate_private_key(65537, 2048)
    Path("own.pem").write_text(pem_of(own), encoding="utf-8")
    ran = command("key", "--private-key", "own.pem", "--data-dir", "fresh")
    assert numbers(ran.out) == own.public_key().public_numbers()
    assert not (tmp_path / "fresh").exists()


def refused(command: Command, text: str | bytes) -> str:
    Path("own.pem").write_bytes(text if isinstance(text, bytes) else text.encode())
    ran = command("key", "--private-key", "own.pem")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "own.pem" in ran.err
    return ran.err


def test_keys_that_cannot_serve_are_named_for_what_they_are(command: Command) -> None:
    short = rsa.generate_private_key(65537, 1024)  # noqa: S505 - to be refused
    curve = elliptic_key().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    assert "a public key" in refused(command, command("key").out)
    assert "1024 bits; wanted is an RSA private key" in refused(command, pem_of(short))
    assert "an EC private key" in refused(command, curve)
    assert "no PEM" in refused(command, "")
    assert "no PEM" in refused(command, b"\x00\xff" * 100)
    assert "damaged" in refused(command, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    assert "passphrase" in refused(
        command,
        rsa.generate_private_key(65537, 2048).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"secret"),
        ),
    )


def test_a_key_file_that_is_not_there_is_named(command: Command) -> None:
    ran = command("key", "--private-key", "nowhere.pem")
    assert (ran.code, ran.out) == (2, "")
    assert "nowhere.pem cannot be read: No such file" in ran.err


def test_a_garbled_key_of_the_data_directory_is_named(command: Command) -> None:
    command("key", "--data-dir", "fresh")
    Path("fresh/iadvize-private-key.pem").write_text("-----BEGIN PRIVATE KEY-----\ngarbled\n", encoding="utf-8")
    ran = command("key", "--data-dir", "fresh")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "iadvize-private-key.pem" in ran.err
