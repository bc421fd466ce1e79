"""Tokens and keys explained over HTTP."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from simulator.core.explanation_json import Explained, ExplanationJson, explanation_json
from simulator.state.protocols import State
from simulator.wire import bodies
from simulator.wire.answers import JsonAnswer, WireError
from simulator.wire.control.desk import Desks
from simulator.wire.control.tokens import VerdictBody
from simulator.wire.operation import JSON, Operation

_NO_STORE = {"cache-control": "no-store"}


class ExplanationQuery(msgspec.Struct, forbid_unknown_fields=True):
    """JSON, or text as a terminal shows it in so many columns; and the languages of the fix, with commas between."""

    format: Literal["json", "text"] = "json"
    width: Annotated[int, Meta(ge=40, le=1000)] = 80
    language: Annotated[str, Meta(max_length=200)] = ""


class KeyBody(msgspec.Struct, forbid_unknown_fields=True):
    """What somebody takes for a public key: PEM, one line of base64 DER, or a JWK as text or as an object."""

    key: Annotated[str, Meta(max_length=65_536)] | dict[str, Any]


class ExplanationRoutes:
    """``/sites/{id}/explanations`` and ``/keys``. ``key_report`` says what a text is that should be a public key."""

    def __init__(
        self, state: State, desks: Desks, key_report: Callable[[str | Mapping[str, Any]], Any], report: Any
    ) -> None:
        self._state = state
        self._desks = desks
        self._key_report = key_report
        self._report = report

    def routes(self) -> list[Operation]:
        """Where they live."""
        return [
            Operation(
                "POST",
                "/sites/{site_id}/explanations",
                self.explain,
                body=VerdictBody,
                query=_described(self._desks),
                answers={200: {JSON: ExplanationJson, "text/plain": str}},
            ),
            Operation("POST", "/keys", self.key, body=KeyBody, answers={200: self._report}),
        ]

    async def explain(self, request: Request) -> Response:
        """A verdict with the token's anatomy and the code that mends it; opens no session and uses nothing up."""
        query = bodies.query(request, ExplanationQuery)
        body = await bodies.parse(request, VerdictBody)
        site_id = request.path_params["site_id"]
        desk = await self._desks.of_id(self._state, site_id)
        explained = await desk.explain(site_id, body.token, _known(query.language, desk.languages))
        if query.format == "text":
            return PlainTextResponse(_text(explained, site_id, query.width), headers=_NO_STORE)
        return JsonAnswer(explanation_json(explained), headers=_NO_STORE)

    async def key(self, request: Request) -> Response:
        """What a text is, and whether it can serve as a brand's public key; keeps nothing."""
        body = await bodies.parse(request, KeyBody)
        return JsonAnswer(self._key_report(body.key), headers=_NO_STORE)


def _described(desks: Desks) -> type[msgspec.Struct]:
    """The query with the languages that there are."""
    names = "|".join(dict.fromkeys(name for desk in desks for name in desk.languages))
    pattern = {"pattern": f"^(({names})(,({names}))*)?$"}
    language = Annotated[str, Meta(max_length=200, extra_json_schema=pattern)]
    return msgspec.defstruct("ExplanationQuery", [("language", language, "")], bases=(ExplanationQuery,))


def _known(names: str, languages: Sequence[str]) -> Sequence[str]:
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    for name in wanted:
        if name not in languages:
            raise WireError(
                422, "field_invalid", f'language: there is no "{name}"; known: {", ".join(languages)}.', "language"
            )
    return wanted


def _text(explained: Explained, site_id: str, width: int) -> str:
    from simulator.core.explanation import Style, render_verdict  # noqa: PLC0415 - a server starts sooner without

    evidence = replace(explained.evidence, judged=f"for the site {site_id}")
    return f"{render_verdict(explained.verdict, Style(width), evidence)}\n"
