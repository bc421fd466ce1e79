"""The files for other programs: whatever of them can be read here is right."""

import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
import yaml  # type: ignore[import-untyped] # its stubs are a package of their own, for one use here

from simulator.cli.commands import commands
from simulator.settings import load_settings
from tests import forge
from tests.docs.blocks import blocks
from tests.examples.conftest import EXAMPLES, ROOT


def read(name: str) -> Any:
    return yaml.safe_load((EXAMPLES / name).read_text("utf-8"))


def steps(text: str) -> list[dict[str, Any]]:
    document = yaml.safe_load(text)
    return document if isinstance(document, list) else document["jobs"]["chat-token"]["steps"]


def test_the_job_runs_what_is_there() -> None:
    commands_run = [
        step["run"] for step in steps((EXAMPLES / "github-actions.yml").read_text("utf-8")) if "run" in step
    ]
    assert commands_run[-1] == "sh contract-test.sh node backend.mjs"
    assert (EXAMPLES / "contract-test.sh").exists()
    assert (EXAMPLES / "node" / "backend.mjs").exists()


def parsed(arguments: list[str]) -> click.Context:
    """The arguments as the command takes them; raises where it would complain."""
    command = commands.get_command(click.Context(commands), arguments[0])
    assert command is not None
    return command.make_context(arguments[0], arguments[1:])


@pytest.mark.parametrize("service", ["iadvize-simulator", "contract"])
def test_compose_starts_the_command_with_options_that_it_has(service: str) -> None:
    parsed(read("docker-compose.yml")["services"][service]["command"])


def test_compose_mounts_files_that_are_there_or_made_by_its_head() -> None:
    text = (EXAMPLES / "docker-compose.yml").read_text("utf-8")
    for volume in read("docker-compose.yml")["services"]["iadvize-simulator"]["volumes"]:
        source = volume.partition(":")[0]
        if source.startswith("./"):
            assert (EXAMPLES / source).exists() or f"-out {source[2:]}" in text


def test_compose_asks_for_a_site_that_its_settings_have(tmp_path: Path) -> None:
    (tmp_path / "simulator.toml").write_text((EXAMPLES / "simulator.toml").read_text("utf-8"), "utf-8")
    (tmp_path / "brand-public.pem").write_text(forge.key("brand").public_pem(), "utf-8")
    sites = {site["siteId"] for site in load_settings(directory=tmp_path).sites}
    assert "--site=shop" in read("docker-compose.yml")["services"]["contract"]["command"]
    assert sites == {"shop"}


def test_the_job_in_the_documentation_uses_options_that_there_are() -> None:
    page = ROOT / "docs" / "contract.md"
    (job,) = (block for block in blocks(page) if block.language == "yaml")
    lines = "\n".join(step["run"] for step in steps(job.code)).replace("\\\n", " ").splitlines()
    (line,) = (line for line in lines if "iadvize-simulator contract" in line)
    assert parsed(shlex.split(line)[1:]).params["site"] == "my-shop"


@pytest.mark.parametrize("path", ["docs", "examples", "simulator", "README.md", "client_js/README.md"])
def test_nothing_tells_anybody_to_install_from_an_index_what_is_on_none(path: str) -> None:
    place = ROOT / path
    files = [place] if place.is_file() else [file for file in place.rglob("*") if file.suffix in {".md", ".yml", ".py"}]
    by_name = re.compile(r"pip install\s+(-\S+\s+)*['\"]?iadvize-simulator")
    assert [str(file) for file in files if by_name.search(file.read_text("utf-8"))] == []
