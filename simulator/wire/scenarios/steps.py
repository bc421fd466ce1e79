"""A scenario as people write it, in JSON or TOML: its steps, and what is said of one that is wrong."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from simulator.core.clock import CENTURY_SECONDS
from simulator.core.refusal import Refusal
from simulator.core.site import Site
from simulator.wire import bodies
from simulator.wire.answers import WireError
from simulator.wire.control.clocks import ClockBody, check_clock
from simulator.wire.control.desk import Desk
from simulator.wire.control.faults import FaultBody, check_fault

MAX_STEPS = 100
_DAY_SECONDS = 86_400
_FIELD = re.compile(r"^steps\[(?P<index>\d+)\]\.?(?P<rest>[^:]*)")
_NOT_CHANGED = ("siteId", "brandPublicKeys")  # a scenario that ends could not put these back

Count = Annotated[int, Meta(ge=1, le=1_000_000)]
Said = Annotated[str, Meta(max_length=500)]


class Step(
    msgspec.Struct, tag_field="do", rename="camel", forbid_unknown_fields=True, omit_defaults=True, kw_only=True
):
    """One step; ``say`` is what is told when it is taken."""

    say: Said = ""


class SayStep(Step, tag="say"):
    """Nothing but words."""


class FaultStep(FaultBody, tag_field="do", tag="fault", omit_defaults=True, kw_only=True):
    """Arm a failure mode."""

    say: Said = ""


class ClearFaultsStep(Step, tag="clear-faults"):
    """Remove all failure modes."""


class ClockStep(ClockBody, tag_field="do", tag="clock", omit_defaults=True, kw_only=True):
    """Move or stop the site's clock; ``real`` goes back to real time."""

    real: bool = False
    say: Said = ""


class SiteStep(Step, tag="site", kw_only=True):
    """Change fields of the site."""

    fields: Annotated[dict[str, Any], Meta(min_length=1)]


class RotateStep(Step, tag="rotate", kw_only=True):
    """Replace a key of the site."""

    key: str
    overlap_seconds: float = 0


class RevokeSessionsStep(Step, tag="revoke-sessions"):
    """End every session that is active from outside."""


class RestoreStep(Step, tag="restore"):
    """Put back what the scenario changed: the site's fields, its failure modes, its clock."""


class WaitStep(Step, tag="wait", kw_only=True):
    """Go on as soon as any of these has come since the step began: so many attempts that were answered, or so long.

    ``clockSeconds`` pass on the site's clock, ``seconds`` in reality.
    """

    attempts: Count | UnsetType = UNSET
    accepted: Count | UnsetType = UNSET
    failed: Count | UnsetType = UNSET
    renewals: Count | UnsetType = UNSET
    clock_seconds: Annotated[float, Meta(ge=0, le=CENTURY_SECONDS)] | UnsetType = UNSET
    seconds: Annotated[float, Meta(ge=0, le=_DAY_SECONDS)] | UnsetType = UNSET


AnyStep = (
    SayStep
    | FaultStep
    | ClearFaultsStep
    | ClockStep
    | SiteStep
    | RotateStep
    | RevokeSessionsStep
    | RestoreStep
    | WaitStep
)


class ScenarioFields(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """A scenario: what it is called, what it shows, and its steps."""

    steps: Annotated[list[AnyStep], Meta(min_length=1, max_length=MAX_STEPS)]
    title: Annotated[str, Meta(max_length=200)] = ""
    about: Annotated[str, Meta(max_length=2000)] = ""


class Scenario(msgspec.Struct, frozen=True):
    """A scenario that can be played; ``steps`` are as they were written."""

    name: str | None
    title: str
    about: str
    steps: tuple[Mapping[str, Any], ...]


def scenario_of(written: Any, desk: Desk, name: str | None = None) -> Scenario:
    """The scenario in a JSON value; raises WireError 422 that names the step and its field."""
    try:
        fields = bodies.convert(written, ScenarioFields)
        for index, step in enumerate(fields.steps):
            _check(index, step, desk)
    except WireError as error:
        raise _named(error) from None
    return Scenario(name, fields.title, fields.about, tuple(msgspec.to_builtins(step) for step in fields.steps))


def step_of(written: Mapping[str, Any]) -> AnyStep:
    """A step that was checked before."""
    step: AnyStep = msgspec.convert(written, AnyStep)
    return step


def _check(index: int, step: AnyStep, desk: Desk) -> None:
    """What no type can say of a step."""
    place = f"steps[{index}]"
    try:
        if isinstance(step, FaultStep):
            check_fault(desk, step)
        elif isinstance(step, ClockStep):
            _check_clock(step)
        elif isinstance(step, SiteStep):
            _check_site(step, desk)
        elif isinstance(step, RotateStep):
            bodies.convert({"key": step.key, "overlapSeconds": step.overlap_seconds}, desk.rotation_fields)
        elif isinstance(step, WaitStep):
            _check_given(step, ("attempts", "accepted", "failed", "renewals", "clock_seconds", "seconds"))
        elif isinstance(step, SayStep):
            _check_given(step, ("say",))
    except WireError as error:
        field = f"{place}.{error.field}" if error.field else place
        raise WireError(422, error.code, f"{place}.{error.message}", field) from None


def _check_clock(step: ClockStep) -> None:
    if step.real:
        if step.advance_seconds is not UNSET or step.frozen_at is not UNSET:
            raise WireError(422, "field_invalid", "real: leave it out where the clock is moved or stopped.", "real")
        return
    _check_given(step, ("advance_seconds", "frozen_at", "real"))
    check_clock(step)


def _check_site(step: SiteStep, desk: Desk) -> None:
    for name in _NOT_CHANGED:
        if name in step.fields:
            instead = "" if name == "siteId" else '; do = "rotate" replaces keys'
            raise WireError(422, "field_invalid", f"fields.{name}: it stays as it is{instead}.", f"fields.{name}")
    try:
        desk.changed(Site("scenario"), bodies.convert(dict(step.fields), desk.site_fields))
    except WireError as error:
        field = f"fields.{error.field}" if error.field else "fields"
        raise WireError(422, error.code, f"fields.{error.message}", field) from None
    except Refusal as refusal:
        raise WireError(422, refusal.code, f"fields: {refusal.finding.facts['message']}", "fields") from None


def _check_given(step: AnyStep, names: Sequence[str]) -> None:
    if all(getattr(step, name) in (UNSET, False, "") for name in names):
        fields = {field.name: field.encode_name for field in msgspec.structs.fields(step)}
        wanted = ", ".join(fields[name] for name in names)
        raise WireError(422, "field_invalid", f"{fields[names[0]]}: give at least one of {wanted}.", fields[names[0]])


def _named(error: WireError) -> WireError:
    """The error with the step counted as people do."""
    at = _FIELD.match(error.message)
    if at is None:
        return error
    place = f"step {int(at['index']) + 1}" + (f", {at['rest']}" if at["rest"] else "")
    return WireError(error.status, error.code, place + error.message[at.end() :], error.field)
