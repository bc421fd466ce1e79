"""Chat for JSM as the control API steers it: projects, secret keys, tokens, verdicts."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from simulator.core.clock import CENTURY_SECONDS
from simulator.core.conversation import Conversation
from simulator.core.explanation_json import Explained
from simulator.core.fault import CHAT_MODES, Mode
from simulator.core.making import refusal_message
from simulator.core.mistake_json import MistakeJson, MistakeWithFixJson, catalogue_json, mistake_with_fix_json
from simulator.core.refusal import Refusal
from simulator.core.site import Site
from simulator.core.token_json import MintedJson
from simulator.core.verdict import Verdict
from simulator.providers.jsm_chat import PROVIDER, mistakes
from simulator.providers.jsm_chat.catalogue import CATALOGUE
from simulator.providers.jsm_chat.corpus import REUSED, corpus
from simulator.providers.jsm_chat.judge import Judge, fingerprint
from simulator.providers.jsm_chat.mint import DEFAULT_LIFETIME_SECONDS, Order, mint
from simulator.providers.jsm_chat.recipes import BACKENDS
from simulator.providers.jsm_chat.rotation import ChatRotationFields, ChatRotationJson, rotate
from simulator.providers.jsm_chat.sessions import ChatSessions
from simulator.providers.jsm_chat.site_fields import (
    NewProjectJson,
    ProjectFields,
    ProjectJson,
    apply,
    new_project_json,
    project_json,
    with_fresh_secret,
)
from simulator.providers.jsm_chat.tickets import Tickets

_MAX_TEXT = 10_000


class ChatMintFields(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """An order for a token of Chat for JSM. ``userId`` is the customer's address; ``claims`` come last and win."""

    user_id: Annotated[str, Meta(max_length=_MAX_TEXT)]
    display_name: Annotated[str, Meta(max_length=_MAX_TEXT)] | None = None
    visitor_data: dict[str, Any] | None = None
    lifetime_seconds: Annotated[float, Meta(ge=-CENTURY_SECONDS, le=CENTURY_SECONDS)] = DEFAULT_LIFETIME_SECONDS
    claims: dict[str, Any] | None = None
    mistake: Annotated[str, Meta(extra_json_schema={"enum": list(mistakes.MAKERS)})] | None = None


