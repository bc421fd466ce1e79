"""The three steps of an activation in a store, each one way there."""

from simulator.core.attempt import Attempt
from simulator.core.clock import REAL_TIME, SiteClock
from simulator.core.event import attempt_event, session_event
from simulator.core.fault import Fault
from simulator.core.scenario import ScenarioRun
from simulator.core.session import Session
from simulator.core.site import Site
from simulator.settings.bounds import Bounds
from simulator.state.durable.codec import Codec
from simulator.state.durable.sites import DurableSites
from simulator.state.durable.store import Beginning, Keeping, Noting, Store
from simulator.state.steps import Begun, Known, Opened, Opening, Start

_CLOCK: Codec[SiteClock] = Codec(SiteClock)
_FAULTS: Codec[list[Fault]] = Codec(list[Fault])
_RUN: Codec[ScenarioRun] = Codec(ScenarioRun)
_SESSION: Codec[Session] = Codec(Session)


class DurableSteps:
    """Sites are those that this process read last, where the store says in the same step that they still stand."""

    def __init__(self, store: Store, sites: DurableSites, bounds: Bounds) -> None:
        self._store = store
        self._sites = sites
        self._bounds = bounds

    async def begin(self, start: Start) -> Begun | None:
        """Count an attempt, and read what it is judged by; None where the provider has no such site."""
        began = await self._store.begin(self._beginning(start, self._sites.revision))
        if began is None:
            # Read anew since the request came, which is all that is asked: no need to look a third time.
            await self._sites.refresh()
            began = await self._store.begin(self._beginning(start, None))
        site = self._site(start)
        if began is None or site is None:
            return None
        clock = _CLOCK.read(began.clock) or REAL_TIME
        known = Known(site, self._sites.listed, clock, began.is_reused)
        opened = None if began.opened is None else began.opened.decode()
        is_armed = bool(_FAULTS.read(began.faults))
        return Begun(known, began.times, opened, _SESSION.read(began.before), is_armed)

    async def open(self, opening: Opening) -> Opened:
        """Keep the session, for its activation too, mark the token as used, and tell."""
        session = opening.session
        kept = await self._store.keep(
            Keeping(
                site_id=session.site_id,
                activation_id=opening.activation_id,
                seen=opening.seen,
                session_id=session.session_id,
                session=_SESSION.encode(session) if opening.is_new else None,
                token=opening.token,
                event=session_event(session, opening.now),
                bounds=self._bounds,
            )
        )
        return kept if isinstance(kept, str) else "armed" if _FAULTS.read(kept.faults) else "open"

    async def record(self, attempt: Attempt) -> bool:
        """Journal the attempt where its site exists, and tell; whether a scenario is running there."""
        run = _RUN.read(await self._store.note(Noting(attempt, attempt_event(attempt), self._bounds)))
        return run is not None and run.is_running

    def _beginning(self, start: Start, revision: int | None) -> Beginning:
        site = self._site(start)
        return Beginning(
            site_id=start.site_id,
            revision=revision,
            activation_id=start.activation_id,
            limit=site.retries + 1 if site else 0,
            token=start.token,
            session_id=start.session_id,
            bounds=self._bounds,
        )

    def _site(self, start: Start) -> Site | None:
        site = self._sites.known(start.site_id)
        return site if site and site.provider == start.provider else None
