"""The least that an activation over HTTP can be: a bare application on uvicorn that judges the token, and no more.

`python -m benchmarks.bare PORT FOLDER` serves it with the keys of the folder. It keeps no session and no journal, and
has one answer for whoever is accepted.
"""

import sys
import time
from pathlib import Path

import msgspec
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from simulator.core.site import Site
from simulator.providers.iadvize.keys import load_private_key
from simulator.providers.iadvize.verify import Basis, verify

_ANSWER = b"{}"
_HEADERS = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(_ANSWER))]


def application(folder: Path) -> ASGIApp:
    """The application."""
    ours = load_private_key((folder / "iadvize-private-key.pem").read_text())
    brand = load_private_key((folder / "demo-brand-private-key.pem").read_text()).public
    site, decode = Site("demo"), msgspec.json.Decoder().decode

    async def answer(_: Scope, receive: Receive, send: Send) -> None:
        message = await receive()
        body = message["body"]
        while message.get("more_body"):
            message = await receive()
            body += message["body"]
        token = decode(body)["authenticationOption"]["token"] if body else None
        verdict = verify(token, Basis(site, (brand,), ours, time.time(), stopwatch=time.perf_counter))
        await send({"type": "http.response.start", "status": 200 if verdict.accepted else 401, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": _ANSWER})

    return answer


if __name__ == "__main__":
    uvicorn.run(
        application(Path(sys.argv[2])),
        port=int(sys.argv[1]),
        http=HttpToolsProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="error",
    )
