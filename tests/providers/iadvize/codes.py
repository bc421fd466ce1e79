"""The codes a verdict can carry, by check, in the documented order; those of WARNINGS don't refuse a token."""

TABLE: dict[str, tuple[str, ...]] = {
    "site": ("site_unknown", "authentication_disabled"),
    "compact-form": (
        "token_missing",
        "token_too_large",
        "token_decorated",
        "token_json_serialization",
        "token_not_encrypted",
        "token_part_count",
        "token_not_base64url",
        "token_truncated",
    ),
    "jwe-header": (
        "jwe_header_unreadable",
        "jwe_alg_unsupported",
        "jwe_enc_unsupported",
        "jwe_compressed",
        "jwe_critical_header",
    ),
    "decryption": ("key_unwrap_failed", "ciphertext_tampered"),
    "jws-header": (
        "inner_not_jws",
        "jws_header_unreadable",
        "jws_unsigned",
        "jws_alg_unsupported",
        "jws_critical_header",
    ),
    "signature": ("brand_key_missing", "signature_of_other_site", "signature_mismatch"),
    "claims": (
        "claims_unreadable",
        "claims_duplicate_member",
        "user_id_unprefixed",
        "user_id_prefix_wrong",
        "user_id_missing",
        "user_id_not_string",
        "user_id_empty",
        "user_id_too_long",
        "visitor_data_unprefixed",
        "visitor_data_not_object",
        "visitor_data_field_not_string",
        "visitor_data_field_unknown",
        "issuer_missing",
    ),
    "lifetime": (
        "exp_missing",
        "exp_not_number",
        "exp_in_milliseconds",
        "token_expired",
        "nbf_not_number",
        "token_not_yet_valid",
        "issued_in_future",
        "lifetime_beyond_session",
        "lifetime_long",
        "token_reused",
    ),
}
WARNINGS = frozenset(
    {
        "visitor_data_unprefixed",
        "visitor_data_field_unknown",
        "issuer_missing",
        "issued_in_future",
        "lifetime_beyond_session",
        "lifetime_long",
        "token_reused",
    }
)
CHECKS = tuple(TABLE)
CHECK_OF = {code: check for check, codes in TABLE.items() for code in codes}

NO_OPTION = "A valid authentication option must be provided"
NOT_SET_UP = "Failed to authenticate visitor from credentials : the website is not correctly setup (null)"
