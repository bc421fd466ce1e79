"""Who a visitor is: the one behind a user id, with the profile that the last token told."""

from msgspec.structs import replace

from simulator.core.verdict import Verdict
from simulator.core.visitor import Visitor
from simulator.state.fresh_id import fresh_id
from simulator.state.protocols import State


async def visitor_of(state: State, site_id: str, verdict: Verdict, now: float) -> tuple[Visitor, bool]:
    """The visitor whom an accepted token names, and whether nobody has seen them before.

    Documented: one user id is one visitor, on whatever device.
    """
    fresh = Visitor(fresh_id(), site_id, now, now, verdict.user_id, verdict.visitor_data or {})
    visitor = await state.visitors.of_user(site_id, verdict.user_id or "", fresh)
    if verdict.visitor_data is None or visitor.visitor_data == verdict.visitor_data:
        return visitor, visitor.visitor_id == fresh.visitor_id
    visitor = replace(visitor, visitor_data=verdict.visitor_data, updated_at=now)
    await state.visitors.put(visitor)
    return visitor, False


async def nobody(state: State, site_id: str, now: float) -> Visitor:
    """A new anonymous visitor."""
    visitor = Visitor(fresh_id(), site_id, now, now)
    await state.visitors.put(visitor)
    return visitor
