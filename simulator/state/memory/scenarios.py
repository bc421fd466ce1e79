"""Scenarios in memory."""

from collections.abc import Callable

from simulator.core.scenario import ScenarioRun


class MemoryScenarios:
    """The newest run of each site."""

    def __init__(self) -> None:
        self._runs: dict[str, ScenarioRun] = {}

    async def get(self, site_id: str) -> ScenarioRun | None:
        """The site's scenario, or None."""
        return self._runs.get(site_id)

    async def start(self, run: ScenarioRun) -> bool:
        """Keep a run in place of the one before; False where that is running still."""
        before = self._runs.get(run.site_id)
        if before is not None and before.is_running:
            return False
        self._runs[run.site_id] = run
        return True

    async def change(self, site_id: str, change: Callable[[ScenarioRun], ScenarioRun]) -> ScenarioRun | None:
        """Set the run to what ``change`` makes of it."""
        run = self._runs.get(site_id)
        if run is None:
            return None
        self._runs[site_id] = changed = change(run)
        return changed

    def forget(self, site_id: str) -> None:
        """Forget the site's scenario."""
        self._runs.pop(site_id, None)
