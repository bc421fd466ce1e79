"""Tries each mutant in a process forked from one that has collected the tests, which saves starting pytest for each."""

import gc
import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import pytest
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

from tests.mutation.mutants import Mutant

SECONDS = 90
KILLED = 1
CACHED = type(lru_cache(len))


class Trial:
    """A plugin of pytest that first runs all tests as they are, and then, for each mutant, those that call it."""

    def __init__(self, mutants: list[Mutant]) -> None:
        self.mutants = mutants
        self.outcomes: dict[Mutant, str] = {}
        self._cost: dict[str, float] = {}
        self._killers: dict[str, int] = {}
        self._caches: list[Any] = []
        self._callers: dict[str, list[pytest.Item]] = defaultdict(list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of pytest's own loop."""
        set_mutant_under_test("stats")
        called = state()._stats  # noqa: SLF001 - mutmut's own runner of pytest reads it too
        for item, following in _paired(session.items):
            called.clear()
            started = time.perf_counter()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            self._cost[item.nodeid] = time.perf_counter() - started
            for function in called:
                self._callers[function].append(item)
        if session.testsfailed:
            return True
        self._caches = [each for each in gc.get_objects() if _is_ours(each)]
        gc.freeze()
        for place, mutant in enumerate(self.mutants, 1):
            self.outcomes[mutant] = self._try(session, mutant)
            sys.stderr.write(f"{place}/{len(self.mutants)} {mutant.name}: {self.outcomes[mutant]}\n")
            sys.stderr.flush()
        return True

    def _try(self, session: pytest.Session, mutant: Mutant) -> str:
        tests = sorted(self._callers[mutant.mangled], key=lambda item: self._rank(item, mutant))
        if not tests:
            return "no tests"
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            self._run(session, mutant, tests, tell)
        os.close(tell)
        with os.fdopen(told) as pipe:
            killer = pipe.read()
        _, status = os.waitpid(child, 0)
        if killer:
            self._killers.pop(killer, None)
            self._killers[killer] = len(self.outcomes)
        if os.WIFSIGNALED(status):
            return "timeout" if os.WTERMSIG(status) == signal.SIGALRM else "killed"
        return "survived" if os.WEXITSTATUS(status) == 0 else "killed"

    def _rank(self, item: pytest.Item, mutant: Mutant) -> tuple[int, bool, float]:
        """Those first that killed one lately, then those beside the function and of all words, then the quick ones."""
        beside = item.path.stem in ("test_said", "test_" + mutant.module.rpartition(".")[2])
        return (-self._killers.get(item.nodeid, -1), not beside, self._cost[item.nodeid])

    def _run(self, session: pytest.Session, mutant: Mutant, tests: list[pytest.Item], tell: int) -> None:
        """In the forked process: ends it, with 0 where no test failed, and tells which did."""
        code = KILLED
        try:
            signal.alarm(SECONDS)
            session.config.pluginmanager.unregister(name="terminalreporter")
            for cache in self._caches:  # lest a mutant's answer be that of the original
                cache.cache_clear()
            set_mutant_under_test(mutant.name)
            for item, following in _paired(tests):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if session.testsfailed:
                    os.write(tell, item.nodeid.encode())
                    break
            else:
                code = 0
        finally:
            os._exit(code)


def _is_ours(each: object) -> bool:
    return isinstance(each, CACHED) and each.__module__.startswith("simulator")


def _paired(items: list[pytest.Item]) -> Iterable[tuple[pytest.Item, pytest.Item | None]]:
    return zip(items, [*items[1:], None], strict=True)