class ChatDesk(msgspec.Struct, frozen=True):
    """What the control API may ask of this provider."""

    judge: Judge
    sessions: ChatSessions
    tickets: Tickets

    provider: str = PROVIDER
    example_user_id: str = "jane.doe@example.com"
    modes: Mapping[str, Mode] = msgspec.field(default_factory=lambda: CHAT_MODES)
    site_fields: type[ProjectFields] = ProjectFields
    languages: Sequence[str] = BACKENDS
    mint_fields: type[ChatMintFields] = ChatMintFields
    rotation_fields: type[ChatRotationFields] = ChatRotationFields
    rotation_answer: type[ChatRotationJson] = ChatRotationJson
    site_answer: type[ProjectJson] = ProjectJson
    new_site_answer: type[NewProjectJson] = NewProjectJson

    def changed(self, site: Site, fields: ProjectFields) -> Site:
        """The project with the fields of a body."""
        return apply(fields, site)

    def founded(self, site_id: str, fields: ProjectFields) -> Site:
        """A new project; with a secret key generated now, unless it brings its own or wants none."""
        site = apply(fields, Site(site_id, provider=PROVIDER))
        return with_fresh_secret(site) if fields.secret_key is msgspec.UNSET else site

    def site_json(self, site: Site) -> ProjectJson:
        """The project under its public names."""
        return project_json(site)

    def new_site_json(self, site: Site) -> NewProjectJson:
        """The same with its secret key."""
        return new_project_json(site)

    async def rotate(self, site: Site, fields: ChatRotationFields) -> ChatRotationJson | None:
        """Replace the secret key; None where the project is gone."""
        now = await self.judge.now(site.site_id)
        told: list[ChatRotationJson] = []

        def change(latest: Site) -> Site:
            after, answer = rotate(latest, fields, now)
            told.append(answer)
            return after

        changed = await self.judge.state.sites.change(site.site_id, change)
        return told[-1] if changed else None

    def mistakes(self) -> list[MistakeJson]:
        """Every mistake of the catalogue."""
        return catalogue_json(CATALOGUE)

    def mistake(self, code: str) -> MistakeWithFixJson | None:
        """One mistake with the code that mends it."""
        if code not in CATALOGUE.mistakes:
            return None
        from simulator.providers.jsm_chat.explanation import fix_of  # noqa: PLC0415 - a server starts sooner without it

        return mistake_with_fix_json(CATALOGUE[code], fix_of(code))

    async def mint(self, site: Site, fields: ChatMintFields) -> MintedJson:
        """A token to order and the code that its verdict names, or null."""
        order = await self._order(site, fields)
        token = mint(order) if fields.mistake is None else _make(fields.mistake, order)
        if fields.mistake == REUSED:
            await self.judge.state.used_tokens.add(site.site_id, fingerprint(token))
        verdict = await self.judge.verdict(site.site_id, token)
        # A project's rules may forgive a mistake, or its set-up may refuse the token before anybody sees it.
        seen = {check.code for check in verdict.checks if check.code}
        return {"token": token, "expects": fields.mistake if fields.mistake in seen else verdict.code}

    async def corpus(self, site: Site, fields: ChatMintFields) -> list[dict[str, Any]]:
        """A good token and one for every mistake, each with the code that its verdict names."""
        order = await self._order(site, fields)
        entries = await asyncio.to_thread(list, corpus(order))
        for entry in entries:
            if entry["name"] == REUSED and await self.judge.state.sites.get(site.site_id):  # not gone
                entry["token"] = mistakes.make(REUSED, order)
                await self.judge.state.used_tokens.add(site.site_id, fingerprint(entry["token"]))
        return entries

    async def verdict(self, site_id: str, token: str | None) -> Verdict:
        """The verdict on a token; opens nothing."""
        return await self.judge.verdict(site_id, token)

    async def explain(self, site_id: str, token: str | None, languages: Sequence[str] = ()) -> Explained:
        """The same with the token taken apart, and the code that mends it."""
        from simulator.providers.jsm_chat.explanation import evidence  # noqa: PLC0415 - a server starts sooner without

        verdict = await self.judge.verdict(site_id, token)
        now = await self.judge.now(site_id)
        return Explained(verdict, evidence(token or "", verdict, now, languages or self.languages), now)

    async def answer(self, site_id: str, conversation_id: str, text: str) -> Conversation | None:
        """An agent's message."""
        return await self.tickets.answer(site_id, conversation_id, text)

    async def strike_sessions(self, site_id: str) -> None:
        """Let a failure mode that was armed just now hit the open sessions."""
        await self.sessions.strike_open(site_id)

    async def revoke(self, site_id: str, session_id: str) -> bool:
        """End a session from outside."""
        return await self.sessions.revoke(site_id, session_id)

    async def _order(self, site: Site, fields: ChatMintFields) -> Order:
        if site.minting_key is None:
            message = (
                f'The project "{site.site_id}" has no secret key; generate one with'
                f" POST /_simulator/sites/{site.site_id}/rotations."
            )
            raise Refusal("minting_key_missing", message=message)
        others = await self.judge.state.sites.all()
        known = (one.minting_key for one in others if one.provider == PROVIDER and one.site_id != site.site_id)
        said = fields.visitor_data or {}
        name = fields.display_name if fields.display_name is not None else said.get("displayName")
        return Order(
            site=site,
            email=fields.user_id,
            secret=site.minting_key,
            now=await self.judge.now(site.site_id),
            display_name=name if isinstance(name, str) else None,
            lifetime_seconds=fields.lifetime_seconds,
            claims=fields.claims or {},
            other_secret=next((secret for secret in known if secret), None),
        )


def _make(code: str, order: Order) -> str:
    try:
        return mistakes.make(code, order)
    except Refusal as refusal:
        message = refusal_message(refusal)
        raise Refusal(refusal.code, found=code, message=message, field="mistake") from None
