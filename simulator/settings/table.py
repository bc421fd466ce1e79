"""Every setting there is: the one table from which flags, variables, TOML keys and the documentation follow."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from simulator.settings import bounds, kinds
from simulator.settings.kinds import Kind
from simulator.settings.values import Settings

ENVIRONMENT = "IADVIZE_SIMULATOR_"
_DEFAULTS = Settings()


class Setting(NamedTuple):
    """One setting: ``name`` in TOML, and behind ``--`` as a flag; ``also`` is another name for it."""

    name: str
    kind: Kind
    help: str
    field: str = ""
    also: str | None = None
    has_flag: bool = True

    @property
    def attribute(self) -> str:
        """The field of Settings that holds it."""
        return self.field or self.name.replace("-", "_")

    @property
    def variable(self) -> str:
        """Its environment variable."""
        return variable(self.name)

    @property
    def default(self) -> Any:
        """Its value where nobody sets it."""
        return getattr(_DEFAULTS, self.attribute)


def variable(name: str) -> str:
    """The environment variable of a setting's name."""
    return ENVIRONMENT + name.upper().replace("-", "_")


_ALL = (
    Setting("host", kinds.HOST, "Address to listen on."),
    Setting("port", kinds.whole_number(0, 65_535), "Port to listen on; 0 takes a free one."),
    Setting("data-dir", kinds.PATH, "Where the keys are kept."),
    Setting("private-key", kinds.PATH, "iAdvize's stand-in key (PKCS#8 PEM), instead of the data directory's."),
    Setting(
        "refuse-key",
        kinds.PATHS,
        "A public key that nobody may have here, such as the one that iAdvize publishes; repeat it for several.",
        field="refused_key_files",
        also="refuse-keys",
    ),
    Setting("state", kinds.STATE, "Where sessions live: memory, sqlite:///PATH or redis://HOST."),
    Setting("workers", kinds.whole_number(1, 64), "Processes that answer; more than one need a state that they share."),
    Setting(
        "allowed-host",
        kinds.HOSTS,
        "One more Host name under which the control API answers; repeat it for several.",
        field="allowed_hosts",
        also="allowed-hosts",
    ),
    Setting("trust-callers", kinds.SWITCH, "Let others than this machine use the control API, as in a container."),
    Setting(
        "control-token",
        kinds.SECRET,
        "What others than this machine send as a Bearer to use the control API; the variable keeps it out of sight.",
    ),
    Setting("tls", kinds.SWITCH, "Serve over https, with a certificate by an authority that is made once and kept."),
    Setting("tls-cert", kinds.PATH, "Serve over https with this certificate (PEM), those that vouch for it behind it."),
    Setting("tls-key", kinds.PATH, "The private key of --tls-cert (PEM, no passphrase)."),
    Setting("require-api-token", kinds.SWITCH, "Let no GraphQL request in without an access token."),
    Setting(
        "bound",
        bounds.KIND,
        "How much there may be of something, as sites=100; repeat it for several.",
        also="bounds",
        field="bounds",
    ),
    Setting(
        "api-users",
        kinds.USERS,
        "Who gets access tokens; without it any user and password do.",
        also="api-user",
        has_flag=False,
    ),
)

SETTINGS: Mapping[str, Setting] = MappingProxyType({setting.name: setting for setting in _ALL})
