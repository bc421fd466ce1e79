"""What the brand says of its customer."""

from typing import Any

from scripts.docs.evidence.example import Example
from tests import forge


def _said(code: str, variant: str | None, **claims: Any) -> Example:
    return Example(code, variant, lambda: forge.token(forge.claims(**claims)))


def _user_id_in(variant: str | None, name: str) -> Example:
    code = "user_id_unprefixed" if name == "userId" else "user_id_prefix_wrong"
    return _said(code, variant, user_id=forge.OMIT, **{name: "customer-0042"})


def _repeated() -> str:
    twice = forge.compact_json({forge.USER_ID: "customer-0043"})[1:]
    return forge.token(forge.compact_json(forge.claims())[:-1] + b"," + twice)


EXAMPLES = (
    Example("claims_unreadable", None, lambda: forge.token(forge.compact_json([forge.claims()]))),
    Example("claims_duplicate_member", None, _repeated),
    _user_id_in(None, "userId"),
    _user_id_in(None, "https://iadvize.com//userId"),
    _user_id_in("http", "http://iadvize.com/userId"),
    _user_id_in("www", "https://www.iadvize.com/userId"),
    _user_id_in("slash", "https://iadvize.comuserId"),
    _user_id_in("case", "https://iadvize.com/userID"),
    _user_id_in("percent", "https%3A%2F%2Fiadvize.com%2FuserId"),
    _user_id_in("backslash", "https:\\/\\/iadvize.com\\/userId"),
    _user_id_in("domain", "https://shop.example/userId"),
    _said("user_id_missing", None, user_id=forge.OMIT),
    _said("user_id_missing", "renamed", user_id=forge.OMIT, **{"https://iadvize.com/customer": "customer-0042"}),
    _said("user_id_not_string", None, user_id=None),
    _said("user_id_not_string", "number", user_id=42),
    _said("user_id_empty", None, user_id=""),
    _said("user_id_too_long", None, user_id="u" * 256),
    Example("user_id_changed", None, forge.token, lambda: {"expected_user": "customer-0007"}),
    Example.forced("renewal_refused"),
    Example.forced("visitor_mismatch"),
    _said("visitor_data_unprefixed", None, visitor_data=forge.OMIT, visitorData={"firstName": "Jane"}),
    _said("visitor_data_not_object", None, visitor_data=["Jane", "Doe"]),
    _said("visitor_data_not_object", "json-text", visitor_data='{"firstName":"Jane"}'),
    _said("visitor_data_field_not_string", None, visitor_data={"zipCode": 75011}),
    _said("visitor_data_field_unknown", None, visitor_data={"loyalty": "gold"}),
    _said("visitor_data_field_unknown", "nearest", visitor_data={"firstname": "Jane"}),
    _said("issuer_missing", None, iss=forge.OMIT),
)
