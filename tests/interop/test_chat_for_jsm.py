"""Tokens for Chat for JSM by other libraries, made by the code that hints show, are judged as their user meant them."""

import json
import shutil
import subprocess
import time
from collections.abc import Callable
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from simulator.providers.jsm_chat.mint import Order, mint
from simulator.providers.jsm_chat.recipes import RECIPES
from tests import forge
from tests.interop.conftest import NODE
from tests.providers.jsm_chat.judging import PROJECT, expect, expect_faultless, judge

USER = {"email": "zoë@example.com", "displayName": "Zoë 佐藤 / Jane"}
DRIVER = "\nprocess.stdout.write(await chatToken(JSON.parse(process.argv[1]), process.argv[2]));"
BARE = """
import { SignJWT, CompactSign } from 'jose';
const { claims, header, secret } = JSON.parse(process.argv[1]);
const key = Buffer.from(secret, 'base64');
const text = new TextEncoder().encode(JSON.stringify(claims));
process.stdout.write(await new CompactSign(text).setProtectedHeader(header).sign(key));
"""


def node(code: str, *arguments: str) -> str:
    program = shutil.which("node")
    assert program, "Node.js 20 or later is needed"
    command = [program, "--input-type=module", "--eval", code, *arguments]
    done = subprocess.run(command, cwd=NODE, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def python(user: dict[str, str], secret: str) -> str:
    scope: dict[str, Any] = {}
    exec(compile(RECIPES["token"].code("python"), "token.py", "exec"), scope)  # noqa: S102 - the code that is shown
    token: str = scope["chat_token"](user, secret)
    return token


MAKERS: dict[str, Callable[[dict[str, str], str], str]] = {
    "node": lambda user, secret: node(RECIPES["token"].code("node") + DRIVER, json.dumps(user), secret),
    "python": python,
}


@pytest.mark.parametrize("language", MAKERS)
def test_the_code_that_hints_show_makes_a_right_token(language: str) -> None:
    verdict = judge(MAKERS[language](USER, forge.CHAT_SECRET), now=time.time())
    expect_faultless(verdict)
    assert verdict.visitor_data == USER


@pytest.mark.parametrize("language", MAKERS)
def test_the_code_takes_any_text_for_a_secret_key(language: str) -> None:
    secret = "Ünïcode ✓ key, with spaces: and = signs=="
    site = type(PROJECT)("desk", provider=PROJECT.provider, verification_keys=(secret,))
    expect_faultless(judge(MAKERS[language](USER, secret), site=site, now=time.time()))


def test_nodes_jose_with_a_decoded_secret_key_is_told() -> None:
    order = {"claims": forge.chat_claims(), "header": {"alg": "HS256", "typ": "JWT"}, "secret": forge.CHAT_SECRET}
    expect(judge(node(BARE, json.dumps(order))), "secret_key_recoded")


def test_pythons_joserfc_without_typ_is_remarked_on() -> None:
    key = OctKey.import_key(forge.CHAT_SECRET)
    expect_faultless(judge(jwt.encode({"alg": "HS256", "typ": "JWT"}, forge.chat_claims(), key)))
    other = jwt.encode({"alg": "HS512", "typ": "JWT"}, forge.chat_claims(), key, algorithms=["HS512"])
    expect(judge(other), "jws_alg_unsupported")


def test_what_the_simulator_mints_opens_with_joserfc() -> None:
    order = Order(PROJECT, "jane@example.com", forge.CHAT_SECRET, forge.NOW)
    opened = jwt.decode(mint(order), OctKey.import_key(forge.CHAT_SECRET), algorithms=["HS256"])
    assert opened.header == {"alg": "HS256", "typ": "JWT"}
    assert opened.claims == {
        "email": "jane@example.com",
        "displayName": "Jane",
        "iat": int(forge.NOW),
        "exp": int(forge.NOW) + 300,
    }
