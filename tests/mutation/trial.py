"""Tries each mutant in a process forked from one that has collected the tests, which saves starting pytest for each."""

import gc
import os
import resource
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
from tests.mutation.outcomes import SURVIVED, UNCALLED, Kept, Outcome

# What a mutant may take that goes round in circles: this much more than its tests do without it, of the processor's
# time, and of the clock's where it waits. Then it counts as noticed.
TIMES = 5
SECONDS = 10
WAITING = 10
MEMORY = 4 << 30
KILLED = 1
CACHED = type(lru_cache(len))


class Trial:
    """A plugin of pytest that first runs all tests as they are, and then, for each mutant, those that call it."""

    def __init__(self, mutants: list[Mutant], kept: Kept) -> None:
        self.mutants = mutants
        self.outcomes: dict[Mutant, Outcome] = {}
        self._kept = kept
        self._cost: dict[str, float] = {}
        self._lately: dict[str, int] = {}
        self._of_function: dict[tuple[str, str], int] = {}
        self._caches: list[Any] = []
        self._callers: dict[str, list[pytest.Item]] = defaultdict(list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of pytest's own loop."""
        set_mutant_under_test("stats")
        called = state()._stats  # noqa: SLF001 - mutmut's own runner of pytest reads it too
        for item, following in _paired(session.items):
            called.clear()
            started = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            self._cost[item.nodeid] = time.process_time() - started
            for function in called:
                self._callers[function].append(item)
        if session.testsfailed:
            return True
        self._caches = [each for each in gc.get_objects() if _is_ours(each)]
        gc.freeze()
        for place, mutant in enumerate(self.mutants, 1):
            outcome = self.outcomes[mutant] = self._try(session, mutant)
            sys.stderr.write(f"{place}/{len(self.mutants)} {mutant.name}: {outcome.how}\n")
            sys.stderr.flush()
        return True

    def _try(self, session: pytest.Session, mutant: Mutant) -> Outcome:
        last = self._kept.killer_of(mutant)
        tests = sorted(self._callers[mutant.mangled], key=lambda item: self._rank(item, mutant, last))
        if not tests:
            return self._kept.keep(mutant, UNCALLED, "")
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            self._run(session, mutant, tests, tell)
        os.close(tell)
        with os.fdopen(told) as pipe:
            killer = pipe.read()
        _, status = os.waitpid(child, 0)
        if killer:
            self._lately[killer] = self._of_function[killer, mutant.mangled] = len(self.outcomes) + 1
        return self._kept.keep(mutant, _how(status), killer)

    def _rank(self, item: pytest.Item, mutant: Mutant, last: str) -> tuple[Any, ...]:
        """First what noticed this one before, then what did others lately: of this function, beside it, elsewhere."""
        name = item.nodeid
        beside = item.path.stem in ("test_said", "test_" + mutant.module.rpartition(".")[2])
        here = self._of_function.get((name, mutant.mangled), 0)
        return (name != last, -here, not beside, -self._lately.get(name, 0), self._cost[name])

    def _run(self, session: pytest.Session, mutant: Mutant, tests: list[pytest.Item], tell: int) -> None:
        """In the forked process: ends it, with 0 where no test failed, and tells which did."""
        code = KILLED
        try:
            seconds = SECONDS + TIMES * sum(self._cost[item.nodeid] for item in tests)
            signal.setitimer(signal.ITIMER_PROF, seconds)
            signal.alarm(round(WAITING * seconds))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
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


def _how(status: int) -> str:
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGALRM, signal.SIGPROF):
        return "timeout"
    return SURVIVED if status == 0 else "killed"


def _is_ours(each: object) -> bool:
    return isinstance(each, CACHED) and each.__module__.startswith("simulator")


def _paired(items: list[pytest.Item]) -> Iterable[tuple[pytest.Item, pytest.Item | None]]:
    return zip(items, [*items[1:], None], strict=True)
