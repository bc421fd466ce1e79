"""The contract test of a token endpoint as part of a pytest run: ``--iadvize-token-url``, each check a test."""

import os
import re
from collections.abc import Callable
from difflib import get_close_matches
from functools import cached_property
from typing import Any

import pytest

from simulator.contract.baseline import read_baseline
from simulator.contract.catalogue import BREACHES
from simulator.contract.junit import told
from simulator.contract.parameters import PARAMETERS
from simulator.contract.reading import read_plan
from simulator.contract.report import Report, Result
from simulator.contract.run import run_contract
from simulator.core.verdict import SKIPPED
from simulator.providers.iadvize.keyring import Keyring, silently
from simulator.pytest_plugin import options
from simulator.pytest_plugin.contract_options import NAME, given
from simulator.settings import Misconfigured, load_settings
from simulator.starting_sites import starting_sites

_OPTION = re.compile(rf"--({'|'.join(parameter.name for parameter in PARAMETERS)})\b")


def contract_items(session: pytest.Session) -> list[pytest.Item]:
    """A test for each check. Raises UsageError where an option cannot be meant."""
    try:
        run = _prepared(session.config)
    except Misconfigured as problem:
        raise pytest.UsageError(str(problem)) from None
    contract = ContractTest.from_parent(session, name=NAME, nodeid=NAME, run=run)
    items: list[pytest.Item] = [CheckItem.from_parent(contract, name=check.name) for check in BREACHES.checks]
    if session.config.pluginmanager.hasplugin("xdist"):
        for item in items:
            item.add_marker(pytest.mark.xdist_group(NAME))  # with --dist loadgroup one worker asks, not each
    # No file was collected; without this the terminal would count none of them.
    session.ihook.pytest_collectreport(report=pytest.CollectReport(NAME, "passed", None, [*items]))
    return items


class ContractTest(pytest.Collector):
    """The endpoint's test: asked once, when the first of its checks is run."""

    def __init__(self, *, run: Callable[[], Report], **rest: Any) -> None:
        super().__init__(**rest)
        self._run = run

    def collect(self) -> list[pytest.Item]:
        """Its items are made with it."""
        return []

    @cached_property
    def results(self) -> dict[str, Result]:
        """The outcome of each check."""
        return {result.check.name: result for result in self._run().results}


class BrokenError(Exception):
    """A check that breaks the contract; its text is all that there is to say."""


class CheckItem(pytest.Item):
    """One check of the contract."""

    def runtest(self) -> None:
        """Fail, skip or pass as the check did."""
        contract = self.getparent(ContractTest)
        assert contract is not None  # noqa: S101 - it made this item
        result = contract.results[self.name]
        if result.is_breach:
            raise BrokenError(_as_options(told(result)))
        if result.check.outcome == SKIPPED:
            pytest.skip(_as_options(result.check.message))
        self.user_properties.append(("iadvize", result.check.message))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What the check says; no traceback of ours, which nobody can use."""
        if isinstance(excinfo.value, BrokenError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[os.PathLike[str], int | None, str]:
        """How the test is called in a report."""
        return self.path, None, f"{NAME}: {self.name}"


def _prepared(config: pytest.Config) -> Callable[[], Report]:
    """The run, all of whose options are read. Raises Misconfigured."""
    here = config.invocation_params.dir
    said = {parameter.attribute: given(config, parameter) for parameter in PARAMETERS}
    baseline = options.path(config, "baseline")
    plan = read_plan({name: value for name, value in said.items() if name != "baseline"}, here, "--iadvize-")
    known = read_baseline(baseline) if baseline else frozenset()
    places = {name.replace("-", "_"): options.path(config, name) for name in ("data-dir", "private-key", "config")}
    flags = {name: str(place) for name, place in places.items() if place is not None}
    settings = load_settings(flags, os.environ, here)
    keyring = Keyring(settings, silently)
    sites = starting_sites(settings, keyring)
    site_id = options.text(config, "site") or "demo"
    if site_id not in {site.site_id for site in sites}:
        names = [site.site_id for site in sites]
        near = get_close_matches(site_id, names, n=1)
        advice = f"did you mean {near[0]}?" if near else f"known are {', '.join(names)}."
        raise Misconfigured(f"--iadvize-site: there is no {site_id!r}; {advice}")
    key = keyring.iadvize()
    return lambda: run_contract(plan, site_id, key, sites, known)


def _as_options(text: str) -> str:
    """The text with the command's options called as they are called here."""
    return _OPTION.sub(r"--iadvize-\1", text)
