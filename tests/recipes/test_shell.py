"""The commands for OpenSSL, run where it is installed."""

import shutil
import subprocess
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from simulator.providers.iadvize.recipes import RECIPES

if shutil.which("openssl"):

    def test_the_exported_key_belongs_to_the_private_one(tmp_path: Path) -> None:
        code = RECIPES["brand-public-key"].code["shell"]
        shell = ("sh", "-euc", code)
        printed = subprocess.run(shell, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        private = serialization.load_pem_private_key((tmp_path / "brand-private.pem").read_bytes(), None)
        public = serialization.load_pem_public_key((tmp_path / "brand-public.pem").read_bytes())
        assert isinstance(private, rsa.RSAPrivateKey)
        assert private.public_key() == public
        assert private.key_size == 2048
        first, second = printed.split("\n")[:2]
        assert first == second
        assert (tmp_path / "brand-private.pem").read_text().startswith("-----BEGIN PRIVATE KEY-----")
