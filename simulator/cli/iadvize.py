"""iAdvize's tokens, as the commands make and judge them."""

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
from simulator.providers.iadvize import mistakes
from simulator.providers.iadvize.catalogue import CATALOGUE, reason
from simulator.providers.iadvize.corpus import corpus
from simulator.providers.iadvize.explanation import evidence, fix_of
from simulator.providers.iadvize.judge import ids_of, keys_of_others
from simulator.providers.iadvize.keys import load_private_key
from simulator.providers.iadvize.mint import DEFAULT_LIFETIME_SECONDS, Order, mint
from simulator.providers.iadvize.site_keys import public_keys
from simulator.providers.iadvize.verify import Basis, verify
from simulator.settings import Misconfigured


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue and its words."""

    hears: str = "iAdvize says"
    catalogue: Catalogue = CATALOGUE
    example_site: str = "demo"

    def reason(self, code: str | None) -> str | None:
        """What iAdvize would have said, word for word."""
        return reason(code)

    def fix_of(self, code: str, languages: tuple[str, ...]) -> Fix | None:
        """The code that mends a mistake."""
        return fix_of(code, languages)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens made and judged with a household's keys."""

    home: Household
    example_user_id: str = "customer-1042"
    lifetime_seconds: float = DEFAULT_LIFETIME_SECONDS

    def judged(self, site_id: str) -> str:
        """On what a verdict rests."""
        return f"for the site {site_id}, with the key in {self.home.key_place}"

    def judge(self, token: str, site_id: str, now: float) -> Verdict:
        """The verdict on a token."""
        sites = self.home.sites
        site = sites.get(site_id)
        basis = Basis(
            site=site,
            brand_keys=public_keys(site.verification_keys) if site else (),
            simulator_key=self.home.key,
            now=now,
            other_sites=lambda: keys_of_others(tuple(sites.values()), site_id),
            site_id=site_id,
            known_sites=ids_of(tuple(sites.values())),
            serverless=True,
        )
        return verify(token, basis)

    def evidence(self, token: str, verdict: Verdict, now: float, languages: tuple[str, ...]) -> Evidence:
        """What may be shown beside it."""
        return evidence(token, verdict, self.home.key, now, languages)

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
                f"--site: the simulator does not hold the private key of {site.site_id}, so only the brand can make its"
                " tokens; name its file as brandPrivateKeyFile in [[sites]]."
            )
        others = (one for one in self.home.sites.values() if one.provider == site.provider and one is not site)
        other = next((one.minting_key for one in others if one.minting_key), None)
        return Order(
            site=site,
            user_id=wish.user_id,
            brand=load_private_key(site.minting_key),
            recipient=self.home.key.public,
            now=wish.now,
            visitor_data=wish.visitor_data or None,
            lifetime_seconds=wish.lifetime_seconds,
            other_brand=load_private_key(other) if other else None,
        )
