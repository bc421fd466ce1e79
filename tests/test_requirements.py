"""The locks hold what pyproject.toml asks for: what is installed from them, without looking further, works."""

import itertools
import re
import shlex
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS: dict[str, list[str]] = PYPROJECT["project"]["optional-dependencies"]
GROUPS: dict[str, list[str]] = PYPROJECT["dependency-groups"]
LOCKS = dict(re.findall(r"(?m)^compile requirements/(\S+) (.*)$", (ROOT / "scripts" / "lock.sh").read_text("utf-8")))


def asked(options: list[str]) -> list[str]:
    """The requirements that ``compile`` in scripts/lock.sh makes a lock of."""
    main = PYPROJECT["project"]["dependencies"] if "pyproject.toml" in options else []
    extras = [each for extra in EXTRAS.values() for each in extra] if "--all-extras" in options else []
    named = [group for option, group in itertools.pairwise(options) if option == "--group"]
    groups = [each for group in named for each in GROUPS[group]]
    return [*main, *extras, *groups]


def test_every_lock_is_one_that_the_script_writes() -> None:
    assert set(LOCKS) == {path.name for path in (ROOT / "requirements").iterdir()}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_every_requirement_within_its_floor(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text("utf-8")
    locked = {canonicalize_name(name): version for name, version in re.findall(r"(?m)^([\w.-]+)==(\S+)", text)}
    requirements = [Requirement(each) for each in asked(shlex.split(LOCKS[lock]))]
    assert requirements
    for requirement in requirements:
        version = locked.get(canonicalize_name(requirement.name))
        assert version, f"requirements/{lock} lacks {requirement.name}; make lock renews it"
        assert requirement.specifier.contains(version), f"requirements/{lock} has {version}, not {requirement}"


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_in_a_lock_has_hashes(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text("utf-8")
    packages = re.split(r"(?m)^(?=[\w.-]+==)", text)[1:]
    assert packages
    assert all("--hash=sha256:" in package for package in packages)
