"""An entry of this catalogue, and how a failure mode words one."""

from functools import partial

from simulator.core.catalogue import Mistake, Wording

PAGE = "docs/jsm-chat-mistakes.md"
FORCED = "forced"
REMOVE = "It is a failure mode, nothing is wrong with the token: DELETE /_simulator/sites/{{id}}/faults removes it."

entry = partial(Mistake, page=PAGE)


def forced(mode: str, effect: str) -> dict[str, Wording]:
    """The wording of a refusal that the failure mode of this name forces."""
    return {FORCED: Wording(f"The failure mode {mode} is on: {effect}", REMOVE)}
