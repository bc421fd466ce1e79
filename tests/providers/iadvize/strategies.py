"""What hypothesis draws: JSON of all kinds, headers and claims near the documented ones, texts near a token."""

import string
from typing import Any

from hypothesis import strategies as st

from tests import forge
from tests.forge.encoding import ALPHABET

NUMBERS = st.one_of(
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(int(forge.NOW) - 4000, int(forge.NOW) + 4000),
    st.sampled_from([0, -0.0, forge.NOW, forge.NOW + 60, 10**11, 10**11 + 1, forge.NOW * 1000, 2**53, 1e308]),
)
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, st.text())
JSON: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NUMBER_TEXTS = st.from_regex(rb"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?", fullmatch=True)
NEARLY_JSON = st.binary(min_size=1, max_size=40) | st.text('{}[]":,\\u0d8 1e-truefalsn', min_size=1).map(str.encode)
ALGS = st.sampled_from(["RSA-OAEP-256", "RSA-OAEP", "dir", "RS256", "none", "HS256", "A256GCM", "A128GCM", "DEF"])
HEADER_NAMES = st.sampled_from(
    ["alg", "enc", "zip", "crit", "typ", "cty", "kid", "jwk", "jku", "x5c", "b64", "epk", "p2c"]
)


def headers(**faultless: str) -> st.SearchStrategy[dict[str, Any]]:
    """The faultless header with members changed, added or taken away."""
    return st.builds(
        lambda changes, gone: {
            name: value for name, value in (faultless | changes).items() if name not in gone or name in changes
        },
        st.dictionaries(HEADER_NAMES | st.text(max_size=5), ALGS | JSON, max_size=3),
        st.sets(HEADER_NAMES, max_size=1),
    )


VISITOR_FIELDS = st.sampled_from(["firstName", "lastName", "email", "zipCode", "country", "zip", "first_name"])
USER_IDS = st.text(max_size=4) | st.text(min_size=250, max_size=260) | st.sampled_from([" ", "x" * 255, "x" * 256])
VISITOR_DATA = st.dictionaries(VISITOR_FIELDS | st.text(max_size=5), st.text(max_size=5) | SCALARS, max_size=3)
CLAIM_NAMES = st.sampled_from(
    [
        forge.USER_ID,
        forge.VISITOR_DATA,
        "exp",
        "nbf",
        "iat",
        "iss",
        "sub",
        "userId",
        "visitorData",
        "http://iadvize.com/userId",
    ]
)
CLAIMS: st.SearchStrategy[dict[str, Any]] = st.builds(
    lambda changes, more, gone: {
        name: value for name, value in (forge.claims() | more | changes).items() if name not in gone
    },
    st.fixed_dictionaries(
        {},
        optional={
            forge.USER_ID: USER_IDS | JSON,
            forge.VISITOR_DATA: VISITOR_DATA | JSON,
            "exp": NUMBERS | JSON,
            "nbf": NUMBERS | JSON,
            "iat": NUMBERS | JSON,
        },
    ),
    st.dictionaries(CLAIM_NAMES | st.text(max_size=8), JSON, max_size=2),
    st.sets(CLAIM_NAMES, max_size=2),
)

PARTS = st.text(st.sampled_from(ALPHABET), max_size=30) | st.text(st.sampled_from(string.printable), max_size=6)
DOTTED = st.lists(PARTS, max_size=7).map(".".join)
DECORATED = st.builds("{}{}{}".format, st.text(max_size=3), DOTTED, st.text(max_size=3))
EVERY_TEXT = st.text(st.characters(codec=None), max_size=60)
