"""Scenarios in a store."""

from collections.abc import Callable

from simulator.core.scenario import ScenarioRun
from simulator.state.durable.codec import Codec
from simulator.state.durable.store import SCENARIO, Shelf, Store, Written

_RUN: Codec[ScenarioRun] = Codec(ScenarioRun)


class DurableScenarios:
    """The newest run of each site."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, site_id: str) -> ScenarioRun | None:
        """The site's scenario, or None."""
        return _RUN.read(await self._store.get(_shelf(site_id), SCENARIO))

    async def start(self, run: ScenarioRun) -> bool:
        """Keep a run in place of the one before; False where that is running still."""
        written = Written(_RUN.encode(run))

        def started(before: bytes | None) -> Written | None:
            latest = _RUN.read(before)
            return None if latest is not None and latest.is_running else written

        return await self._store.change(_shelf(run.site_id), SCENARIO, started) == written.value

    async def change(self, site_id: str, change: Callable[[ScenarioRun], ScenarioRun]) -> ScenarioRun | None:
        """Set the run to what ``change`` makes of it."""

        def changed(before: bytes | None) -> Written | None:
            return None if before is None else Written(_RUN.encode(change(_RUN.decode(before))))

        return _RUN.read(await self._store.change(_shelf(site_id), SCENARIO, changed))


def _shelf(site_id: str) -> Shelf:
    return Shelf("scenario", site_id, 1)
