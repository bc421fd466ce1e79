"""What a contract test takes, as options and in the file of settings; what it does is imported where it is wanted.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from typing import Any

import pytest

from simulator.contract.parameters import PARAMETERS, Parameter
from simulator.pytest_plugin import options

NAME = "iadvize-contract"
_SITE = "Whose brand keys and rules hold.  [default: demo]"


def add_contract_options(parser: pytest.Parser) -> None:
    """The options of the command `contract`."""
    group = parser.getgroup(NAME, "contract tests of a token endpoint, each check a test")
    for parameter in PARAMETERS:
        action = "append" if parameter.repeats else "store"
        said = parameter.described.replace("--", "--iadvize-")
        group.addoption(
            f"--iadvize-{parameter.name}", metavar=parameter.metavar, action=action, default=None, help=said
        )
        kind: Any = "linelist" if parameter.repeats else "string"
        parser.addini(_ini(parameter), said, type=kind, default=None)
    group.addoption("--iadvize-site", metavar="NAME", default=None, help=_SITE)
    parser.addini("iadvize_site", _SITE, type="string", default=None)


def is_wanted(config: pytest.Config) -> bool:
    """Whether an endpoint is named."""
    return options.text(config, "token-url") is not None


def given(config: pytest.Config, parameter: Parameter) -> Any:
    """What was said of a parameter; the command line wins."""
    flag = config.getoption(_ini(parameter), None)
    return flag if flag is not None else config.getini(_ini(parameter)) or None


def _ini(parameter: Parameter) -> str:
    return f"iadvize_{parameter.attribute}"
