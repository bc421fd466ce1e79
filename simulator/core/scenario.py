"""A scenario under way on a site: which step it is at, what it waits for, and how that is told."""

from collections.abc import Mapping
from typing import Any, Final, Literal, TypedDict

import msgspec
from msgspec.structs import replace

ScenarioState = Literal["running", "done", "stopped", "failed"]
RUNNING: Final = "running"
DONE: Final = "done"
STOPPED: Final = "stopped"
FAILED: Final = "failed"

WAIT = "wait"
RESTORE = "restore"


class Counted(msgspec.Struct, frozen=True):
    """What was answered since a step began. ``renewals`` are those that were accepted."""

    attempts: int = 0
    accepted: int = 0
    failed: int = 0
    renewals: int = 0

    def with_one(self, *, accepted: bool, renewal: bool) -> "Counted":
        """The counts after one more attempt was answered."""
        return Counted(
            self.attempts + 1,
            self.accepted + accepted,
            self.failed + (not accepted),
            self.renewals + (accepted and renewal),
        )


class ScenarioRun(msgspec.Struct, frozen=True):
    """One run. ``steps`` are as they were written; ``position`` is the step it is at, their number at the end.

    ``since`` is when that step began, on the site's clock, ``since_real`` the same by the machine's; both are epoch
    seconds, as are ``started_at`` and ``ended_at``, on the site's clock. ``is_performing`` says that somebody takes the
    step just now. ``before`` holds the site's fields that the scenario changed, as they were.
    """

    run_id: str
    site_id: str
    name: str | None
    title: str
    about: str
    steps: tuple[Mapping[str, Any], ...]
    started_at: float
    since: float
    since_real: float
    state: ScenarioState = RUNNING
    position: int = 0
    is_performing: bool = False
    counted: Counted = Counted()
    ended_at: float | None = None
    problem: str | None = None
    before: Mapping[str, Any] = msgspec.field(default_factory=dict)

    @property
    def is_running(self) -> bool:
        """Whether there is more to come."""
        return self.state == RUNNING

    @property
    def step(self) -> Mapping[str, Any]:
        """The step it is at."""
        return self.steps[self.position]

    @property
    def waits(self) -> bool:
        """Whether the step it is at is one that waits."""
        return self.is_running and self.step["do"] == WAIT

    @property
    def taken(self) -> tuple[Mapping[str, Any], ...]:
        """The steps so far, the one it is at too, that nothing has put back."""
        passed = self.steps[: self.position]
        start = max((place + 1 for place, step in enumerate(passed) if step["do"] == RESTORE), default=0)
        return self.steps[start : self.position + 1]


def waited(run: ScenarioRun, now: float, real: float) -> bool:
    """Whether any of what the step waits for has come; ``now`` is the site's time, ``real`` the machine's."""
    step = run.step
    came = {
        "attempts": run.counted.attempts,
        "accepted": run.counted.accepted,
        "failed": run.counted.failed,
        "renewals": run.counted.renewals,
        "clockSeconds": now - run.since,
        "seconds": real - run.since_real,
    }
    return any(step.get(name) is not None and much >= step[name] for name, much in came.items())


def seconds_left(run: ScenarioRun, now: float, real: float, *, frozen: bool) -> float | None:
    """Real seconds until the step has waited long enough, or None where time alone will not end it."""
    step = run.step
    left = []
    if step.get("seconds") is not None:
        left.append(step["seconds"] - (real - run.since_real))
    if step.get("clockSeconds") is not None and not frozen:
        left.append(step["clockSeconds"] - (now - run.since))
    return max(0.0, min(left)) if left else None


def performing(run: ScenarioRun) -> ScenarioRun:
    """The run while somebody takes its step; one that is taken, waits or is over stays as it is."""
    return replace(run, is_performing=True) if run.is_running and not run.waits and not run.is_performing else run


def behind_step(run: ScenarioRun, position: int, now: float, real: float) -> ScenarioRun:
    """The run behind the step at ``position``; one that is elsewhere stays as it is."""
    if not run.is_running or run.position != position:
        return run
    run = replace(run, position=position + 1, is_performing=False, since=now, since_real=real, counted=Counted())
    return ended(run, DONE, now) if run.position == len(run.steps) else run


def ended(run: ScenarioRun, state: ScenarioState, now: float, problem: str | None = None) -> ScenarioRun:
    """The run, over; one that is over already stays as it is."""
    if not run.is_running:
        return run
    return replace(run, state=state, ended_at=now, problem=problem, is_performing=False)


class CountedJson(TypedDict):
    """What was answered since the step began; ``renewals`` are those that were accepted."""

    attempts: int
    accepted: int
    failed: int
    renewals: int


class ScenarioRunJson(TypedDict):
    """A run of a scenario; ``position`` is the index of the step it is at, or the number of steps at the end."""

    id: str
    siteId: str
    name: str | None
    title: str
    about: str
    state: ScenarioState
    position: int
    steps: list[dict[str, Any]]
    counted: CountedJson
    startedAt: float
    endedAt: float | None
    problem: str | None


def scenario_run_json(run: ScenarioRun) -> ScenarioRunJson:
    """The run under its public names."""
    counted = run.counted
    return {
        "id": run.run_id,
        "siteId": run.site_id,
        "name": run.name,
        "title": run.title,
        "about": run.about,
        "state": run.state,
        "position": run.position,
        "steps": [dict(step) for step in run.steps],
        "counted": {
            "attempts": counted.attempts,
            "accepted": counted.accepted,
            "failed": counted.failed,
            "renewals": counted.renewals,
        },
        "startedAt": run.started_at,
        "endedAt": run.ended_at,
        "problem": run.problem,
    }
