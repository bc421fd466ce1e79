"""Playing a scenario on a simulator over HTTP, and telling what happens."""

import ssl
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from simulator.cli.event_reader import KEEP_ALIVE, EventReader, Heard
from simulator.cli.narration import attempt_line, in_lines, step_lines
from simulator.cli.terminal import nobody_reads
from simulator.handle.channel import Unanswered, ask
from simulator.handle.errors import SimulatorError
from simulator.handle.http_channel import HttpChannel
from simulator.settings import Misconfigured

_FAILED = 1
_DEMO_SITE = "demo"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a scenario plays; ``trust`` decides on its certificate, None on those that the machine trusts."""

    url: str
    site_id: str
    control_token: str | None
    trust: ssl.SSLContext | None = None

    @property
    def path(self) -> str:
        """What is asked about it."""
        return f"/_simulator/sites/{quote(self.site_id, safe='')}/scenarios"


def play(stage: Stage, scenario: Any, file: Path | None) -> int:
    """Play the scenario to its end; the exit code. Raises Misconfigured where the simulator says no to it."""
    try:
        channel = HttpChannel(stage.url, stage.control_token, stage.trust, "--ca-file FILE")
        ask(channel, "GET", stage.path)
        events = EventReader(stage.url, stage.site_id, stage.control_token, stage.trust)
        run = ask(channel, "POST", stage.path, scenario).json()
    except SimulatorError as error:
        raise _misconfigured(error, file) from None
    try:
        _introduce(stage, run)
        return _narrate(events, run)
    except (KeyboardInterrupt, BrokenPipeError):
        with suppress(SimulatorError):
            ask(channel, "DELETE", stage.path)
            click.echo("Stopped; what it changed is put back.", err=True)
        raise
    finally:
        events.close()


def answers(url: str, control_token: str | None, trust: ssl.SSLContext | None = None) -> bool:
    """Whether a simulator is there."""
    with suppress(SimulatorError, Unanswered, ValueError):
        health = ask(HttpChannel(url, control_token, trust), "GET", "/_simulator/health").json()
        return isinstance(health, dict) and health.get("status") == "ok"
    return False


def _misconfigured(error: SimulatorError, file: Path | None) -> Misconfigured:
    said = str(error).rpartition(" (")[0] if error.code else str(error)
    return Misconfigured(f"--file: {file}: {said}" if file and error.code == "field_invalid" else said)


def _introduce(stage: Stage, run: Any) -> None:
    click.echo(in_lines(run["title"] or run["name"] or "A scenario"))
    if run["about"]:
        click.echo(in_lines(run["about"]))
    page = f"{stage.url}/demo" if stage.site_id == _DEMO_SITE else f"your page, with the sid {stage.site_id}"
    click.echo(f"Open {page}; {stage.url}/ shows each attempt.\n")


def _narrate(events: Iterable[Heard], run: Any) -> int:
    told = -1
    for kind, data in events:
        if kind == KEEP_ALIVE and nobody_reads():
            raise BrokenPipeError
        if kind == "attempt":
            click.echo(attempt_line(data))
        if kind != "scenario" or data["id"] != run["id"]:
            continue
        if data["state"] == "running" and data["position"] > told:
            told = data["position"]
            for line in step_lines(data["steps"][told], told + 1, len(data["steps"])):
                click.echo(line)
        if data["state"] == "done":
            click.echo("\nThe scenario is over.")
            return 0
        if data["state"] != "running":
            failed = f"The scenario failed: {in_lines(data['problem'])}" if data["problem"] else None
            click.echo(f"\n{failed or 'The scenario was stopped.'}")
            return _FAILED
    raise Misconfigured("The simulator ended before the scenario did.")
