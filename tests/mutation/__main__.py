"""Changes the verifier in every small way that mutmut knows, and says which changes no test notices.

python -m tests.mutation [PATTERN ...]: all mutants, or those whose name fits, as in "*.signature.*".
Exits with 1 where one survives that equivalent.toml does not explain, or where that explains one that does not survive.
"""

import os
import sys
import time
import tomllib
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants, setup_source_paths
from mutmut.mutation.trampoline import set_mutant_under_test

from tests.mutation.mutants import Mutant, read
from tests.mutation.trial import Trial

TREE = Path(__file__).resolve().parents[2]
EXPLAINED = TREE / "tests/mutation/equivalent.toml"
# Left out of what stands beside the verifier: what damages each byte of a token or searches at random, for being slow,
# and what is about the loading of keys, the making of mistakes or the taking apart of tokens.
SELECTION = "tests/providers/iadvize"
LEFT_OUT = ("mutation", "properties", "keys", "bounds", "codes", "mistakes", "anatomy")


def main(patterns: list[str]) -> int:
    """Makes the mutants in mutants/, tries them, and says what came of it."""
    os.chdir(TREE)
    Path("mutants").mkdir(exist_ok=True)
    set_mutant_under_test("mutant_generation")
    copy_src_dir()
    copy_also_copy_files()
    setup_source_paths()
    create_mutants(1)
    mutants = [each for pattern in patterns or ["*"] for each in read(Path("mutants")) if fnmatch(each.name, pattern)]
    os.chdir("mutants")
    trial = Trial(mutants)
    started = time.monotonic()
    ignored = [f"--ignore={SELECTION}/test_{name}.py" for name in LEFT_OUT]
    exit_code = pytest.main(["-q", "-p", "no:cacheprovider", *ignored, SELECTION], plugins=[trial])
    if exit_code or not trial.outcomes:
        sys.exit("The tests fail without a mutant, or no mutant was tried.")
    return told(trial.outcomes, time.monotonic() - started)


def told(outcomes: dict[Mutant, str], seconds: float) -> int:
    """Prints the numbers and the survivors; the exit code."""
    explained = {Mutant.key_of(entry): entry["why"] for entry in entries()}
    survivors = [mutant for mutant, outcome in outcomes.items() if outcome in ("survived", "no tests")]
    unexplained = [mutant for mutant in survivors if mutant.key not in explained]
    for mutant in unexplained:
        say(f"\n[[mutant]]  # {mutant.name}: {outcomes[mutant]}\n{mutant.as_toml()}")
    left = {mutant.key for mutant in survivors}
    stale = [key for key in explained if key not in left and any(mutant.function == key[0] for mutant in outcomes)]
    for key in stale:
        say("\n  ".join(("\nexplained, but killed or gone:", *key)))
    for module in sorted({mutant.module for mutant in outcomes}):
        counts = Counter(outcome for mutant, outcome in outcomes.items() if mutant.module == module)
        say(f"{module}: {counts.total()} mutants, {dict(counts)}")
    counts = Counter(outcomes.values())
    say(f"{counts.total()} mutants in {seconds:.0f} s: {dict(counts)}; {len(unexplained)} survivors unexplained")
    return 1 if unexplained or stale else 0


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def entries() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(EXPLAINED.read_text()).get("mutant", [])
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
