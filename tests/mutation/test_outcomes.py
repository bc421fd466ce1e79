"""What one run of the mutation testing knows of those before it, and what it says in the end."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.mutation.mutants import Mutant, read
from tests.mutation.outcomes import Kept, Outcome
from tests.mutation.summary import report, stale, unexplained

MUTANT = Mutant("shop.till.x_sum__mutmut_1", "shop.till.sum", "return a + b", "return a - b", "of sum, the first")
OTHER = Mutant("shop.till.x_sum__mutmut_2", "shop.till.sum", "return a + b", "return a", "of sum, the second")
KILLER = "tests/test_till.py::test_two_and_two[2]"
TESTS = ("tests",)

WRITTEN = """
def x_sum__mutmut_orig(a, b):
    return a + b
def x_sum__mutmut_1(a, b):
    return a - b
class Till:
    def xǁTillǁopen__mutmut_orig(self):
        return True
    def xǁTillǁopen__mutmut_1(self):
        return False
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_till.py").write_text("assert 4 == 2 + 2")
    (tmp_path / "tests/test_door.py").write_text("assert True")
    return tmp_path


def kept(root: Path, explained: Iterable[Mutant] = ()) -> Kept:
    """What the next run finds."""
    return Kept(root / "outcomes", root, TESTS, {each.key for each in explained})


def test_a_mutant_that_was_noticed_is_not_tried_again(root: Path) -> None:
    kept(root).keep(MUTANT, "killed", KILLER)
    (root / "tests/test_door.py").write_text("assert not False")
    assert kept(root).of(MUTANT) is not None
    assert kept(root).of(OTHER) is None


def test_a_mutant_is_tried_again_once_the_test_that_noticed_it_has_changed_by_that_test_first(root: Path) -> None:
    kept(root).keep(MUTANT, "killed", KILLER)
    (root / "tests/test_till.py").write_text("assert 5 == 2 + 3")
    assert kept(root).of(MUTANT) is None
    assert kept(root).killer_of(MUTANT) == KILLER


@pytest.mark.parametrize("how", ["survived", "no tests", "timeout"])
def test_a_mutant_that_no_test_failed_for_is_tried_again_once_any_test_has_changed(root: Path, how: str) -> None:
    kept(root).keep(MUTANT, how, "")
    assert kept(root).of(MUTANT) is not None
    (root / "tests/test_door.py").write_text("assert not False")
    assert kept(root).of(MUTANT) is None


def test_an_explained_survivor_is_not_tried_again(root: Path) -> None:
    kept(root).keep(MUTANT, "survived", "")
    (root / "tests/test_door.py").write_text("assert not False")
    outcome = kept(root, [MUTANT]).of(MUTANT)
    assert outcome is not None
    assert outcome.survived


def test_the_last_trial_of_a_mutant_is_what_holds(root: Path) -> None:
    kept(root).keep(MUTANT, "survived", "")
    kept(root).keep(MUTANT, "killed", KILLER)
    outcome = kept(root).of(MUTANT)
    assert outcome is not None
    assert not outcome.survived


def test_a_run_that_was_killed_while_it_wrote_loses_one_mutant(root: Path) -> None:
    kept(root).keep(MUTANT, "killed", KILLER)
    kept(root).keep(OTHER, "killed", KILLER)
    (file,) = (root / "outcomes").iterdir()
    file.write_text(file.read_text()[:-9])
    assert kept(root).of(MUTANT) is not None
    assert kept(root).of(OTHER) is None
    kept(root).keep(OTHER, "killed", KILLER)
    assert kept(root).of(OTHER) is not None


def test_a_mutant_is_known_by_its_function_and_its_change(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/till.py.meta").touch()
    (tmp_path / "shop/till.py").write_text(WRITTEN)
    first, second = read(tmp_path)
    assert first.key == MUTANT.key
    assert second.key == ("shop.till.Till.open", "return True", "return False")
    (tmp_path / "shop/till.py").write_text(WRITTEN.replace("a + b", "b + a"))
    changed, same = read(tmp_path)
    assert changed.likeness != first.likeness
    assert same.likeness == second.likeness


def test_a_survivor_without_a_reason_is_listed_as_an_entry_that_lacks_it() -> None:
    outcomes = {MUTANT: Outcome("survived"), OTHER: Outcome("killed", KILLER)}
    assert unexplained(outcomes, {}) == [MUTANT]
    assert MUTANT.as_toml() in "\n".join(report(outcomes, {}, whole=True))


def test_a_reason_given_for_what_a_test_notices_is_listed() -> None:
    outcomes = {MUTANT: Outcome("survived"), OTHER: Outcome("killed", KILLER)}
    assert stale(outcomes, {MUTANT.key: "why"}, whole=True) == []
    assert stale(outcomes, {OTHER.key: "why"}, whole=False) == [OTHER.key]


def test_a_reason_given_for_a_mutant_that_is_gone_is_listed_by_a_run_of_all() -> None:
    explained = {("shop.door.open", "True", "False"): "why"}
    assert stale({MUTANT: Outcome("killed", KILLER)}, explained, whole=False) == []
    assert stale({MUTANT: Outcome("killed", KILLER)}, explained, whole=True) == list(explained)


def test_the_numbers_of_each_module_are_told() -> None:
    third = Mutant("shop.door.x_open__mutmut_1", "shop.door.open", "True", "False")
    outcomes = {MUTANT: Outcome("survived"), OTHER: Outcome("timeout"), third: Outcome("no tests")}
    rows = [line.split() for line in report(outcomes, {MUTANT.key: "why"}, whole=True)][-4:]
    assert rows == [
        ["module", "mutants", "noticed", "explained", "neither"],
        ["shop.door", "1", "0", "0", "1"],
        ["shop.till", "2", "1", "1", "0"],
        ["together", "3", "1", "1", "1"],
    ]
