"""A whole simulator that is asked in GraphQL, with a second site that wants access tokens."""

from typing import Any, Self

import httpx

from tests.wire.world import SITE, Json, World

GUARDED = "guarded"
ACCEPT = "application/graphql-response+json"
DAY = 86_400

__all__ = ["ACCEPT", "DAY", "GUARDED", "SITE", "GraphQLWorld", "names"]


class GraphQLWorld(World):
    """Synchronous for tests; ``now`` is the machine's clock."""

    def __enter__(self) -> Self:
        self.have_site(name="Harbour Bank")
        self.have_site(GUARDED, requireApiToken=True)
        return super().__enter__()

    def query(
        self,
        document: str,
        variables: dict[str, Any] | None = None,
        *,
        operation_name: str | None = None,
        token: str | None = None,
    ) -> httpx.Response:
        """The document over POST."""
        body = {"query": document, "variables": variables, "operationName": operation_name}
        headers = {"accept": ACCEPT} | ({} if token is None else {"authorization": f"Bearer {token}"})
        return self.ask("POST", "/graphql", json=body, headers=headers)

    def data(self, document: str, variables: dict[str, Any] | None = None) -> Any:
        """What a document gets that nothing is wrong with."""
        answer = self.query(document, variables)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert "errors" not in body, body
        return body["data"]

    def log_in(self, user: str = "jane") -> str:
        """An access token."""
        form = {"username": user, "password": "secret", "grant_type": "password"}
        answer = self.ask("POST", "/oauth2/token", data=form)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])

    def move_clock(self, site_id: str, seconds: float) -> None:
        """Advance a site's clock, and no other."""
        answer = self.control("PUT", f"/sites/{site_id}/clock", json={"advanceSeconds": seconds})
        assert answer.status_code == 200, answer.text

    def enter(self, user_id: str, site_id: str = SITE, **claims: Any) -> Json:
        """The session of somebody whose token says so."""
        answer = self.activate(self.token(user_id, **claims), site_id=site_id)
        assert answer.status_code == 200, answer.text
        return dict(answer.json()["session"])


def names(answer: httpx.Response) -> list[str]:
    """The stable names of an answer's errors, each in the documented shape."""
    errors = answer.json()["errors"]
    assert errors
    for error in errors:
        assert isinstance(error["message"], str)
        assert error["message"]
        assert set(error["extensions"]) == {"name", "retryPolicy"}
    return [error["extensions"]["name"] for error in errors]
