"""What the commands ask of a provider: to judge, explain and make tokens, without a server."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from simulator.cli.keys import Household

if TYPE_CHECKING:
    from simulator.core.catalogue import Catalogue
    from simulator.core.explanation import Evidence, Fix
    from simulator.core.site import Site
    from simulator.core.verdict import Verdict

# Each has a ``Words`` and a ``Tokens``; imported when they are asked for, since cryptography loads slowly.
PROVIDERS: Mapping[str, str] = {"iadvize": "simulator.cli.iadvize", "jsm-chat": "simulator.cli.jsm_chat"}
FIRST = "iadvize"


class ProviderWords(Protocol):
    """A provider's catalogue of mistakes, and what is said of them."""

    @property
    def hears(self) -> str:
        """What stands before the reason that a page hears."""

    @property
    def catalogue(self) -> "Catalogue":
        """Its mistakes."""

    @property
    def example_site(self) -> str:
        """A site that is there from the start."""

    def reason(self, code: str | None) -> str | None:
        """What the vendor would have said, word for word."""

    def fix_of(self, code: str, languages: tuple[str, ...]) -> "Fix | None":
        """The code that mends a mistake."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A token to be made: for whom, and until when. ``now`` is epoch seconds."""

    site: "Site"
    user_id: str
    now: float
    lifetime_seconds: float
    visitor_data: Mapping[str, str] = field(default_factory=dict)


class ProviderTokens(Protocol):
    """A provider's tokens, made and judged with the keys of a household."""

    @property
    def example_user_id(self) -> str:
        """Whom a token is made for where nobody is named."""

    @property
    def lifetime_seconds(self) -> float:
        """How long a token lives where nothing is said."""

    def judged(self, site_id: str) -> str:
        """On what a verdict rests, as a line below it."""

    def judge(self, token: str, site_id: str, now: float) -> "Verdict":
        """The verdict on a token."""

    def evidence(self, token: str, verdict: "Verdict", now: float, languages: tuple[str, ...]) -> "Evidence":
        """What may be shown beside it."""

    def mint(self, wish: Wish) -> str:
        """A good token. Raises Misconfigured where the simulator cannot make one for the site."""

    def mistaken(self, code: str, wish: Wish) -> str:
        """A token with a mistake of the catalogue. Raises Misconfigured where no token can have it."""

    def corpus(self, wish: Wish) -> Iterable[dict[str, Any]]:
        """A good token and one for every mistake."""


def words_of(provider: str) -> ProviderWords:
    """The provider's words."""
    words: ProviderWords = import_module(PROVIDERS[provider]).Words()
    return words


def tokens_of(home: Household, site_id: str) -> ProviderTokens:
    """The tokens of the site's provider; of the first one where there is no such site."""
    tokens: ProviderTokens = import_module(PROVIDERS[provider_of(home, site_id)]).Tokens(home)
    return tokens


def provider_of(home: Household, site_id: str) -> str:
    """The name of the site's provider; of the first one where there is no such site."""
    site = home.sites.get(site_id)
    return site.provider if site else FIRST
