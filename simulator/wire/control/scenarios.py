"""Scenarios over HTTP: list them, start one on a site, see how far it is, stop it."""

from typing import Any, TypedDict

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from simulator.core.scenario import ScenarioRunJson, scenario_run_json
from simulator.state.protocols import State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, WireError
from simulator.wire.control.desk import Desks
from simulator.wire.control.sites import NO_SITE, site_named
from simulator.wire.operation import AnyOf, Operation
from simulator.wire.scenarios.catalogue import built_in, named
from simulator.wire.scenarios.director import Director
from simulator.wire.scenarios.steps import ScenarioFields, scenario_of


class NamedScenario(msgspec.Struct, forbid_unknown_fields=True):
    """A scenario that comes with the simulator."""

    name: str


class ScenarioJson(TypedDict):
    """A scenario that comes with the simulator; its steps are as its file has them."""

    name: str
    title: str
    about: str
    steps: list[dict[str, Any]]


class ScenariosJson(TypedDict):
    """Every scenario that comes with the simulator."""

    scenarios: list[ScenarioJson]


class ScenarioRunsJson(TypedDict):
    """The scenario that runs on the site, or ran last; none where there was none since the last reset."""

    scenarios: list[ScenarioRunJson]


_RUNNING = {409: "A scenario is running on the site already."}


class ScenarioRoutes:
    """``/scenarios`` and ``/sites/{id}/scenarios``."""

    def __init__(self, state: State, desks: Desks, director: Director) -> None:
        self._state = state
        self._desks = desks
        self._director = director

    def routes(self) -> list[Operation]:
        """Where they live."""
        path = "/sites/{site_id}/scenarios"
        body = AnyOf((NamedScenario, ScenarioFields))
        return [
            Operation("GET", "/scenarios", self.list, answers={200: ScenariosJson}),
            Operation("POST", path, self.start, body=body, answers={201: ScenarioRunJson}, errors=_RUNNING | NO_SITE),
            Operation("GET", path, self.show, answers={200: ScenarioRunsJson}, errors=NO_SITE),
            Operation("DELETE", path, self.stop, answers={204: None}, errors=NO_SITE),
        ]

    async def list(self, _: Request) -> Response:
        """Every scenario that comes with the simulator."""
        return JsonAnswer(ScenariosJson(scenarios=[_scenario_json(name, said) for name, said in built_in().items()]))

    async def start(self, request: Request) -> Response:
        """Start a scenario by its name, or one of the caller's own."""
        body = await bodies.read_json(request)
        site = await site_named(self._state, request)
        name = _name_in(body)
        scenario = scenario_of(body if name is None else named(name), self._desks.of(site), name)
        return JsonAnswer(scenario_run_json(await self._director.start(site, scenario)), 201)

    async def show(self, request: Request) -> Response:
        """The scenario that runs on the site, or ran last, with the step that it is at."""
        site = await site_named(self._state, request)
        run = await self._director.look(site.site_id)
        return JsonAnswer(ScenarioRunsJson(scenarios=[scenario_run_json(run)] if run else []))

    async def stop(self, request: Request) -> Response:
        """Stop it where it is, and put back what it changed; keys that were rotated stay."""
        site = await site_named(self._state, request)
        await self._director.stop(site.site_id)
        return Response(status_code=204)


def _name_in(body: Any) -> str | None:
    """The name of a scenario that comes with the simulator; None where the body is one itself."""
    if not isinstance(body, dict) or "name" not in body:
        return None
    if "steps" in body:
        message = "name: leave it out where there are steps; what a scenario is called is its title."
        raise WireError(422, "field_invalid", message, "name")
    return bodies.convert(body, NamedScenario).name


def _scenario_json(name: str, said: Any) -> ScenarioJson:
    return {"name": name, "title": said["title"], "about": said["about"], "steps": said["steps"]}
