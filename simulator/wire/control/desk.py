"""What the control API asks of a provider, and whose provider is asked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from simulator.core.conversation import Conversation
from simulator.core.explanation_json import Explained
from simulator.core.fault import Mode
from simulator.core.mistake_json import MistakeJson, MistakeWithFixJson
from simulator.core.site import Site
from simulator.core.token_json import MintedJson
from simulator.core.verdict import Verdict
from simulator.core.wording import nearest
from simulator.state.protocols import State
from simulator.wire.answers import WireError, not_found
from simulator.wire.operation import AnyOf


class Desk(Protocol):
    """One provider, as far as its sites, keys and tokens are steered."""

    @property
    def provider(self) -> str:
        """The name that its sites carry."""

    @property
    def example_user_id(self) -> str:
        """Somebody whom tokens can be made for."""

    @property
    def modes(self) -> Mapping[str, Mode]:
        """The failure modes that its sites know."""

    @property
    def site_fields(self) -> type[msgspec.Struct]:
        """The type of a site's body."""

    @property
    def site_answer(self) -> Any:
        """The type of what ``site_json`` makes."""

    @property
    def new_site_answer(self) -> Any:
        """The type of a site with the secret that was made for it."""

    @property
    def languages(self) -> Sequence[str]:
        """The languages in which the code that mends a mistake is known."""

    @property
    def mint_fields(self) -> type[msgspec.Struct]:
        """The type of an order for a token."""

    @property
    def rotation_fields(self) -> type[msgspec.Struct]:
        """The type of an order to replace a key."""

    @property
    def rotation_answer(self) -> Any:
        """The type of what ``rotate`` tells."""

    def changed(self, site: Site, fields: Any) -> Site:
        """The site with the fields of a body. Raises Refusal with the facts ``message`` and ``field``."""

    def founded(self, site_id: str, fields: Any) -> Site:
        """A new site out of a body; keys that it does not bring are made, which is slow, so call it in a thread.

        Raises Refusal like ``changed``.
        """

    def site_json(self, site: Site) -> Mapping[str, Any]:
        """The site under its public names; no secret is among them."""

    def new_site_json(self, site: Site) -> Mapping[str, Any]:
        """The same with the secret that was made for the site, to be answered once."""

    async def rotate(self, site: Site, fields: Any) -> Mapping[str, Any] | None:
        """Replace a key of the site, and tell what is new; None where the site is gone. Raises Refusal."""

    def mistakes(self) -> list[MistakeJson]:
        """Every mistake that a verdict can name."""

    def mistake(self, code: str) -> MistakeWithFixJson | None:
        """One mistake with the code that mends it; None where there is none of that code."""

    async def mint(self, site: Site, fields: Any) -> MintedJson:
        """A token to order. Raises Refusal."""

    async def corpus(self, site: Site, fields: Any) -> list[dict[str, Any]]:
        """A good token and one for every mistake, with what is expected of each. Raises Refusal."""

    async def verdict(self, site_id: str, token: str | None) -> Verdict:
        """The verdict on a token; opens nothing."""

    async def explain(self, site_id: str, token: str | None, languages: Sequence[str] = ()) -> Explained:
        """The same with the token taken apart, and the code that mends it in these languages, none meaning all."""

    async def answer(self, site_id: str, conversation_id: str, text: str) -> Conversation | None:
        """An advisor's message; None where there is no such conversation."""

    async def strike_sessions(self, site_id: str) -> None:
        """Let a failure mode that was armed just now hit the open sessions."""

    async def revoke(self, site_id: str, session_id: str) -> bool:
        """End a session from outside; False where there is none."""


class Desks:
    """Every provider's desk. The first is the one whose sites need not say whose they are."""

    def __init__(self, first: Desk, *others: Desk) -> None:
        self.first = first
        self._desks = {desk.provider: desk for desk in (first, *others)}

    def __iter__(self) -> Iterator[Desk]:
        return iter(self._desks.values())

    def of(self, site: Site) -> Desk:
        """The desk of the site's provider."""
        return self._desks[site.provider]

    async def of_id(self, state: State, site_id: str) -> Desk:
        """The desk of a site that may not exist; the first where it does not."""
        site = await state.sites.get(site_id)
        return self.of(site) if site else self.first

    def asked(self, provider: str | None) -> Desk:
        """The desk that a query names, the first where it names none; raises WireError 404."""
        if provider is None:
            return self.first
        if provider not in self._desks:
            raise not_found("provider", provider)
        return self._desks[provider]

    def named(self, provider: object) -> Desk:
        """The desk that a body names, the first where it names none; raises WireError 422."""
        if provider is None:
            return self.first
        if isinstance(provider, str) and provider in self._desks:
            return self._desks[provider]
        message = f'provider: there is no "{str(provider)[:80]}"; {nearest(str(provider), self._desks)}'
        raise WireError(422, "field_invalid", message, "provider")

    def each(self, kind: Callable[[Desk], Any]) -> AnyOf:
        """A type of every desk, for the description of the API."""
        return AnyOf(tuple(kind(desk) for desk in self))
