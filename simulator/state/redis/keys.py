"""The names under which everything lies in Redis."""

from dataclasses import dataclass
from functools import lru_cache

from simulator.state.durable.store import HAPPENINGS, NO_SITE, Kind, Shelf


@dataclass(frozen=True, slots=True)
class Keys:
    """All of them begin with ``prefix``."""

    prefix: str

    @property
    def about(self) -> str:
        """Whose the state is, and how it is laid out."""
        return f"{self.prefix}about"

    @property
    def events(self) -> str:
        """The stream of events."""
        return f"{self.prefix}events"

    def attempts(self, site_id: str) -> str:
        """A site's journal."""
        return f"{self.prefix}attempts:{site_id}"

    def values(self, kind: Kind, site_id: str) -> str:
        """The values of a shelf."""
        return f"{self.prefix}{kind}:values:{site_id}"

    def order(self, shelf: Shelf) -> str:
        """The keys of a shelf in order."""
        return f"{self.prefix}{shelf.kind}:order:{shelf.site_id}"

    def marks(self, shelf: Shelf) -> str:
        """The keys of a shelf by their marks."""
        return f"{self.prefix}{shelf.kind}:marks:{shelf.site_id}"

    def places(self, kind: Kind) -> str:
        """The sites that have entries of a kind."""
        return f"{self.prefix}{kind}:sites"

    def of(self, shelf: Shelf) -> tuple[str, ...]:
        """What the scripts take, in their order."""
        values = self.values(shelf.kind, shelf.site_id)
        return (
            values,
            self.order(shelf),
            self.marks(shelf),
            f"{self.prefix}{shelf.kind}:marked:{shelf.site_id}",
            f"{self.prefix}order",
            f"{self.prefix}{shelf.kind}:revision" if shelf.kind == "site" else values,
            self.places(shelf.kind),
            self.values("site", NO_SITE) if shelf.site_id != NO_SITE else values,
        )

    def begin(self, site_id: str) -> tuple[str, ...]:
        """What the script of that name takes, in its order; and so the next two."""
        return self._of_steps(site_id)[0]

    def keep(self, site_id: str) -> tuple[str, ...]:
        """The keys of what is kept with a session."""
        return self._of_steps(site_id)[1]

    def note(self, site_id: str) -> tuple[str, ...]:
        """The keys of what is kept with an attempt."""
        return self._of_steps(site_id)[2]

    def happenings(self, site_id: str) -> list[str]:
        """Everything that happened on a site."""
        shelves = [Shelf(kind, site_id, 0) for kind in HAPPENINGS]
        return [self.attempts(site_id), *(name for shelf in shelves for name in self.of(shelf)[:4])]

    def _of_steps(self, site_id: str) -> tuple[tuple[str, ...], ...]:
        return _of_steps(self.prefix, site_id)


@lru_cache(maxsize=1000)
def _of_steps(prefix: str, site_id: str) -> tuple[tuple[str, ...], ...]:
    def values(kind: Kind) -> str:
        return f"{prefix}{kind}:values:{site_id}"

    def shelf(kind: Kind) -> tuple[str, str, str]:
        return values(kind), f"{prefix}{kind}:order:{site_id}", f"{prefix}{kind}:sites"

    site = f"{prefix}site:values:{NO_SITE}"
    order, events = f"{prefix}order", f"{prefix}events"
    begin = (
        f"{prefix}site:revision",
        order,
        *shelf("activation"),
        values("token"),
        values("opened"),
        values("session"),
        values("clock"),
        values("faults"),
        site,
    )
    keep = (order, events, values("faults"), *shelf("opened"), *shelf("session"), *shelf("token"), site)
    return begin, keep, (site, f"{prefix}attempts:{site_id}", events, values("scenario"))
