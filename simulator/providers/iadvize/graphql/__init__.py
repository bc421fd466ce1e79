"""The GraphQL API. Strawberry doubles the start-up time, so it waits for the first request."""

from typing import TYPE_CHECKING

from simulator.settings.bounds import DEFAULT, Bounds

if TYPE_CHECKING:
    from simulator.providers.iadvize.graphql.api import Api
    from simulator.providers.iadvize.judge import Judge


def load_api(judge: "Judge", bounds: Bounds = DEFAULT) -> "Api":
    """The API over a judge and its state; imports strawberry, which takes a while."""
    from simulator.providers.iadvize.graphql.api import Api  # noqa: PLC0415 - see above

    return Api(judge, bounds)
