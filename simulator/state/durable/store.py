"""What the parts of the state need of a store: bytes under a kind, a site and a key. Each method is one atomic step."""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol, get_args

import msgspec

from simulator.core.attempt import Attempt
from simulator.core.event import Event
from simulator.settings.bounds import Bounds
from simulator.state.protocols import AttemptFilter

Happening = Literal[
    "clock", "activation", "opened", "token", "session", "visitor", "conversation", "faults", "scenario"
]
Kind = Literal["site", "adopted", "login"] | Happening
HAPPENINGS: tuple[Happening, ...] = get_args(Happening)
NO_SITE = ""  # where sites themselves are, and logins, which belong to none

# Where an event stands among all; later ones are greater.
Position = tuple[int, int]
BEGINNING: Position = (0, 0)


class Written(msgspec.Struct, frozen=True):
    """A value to keep, and the mark by which it can be found, or None. Of one mark, the newest entry is found."""

    value: bytes
    mark: str | None = None


class Shelf(msgspec.Struct, frozen=True):
    """The entries of one kind on one site; ``bound`` is how many there may be."""

    kind: Kind
    site_id: str
    bound: int


Change = Callable[[bytes | None], Written | None]

# The keys on the shelves of a site that hold one value.
CLOCK, FAULTS, SCENARIO = "clock", "armed", "scenario"


class Beginning(msgspec.Struct, frozen=True):
    """An attempt that begins. ``limit`` is how many its activation may have; 0 counts nothing.

    ``revision`` is that of the sites which the caller read; None where that is recent enough. ``session_id`` is the
    session to read where the activation has opened none.
    """

    site_id: str
    revision: int | None
    activation_id: str
    limit: int
    token: str | None
    session_id: str | None
    bounds: Bounds


class Began(msgspec.Struct, frozen=True):
    """What there was: the attempt's number, or None past the limit; the session that was opened, and its value."""

    times: int | None
    is_reused: bool
    opened: bytes | None
    before: bytes | None
    clock: bytes | None
    faults: bytes | None


class Keeping(msgspec.Struct, frozen=True):
    """A session that an activation opens, where it has opened ``seen``; its value is None where it is kept already."""

    site_id: str
    activation_id: str
    seen: str | None
    session_id: str
    session: bytes | None
    token: str | None
    event: Event
    bounds: Bounds


class Kept(msgspec.Struct, frozen=True):
    """The failure modes that were armed when it was kept."""

    faults: bytes | None


# Another session was opened; the site is not there.
NotKept = Literal["overtaken", "gone"]


class Noting(msgspec.Struct, frozen=True):
    """An attempt to journal, and the event that tells of it."""

    attempt: Attempt
    event: Event
    bounds: Bounds


class Store(Protocol):
    """Entries in the order in which they first came: a changed one keeps its place; past the bound the oldest goes.

    Of a site that is not there none is kept: what would keep it does as if it had.
    """

    async def claim(self, owner: str) -> None:
        """Raise Misconfigured where the store belongs to another owner."""

    async def get(self, shelf: Shelf, key: str) -> bytes | None:
        """The value, or None."""

    async def put(self, shelf: Shelf, key: str, written: Written) -> None:
        """Keep the value in place of the one with its key."""

    async def insert(self, shelf: Shelf, key: str, written: Written) -> Literal["kept", "taken", "full"]:
        """Keep a new value, where its key is not taken and no other would have to go."""

    async def change(self, shelf: Shelf, key: str, change: Change) -> bytes | None:
        """Keep what ``change`` makes of the value; where that is None, nothing changes. The value that stands then."""

    async def settle(self, shelf: Shelf, key: str, fresh: Written) -> bytes:
        """The value with the mark of ``fresh``; ``fresh`` is kept and becomes it where there is none."""

    async def marked(self, shelf: Shelf, mark: str) -> bytes | None:
        """The value with the mark, or None."""

    async def find(self, kind: Kind, key: str) -> bytes | None:
        """The value of whatever site, or None."""

    async def remove(self, shelf: Shelf, key: str) -> bool:
        """Forget the value; False where there was none."""

    async def page(self, shelf: Shelf, after: str | None, first: int) -> Sequence[bytes]:
        """At most ``first`` values, newest first, behind the key ``after``; none behind an unknown key."""

    async def count(self, shelf: Shelf) -> int:
        """How many there are."""

    async def listing(self, shelf: Shelf, known: int) -> tuple[int, Sequence[bytes] | None]:
        """The shelf's revision and its values, oldest first; None in their place where ``known`` is the revision.

        Only shelves of sites have revisions, which grow with each change and are never 0 once there was one.
        """

    async def tally(self, shelf: Shelf, key: str, limit: int | None) -> int | None:
        """How often the key came, this time included; None, and not counted, where ``limit`` was reached before."""

    async def begin(self, beginning: Beginning) -> Began | None:
        """Count an attempt and read what goes with it.

        None, and not counted, where the sites' revision is another, or where there is something to count and no site.
        """

    async def keep(self, keeping: Keeping) -> Kept | NotKept:
        """Keep a session with its activation, its token and its event."""

    async def note(self, noting: Noting) -> bytes | None:
        """Journal an attempt, where its site is kept, and publish its event; the site's scenario."""

    async def forget(self, site_id: str) -> None:
        """Forget every happening and the journal of the site."""

    async def append(self, attempt: Attempt, bound: int) -> None:
        """Journal an attempt; of a site's, the oldest goes past the bound."""

    async def select(self, site_id: str, wanted: AttemptFilter, limit: int) -> tuple[int, Sequence[Attempt]]:
        """How many of the site's attempts match, and at most ``limit`` of them, newest first."""

    async def clear(self, site_id: str) -> None:
        """Forget the site's attempts."""

    async def publish(self, event: Event, remembered: int) -> None:
        """Keep an event behind all others; at most about ``remembered`` stay."""

    async def latest(self) -> Position:
        """The position of the newest event there ever was."""

    def position(self, event_id: str) -> Position | None:
        """The position that an event's id names; None where no event of this store has such an id."""

    async def behind(self, position: Position, seconds: float) -> Sequence[tuple[Position, Event]]:
        """The events behind a position, oldest first; where there is none yet, those of the next so many seconds."""

    async def close(self) -> None:
        """Let go of what is held open."""
