"""What the documentation tells to type works when it is typed, and prints what is shown."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from simulator.providers.iadvize.keyring import Keyring, silently
from simulator.settings import load_settings
from simulator.starting_sites import starting_sites
from tests import forge
from tests.docs.blocks import Block, blocks
from tests.docs.likeness import same_json, same_text
from tests.docs.shop import ROOT, open_shop
from tests.wire.world import World

# The commands of the pages of mistakes are all of one form, which tests/cli tries with every code.
PAGES = [
    ROOT / "README.md",
    *(
        page
        for page in sorted((ROOT / "docs").glob("*.md"))
        if page.name not in ("mistakes.md", "jsm-chat-mistakes.md")
    ),
]
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def outputs(block: Block, page: list[Block]) -> list[Block]:
    """The blocks that show what this one prints: those right behind it."""
    place = page.index(block) + 1
    return page[place : place + 1] if place < len(page) and page[place].is_output else []


@every_page
def test_every_example_works_in_the_order_of_the_page(page: Path, tmp_path: Path) -> None:
    found = list(blocks(page))
    run = [block for block in found if block.is_run]
    if not run:
        return
    with open_shop(tmp_path) as shop:
        for block in found:
            if block.file:
                shop.keep(block.file, block.code)
        results, errors = shop.run([block.code for block in run])
    assert len(results) == len(run), errors
    for block, result in zip(run, results, strict=True):
        where = f"{page.name}:{block.line}"
        assert result.code == block.exit_code, f"{where}\n{block.code}\n{result.output}\n{errors}"
        for shown in outputs(block, found):
            same = same_json if shown.note == "answers" else same_text
            assert same(shown.code, result.output), f"{page.name}:{shown.line}\n{shown.code}\n{result.output}"


@every_page
def test_every_example_for_node_runs(page: Path, tmp_path: Path) -> None:
    tag = (ROOT / "client_js" / "src" / "index.js").as_uri()
    for block in blocks(page):
        if block.note == "node":
            script = tmp_path / f"line-{block.line}.mjs"
            script.write_text(block.code.replace("'iadvize-simulator-tag'", repr(tag)), "utf-8")
            done = subprocess.run(["node", script], capture_output=True, text=True, check=False, timeout=60)
            assert done.returncode == 0, f"{page.name}:{block.line}\n{done.stderr}"


@every_page
def test_every_example_in_python_passes_a_strict_type_checker(page: Path, tmp_path: Path) -> None:
    files = [block for block in blocks(page) if block.file and block.language == "python"]
    if not files:
        return
    for block in files:
        (tmp_path / str(block.file)).write_text(block.code, "utf-8")
    checker = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(ROOT / ".mypy_cache" / "docs"), "."]
    done = subprocess.run(checker, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr


@every_page
def test_every_example_in_toml_is_a_configuration_or_a_scenario(page: Path, tmp_path: Path) -> None:
    (tmp_path / "brand-private.pem").write_text(forge.key("brand").private_pem(), "utf-8")
    (tmp_path / "brand-public.pem").write_text(forge.key("brand").public_pem(), "utf-8")
    for block in blocks(page):
        if block.language == "toml" and "[[steps]]" in block.code:
            scenario = tomllib.loads(block.code)
            with World() as world:
                world.have_site("demo")
                answer = world.control("POST", "/sites/demo/scenarios", json=scenario)
                assert answer.status_code == 201, answer.text
        elif block.language == "toml":
            (tmp_path / "simulator.toml").write_text(block.code, "utf-8")
            settings = load_settings(directory=tmp_path)._replace(data_dir=tmp_path / "keys")
            assert starting_sites(settings, Keyring(settings, silently))


@every_page
def test_every_example_for_pytest_passes(page: Path, tmp_path: Path) -> None:
    examples = [
        block.code
        for block in blocks(page)
        if block.language == "python" and "\ndef test_" in f"\n{block.code}" and not block.file
    ]
    for number, code in enumerate(examples):
        (tmp_path / f"test_example_{number}.py").write_text(code, "utf-8")
    if examples:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


@every_page
def test_every_json_example_is_json(page: Path) -> None:
    for block in blocks(page):
        if block.language == "json":
            json.loads(block.code)


@every_page
def test_an_output_stands_behind_its_command(page: Path) -> None:
    found = list(blocks(page))
    for before, block in zip([None, *found], found, strict=False):
        if block.is_output:
            assert before is not None, block
            assert before.is_run, f"{page.name}:{block.line}"
