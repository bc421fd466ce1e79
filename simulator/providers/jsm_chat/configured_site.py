"""A project as a table of the configuration has it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from simulator.core.refusal import Refusal
from simulator.core.site import Site
from simulator.providers.jsm_chat.site_fields import ProjectFields, apply
from simulator.settings import Misconfigured
from simulator.settings.complaint import site_complaint

_ALSO = ("secretKeyFile",)


def configured(table: Mapping[str, Any], site: Site, place: str) -> Site:
    """The project, changed by the table; raises Misconfigured, which names ``place``."""
    try:
        return apply(msgspec.convert(dict(table), ProjectFields), site)
    except msgspec.ValidationError as error:
        raise Misconfigured(f"{place}{site_complaint(str(error), ProjectFields, _ALSO)}") from None
    except Refusal as refusal:
        raise Misconfigured(f"{place}.{refusal.finding.facts['message']}") from None
