"""What iAdvize's documentation shows and its customers' languages do is accepted without a remark."""

from typing import Any

import pytest

from tests import forge
from tests.providers.iadvize.judging import expect_faultless, judge

# The documented example (docs.iadvize.dev, Authenticated Messaging), with the times of the test.
DOCUMENTED = (
    r'{"iss":"https:\/\/livechat.example-bank.test","exp":1760000060,'
    r'"https:\/\/iadvize.com\/userId":"a7b9c1",'
    r'"https:\/\/iadvize.com\/visitorData":{"firstName":"Jane","zipCode":"44000"}}'
)
WRITERS: dict[str, bytes] = {
    "PHP, json_encode": forge.php_json(forge.claims(visitor_data={"city": "Saint-Étienne"})),
    "Python, json.dumps": b'{"exp": 1760000060, "https://iadvize.com/userId": "\\u00e9", "iss": "x"}',
    "JavaScript, Date.now()/1000": b'{"exp":1760000060.123,"iat":1760000000,"https://iadvize.com/userId":"1","iss":"x"}',
    "Java, a double": b'{"exp":1.76000006E9,"https://iadvize.com/userId":"1","iss":"x"}',
    ".NET, HTML-safe": b'{"exp":1760000060,"https://iadvize.com/userId":"\\u00E9\\u0026\\u003C\\u003E","iss":"x"}',
    "Ruby, pretty": b'{\n  "exp": 1760000060,\n  "https://iadvize.com/userId": "1",\n  "iss": "x"\n}\n',
    "Go, sorted and HTML-safe": b'{"exp":1760000060,"https://iadvize.com/userId":"a\\u0026b","iss":"x"}',
}
INNER = b'{"alg":"RS256"}'


def test_the_documented_example_is_accepted() -> None:
    verdict = judge(forge.token(DOCUMENTED.encode(), jws_header=INNER))
    expect_faultless(verdict)
    assert verdict.user_id == "a7b9c1"
    assert verdict.visitor_data == {"firstName": "Jane", "zipCode": "44000"}
    assert verdict.issuer == "https://livechat.example-bank.test"


@pytest.mark.parametrize("payload", WRITERS.values(), ids=WRITERS)
def test_every_languages_json_is_accepted(payload: bytes) -> None:
    expect_faultless(judge(forge.token(payload)))


@pytest.mark.parametrize(
    ("jws_header", "jwe_header"),
    [
        (b'{"alg":"RS256"}', b'{"alg":"RSA-OAEP-256","enc":"A256GCM"}'),
        (b'{"typ":"JWT","alg":"RS256"}', b'{"enc":"A256GCM","alg":"RSA-OAEP-256"}'),
        (b'{"alg": "RS256", "typ": "JWT"}', b'{"alg": "RSA-OAEP-256", "enc": "A256GCM", "cty": "JWT"}'),
        (b'{"alg":"RS256","kid":"a\\/b"}', b'{"alg":"RSA-OAEP-256","enc":"A256GCM","typ":"JWT","kid":"a\\/b"}'),
    ],
)
def test_every_usual_header_is_accepted(jws_header: bytes, jwe_header: bytes) -> None:
    expect_faultless(judge(forge.token(jws_header=jws_header, jwe_header=jwe_header)))


@pytest.mark.parametrize(
    "times",
    [
        {"exp": forge.NOW + 59.999},
        {"exp": forge.NOW + 60, "iat": forge.NOW - 0.001},
        {"exp": forge.NOW + 300, "iat": forge.NOW - 0.5, "nbf": forge.NOW - 0.5},
    ],
)
def test_fractions_of_seconds_are_accepted(times: dict[str, Any]) -> None:
    expect_faultless(judge(forge.token(forge.claims(**times))))
