"""A server killed in the middle of its work loses nothing that it acknowledged."""

import http.client
import threading
from pathlib import Path

from tests.reliability.servers import Running, serving
from tests.together.tag import Tag, site_on

CLIENTS = 8
ENOUGH = 300


class Load:
    """Clients that open sessions until their server is gone; or, not ``until_gone``, until they are stopped."""

    def __init__(self, *tags: Tag, refused_by: int | None = None, until_gone: bool = True) -> None:
        self._tags = tags
        self._refused_by = refused_by
        self._until_gone = until_gone
        self._stopped = threading.Event()
        self._enough = threading.Event()
        self.acknowledged: list[str] = []
        self._tokens = [tag.token(f"user-{number}") for number, tag in enumerate(tags * (CLIENTS // len(tags)))]
        self._threads = [threading.Thread(target=self._open, args=[number]) for number in range(CLIENTS)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()
        assert self._enough.wait(60)

    def stop(self) -> None:
        self._stopped.set()

    @property
    def is_running(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def end(self) -> None:
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive()

    def _open(self, client: int) -> None:
        tag = self._tags[client % len(self._tags)]
        number = 0
        while not self._stopped.is_set():
            number += 1
            try:
                # Some sign in, most are nobody.
                token = self._tokens[client] if number == 1 else None
                status, answer = tag.activate(f"{client}-{number}", token)
            except (OSError, ValueError, http.client.HTTPException):
                if self._until_gone:
                    return
                continue
            if status == self._refused_by:
                if self._until_gone:
                    return
                continue
            assert status == 200, answer
            self.acknowledged.append(answer["session"]["id"])
            if len(self.acknowledged) > ENOUGH:
                self._enough.set()


def kill(server: Running) -> None:
    server.process.kill()
    server.process.wait()


def test_the_next_server_knows_every_session_that_was_acknowledged(state_url: str, data_dir: Path) -> None:
    with serving(data_dir, "--state", state_url) as server:
        site_id = site_on(server)
        key = server.ask("GET", "/_simulator/key")
        load = Load(Tag(server, site_id))
        load.start()
        kill(server)
        load.end()
    with serving(data_dir, "--state", state_url) as server:
        again = Tag(server, site_id)
        assert server.ask("GET", "/_simulator/key") == key
        for session_id in load.acknowledged:
            status, answer = again.session(session_id)
            assert (status, answer["session"]["state"]) == (200, "active")
        assert again.control("GET", "/attempts?limit=1")["total"] >= len(load.acknowledged)
        assert again.activate("new", again.token())[0] == 200
        assert server.complained() == ""


def test_the_other_server_goes_on_with_every_session(state_url: str, data_dir: Path) -> None:
    with serving(data_dir, "--state", state_url) as one, serving(data_dir, "--state", state_url) as other:
        site_id = site_on(one)
        load = Load(Tag(one, site_id))
        load.start()
        kill(one)
        load.end()
        left = Tag(other, site_id)
        for session_id in load.acknowledged:
            assert left.session(session_id)[1]["session"]["state"] == "active"
        assert left.activate("new", left.token())[0] == 200
        assert other.complained() == ""
