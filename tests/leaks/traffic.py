"""Everything that a server can be asked, by its own description, rightly and wrongly."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from tests.reliability.servers import Running

Places = dict[str, str]
# What a request may name; each becomes an answer or an error.
FILLED = {"code": "signature_mismatch", "faultName": "slow"}


class Asker:
    """Asks one server and keeps the text of each answer."""

    def __init__(self, server: Running, **headers: str) -> None:
        self.server = server
        self.headers = headers
        self.heard: Places = {}

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        """The status, and the JSON where it is a JSON value."""
        connection = self.server.connect()
        try:
            sent = body if isinstance(body, str) or body is None else json.dumps(body)
            connection.request(method, path, sent, {**self.headers, **headers})
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        told = f"{answer.headers}\n{text}"
        self.heard[f"{method} {path} {str(sent)[:60]}: {answer.status}, answer {len(self.heard)}"] = told
        try:
            return answer.status, json.loads(text)
        except ValueError:
            return answer.status, text

    def everything(self, description: Any, names: dict[str, str], odd: list[Any]) -> None:
        """Every operation but those that remove: rightly where it takes no body, and with each of the odd bodies."""
        for method, path in _operations(description, names):
            if method == "GET":
                self.ask(method, path)
                self.ask(method, f"{path}?{urlencode({'nothing': 'x'})}")
            else:
                for body in odd:
                    self.ask(method, path, body, **{"content-type": "application/json"})


def _operations(description: Any, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    for template, operations in description["paths"].items():
        path = template
        for name, value in {**FILLED, **names}.items():
            path = path.replace(f"{{{name}}}", quote(value, safe=""))
        for method in operations:
            if method in ("get", "post", "put") and not path.endswith(("/events", "/reset")):
                yield method.upper(), path
