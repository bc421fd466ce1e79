"""The checks of the contract, in the order in which a report lists them.

What a check says where nothing is wrong is a template over the facts that it returns.
"""

from simulator.core.catalogue import CheckName
from simulator.providers.iadvize.catalogue import CATALOGUE

ENDPOINT = (
    CheckName("transport", "{transport}"),
    CheckName("login", "The login answered {statuses}."),
    CheckName("status", "{requests} for a token were answered with success."),
    CheckName("token", "Each answer has a token in its place: {place}."),
    CheckName("content-type", "The content type is {type}."),
    CheckName("cache-control", "No cache may keep a token: {value}."),
    CheckName("cross-origin", "No other origin may read the answer."),
    CheckName("signed-out", "Without a sign-in there is no token: {status}."),
    CheckName("answer-time", "The slowest answer took {slowest}."),
    CheckName("clock", "The endpoint's clock is at most {apart} from this machine's."),
)
VERDICT = CATALOGUE.checks
TOKENS = (
    CheckName("fresh-token", "Each of the {count} tokens is a new one."),
    CheckName("token-lifetime", "Tokens are valid for {least} when they arrive; iAdvize recommends a minute."),
    CheckName("token-size", "The longest has {longest} characters, which fits a header and a body."),
)
PEOPLE = (
    CheckName("user-id-stable", "The user id is the same in each of the user's tokens{again}."),
    CheckName("user-id-opaque", "The user id is neither a bare number nor an e-mail address."),
    CheckName("other-user", "The other user has another user id."),
    CheckName("visitor-data", "{profile}"),
)

GROUPS = (
    ("The endpoint", ENDPOINT),
    ("The token, as iAdvize checks it", VERDICT),
    ("The tokens together", TOKENS),
    ("The person", PEOPLE),
)
CHECKS = tuple(check for _, checks in GROUPS for check in checks)
