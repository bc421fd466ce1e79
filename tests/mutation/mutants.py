"""The mutants that mutmut wrote, each known by what it changes, which stays when a number does not."""

import ast
import difflib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ORIGINAL = "orig"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one function: ``was`` and ``becomes`` are its changed lines, written in one way.

    ``likeness`` tells it and the function that it was made of from any other.
    """

    name: str
    function: str
    was: str
    becomes: str
    likeness: str = ""

    @property
    def module(self) -> str:
        return self.name.rpartition(".")[0]

    @property
    def mangled(self) -> str:
        """What mutmut counts calls of."""
        return self.name.rpartition("__mutmut_")[0]

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.function, self.was, self.becomes)

    @staticmethod
    def key_of(entry: dict[str, str]) -> tuple[str, str, str]:
        """The same of an entry of equivalent.toml."""
        return (entry["function"], entry["was"], entry["becomes"])

    def as_toml(self) -> str:
        """An entry of equivalent.toml that lacks its reason."""
        names = ("function", "was", "becomes")
        return "\n".join(f"{name} = {json.dumps(value)}" for name, value in zip(names, self.key, strict=True))


def read(folder: Path) -> list[Mutant]:
    """All mutants in the folder that mutmut wrote."""
    return [mutant for meta in sorted(folder.rglob("*.py.meta")) for mutant in _of_file(meta.with_suffix(""), folder)]


def _of_file(path: Path, folder: Path) -> Iterator[Mutant]:
    module = ".".join(path.relative_to(folder).with_suffix("").parts)
    bodies = {
        node.name: ast.unparse(node).partition("(")[2].splitlines()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and "__mutmut_" in node.name
    }
    for name, lines in bodies.items():
        mangled, _, number = name.rpartition("__mutmut_")
        if number == ORIGINAL:
            continue
        original = bodies[f"{mangled}__mutmut_{ORIGINAL}"]
        was, becomes = _changed(original, lines)
        function = ".".join(part for part in mangled.removeprefix("x").removeprefix("_").split("ǁ") if part)
        likeness = hashlib.sha256("\n".join((mangled, *original, "", *lines)).encode()).hexdigest()
        yield Mutant(f"{module}.{name}", f"{module}.{function}", was, becomes, likeness)


def _changed(before: list[str], after: list[str]) -> tuple[str, str]:
    changed = list(difflib.ndiff(before, after))
    return tuple("\n".join(line[2:].strip() for line in changed if line.startswith(mark)) for mark in ("- ", "+ "))  # type: ignore[return-value]  # two marks
