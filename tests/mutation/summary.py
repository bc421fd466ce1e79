"""What a run says in the end: the mutants that no test notices and nobody explained, and the numbers."""

from collections import Counter
from collections.abc import Iterator, Mapping

from tests.mutation.mutants import Mutant
from tests.mutation.outcomes import Key, Outcome


def unexplained(outcomes: Mapping[Mutant, Outcome], explained: Mapping[Key, str]) -> list[Mutant]:
    """Those that survived without a reason."""
    return [mutant for mutant, outcome in outcomes.items() if outcome.survived and mutant.key not in explained]


def stale(outcomes: Mapping[Mutant, Outcome], explained: Mapping[Key, str], *, whole: bool) -> list[Key]:
    """The explained that are no survivors; in a run of the ``whole`` verifier, those that are gone, too."""
    survivors = {mutant.key for mutant, outcome in outcomes.items() if outcome.survived}
    seen = {mutant.key for mutant in outcomes}
    return [key for key in explained if key not in survivors and (whole or key in seen)]


def report(outcomes: Mapping[Mutant, Outcome], explained: Mapping[Key, str], *, whole: bool) -> Iterator[str]:
    """Line by line."""
    for mutant in unexplained(outcomes, explained):
        yield f"\n[[mutant]]  # {mutant.name}: {outcomes[mutant].how}\n{mutant.as_toml()}\nwhy = "
    for key in stale(outcomes, explained, whole=whole):
        yield "\n  ".join(("\nexplained, but noticed or gone:", *key))
    yield f"\n{'module':<50}{'mutants':>9}{'noticed':>9}{'explained':>11}{'neither':>9}"
    for module in sorted({mutant.module for mutant in outcomes}):
        here = {mutant: outcome for mutant, outcome in outcomes.items() if mutant.module == module}
        yield _row(module, here, explained)
    yield _row("together", outcomes, explained)


def _row(title: str, outcomes: Mapping[Mutant, Outcome], explained: Mapping[Key, str]) -> str:
    counts = Counter(outcome.survived for outcome in outcomes.values())
    neither = len(unexplained(outcomes, explained))
    return f"{title:<50}{len(outcomes):>9}{counts[False]:>9}{counts[True] - neither:>11}{neither:>9}"
