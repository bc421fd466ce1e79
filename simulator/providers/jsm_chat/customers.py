"""Who a customer is: the one behind an e-mail address, and whether the creation of a new one takes a while."""

import uuid

import msgspec
from msgspec.structs import replace

from simulator.core.fault import CUSTOMER
from simulator.core.verdict import Verdict
from simulator.core.visitor import Visitor
from simulator.state.protocols import State

_MILLISECONDS = 1000


class Customers(msgspec.Struct, frozen=True):
    """A project's customers. One whose profile is empty is being created, and has never been logged in."""

    state: State

    async def of(self, site_id: str, verdict: Verdict, now: float) -> Visitor:
        """The customer whom an accepted token names. Documented: a new address becomes a customer."""
        profile = verdict.visitor_data or {}
        fresh = Visitor(str(uuid.uuid4()), site_id, now, now, verdict.user_id, profile)
        customer = await self.state.visitors.of_user(site_id, verdict.user_id or "", fresh)
        if customer.visitor_data == profile:
            return customer
        customer = replace(customer, visitor_data=profile, updated_at=now)
        await self.state.visitors.put(customer)
        return customer

    async def is_pending(self, site_id: str, verdict: Verdict, now: float) -> bool:
        """Whether an armed failure mode keeps this customer away: one that is new, or not long enough in the making.

        The failure mode's ``delayMs`` is how long the making takes, from the first login on, on the project's clock.
        """
        armed = [fault for fault in await self.state.faults.all(site_id) if fault.matches((CUSTOMER,), verdict.user_id)]
        if not armed:
            return False
        fresh = Visitor(str(uuid.uuid4()), site_id, now, now, verdict.user_id)
        customer = await self.state.visitors.of_user(site_id, verdict.user_id or "", fresh)
        takes = max(fault.delay_ms for fault in armed) / _MILLISECONDS
        return not customer.visitor_data and now < customer.created_at + takes
