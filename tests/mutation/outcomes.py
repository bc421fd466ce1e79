"""What became of each mutant, kept from run to run, so that one that was stopped goes on where it was.

One file for each module, one line for each trial. A mutant that was noticed stays noticed while its function and the
file of the test that noticed it are as they were; one that survived is tried again once any test has changed, unless
equivalent.toml says why it always will. A change elsewhere in the program is not seen: ``--fresh`` forgets everything.
"""

import hashlib
import json
from collections.abc import Container, Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from tests.mutation.mutants import Mutant

SURVIVED = "survived"
UNCALLED = "no tests"
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``how`` it ended; ``killer`` is the test that failed, ``tests`` what the files of its tests held."""

    how: str
    killer: str = ""
    tests: str = ""

    @property
    def survived(self) -> bool:
        return self.how in (SURVIVED, UNCALLED)


class Kept:
    """The outcomes in a folder. ``tests`` is what may notice a mutant, in ``root``, ``explained`` what none can."""

    def __init__(self, folder: Path, root: Path, tests: Iterable[str], explained: Container[Key]) -> None:
        self._folder = folder
        self._root = root
        self._tests = tuple(root / each for each in tests)
        self._explained = explained
        self._known: dict[str, Outcome] = {}
        self._digest = cache(_digest)
        for path in sorted(folder.glob("*.jsonl")):
            for line in filter(None, path.read_text().splitlines()):
                self._learn(line)

    def of(self, mutant: Mutant) -> Outcome | None:
        """What became of the mutant, where that still holds."""
        outcome = self._known.get(mutant.likeness)
        if outcome is None or (outcome.survived and mutant.key in self._explained):
            return outcome
        return outcome if outcome.tests == self._held(outcome.killer) else None

    def killer_of(self, mutant: Mutant) -> str:
        """The test that noticed it the last time, which is the one to try first."""
        outcome = self._known.get(mutant.likeness)
        return outcome.killer if outcome else ""

    def keep(self, mutant: Mutant, how: str, killer: str) -> Outcome:
        """Writes it down at once."""
        outcome = Outcome(how, killer, self._held(killer))
        self._known[mutant.likeness] = outcome
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / f"{mutant.module}.jsonl").open("a") as file:
            file.write("\n" + json.dumps({"name": mutant.name, "likeness": mutant.likeness, **asdict(outcome)}))
        return outcome

    def _learn(self, line: str) -> None:
        try:
            told = json.loads(line)
            self._known[told["likeness"]] = Outcome(told["how"], told["killer"], told["tests"])
        except (ValueError, KeyError):  # the last line of a run that was killed
            return

    def _held(self, killer: str) -> str:
        """What the killer's file holds; without a killer, what all tests do."""
        return self._digest((self._root / killer.partition("::")[0],) if killer else self._tests)


def _digest(paths: tuple[Path, ...]) -> str:
    found = hashlib.sha256()
    for path in paths:
        files = path.rglob("*") if path.is_dir() else [path]
        for file in sorted(each for each in files if each.suffix in (".py", ".json") and each.is_file()):
            found.update(file.read_bytes())
    return found.hexdigest()
