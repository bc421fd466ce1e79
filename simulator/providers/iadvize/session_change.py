"""One change to a session that is kept, told to whoever listens."""

from collections.abc import Callable

from simulator.core.event import session_event
from simulator.core.session import Session
from simulator.state.protocols import State


async def change_session(
    state: State, session: Session, now: float, change: Callable[[Session], Session]
) -> Session | None:
    """What ``change`` made of the session as it is now, which may not be as the caller saw it; None where it is gone.

    ``now`` is epoch seconds on the site's clock.
    """
    changed = await state.sessions.change(session.site_id, session.session_id, change)
    if changed is not None:
        await state.events.publish(session_event(changed, now))
    return changed
