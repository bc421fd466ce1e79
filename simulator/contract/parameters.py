"""What a contract test can be told: the one table behind the command's options and pytest's.

A plain class, which is made faster than a dataclass: every pytest run reads this.
"""

from simulator.contract import bounds


class Parameter:
    """One of them; ``repeats`` if it may be given several times, a number up to ``most`` where it has one."""

    __slots__ = ("default", "help", "least", "metavar", "most", "name", "repeats")

    def __init__(  # noqa: PLR0913 - one row of the table
        self,
        name: str,
        metavar: str,
        help: str,  # noqa: A002 - click's word, and pytest's
        *,
        repeats: bool = False,
        default: float | None = None,
        least: float = 0,
        most: float | None = None,
    ) -> None:
        self.name = name
        self.metavar = metavar
        self.help = help
        self.repeats = repeats
        self.default = default
        self.least = least
        self.most = most

    @property
    def attribute(self) -> str:
        """Its name in Python."""
        return self.name.replace("-", "_")

    @property
    def described(self) -> str:
        """Its help, with the number that holds where nothing is said."""
        return self.help if self.default is None else f"{self.help}  [default: {self.default:g}]"


_HEADER = "A header, 'Name: value' or @FILE with one in each line"

PARAMETERS = (
    Parameter("token-url", "URL", "The endpoint that answers tokens."),
    Parameter("method", "METHOD", "How it is asked.  [default: GET; POST with --body]"),
    Parameter("header", "HEADER", f"{_HEADER}; it signs the user in. Repeat it for more.", repeats=True),
    Parameter("keep-header", "HEADER", f"{_HEADER} that does not sign in, and is sent signed out, too.", repeats=True),
    Parameter("body", "TEXT", "The request's body, or @FILE."),
    Parameter("signed-out-body", "TEXT", "The body of the request that is not signed in.  [default: --body]"),
    Parameter("token-path", "PATH", "Where the token sits in JSON, dotted.  [default: the body itself, or token]"),
    Parameter("login-url", "URL", "A login to be sent first; its cookies are kept."),
    Parameter("login-method", "METHOD", "How the login is sent.  [default: POST]"),
    Parameter("login-header", "HEADER", f"{_HEADER}, for the login.", repeats=True),
    Parameter("login-body", "TEXT", "The login's body, or @FILE."),
    Parameter("other-header", "HEADER", f"{_HEADER}; it signs another user in, in place of --header.", repeats=True),
    Parameter("other-body", "TEXT", "The other user's body.  [default: --body]"),
    Parameter("other-login-body", "TEXT", "The other user's login.  [default: none]"),
    Parameter(
        "samples",
        "NUMBER",
        "Tokens to ask for as the user.",
        default=bounds.DEFAULT_SAMPLES,
        least=1,
        most=bounds.MAX_SAMPLES,
    ),
    Parameter(
        "interval",
        "SECONDS",
        "Time between them.",
        default=bounds.DEFAULT_INTERVAL_SECONDS,
        most=bounds.MAX_INTERVAL_SECONDS,
    ),
    Parameter(
        "wait",
        "SECONDS",
        "How long to wait until the endpoint listens, as while it starts.",
        default=0,
        most=bounds.MAX_WAIT_SECONDS,
    ),
    Parameter(
        "timeout",
        "SECONDS",
        "How long to wait for each answer.",
        default=bounds.DEFAULT_TIMEOUT_SECONDS,
        least=0.1,
        most=bounds.MAX_TIMEOUT_SECONDS,
    ),
    Parameter(
        "slow",
        "SECONDS",
        "From when on an answer is remarked on as slow.",
        default=bounds.DEFAULT_SLOW_SECONDS,
        most=bounds.MAX_TIMEOUT_SECONDS,
    ),
    Parameter("ca-file", "FILE", "Further certificates to trust (PEM), as of a company's own authority."),
    Parameter("baseline", "FILE", "Known warnings that are accepted: a code in each line, # before a remark."),
)
