"""Documents: read, held against the limits and the schema, and kept for the next request with the same text."""

import asyncio
from collections import OrderedDict

from graphql import DocumentNode, GraphQLError, GraphQLSchema, GraphQLSyntaxError, parse, validate
from graphql.validation.validate import ValidationAbortedError

from simulator.core.api_error import ApiError
from simulator.providers.iadvize.graphql import limits
from simulator.providers.iadvize.graphql.failures import RequestFailure, failure_of, located
from simulator.settings.bounds import DEFAULT, Bounds

_MAX_KEPT = 256
# Longer texts are hardly ever sent twice: they carry their values in themselves.
_MAX_KEPT_CHARACTERS = 10_000
# Shorter ones are read faster than a thread can be asked to.
_INLINE_CHARACTERS = 1_000


class Documents:
    """The least recently used documents go first."""

    def __init__(self, schema: GraphQLSchema, bounds: Bounds = DEFAULT) -> None:
        self._schema = schema
        self._bounds = bounds
        self._kept: OrderedDict[str, DocumentNode] = OrderedDict()

    async def read(self, text: str) -> DocumentNode:
        """The document behind a text. Raises RequestFailure."""
        document = self._kept.get(text)
        if document is not None:
            self._kept.move_to_end(text)
            return document
        if len(text) <= _INLINE_CHARACTERS:
            document = prepare(text, self._schema, self._bounds)
        else:
            document = await asyncio.to_thread(prepare, text, self._schema, self._bounds)
        if len(text) <= _MAX_KEPT_CHARACTERS:
            self._keep(text, document)
        return document

    def _keep(self, text: str, document: DocumentNode) -> None:
        self._kept[text] = document
        if len(self._kept) > _MAX_KEPT:
            self._kept.popitem(last=False)


def prepare(text: str, schema: GraphQLSchema, bounds: Bounds = DEFAULT) -> DocumentNode:
    """The document, when it may be executed. Raises RequestFailure."""
    try:
        document = _parsed(text, bounds.graphql_tokens)
        limits.check(document, bounds)
        errors = validate(schema, document)
    except RecursionError:
        raise failure_of(limits.too_complex("The document nests too deep to be read.")) from None
    except ApiError as error:
        raise failure_of(error) from None
    if len(errors) == 1 and isinstance(errors[0], ValidationAbortedError):
        raise failure_of(limits.too_complex("The document would take too long to validate."))
    if errors:
        raise RequestFailure([located("VALIDATION_ERROR", error) for error in errors])
    return document


def _parsed(text: str, most: int) -> DocumentNode:
    try:
        return parse(text, max_tokens=most)
    except GraphQLSyntaxError as error:
        if f"more than {most} tokens" in error.message:
            raise limits.too_complex(f"The document has more than {most} tokens.") from None
        raise RequestFailure([located("SYNTAX_ERROR", error)]) from None
    except GraphQLError as error:
        raise limits.too_complex(error.message) from None
