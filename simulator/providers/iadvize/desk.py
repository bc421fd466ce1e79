"""iAdvize as the control API steers it: sites, keys, tokens, verdicts."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from simulator.core.attempt import fingerprint
from simulator.core.clock import CENTURY_SECONDS
from simulator.core.conversation import Conversation
from simulator.core.explanation_json import Explained
from simulator.core.fault import MODES, Mode
from simulator.core.making import refusal_message
from simulator.core.mistake_json import MistakeJson, MistakeWithFixJson
from simulator.core.refusal import Refusal
from simulator.core.site import Site
from simulator.core.token_json import MintedJson
from simulator.core.verdict import Verdict
from simulator.providers.iadvize import PROVIDER, mistakes
from simulator.providers.iadvize.catalogue_json import mistake_json, mistakes_json
from simulator.providers.iadvize.conversations import Conversations
from simulator.providers.iadvize.corpus import corpus
from simulator.providers.iadvize.judge import Judge
from simulator.providers.iadvize.keys import base64_der, generate_private_key, load_private_key, public_jwk
from simulator.providers.iadvize.mint import DEFAULT_LIFETIME_SECONDS, Order, mint
from simulator.providers.iadvize.recipes import BACKENDS
from simulator.providers.iadvize.refused_keys import RefusedKeys
from simulator.providers.iadvize.renew import Sessions
from simulator.providers.iadvize.rotation import RotationFields, RotationJson, fresh_key, rotate
from simulator.providers.iadvize.site_fields import (
    NewSiteJson,
    SiteFields,
    SiteJson,
    apply,
    new_site_json,
    site_json,
)
from simulator.providers.iadvize.site_keys import with_key_pair


class MintFields(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """An order for a token. ``claims`` are added last and win; ``mistake`` is a code of the catalogue."""

    user_id: Annotated[str, Meta(max_length=10_000)]
    visitor_data: dict[str, Any] | None = None
    lifetime_seconds: Annotated[float, Meta(ge=-CENTURY_SECONDS, le=CENTURY_SECONDS)] = DEFAULT_LIFETIME_SECONDS
    claims: dict[str, Any] | None = None
    mistake: Annotated[str, Meta(extra_json_schema={"enum": list(mistakes.MAKERS)})] | None = None


class IAdvizeDesk(msgspec.Struct, frozen=True):
    """What the control API may ask of this provider."""

    judge: Judge
    sessions: Sessions
    conversations: Conversations
    refused: RefusedKeys

    provider: str = PROVIDER
    example_user_id: str = "customer-1042"
    modes: Mapping[str, Mode] = msgspec.field(default_factory=lambda: MODES)
    site_fields: type[SiteFields] = SiteFields
    mint_fields: type[MintFields] = MintFields
    site_answer: type[SiteJson] = SiteJson
    new_site_answer: type[NewSiteJson] = NewSiteJson
    languages: Sequence[str] = BACKENDS
    rotation_fields: type[RotationFields] = RotationFields
    rotation_answer: type[RotationJson] = RotationJson

    async def key(self, form: str, site: Site | None) -> str | dict[str, Any]:
        """The simulator's public key as ``pem``, ``der`` (one line of base64, as documented) or ``jwk``."""
        public = (await self.judge.own_keys(site)).current.public
        if form == "jwk":
            return public_jwk(public, "enc")
        return public.pem if form == "pem" else base64_der(public)

    def changed(self, site: Site, fields: SiteFields) -> Site:
        """The site with the fields of a body."""
        return self.refused.check(apply(fields, site))

    def founded(self, site_id: str, fields: SiteFields) -> Site:
        """A new site; with a key pair made now, unless it brings its brand's keys."""
        site = self.changed(Site(site_id), fields)
        return with_key_pair(site, generate_private_key()) if fields.brand_public_keys is msgspec.UNSET else site

    def site_json(self, site: Site) -> SiteJson:
        """The site under its public names."""
        return site_json(site, self.judge.key.public)

    async def rotate(self, site: Site, fields: RotationFields) -> RotationJson | None:
        """Replace a key of the site; None where the site is gone."""
        private_pem = await asyncio.to_thread(fresh_key, fields)
        now = await self.judge.now(site.site_id)
        told: list[RotationJson] = []

        def change(latest: Site) -> Site:
            after, answer = rotate(latest, fields, private_pem, now, self.judge.key)
            told.append(answer)
            return self._unless_refused(after)

        changed = await self.judge.state.sites.change(site.site_id, change)
        return told[-1] if changed else None

    def _unless_refused(self, site: Site) -> Site:
        try:
            return self.refused.check(site)
        except Refusal as refusal:
            message = refusal.finding.facts["message"]
            raise Refusal(refusal.code, message=message, field="brandPublicKey") from None

    def new_site_json(self, site: Site) -> NewSiteJson:
        """The same with the private key that was made for it."""
        return new_site_json(site, self.judge.key.public)

    def mistakes(self) -> list[MistakeJson]:
        """Every mistake of the catalogue."""
        return mistakes_json()

    def mistake(self, code: str) -> MistakeWithFixJson | None:
        """One mistake with the code that mends it."""
        return mistake_json(code)

    async def mint(self, site: Site, fields: MintFields) -> MintedJson:
        """A token to order and the code that its verdict names, or null."""
        order = await self._order(site, fields)
        token = mint(order) if fields.mistake is None else _make(fields.mistake, order)
        if fields.mistake == "token_reused":
            await self.judge.state.used_tokens.add(site.site_id, fingerprint(token))
        verdict = await self.judge.verdict(site.site_id, token)
        # A site's rules may forgive a mistake, or its set-up may refuse the token before anybody sees it.
        seen = {check.code for check in verdict.checks if check.code}
        return {"token": token, "expects": fields.mistake if fields.mistake in seen else verdict.code}

    async def corpus(self, site: Site, fields: MintFields) -> list[dict[str, Any]]:
        """A good token and one for every mistake, each with the code that its verdict names."""
        order = await self._order(site, fields)
        entries = await asyncio.to_thread(list, corpus(order))
        for entry in entries:
            if entry["name"] == "token_reused" and await self.judge.state.sites.get(site.site_id):  # not gone
                entry["token"] = mistakes.make("token_reused", order)
                await self.judge.state.used_tokens.add(site.site_id, fingerprint(entry["token"]))
        return entries

    async def verdict(self, site_id: str, token: str | None) -> Verdict:
        """The verdict on a token; opens nothing."""
        return await self.judge.verdict(site_id, token)

    async def explain(self, site_id: str, token: str | None, languages: Sequence[str] = ()) -> Explained:
        """The same with the token taken apart, and the code that mends it."""
        from simulator.providers.iadvize.explanation import evidence  # noqa: PLC0415 - a server starts sooner without

        verdict = await self.judge.verdict(site_id, token)
        now = await self.judge.now(site_id)
        keys = await self.judge.own_keys(await self.judge.state.sites.get(site_id))
        opener = keys.named(verdict.encryption_key)
        return Explained(verdict, evidence(token or "", verdict, opener, now, languages or self.languages), now)

    async def answer(self, site_id: str, conversation_id: str, text: str) -> Conversation | None:
        """An advisor's message."""
        return await self.conversations.answer(site_id, conversation_id, text)

    async def strike_sessions(self, site_id: str) -> None:
        """Let a failure mode that was armed just now hit the open sessions."""
        await self.sessions.strike(site_id)

    async def revoke(self, site_id: str, session_id: str) -> bool:
        """End a session from outside."""
        return await self.sessions.revoke(site_id, session_id)

    async def _order(self, site: Site, fields: MintFields) -> Order:
        if site.minting_key is None:
            message = (
                f'The simulator does not hold the private key of "{site.site_id}"; only the brand can make its tokens.'
                " A site from POST /_simulator/sites has one."
            )
            raise Refusal("minting_key_missing", message=message)
        others = [one for one in await self.judge.state.sites.all() if one.provider == site.provider]
        other = next((one.minting_key for one in others if one.minting_key and one.site_id != site.site_id), None)
        return Order(
            site=site,
            user_id=fields.user_id,
            brand=load_private_key(site.minting_key),
            recipient=(await self.judge.own_keys(site)).current.public,
            now=await self.judge.now(site.site_id),
            visitor_data=fields.visitor_data,
            lifetime_seconds=fields.lifetime_seconds,
            claims=fields.claims or {},
            other_brand=load_private_key(other) if other else None,
        )


def _make(code: str, order: Order) -> str:
    try:
        return mistakes.make(code, order)
    except Refusal as refusal:
        message = refusal_message(refusal)
        raise Refusal(refusal.code, found=code, message=message, field="mistake") from None
