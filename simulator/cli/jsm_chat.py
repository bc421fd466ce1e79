"""Chat for JSM's tokens, as the commands make and judge them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from simulator.cli.bench import Wish
from simulator.cli.keys import Household
from simulator.core.catalogue import Catalogue
from simulator.core.explanation import Evidence, Fix
from simulator.core.making import refusal_message
from simulator.core.refusal import Refusal
from simulator.core.verdict import Verdict
from simulator.providers.jsm_chat import mistakes
from simulator.providers.jsm_chat.catalogue import CATALOGUE, reason
from simulator.providers.jsm_chat.corpus import corpus
from simulator.providers.jsm_chat.explanation import evidence, fix_of
from simulator.providers.jsm_chat.judge import basis_of
from simulator.providers.jsm_chat.mint import DEFAULT_LIFETIME_SECONDS, Order, mint
from simulator.providers.jsm_chat.secret_key import fingerprint
from simulator.providers.jsm_chat.verify import verify
from simulator.settings import Misconfigured


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue and its words."""

    hears: str = "a page hears"
    catalogue: Catalogue = CATALOGUE
    example_site: str = "demo-desk"

    def reason(self, code: str | None) -> str | None:
        """What the page's exception says where nothing is explained."""
        return reason(code)

    def fix_of(self, code: str, languages: tuple[str, ...]) -> Fix | None:
        """The code that mends a mistake."""
        return fix_of(code, languages)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens made and judged with the secret keys of a household's projects."""

    home: Household
    example_user_id: str = "jane.doe@example.com"
    lifetime_seconds: float = DEFAULT_LIFETIME_SECONDS

    def judged(self, site_id: str) -> str:
        """On what a verdict rests."""
        secrets = self.home.sites[site_id].verification_keys
        known = f"whose fingerprint is {fingerprint(secrets[0])}" if secrets else "of which there is none"
        return f"for the project {site_id}, with the secret key {known}"

    def judge(self, token: str, site_id: str, now: float) -> Verdict:
        """The verdict on a token."""
        return verify(token, basis_of(site_id, tuple(self.home.sites.values()), now))

    def evidence(self, token: str, verdict: Verdict, now: float, languages: tuple[str, ...]) -> Evidence:
        """What may be shown beside it."""
        return evidence(token, verdict, now, languages)

    def mint(self, wish: Wish) -> str:
        """A good token."""
        return mint(self._order(wish))

    def mistaken(self, code: str, wish: Wish) -> str:
        """A token with a mistake."""
        try:
            return mistakes.make(code, self._order(wish))
        except Refusal as refusal:
            raise Misconfigured(f"--mistake: {refusal_message(refusal)}") from None

    def corpus(self, wish: Wish) -> Iterable[dict[str, Any]]:
        """A good token and one for every mistake."""
        return corpus(self._order(wish))

    def _order(self, wish: Wish) -> Order:
        site = wish.site
        if site.minting_key is None:
            raise Misconfigured(
                f"--site: the project {site.site_id} has no secret key; write secretKey or secretKeyFile into its"
                " [[sites]]."
            )
        others = (one for one in self.home.sites.values() if one.provider == site.provider and one is not site)
        return Order(
            site=site,
            email=wish.user_id,
            secret=site.minting_key,
            now=wish.now,
            display_name=wish.visitor_data.get("displayName"),
            lifetime_seconds=wish.lifetime_seconds,
            other_secret=next((one.minting_key for one in others if one.minting_key), None),
        )
