"""The site, and the text before anything is decoded."""

import base64
import json
from collections.abc import Callable

from scripts.docs.evidence.example import Example
from simulator.core.site import Site
from tests import forge

good = forge.token


def _signed() -> str:
    return forge.jws(forge.claims())


def _parts(change: Callable[[list[str]], list[str]]) -> Callable[[], str]:
    return lambda: ".".join(change(good().split(".")))


def _in_second_part(character: str, at: int = 23) -> Callable[[], str]:
    return _parts(lambda parts: [parts[0], parts[1][:at] + character + parts[1][at + 1 :], *parts[2:]])


def _json_jwe() -> str:
    names = ("protected", "encrypted_key", "iv", "ciphertext", "tag")
    return json.dumps(dict(zip(names, good().split("."), strict=True)))


def _json_jws() -> str:
    return json.dumps(dict(zip(("protected", "payload", "signature"), _signed().split("."), strict=True)))


def _nowhere(site_id: str, *, serverless: bool = False) -> dict[str, object]:
    return {"site": None, "site_id": site_id, "serverless": serverless}


EXAMPLES = (
    Example("site_unknown", None, good, lambda: _nowhere("4711")),
    Example("site_unknown", "nearest", good, lambda: _nowhere("demo-energie")),
    Example("site_unknown", "in-settings", good, lambda: _nowhere("4711", serverless=True)),
    Example("site_unknown", "in-settings-nearest", good, lambda: _nowhere("demo-energie", serverless=True)),
    Example("authentication_disabled", None, good, lambda: {"site": Site("demo", authentication_enabled=False)}),
    Example.forced("website_not_set_up"),
    Example("token_missing", None, lambda: None),
    Example("token_too_large", None, lambda: "e" * 70_000),
    Example("token_decorated", "bearer", lambda: f"Bearer {good()}"),
    Example("token_decorated", "bytes", lambda: f"b'{good()}'"),
    Example("token_decorated", "quotes", lambda: f'"{good()}"'),
    Example("token_decorated", "space", lambda: f"{good()}\n"),
    Example("token_json_serialization", None, lambda: '{"error": "please sign in"}'),
    Example("token_json_serialization", "carrier", lambda: json.dumps({"token": good()})),
    Example("token_json_serialization", "jwe", _json_jwe),
    Example("token_json_serialization", "jws", _json_jws),
    Example("token_not_encrypted", None, lambda: "one.two.three"),
    Example("token_not_encrypted", "signed", _signed),
    Example(
        "token_not_encrypted",
        "signed-otherwise",
        lambda: forge.jws(forge.claims(), header={"alg": "HS256"}, alg="HS256"),
    ),
    Example("token_not_encrypted", "wrong-order", lambda: forge.jws(str(forge.jwe(b"{}")).encode())),
    Example("token_part_count", None, lambda: "eyJhbGciOiJSU0EtT0FFUC0yNTYifQ.c2Vjb25k"),
    Example("token_part_count", "none", lambda: "8f14e45f-ceea-467f-a0f1-1e2b3c4d5e6f"),
    Example("token_part_count", "written-out", lambda: "[object Promise]"),
    Example("token_part_count", "page", lambda: "<!doctype html><title>Sign in</title>"),
    Example("token_part_count", "pem", lambda: "-----BEGIN PUBLIC KEY-----"),
    Example("token_part_count", "percent", lambda: good().replace(".", "%2E")),
    Example("token_part_count", "encoded-twice", lambda: base64.b64encode(good().encode()).decode()),
    Example("token_part_count", "four", _parts(lambda parts: parts[:4])),
    Example("token_part_count", "more", lambda: f"{good()}.{good()}"),
    Example("token_not_base64url", None, _in_second_part("!")),
    Example("token_not_base64url", "padding", _parts(lambda parts: [f"{parts[0]}=", *parts[1:]])),
    Example("token_not_base64url", "standard", _in_second_part("+")),
    Example("token_not_base64url", "space", _in_second_part("\n", at=24)),
    Example("token_not_base64url", "percent", _in_second_part("%")),
    Example("token_not_base64url", "length", _parts(lambda parts: [*parts[:2], parts[2][:13], *parts[3:]])),
    Example("token_not_base64url", "trailing-bits", _parts(lambda parts: [forge.b64_loose_bits(parts[0]), *parts[1:]])),
    Example("token_truncated", None, lambda: good()[:-10]),
)
