"""What a contract test checks, and every code that it may name."""

import re
from collections.abc import Iterator

from scripts.docs.markdown import literal, sentence, table
from simulator.contract.catalogue import BREACHES, GROUPS
from simulator.core.catalogue import FAILURE, CheckName, Mistake
from simulator.providers.iadvize.catalogue import CATALOGUE

_FACT = re.compile(r"\{(\w+)\}")


def breaches() -> Iterator[str]:
    """Each group of checks with its codes."""
    for number, (title, checks) in enumerate(GROUPS):
        if number:
            yield ""
        yield f"### {title}"
        yield ""
        yield from _verdicts() if checks == CATALOGUE.checks else _codes(checks)


def _verdicts() -> Iterator[str]:
    yield "The eight checks of a [verdict](verdict.md), for each token at the moment of its arrival; their codes are in"
    yield "[mistakes](mistakes.md). Each check says the worst that any token had, and in how many."
    yield ""
    yield from table(("check", "says, where nothing is wrong"), ((literal(c.name), c.passed) for c in CATALOGUE.checks))


def _codes(checks: tuple[CheckName, ...]) -> list[str]:
    head = ("check", "code", "", "for example", "what helps")
    return table(head, (_row(breach) for check in checks for breach in BREACHES.of_check(check.name)))


def _row(breach: Mistake) -> tuple[str, ...]:
    code = f'<a id="{breach.code}"></a>{literal(breach.code)}'
    severity = "failure" if breach.severity == FAILURE else "warning"
    return literal(breach.check), code, severity, sentence(breach.making), sentence(_FACT.sub(r"<\1>", breach.hint))
