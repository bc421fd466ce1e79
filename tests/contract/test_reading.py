"""What somebody types, and what is said where it cannot be meant."""

from pathlib import Path

import pytest

from simulator.contract.baseline import read_baseline, write_baseline
from simulator.contract.bounds import DEFAULT_SAMPLES
from simulator.contract.reading import read_plan
from simulator.settings import Misconfigured
from tests.contract.bad_backends import BAD
from tests.contract.conftest import Tested

URL = {"token_url": "http://127.0.0.1:3000/chat-token"}


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"token_url": None}, "--token-url: say where"),
        ({"token_url": "chat-token"}, "no address"),
        ({"token_url": "file:///etc/passwd"}, "no address"),
        ({"token_url": "ftp://shop.example/"}, "no address"),
        ({"token_url": "http://:80/"}, "no address"),
        ({"token_url": "http://shop.example:x/"}, "no address"),
        ({"token_url": "http://[::1"}, "no address"),
        ({"token_url": "http://shop.example/a b"}, "no address"),
        ({"token_url": "http://shop.example/\r\nX: y"}, "no address"),
        ({"token_url": "http://jane:secret@shop.example/"}, "--token-url: leave user and password out"),
        ({"header": ["Cookie"]}, "--header: wanted is 'Name: value'"),
        ({"header": ["Coo kie: a"]}, "--header: wanted is 'Name: value'"),
        ({"header": ["X: a\nY: b"]}, "--header: the value of X has characters"),
        ({"other_header": ["@nowhere"]}, "nowhere cannot be read: No such file or directory."),
        ({"body": "@nowhere"}, "--body: "),
        ({"method": "GET /"}, "--method: 'GET /' is no method."),
        ({"samples": "0"}, "--samples: '0' is not a number from 1 to 20."),
        ({"samples": "2.5"}, "--samples: '2.5' is not a number from 1 to 20."),
        ({"samples": "many"}, "--samples: 'many'"),
        ({"interval": "61"}, "--interval: '61' is not a number from 0 to 60."),
        ({"timeout": "nan"}, "--timeout: 'nan'"),
        ({"token_path": "data..token"}, "--token-path: 'data..token' is no dotted path"),
        ({"login_body": "x"}, "--login-body: say with --login-url"),
        ({"other_login_body": "x"}, "--other-login-body: say with --login-url"),
        ({"login_url": "login"}, "--login-url: 'login' is no address"),
        ({"ca_file": "nowhere"}, "nowhere cannot be read: No such file or directory."),
    ],
)
def test_what_cannot_be_meant_is_one_line_that_names_the_option(
    given: dict[str, object], complaint: str, tmp_path: Path
) -> None:
    with pytest.raises(Misconfigured) as misconfigured:
        read_plan(URL | given, tmp_path)
    assert complaint in str(misconfigured.value)
    assert "\n" not in str(misconfigured.value)


def test_a_file_without_certificates_is_named(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("hello")
    with pytest.raises(Misconfigured, match=r"--ca-file: .*ca.pem cannot be read: it holds no certificate in PEM\."):
        read_plan(URL | {"ca_file": "ca.pem"}, tmp_path)


def test_a_complaint_about_a_header_does_not_show_its_value(tmp_path: Path) -> None:
    for line in ("Authorization=Bearer s3cret", "Authorization: Bearer s3cret\x00"):
        with pytest.raises(Misconfigured) as misconfigured:
            read_plan(URL | {"header": [line]}, tmp_path)
        assert "s3cret" not in str(misconfigured.value)


def test_a_plan_shows_no_secrets(tmp_path: Path) -> None:
    plan = read_plan(URL | {"header": ["Cookie: s3cret"], "body": "s3cret"}, tmp_path)
    assert "s3cret" not in repr(plan)


def test_alone_the_address_is_asked_by_get_three_times(tmp_path: Path) -> None:
    plan = read_plan(URL, tmp_path)
    assert (plan.user.token.method, plan.samples, plan.other) == ("GET", DEFAULT_SAMPLES, None)
    assert plan.signed_out == plan.user.token


def test_headers_and_bodies_come_from_files_too(tmp_path: Path) -> None:
    (tmp_path / "jane.headers").write_text("Cookie: session=jane\n\nX-Shop: a:b\n")
    (tmp_path / "body.json").write_text("[1]")
    plan = read_plan(URL | {"header": ["@jane.headers"], "body": "@body.json"}, tmp_path)
    headers = (("Cookie", "session=jane"), ("X-Shop", "a:b"), ("Content-Type", "application/json"))
    assert plan.user.token.headers == headers
    assert plan.user.token.body == b"[1]"


@pytest.mark.parametrize(
    ("body", "header", "expected"),
    [
        ("user=jane", [], "application/x-www-form-urlencoded"),
        ("{}", [], "application/json"),
        ("{}", ["content-type: text/csv"], "text/csv"),
    ],
)
def test_a_body_has_the_type_that_it_looks_like(body: str, header: list[str], expected: str, tmp_path: Path) -> None:
    plan = read_plan(URL | {"body": body, "header": header}, tmp_path)
    assert [value for name, value in plan.user.token.headers if name.lower() == "content-type"] == [expected]


def test_a_baseline_has_codes_remarks_and_empty_lines(tmp_path: Path) -> None:
    file = tmp_path / "baseline.txt"
    file.write_text("# known\n\nissuer_missing  # the importer writes none\nuser_id_guessable\n")
    assert read_baseline(file) == {"issuer_missing", "user_id_guessable"}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("issuer_mising", "line 1: there is no code 'issuer_mising'; did you mean issuer_missing?"),
        ("\n\nzzz", "line 3: there is no code 'zzz'; docs/contract.md lists them."),
        ("token_repeated", "token_repeated is a failure, and a baseline accepts only warnings."),
        ("signature_mismatch", "signature_mismatch is a failure"),
    ],
)
def test_a_baseline_accepts_warnings_alone(content: str, complaint: str, tmp_path: Path) -> None:
    file = tmp_path / "baseline.txt"
    file.write_text(content)
    with pytest.raises(Misconfigured) as misconfigured:
        read_baseline(file)
    assert complaint in str(misconfigured.value)


def test_a_baseline_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"--baseline: .*nowhere cannot be read: No such file or directory\."):
        read_baseline(tmp_path / "nowhere")


def test_a_baseline_that_was_written_accepts_the_run_that_it_came_from(tested: Tested, tmp_path: Path) -> None:
    make = BAD["has no iss"][0]
    file = tmp_path / "baseline.txt"
    assert write_baseline(file, tested(make())) == 1
    assert tested(make(), known=read_baseline(file)).passed
