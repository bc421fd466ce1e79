"""Refusals that a failure mode forces, and how the catalogue words them."""

from simulator.core.catalogue import Mistake, Wording

VARIANT = "forced"
_REMOVE = "It is a failure mode, nothing is wrong with the token: DELETE /_simulator/sites/{{id}}/faults removes it."


def forced(mode: str, effect: str) -> dict[str, Wording]:
    """The wording of a refusal that the failure mode of this name forces."""
    return {VARIANT: Wording(f"The failure mode {mode} is on: {effect}", _REMOVE)}


def mode_alone(code: str, check: str, mode: str, effect: str) -> Mistake:
    """A refusal that nothing but a failure mode brings about."""
    return Mistake(
        code,
        check,
        line=f"the failure mode {mode}",
        message=f"The failure mode {mode} is on: {effect}",
        hint=_REMOVE,
        variants=forced(mode, effect),
        making=f"Arm the failure mode {mode}.",
        in_token=False,
    )
