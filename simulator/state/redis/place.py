"""Where Redis is, as its URL says, and what goes wrong with it, in words."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from redis.exceptions import AuthenticationError, NoPermissionError, RedisError, ResponseError

from simulator.settings import Misconfigured
from simulator.state.unavailable import Unavailable

_PREFIX = re.compile(r"[A-Za-z0-9_.:{}-]{1,64}")
_DEFAULT_PREFIX = "iadvize-simulator:"


@dataclass(frozen=True, slots=True)
class Place:
    """``url`` is for the client and may hold a password, ``shown`` for people. Every key begins with ``prefix``."""

    url: str = field(repr=False)
    shown: str
    prefix: str

    @classmethod
    def of(cls, url: str) -> "Place":
        """The place that a setting names: ``redis://HOST:PORT/DB?prefix=…``."""
        try:
            parts = urlsplit(url)
            options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
            address = f"{parts.hostname or 'localhost'}:{parts.port or 6379}"
        except ValueError:
            raise Misconfigured("state: the URL of Redis cannot be read; write redis://HOST:PORT/DB.") from None
        prefix = options.pop("prefix", _DEFAULT_PREFIX)
        if not _PREFIX.fullmatch(prefix):
            raise Misconfigured("state: the prefix in Redis's URL has 1 to 64 characters of A-Z a-z 0-9 _ - . : { }.")
        shown = f"{parts.scheme}://{address}{parts.path}"
        return cls(urlunsplit(parts._replace(query=urlencode(options))), shown, prefix)

    def unavailable(self, error: Exception) -> Unavailable:
        """What is said of an error while serving."""
        if isinstance(error, (AuthenticationError, NoPermissionError)):
            problem = f"refuses its user or password: {error}"
        elif isinstance(error, ResponseError):
            problem = f"refuses: {error}"
        elif isinstance(error, (RedisError, OSError)):
            problem = "cannot be reached or does not answer"
        else:
            raise error
        return Unavailable("state_unavailable", f"Redis at {self.shown} {problem}.")
