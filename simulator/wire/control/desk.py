"""What the control API asks of a provider."""

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec

from simulator.core.conversation import Conversation
from simulator.core.explanation_json import ExplanationJson
from simulator.core.mistake_json import MistakeJson, MistakeWithFixJson
from simulator.core.site import Site
from simulator.core.token_json import MintedJson
from simulator.core.verdict import Verdict


class Desk(Protocol):
    """One provider, as far as its sites, keys and tokens are steered."""

    @property
    def site_fields(self) -> type[msgspec.Struct]:
        """The type of a site's body."""

    @property
    def site_answer(self) -> Any:
        """The type of what ``site_json`` makes."""

    @property
    def sites_answer(self) -> Any:
        """The type of a list of all sites."""

    @property
    def new_site_answer(self) -> Any:
        """The type of a site with the private key that was made for it."""

    @property
    def mint_fields(self) -> type[msgspec.Struct]:
        """The type of an order for a token."""

    def key(self, form: str) -> Any:
        """The simulator's public key: text for ``pem`` and ``der``, a mapping for ``jwk``."""

    def changed(self, site: Site, fields: Any) -> Site:
        """The site with the fields of a body. Raises Refusal with the facts ``message`` and ``field``."""

    def with_fresh_keys(self, site: Site) -> Site:
        """The site with a key pair made now; slow, so call it in a thread."""

    def site_json(self, site: Site) -> Mapping[str, Any]:
        """The site under its public names."""

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

    async def explain(self, site_id: str, token: str | None) -> ExplanationJson:
        """The same with the token taken apart, and the code that mends it."""

    async def answer(self, site_id: str, conversation_id: str, text: str) -> Conversation | None:
        """An advisor's message; None where there is no such conversation."""

    async def strike_sessions(self, site_id: str) -> None:
        """Let a failure mode that was armed just now hit the open sessions."""

    async def revoke(self, site_id: str, session_id: str) -> bool:
        """End a session from outside; False where there is none."""
