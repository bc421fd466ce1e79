"""Content negotiation, apart from what is negotiated about."""

import pytest

from simulator.wire.graphql_accept import preferred

OFFERS = ("application/json", "application/graphql-response+json", "text/html")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("text/*", "text/html"),
        (BROWSER, "text/html"),
        ("text/html, image/gif, *; q=.2, */*; q=.2", "text/html"),
        ("application/graphql-response+json, application/graphql+json, application/json", OFFERS[1]),
        ("application/json, application/graphql-response+json", "application/json"),
        ("*/*, application/graphql-response+json", OFFERS[1]),
        ("application/graphql-response+json;q=0.1, */*;q=0.5", "application/json"),
        ("application/json;q=0, */*", OFFERS[1]),
        ("APPLICATION/JSON ; Q=1", "application/json"),
        ("application/json;charset=utf-8", "application/json"),
        ("application/json;q=nonsense", None),
        ("application/json;q=0", None),
        ("image/png", None),
        (",;,", None),
    ],
)
def test_the_most_liked_offer_is_chosen(accept: str | None, chosen: str | None) -> None:
    assert preferred(accept, OFFERS) == chosen
