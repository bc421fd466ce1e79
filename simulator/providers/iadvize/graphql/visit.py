"""One request: who asks, which sites it names, and one costly field after another."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from simulator.core.api_error import PERMISSION_DENIED, ApiError
from simulator.core.site import Site
from simulator.providers.iadvize.access_tokens import AccessToken
from simulator.providers.iadvize.judge import Judge

_STRANGER = "Verdicts are for callers on the simulator's machine; start it with --trust-callers to give them to others."
Value = TypeVar("Value")
_MISSING = "This project wants an access token from POST /oauth2/token, sent as Authorization: Bearer …"
_EXPIRED = "The access token has expired; POST /oauth2/token gives another."


class Visit:
    """What resolvers see of the request that they work for."""

    def __init__(self, judge: Judge, token: AccessToken | None, *, explains: bool = True) -> None:
        self.judge = judge
        self._explains = explains
        self._denied: ApiError | None = None
        self._token = token
        self._named_a_site = False
        self._one_at_a_time = asyncio.Lock()
        self._began = False

    def check_explains(self) -> None:
        """Raise ApiError where the asker may hear no verdicts."""
        if not self._explains:
            raise ApiError(PERMISSION_DENIED, _STRANGER)

    async def enter(self, site_id: str) -> Site | None:
        """The site, where the request may see it, or None where there is none. Raises ApiError."""
        site = await self.judge.state.sites.get(site_id)
        if site is None:
            return None
        self._named_a_site = True
        if self._token is None:
            if site.require_api_token:
                self._deny(_MISSING)
        elif not self._token.is_live(await self.judge.now(site_id), site_id):
            self._deny(_EXPIRED)
        return site

    async def denial(self) -> ApiError | None:
        """Why the request as a whole is refused, if it is.

        Where it asks about no site, the clock of the site that the token's login named counts, or real time.
        """
        if self._denied is None and self._token and not self._named_a_site:
            site_id = self._token.site_id
            now = self.judge.real_now() if site_id is None else await self.judge.now(site_id)
            return None if self._token.is_live(now, site_id) else ApiError(PERMISSION_DENIED, _EXPIRED)
        return self._denied

    async def in_turn(self, work: Callable[[], Awaitable[Value]]) -> Value:
        """What the work gives, after other requests had theirs.

        Fifty verdicts are twenty milliseconds of arithmetic. The lock matters: tasks that all slept at once would all
        be run again in one and the same round of the loop.
        """
        async with self._one_at_a_time:
            if self._began:
                await asyncio.sleep(0)
            self._began = True
            return await work()

    def _deny(self, message: str) -> None:
        self._denied = ApiError(PERMISSION_DENIED, message)
        raise self._denied
