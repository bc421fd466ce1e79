"""Changes the verifiers in every small way that mutmut knows, and says which changes no test notices.

python -m tests.mutation [--fresh] [PATTERN ...]: all mutants, or those whose name fits, as in "*.signature.*".
mutants/outcomes keeps what came of each, and only those are tried of which that no longer holds, or all with --fresh.
Exits with 1 where one survives that equivalent.toml does not explain, or where that explains one that does not survive.
"""

import argparse
import os
import shutil
import sys
import time
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest
from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants, setup_source_paths
from mutmut.mutation.trampoline import set_mutant_under_test

from tests.mutation.mutants import Mutant, read
from tests.mutation.outcomes import Kept, Outcome
from tests.mutation.summary import report, stale, unexplained
from tests.mutation.trial import Trial

TREE = Path(__file__).resolve().parents[2]
EXPLAINED = TREE / "tests/mutation/equivalent.toml"
OUTCOMES = TREE / "mutants/outcomes"
# Left out of what stands beside the verifiers: what damages each byte of a token or searches at random, for being slow,
# and what is about the making of mistakes, the taking apart of tokens or what is left in memory.
SELECTION = ("tests/core", "tests/providers/iadvize", "tests/providers/jsm_chat")
LEFT_OUT = ("mutation", "properties", "codes", "mistakes", "anatomy", "garbage")


def main(arguments: list[str]) -> int:
    """Makes the mutants in mutants/, tries them, and says what came of it."""
    parser = argparse.ArgumentParser(
        prog="make mutation", description="Which changes of the verifiers no test notices."
    )
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs found")
    parser.add_argument("patterns", nargs="*", metavar="PATTERN", help='names of mutants, as in "*.signature.*"')
    asked = parser.parse_args(arguments)
    os.chdir(TREE)
    if asked.fresh:
        shutil.rmtree(OUTCOMES, ignore_errors=True)
    explained = {Mutant.key_of(entry): entry["why"] for entry in tomllib.loads(EXPLAINED.read_text())["mutant"]}
    every = _made()
    chosen = [each for each in every if any(fnmatch(each.name, pattern) for pattern in asked.patterns or ["*"])]
    if not chosen:
        sys.exit(f"No mutant's name fits {' '.join(asked.patterns)}; they look like {every[0].name}.")
    kept = Kept(OUTCOMES, TREE / "mutants", (*SELECTION, "tests/forge"), explained)
    outcomes = {mutant: outcome for mutant in chosen if (outcome := kept.of(mutant))}
    untried = [mutant for mutant in chosen if mutant not in outcomes]
    started = time.monotonic()
    if untried:
        outcomes |= _tried(Trial(untried, kept))
    for line in report(outcomes, explained, whole=not asked.patterns):
        sys.stdout.write(line + "\n")
    sys.stdout.write(f"{len(untried)} of them tried now, in {time.monotonic() - started:.0f} s\n")
    return 1 if unexplained(outcomes, explained) or stale(outcomes, explained, whole=not asked.patterns) else 0


def _made() -> list[Mutant]:
    folder = Path("mutants")
    folder.mkdir(exist_ok=True)
    for copied in ("tests", "simulator"):  # lest a file that is gone here be there
        shutil.rmtree(folder / copied, ignore_errors=True)
    set_mutant_under_test("mutant_generation")
    copy_src_dir()
    copy_also_copy_files()
    setup_source_paths()
    create_mutants(1)
    return read(folder)


def _tried(trial: Trial) -> dict[Mutant, Outcome]:
    os.chdir("mutants")
    ignored = [f"--ignore={folder}/test_{name}.py" for folder in SELECTION for name in LEFT_OUT]
    exit_code = pytest.main(["-q", "-p", "no:cacheprovider", *ignored, *SELECTION], plugins=[trial])
    if exit_code or len(trial.outcomes) != len(trial.mutants):
        sys.exit("The tests fail without a mutant; see above.")
    return trial.outcomes


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
