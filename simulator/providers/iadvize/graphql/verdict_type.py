"""The verdict in GraphQL: the names of its JSON, so that a verdict rendered as JSON answers every field."""

from typing import Any

import strawberry

from simulator.core.verdict import Verdict, verdict_json
from simulator.providers.iadvize.graphql.scalars import DateTime, Json, rfc3339


@strawberry.type(description="One of the eight steps of a verification.")
class VisitorAuthenticationCheck:
    """A check."""

    name: str = strawberry.field(description="The step: site, compact-form, jwe-header, decryption, and so on.")
    outcome: str = strawberry.field(description="passed, failed, warning or skipped.")
    code: str | None = strawberry.field(
        description="What it failed at or warns of; null where it passed or was skipped."
    )
    message: str = strawberry.field(description="What was seen, in a sentence.")
    hint: str | None = strawberry.field(description="What to change.")
    found: Json | None = strawberry.field(description="What the token has.")
    expected: Json | None = strawberry.field(description="What it should have.")


@strawberry.type(description="Something else that is wrong, besides what the checks' codes say.")
class VisitorAuthenticationAlsoFound:
    """A further finding."""

    check: str = strawberry.field(description="The check that it belongs to.")
    code: str = strawberry.field(description="What it is.")
    message: str = strawberry.field(description="What was seen, in a sentence.")
    hint: str = strawberry.field(description="What to change.")


@strawberry.type(description="The verdict on a visitor's token: whether it would sign the visitor in, and why not.")
class VisitorAuthentication:
    """A verdict."""

    accepted: bool = strawberry.field(description="Whether the token signs the visitor in.")
    code: str | None = strawberry.field(description="The first failed check's code; null where the token is accepted.")
    reason: str | None = strawberry.field(description="What iAdvize's tag would say of it, word for word.")
    checks: list[VisitorAuthenticationCheck] = strawberry.field(
        description="The eight checks in their order; those behind the first failure are skipped."
    )
    also_found: list[VisitorAuthenticationAlsoFound] = strawberry.field(description="What else can be seen.")
    user_id: str | None = strawberry.field(description="The user id in the token, as far as it could be read.")
    visitor_data: Json | None = strawberry.field(description="The visitor data in the token.")
    issuer: str | None = strawberry.field(description="The token's iss.")
    expires_at: DateTime | None = strawberry.field(description="The token's exp; null where no calendar reaches it.")
    jwe_header: Json | None = strawberry.field(description="The header of the outer token.")
    jws_header: Json | None = strawberry.field(description="The header of the inner token.")
    claims: Json | None = strawberry.field(description="All claims of the inner token.")


def verdict_fields(verdict: Verdict) -> dict[str, Any]:
    """The verdict under its fields' names."""
    return verdict_json(verdict) | {"expiresAt": rfc3339(verdict.expires_at)}
