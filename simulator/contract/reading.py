"""A plan from what somebody typed; whatever is wrong with it is one line that names the option."""

import json
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from simulator.contract.parameters import PARAMETERS
from simulator.contract.plan import Headers, Person, Plan, Request
from simulator.settings import Misconfigured
from simulator.settings.address import without_user
from simulator.settings.home import NoHome, at_home

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a name or a method, as RFC 9110 calls it
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
_MAX_FILE_BYTES = 1_048_576
_OPTIONS = {parameter.attribute: parameter for parameter in PARAMETERS}


def read_plan(given: Mapping[str, Any], folder: Path, prefix: str = "--") -> Plan:
    """The plan; ``given`` are texts and lists of texts by the parameters' names, None where nothing was given.

    ``prefix`` stands before a parameter's name where it is complained about. Raises Misconfigured.
    """
    return _Reader(given, folder, prefix).plan()


class _Reader:
    def __init__(self, given: Mapping[str, Any], folder: Path, prefix: str) -> None:
        self._given = given
        self._folder = folder
        self._prefix = prefix

    def plan(self) -> Plan:
        kept = self._headers("keep_header")
        headers = self._headers("header")
        user = self._token_request((*kept, *headers), self._body("body"))
        signed_out_body = self._body("signed_out_body")
        signed_out = self._token_request(kept, user.body if signed_out_body is None else signed_out_body)
        return Plan(
            user=Person(user, self._login(self._body("login_body"))),
            signed_out=signed_out,
            other=self._other(user, kept),
            token_path=self._token_path(),
            samples=int(self._number("samples")),
            interval_seconds=self._number("interval"),
            wait_seconds=self._number("wait"),
            timeout_seconds=self._number("timeout"),
            slow_seconds=self._number("slow"),
            sent_signed_out=tuple(name for name, _ in kept),
            ca_file=self._ca_file(),
        )

    def _token_request(self, headers: Headers, body: bytes | None) -> Request:
        method = self._method("method") or ("GET" if body is None else "POST")
        return Request(self._url("token_url"), method, _with_type(headers, body), body)

    def _login(self, body: bytes | None) -> Request | None:
        if not self._given.get("login_url"):
            for name in ("login_method", "login_header", "login_body", "other_login_body"):
                if self._given.get(name):
                    raise self._wrong(name, "say with --login-url where the login is sent.")
            return None
        headers = _with_type(self._headers("login_header"), body)
        return Request(self._url("login_url"), self._method("login_method") or "POST", headers, body)

    def _other(self, user: Request, kept: Headers) -> Person | None:
        headers, body = self._headers("other_header"), self._body("other_body")
        login_body = self._body("other_login_body")
        if not headers and body is None and login_body is None:
            return None
        token = self._token_request((*kept, *headers), user.body if body is None else body)
        login = self._login(login_body) if login_body is not None else None
        return Person(token, login)

    def _headers(self, name: str) -> Headers:
        lines: list[str] = []
        for text in self._given.get(name) or ():
            lines += self._file(name, text[1:]).decode("utf-8", "replace").splitlines() if text[:1] == "@" else [text]
        return tuple(self._header(name, line) for line in lines if line.strip())

    def _header(self, option: str, line: str) -> tuple[str, str]:
        name, colon, value = line.partition(":")
        # The value may be a secret, so that a complaint shows the name alone.
        if not colon or not _TOKEN.fullmatch(name.strip()):
            raise self._wrong(option, "wanted is 'Name: value'.")
        if not _VALUE.fullmatch(value.strip()):
            raise self._wrong(option, f"the value of {name.strip()} has characters that no header can have.")
        return name.strip(), value.strip()

    def _body(self, name: str) -> bytes | None:
        text = self._given.get(name)
        if text is None:
            return None
        return self._file(name, text[1:]) if text[:1] == "@" else str(text).encode("utf-8", "replace")

    def _path(self, name: str, path: str) -> Path:
        try:
            return self._folder / at_home(path)
        except NoHome as error:
            raise self._wrong(name, f"{error}.") from None

    def _file(self, name: str, path: str) -> bytes:
        file = self._path(name, path)
        try:
            with file.open("rb") as stream:
                data = stream.read(_MAX_FILE_BYTES + 1)
        except OSError as error:
            raise self._wrong(name, f"{file} cannot be read: {error.strerror}.") from None
        if len(data) > _MAX_FILE_BYTES:
            raise self._wrong(name, f"{file} has more than 1 MiB.")
        return data

    def _url(self, name: str) -> str:
        text = str(self._given.get(name) or "").strip()
        if not text:
            raise self._wrong(name, "say where the endpoint is, such as http://127.0.0.1:3000/chat-token.")
        try:
            parts = urlsplit(text)
            is_fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_fine = False
        if not is_fine or not text.isascii() or not text.isprintable() or " " in text:
            raise self._wrong(name, f"{without_user(text)!r} is no address that starts with http:// or https://.")
        if urlsplit(text).username is not None:
            raise self._wrong(name, "leave user and password out of the address; a header signs in.")
        return text.partition("#")[0]

    def _method(self, name: str) -> str | None:
        text = self._given.get(name)
        if text is None:
            return None
        if not _TOKEN.fullmatch(text):
            raise self._wrong(name, f"{text!r} is no method.")
        return str(text).upper()

    def _number(self, name: str) -> float:
        parameter = _OPTIONS[name]
        text = self._given.get(name)
        most = parameter.most or 0
        if text is None:
            return parameter.default or 0
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not parameter.least <= number <= most or (parameter.metavar == "NUMBER" and number != int(number)):
            raise self._wrong(name, f"{text!r} is not a number from {parameter.least:g} to {most:g}.")
        return number

    def _token_path(self) -> str | None:
        path = self._given.get("token_path")
        if path is not None and not all(path.split(".")):
            raise self._wrong("token_path", f"{path!r} is no dotted path, such as data.token.")
        return path

    def _ca_file(self) -> str | None:
        import ssl  # noqa: PLC0415 - slow, and few have a certificate of their own

        text = self._given.get("ca_file")
        if text is None:
            return None
        file = self._path("ca_file", text)
        try:
            ssl.create_default_context(cafile=str(file))
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) and not isinstance(error, ssl.SSLError) else None
            raise self._wrong("ca_file", f"{file} cannot be read: {why or 'it holds no certificate in PEM'}.") from None
        return str(file)

    def _wrong(self, name: str, what: str) -> Misconfigured:
        return Misconfigured(f"{self._prefix}{_OPTIONS[name].name}: {what}")


def _with_type(headers: Headers, body: bytes | None) -> Headers:
    """The headers, with the content type that the body looks like where none is said."""
    if body is None or any(name.lower() == "content-type" for name, _ in headers):
        return headers
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return (*headers, ("Content-Type", "application/x-www-form-urlencoded"))
    return (*headers, ("Content-Type", "application/json"))
