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
_OF_SCRIPT = re.compile(r"[.]* script: [0-9a-f]{40}, on @user_script:[0-9]+[.]*$")
_NOBODY = "nothing listens there"
_NO_NAME = "no such name is known"
# What Redis says, and what helps.
_CURES = {
    "used memory > 'maxmemory'": "Raise its maxmemory, or delete what else is in it.",
    "read only replica": "Name the primary in --state.",
    "NOREPLICAS": "Bring its replicas back, or lower its min-replicas-to-write.",
    "MISCONF": "Make its folder writable and free space there; its own log says more.",
    "WRONGTYPE": "Another program has keys of these names: choose others in the URL (?prefix=…), or delete the keys.",
    "DB index is out of range": "Name a smaller database behind the host in --state, such as /0.",
    "Hash slot not served": "It is a Redis Cluster, which is not supported; name a server of its own.",
    "loading the dataset": "It has just started; nothing but patience is needed.",
    "BUSY": "Another program's script does not end; SCRIPT KILL ends it.",
    "CERTIFICATE_VERIFY_FAILED": "Name the certificate that vouches for it in the URL: ?ssl_ca_certs=FILE.",
    "WRONG_VERSION_NUMBER": "It speaks no TLS: write redis://, not rediss://.",
    "Protocol error": "What listens there is no Redis.",
}


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
            host = parts.hostname or "localhost"
            address = f"{f'[{host}]' if ':' in host else host}:{parts.port or 6379}"
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
        """What is said of an error while serving: what is wrong, and what helps."""
        said = _said(error)
        cure = next((cure for sign, cure in _CURES.items() if sign in said), None)
        if isinstance(error, AuthenticationError):
            problem = f"refuses its user or password: {said}"
            cure = f"Write both in the URL: {_scheme(self.url)}://USER:PASSWORD@HOST:PORT/0."
        elif isinstance(error, NoPermissionError):
            problem = f"permits its user too little: {said}"
            cure = f"Permit all commands on the keys ~{self.prefix}* to that user."
        elif isinstance(error, ResponseError):
            problem = f"refuses: {said}"
        elif isinstance(error, (RedisError, OSError)):
            problem = f"cannot be reached or does not answer: {_reason(error)}"
            cure = cure or self._way_in(problem)
        else:
            raise error
        return Unavailable("state_unavailable", f"Redis at {self.shown} {problem}. {cure or ''}".rstrip())

    @property
    def options(self) -> set[str]:
        """The names of the options behind the ``?``, but for ours."""
        return set(dict(parse_qsl(urlsplit(self.url).query)))

    def _way_in(self, problem: str) -> str:
        """What helps where nobody answers; TLS on one side alone ends in silence, too."""
        if problem.endswith((_NOBODY, _NO_NAME)):
            return "Start Redis there, or name another place with --state."
        other, speaks = ("redis", "no TLS") if _scheme(self.url) == "rediss" else ("rediss", "TLS")
        return f"See that it runs; if it speaks {speaks}, write {other}://."


def _scheme(url: str) -> str:
    return url.partition(":")[0]


def _reason(error: Exception) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, gaierror):
            return _NO_NAME
        # Where a name has several addresses, their errors are told in one text.
        if isinstance(cause, ConnectionRefusedError) or f"[Errno {ECONNREFUSED}]" in str(cause):
            return _NOBODY
        if isinstance(cause, (TimeoutError, Silent)):
            return "it is silent"
        cause = cause.__cause__ or cause.__context__
    return _said(error)


def _said(error: Exception) -> str:
    said = _OF_SCRIPT.sub("", " ".join(str(error).split()))
    return (said or type(error).__name__).rstrip(".")
