"""One request to the GraphQL API, from its text to the body of its answer."""

from inspect import iscoroutine
from typing import Any

import msgspec
from graphql import DocumentNode, ExecutionResult, execute, get_operation_ast

from simulator.core.api_error import ApiError, api_error_json
from simulator.providers.iadvize.access_tokens import AccessToken
from simulator.providers.iadvize.graphql.documents import Documents
from simulator.providers.iadvize.graphql.failures import RequestFailure, failure_of, field_error, located
from simulator.providers.iadvize.graphql.schema import build_schema, by_name
from simulator.providers.iadvize.graphql.visit import Visit
from simulator.providers.iadvize.judge import Judge
from simulator.settings.bounds import DEFAULT, Bounds

# Resolvers return nothing else that could be awaited; graphql-core's own look takes longer, at every field.
_IS_AWAITABLE: Any = iscoroutine


class Reply(msgspec.Struct, frozen=True):
    """What to answer: an HTTP status and a JSON body."""

    status: int
    body: dict[str, Any]


class Api:
    """Answers requests, each with an access token or without."""

    def __init__(self, judge: Judge, bounds: Bounds = DEFAULT) -> None:
        self._judge = judge
        self._schema = build_schema()
        self._documents = Documents(self._schema, bounds)

    async def answer(
        self,
        query: str,
        variables: dict[str, Any] | None,
        operation_name: str | None,
        token: AccessToken | None,
        *,
        explains: bool = True,
    ) -> Reply:
        """The answer to one request. A token that is no good gets a 401, whatever else may be wrong.

        Whether the asker may hear why a visitor's token is refused is ``explains``.
        """
        visit = Visit(self._judge, token, explains=explains)
        try:
            document = await self._documents.read(query)
            reply = Reply(200, await self._execute(document, variables, operation_name, visit))
        except RequestFailure as failure:
            reply = Reply(failure.status, {"errors": failure.errors})
        denial = await visit.denial()
        return Reply(401, {"errors": [api_error_json(denial.name, denial.message)]}) if denial else reply

    async def _execute(
        self, document: DocumentNode, variables: dict[str, Any] | None, operation_name: str | None, visit: Visit
    ) -> dict[str, Any]:
        if get_operation_ast(document, operation_name) is None:
            raise failure_of(_no_operation(operation_name))
        running = execute(
            self._schema,
            document,
            context_value=visit,
            variable_values=variables,
            operation_name=operation_name,
            field_resolver=by_name,
            is_awaitable=_IS_AWAITABLE,
        )
        result = running if isinstance(running, ExecutionResult) else await running
        if not result.errors:
            return {"data": result.data}
        if any(error.path is None for error in result.errors):
            # Errors without a place in the answer came before there was one.
            is_variables = result.errors[0].message.startswith("Variable ")
            name = "VARIABLES_INVALID" if is_variables else "DOCUMENT_TOO_COMPLEX"
            raise RequestFailure([located(name, error) for error in result.errors])
        return {"errors": [field_error(error) for error in result.errors], "data": result.data}


def _no_operation(name: str | None) -> ApiError:
    if name is None:
        return ApiError("OPERATION_UNKNOWN", "The document has not exactly one operation; name one in operationName.")
    return ApiError("OPERATION_UNKNOWN", f'The document has no operation "{name}".')
