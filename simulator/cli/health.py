"""The image's health check: ``python -m simulator.cli.health`` ends with 0 where the server in this container answers.

Port and address are those of the environment and of simulator.toml. The flags of ``serve`` are another process's and
cannot be seen from here: whether it speaks https is tried, and where nothing answers, it is said how to tell the port.
"""

import os
import ssl
import sys
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection

from simulator.settings import Misconfigured, load_settings
from simulator.settings.address import EVERYWHERE

_PATIENCE_SECONDS = 2
_ELSEWHERE = "No flag of serve is known here: where one sets the port, set IADVIZE_SIMULATOR_PORT instead."


def main() -> int:
    """The exit code; why it is none of 0 is said."""
    try:
        settings = load_settings({}, os.environ)
    except Misconfigured as problem:
        return _ill(str(problem))
    host = "127.0.0.1" if settings.host in EVERYWHERE else settings.host
    try:
        status = _status(HTTPConnection(host, settings.port, timeout=_PATIENCE_SECONDS))
        if status == HTTPStatus.BAD_REQUEST:  # what a port that speaks https says
            status = _status(HTTPSConnection(host, settings.port, timeout=_PATIENCE_SECONDS, context=_whoever()))
    except (OSError, HTTPException) as error:
        return _ill(f"{host}:{settings.port}: {str(error) or type(error).__name__}. {_ELSEWHERE}")
    return 0 if status == HTTPStatus.OK else _ill(f"it answered with {status}")


def _status(connection: HTTPConnection) -> int:
    try:
        connection.request("GET", "/_simulator/health")
        return connection.getresponse().status
    finally:
        connection.close()


def _whoever() -> ssl.SSLContext:
    """Any certificate will do: nothing is told to the server but that its health is asked for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _ill(why: str) -> int:
    sys.stderr.write(f"unhealthy: {why}\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
