"""What import-linter has no words for; its contracts stand in pyproject.toml."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import simulator

CORE = Path(simulator.__file__).parent / "core"
ALLOWED = {*sys.stdlib_module_names, "msgspec", "simulator"}


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


@pytest.mark.parametrize("file", sorted(CORE.rglob("*.py")), ids=lambda file: file.name)
def test_core_stands_on_the_standard_library_and_msgspec_alone(file: Path) -> None:
    foreign = {name for name in imports(file) if name.partition(".")[0] not in ALLOWED}
    assert not foreign
