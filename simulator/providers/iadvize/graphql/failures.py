"""Errors as the API answers them."""

import logging
from collections.abc import Sequence
from typing import Any

from graphql import GraphQLError

from simulator.core.api_error import SERVICE_UNAVAILABLE, ApiError, api_error_json
from simulator.state.unavailable import Unavailable

_LOG = logging.getLogger(__name__)
_INTERNAL = "The simulator failed at this request; its log says where. Please report it."


class RequestFailure(Exception):
    """A request that is not executed, or not answered; ``errors`` are those of the answer."""

    def __init__(self, errors: Sequence[dict[str, Any]], status: int = 400) -> None:
        super().__init__(status)
        self.errors = list(errors)
        self.status = status


def failure_of(error: ApiError, status: int = 400) -> RequestFailure:
    """The failure of a request as a whole."""
    return RequestFailure([api_error_json(error.name, error.message)], status)


def located(name: str, error: GraphQLError) -> dict[str, Any]:
    """An error with its place in the document and in the answer."""
    answer = api_error_json(name, error.message)
    if error.locations:
        answer["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    if error.path:
        answer["path"] = error.path
    return answer


def field_error(error: GraphQLError) -> dict[str, Any]:
    """What went wrong at one field. Raises RequestFailure where nobody foresaw it; the log alone has the traceback."""
    foreseen = error.original_error
    if isinstance(foreseen, ApiError):
        return located(foreseen.name, error)
    if isinstance(foreseen, Unavailable):
        raise failure_of(ApiError(SERVICE_UNAVAILABLE, foreseen.message), 503)
    _LOG.error("A field of the GraphQL API failed", exc_info=foreseen or error)
    raise failure_of(ApiError("INTERNAL_ERROR", _INTERNAL), 500)
