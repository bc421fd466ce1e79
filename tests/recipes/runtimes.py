"""Runs the recipes of one language as they stand in the table, and hands back what came of each.

A runtime that is not there is not in ``RUNTIMES``: Java wants a JDK and `lib` beside its bench (from the pom), PHP the
command line and, for the JOSE part, Composer's `vendor`. Nothing here runs .NET.
"""

import base64
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

from simulator.providers.iadvize.recipes import LANGUAGES, RECIPES
from tests.forge import key

HERE = Path(__file__).parent
JAVA_LIBRARIES = HERE / "java" / "lib"
PHP_AUTOLOADER = HERE / "php" / "vendor" / "autoload.php"
CUSTOMER = {"firstName": "Zoë", "zipCode": 75011, "city": None, "loyalty": "gold"}

Seen = dict[str, Any]


def keys() -> dict[str, str]:
    """The environment that whole tokens are made in."""
    return {
        "BRAND_PRIVATE_KEY": key("brand").private_pem(),
        "IADVIZE_PUBLIC_KEY": base64.b64encode(key("iadvize").public_der()).decode(),
    }


def node(folder: Path) -> Seen:
    write("node", folder)
    (folder / "node_modules").symlink_to(HERE / "node" / "node_modules")
    return run("node", HERE / "node" / "bench.mjs", folder)


def php(folder: Path) -> Seen:
    write("php", folder, start="<?php\n\n")
    return run("php", HERE / "php" / "bench.php", folder, *([PHP_AUTOLOADER] if PHP_AUTOLOADER.exists() else []))


def java(folder: Path) -> Seen:
    for recipe, code in codes("java"):
        whole = "class " in code
        name = "ChatTokens" if whole else recipe.title().replace("_", "")
        (folder / f"{name}.java").write_text(code if whole else in_class(name, code), "utf-8")
    classpath = f"{JAVA_LIBRARIES}/*:{folder}"
    sources = [*folder.glob("*.java"), HERE / "java" / "Bench.java"]
    execute("javac", "-encoding", "UTF-8", "-Werror", "-cp", classpath, "-d", folder, *sources)
    return run("java", "-cp", classpath, "Bench")


def in_class(name: str, code: str) -> str:
    """A piece of Java as a file that compiles: its imports stay in front, its methods come into a class."""
    imports = re.findall(r"^import .*;$", code, re.MULTILINE)
    body = re.sub(r"^import .*;$", "", code, flags=re.MULTILINE)
    return "\n".join((*imports, f"final class {name} {{", body, "}"))


def python(_folder: Path) -> Seen:
    names = defined("python")
    return python_seen(names) | {"whole": names["chat_token"]("42", {"firstName": "Zoë"})}


def jwcrypto(_folder: Path) -> Seen:
    return python_seen(defined("python", "jwcrypto"))


def python_seen(names: Mapping[str, Any]) -> Seen:
    user_id, visitor_data = names["user_id"], names["visitor_data"]
    brand_key = names["load_brand_key"](keys()["BRAND_PRIVATE_KEY"])
    iadvize_key = names["load_iadvize_key"](keys()["IADVIZE_PUBLIC_KEY"])

    def token(data: dict[str, str]) -> Any:
        return names["encrypt"](names["sign"](names["claims"](user_id(42), data), brand_key), iadvize_key)

    made = iter(("token-1", "token-2"))
    fresh = [names["fresh_token"](made.__next__) for _ in range(2)]
    return {
        "userId": user_id(42),
        "longest": user_id("😀" * 255),
        "refused": [refused(user_id, account) for account in (None, " ", "x" * 256)],
        "visitorData": visitor_data(CUSTOMER),
        "expiry": names["expiry"](),
        "token": token(visitor_data(CUSTOMER)),
        "emptyData": token({}),
        "handed": names["hand_over"]("a.b.c.d.e"),
        "fresh": [body for body, _ in fresh],
        "cacheControl": fresh[0][1]["Cache-Control"],
    }


def refused(user_id: Callable[[object], str], account: object) -> bool:
    try:
        user_id(account)
    except ValueError:
        return True
    return False


def defined(*languages: str) -> dict[str, Any]:
    """What the Python recipes define; a later language's names replace an earlier one's."""
    names: dict[str, Any] = {}
    for language in languages:
        for recipe, code in codes(language):
            module: dict[str, Any] = {}
            with patch.dict(os.environ, keys()):
                exec(compile(code, f"{language}/{recipe}", "exec"), module)  # noqa: S102 - run, not only read
            names |= module
    return names


def codes(language: str) -> Iterable[tuple[str, str]]:
    return (
        (name.replace("-", "_"), recipe.code[language]) for name, recipe in RECIPES.items() if language in recipe.code
    )


def write(language: str, folder: Path, start: str = "") -> None:
    for recipe, code in codes(language):
        (folder / f"{recipe}{LANGUAGES[language].suffix}").write_text(start + code, "utf-8")


def execute(*command: object) -> str:
    done = subprocess.run(
        [str(part) for part in command], env=os.environ | keys(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def run(*command: object) -> Seen:
    return dict(json.loads(execute(*command)))


RUNTIMES: Mapping[str, Callable[[Path], Seen]] = {
    "node": node,
    "python": python,
    "jwcrypto": jwcrypto,
    **({"php": php} if shutil.which("php") else {}),
    **({"java": java} if shutil.which("javac") and JAVA_LIBRARIES.is_dir() else {}),
}
# Those that have their JOSE library.
JOSE = [name for name in RUNTIMES if name != "php" or PHP_AUTOLOADER.exists()]
