"""The codes a verdict can carry, by check, in the documented order; those of WARNINGS don't refuse a token."""

TABLE: dict[str, tuple[str, ...]] = {
    "site": ("site_unknown", "authentication_disabled"),
    "compact-form": (
        "token_missing",
        "token_too_large",
        "token_decorated",
        "token_json_serialization",
        "token_encrypted",
        "token_part_count",
        "token_not_base64url",
        "token_truncated",
    ),
    "jws-header": (
        "jws_header_unreadable",
        "jws_unsigned",
        "jws_alg_unsupported",
        "jws_critical_header",
        "typ_missing",
        "typ_unexpected",
    ),
    "signature": (
        "secret_key_missing",
        "signature_of_other_site",
        "secret_key_retired",
        "secret_key_recoded",
        "secret_key_altered",
        "signature_mismatch",
    ),
    "claims": (
        "claims_unreadable",
        "claims_duplicate_member",
        "email_missing",
        "email_not_string",
        "email_empty",
        "email_malformed",
        "email_too_long",
        "display_name_missing",
        "display_name_not_string",
        "display_name_empty",
    ),
    "lifetime": (
        "exp_missing",
        "exp_not_number",
        "exp_in_milliseconds",
        "token_expired",
        "nbf_not_number",
        "token_not_yet_valid",
        "iat_missing",
        "issued_in_future",
        "lifetime_long",
        "token_reused",
    ),
    "customer": ("customer_pending",),
}
WARNINGS = frozenset(
    {"typ_missing", "typ_unexpected", "iat_missing", "issued_in_future", "lifetime_long", "token_reused"}
)
CHECKS = tuple(TABLE)
CHECK_OF = {code: check for check, codes in TABLE.items() for code in codes}
