"""Where Redis is, as its URL says, and what goes wrong with it, in words."""

import re
from dataclasses import dataclass, field
from errno import ECONNREFUSED
from socket import gaierror
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from redis.exceptions import AuthenticationError, NoPermissionError, RedisError, ResponseError
from redis.exceptions import TimeoutError as Silent

from simulator.settings import Misconfigured
from simulator.state.unavailable import Unavailable

_PREFIX = re.compile(r"[A-Za-z0-9_.:{}-]{1,64}")
_DATABASE = re.compile(r"/?[0-9]{0,9}/?")
_WRITE = "redis://HOST:PORT/0"
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
            raise Misconfigured(f"state: the URL of Redis cannot be read; write {_WRITE}.") from None
        if not _DATABASE.fullmatch(parts.path):
            # Not shown: it may be the rest of a password with a slash.
            raise Misconfigured(f"state: behind the host of Redis's URL stands no database's number; write {_WRITE}.")
        prefix = options.pop("prefix", _DEFAULT_PREFIX)
        if not _PREFIX.fullmatch(prefix):
            raise Misconfigured("state: the prefix in Redis's URL has 1 to 64 characters of A-Z a-z 0-9 _ - . : { }.")
        shown = f"{parts.scheme}://{address}{parts.path}"
        return cls(urlunsplit(parts._replace(query=urlencode(options))), shown, prefix)

    def unavailable(self, error: Exception) -> Unavailable:
        """What is said of an error while serving."""
        if isinstance(error, (AuthenticationError, NoPermissionError)):
            problem = f"refuses its user or password: {_said(error)}"
        elif isinstance(error, ResponseError):
            problem = f"refuses: {_said(error)}"
        elif isinstance(error, (RedisError, OSError)):
            problem = f"cannot be reached or does not answer: {_reason(error)}"
        else:
            raise error
        return Unavailable("state_unavailable", f"Redis at {self.shown} {problem}.")


def _reason(error: Exception) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, gaierror):
            return "no such name is known"
        # Where a name has several addresses, their errors are told in one text.
        if isinstance(cause, ConnectionRefusedError) or f"[Errno {ECONNREFUSED}]" in str(cause):
            return "nothing listens there"
        if isinstance(cause, (TimeoutError, Silent)):
            return "it is silent"
        cause = cause.__cause__ or cause.__context__
    return _said(error)


def _said(error: Exception) -> str:
    return (" ".join(str(error).split()) or type(error).__name__).rstrip(".")
