"""The ways to a simulator: served, without a socket, already running; and how each begins and ends."""

import asyncio
import gc
import logging
import socket
import subprocess
import sys
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

import simulator
from simulator.settings import SETTINGS

BROKEN = "the connection was reset|the failure mode connection-reset"


def python(code: str, *flags: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *flags, "-c", code], capture_output=True, text=True, check=False, timeout=60)


def threads() -> int:
    """How many simulators run, those of the session's fixtures among them."""
    return [thread.name for thread in threading.enumerate()].count("iadvize-simulator")


def listens(url: str) -> bool:
    parts = httpx.URL(url)
    with socket.socket() as probe:
        return probe.connect_ex((parts.host, parts.port or 80)) == 0


def test_a_served_one_listens_until_the_block_ends() -> None:
    with simulator.serve() as server:
        assert httpx.get(f"{server.url}/_simulator/health").json()["status"] == "ok"
        url = server.url
    assert not listens(url)
    with pytest.raises(simulator.SimulatorError, match="this simulator has been closed"):
        server.site()


def test_async_with_is_the_same(loop: asyncio.Runner) -> None:
    async def visit() -> str:
        async with simulator.serve() as server, httpx.AsyncClient(base_url=server.url) as client:
            site = server.site()
            assert site.activate(site.mint())["authentication"]["status"] == "authentication-success"
            return str((await client.get("/_simulator/health")).json()["status"])

    assert loop.run(visit()) == "ok"


def test_the_loop_goes_on_while_one_starts(loop: asyncio.Runner) -> None:
    async def visit() -> int:
        beats = 0

        async def beat() -> None:
            nonlocal beats
            while True:
                beats += 1
                await asyncio.sleep(0)

        heart = asyncio.create_task(beat())
        async with simulator.serve():
            heart.cancel()
        return beats

    assert loop.run(visit()) > 10


def test_requests_of_a_loop_and_calls_from_its_thread_do_not_wait_for_each_other(
    server: simulator.Server, loop: asyncio.Runner
) -> None:
    transport = None if server.url.startswith("http://127") else httpx.ASGITransport(server.app)

    async def visit() -> list[int]:
        async with httpx.AsyncClient(transport=transport, base_url=server.url) as client:
            with server.site() as site:
                pending = [asyncio.create_task(client.get("/_simulator/health")) for _ in range(20)]
                await asyncio.sleep(0)
                site.assert_accepted(site.mint())
                return [answer.status_code for answer in await asyncio.gather(*pending)]

    assert loop.run(visit()) == [200] * 20


def test_two_in_one_process_know_nothing_of_each_other() -> None:
    with simulator.serve() as one, simulator.serve() as other:
        site = one.site()
        assert one.url != other.url
        assert one.public_key() != other.public_key()
        with pytest.raises(simulator.SimulatorError, match="site"):
            other.site_named(site.site_id)


def test_many_threads_share_a_handle(server: simulator.Server) -> None:
    with server.site() as site, ThreadPoolExecutor(8) as pool:
        bodies = list(pool.map(lambda n: site.activate(site.mint(f"customer-{n}")), range(40)))
        assert {body["session"]["userId"] for body in bodies} == {f"customer-{n}" for n in range(40)}
        assert len(site.attempts()) == 40


def test_starting_and_closing_is_there_for_who_has_no_block() -> None:
    server = simulator.serve()
    assert "not started" in repr(server)
    assert server.start() is server
    assert server.url in repr(server)
    server.close()
    server.close()
    assert "closed" in repr(server)
    with pytest.raises(simulator.SimulatorError, match="starts once"):
        server.start()


def test_one_that_was_not_started_says_so() -> None:
    with pytest.raises(simulator.SimulatorError, match="has not been started: enter it by with, or start"):
        simulator.serve().site()


def test_an_open_stream_does_not_keep_it_from_closing() -> None:
    before = threads()
    with simulator.serve() as server, httpx.Client(base_url=server.url) as client:
        assert threads() == before + 1
        with client.stream("GET", "/_simulator/events") as stream:
            assert stream.status_code == 200
            server.close()
        assert threads() == before


def test_nothing_is_left_open_and_nothing_is_said() -> None:
    code = (
        "import gc, simulator\n"
        "for way in (simulator.serve, simulator.in_process):\n"
        "    with way() as server:\n"
        "        site = server.site(); site.activate(site.mint()); site.fail_next('connection-reset')\n"
        "        site.activate(site.mint())\n"
        "    gc.collect()\n"
    )
    done = python(code, "-X", "dev", "-W", "error")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_program_that_forgets_to_close_it_can_end() -> None:
    done = python("import simulator; simulator.serve().start().site()")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_programs_own_logging_is_left_alone() -> None:
    loggers = [logging.getLogger(name) for name in ("uvicorn", "uvicorn.error", "uvicorn.access")]
    before = [(logger.level, list(logger.handlers), logger.propagate) for logger in loggers]
    with simulator.serve() as server:
        server.site()
    assert [(logger.level, list(logger.handlers), logger.propagate) for logger in loggers] == before


def test_keys_are_new_unless_a_data_directory_keeps_them(tmp_path: Path) -> None:
    keys = []
    for folder in (None, None, tmp_path / "data", tmp_path / "data"):
        with simulator.in_process(data_dir=folder) as server:
            keys.append(server.public_key())
    assert len(set(keys)) == 3
    assert keys[2] == keys[3]


def test_a_file_of_settings_is_read_where_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "simulator.toml").write_text('[[sites]]\nsiteId = "my-shop"\nretries = 1\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    with simulator.in_process() as server, pytest.raises(simulator.SimulatorError):
        server.site_named("my-shop")
    with simulator.in_process(config="simulator.toml") as server:
        assert server.site_named("my-shop").site_id == "my-shop"


def test_the_environment_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IADVIZE_SIMULATOR_PORT", "no number")
    with simulator.serve(require_api_token=True, api_users={"ci": "secret"}) as server:
        right, wrong = (
            httpx.post(
                f"{server.url}/oauth2/token", data={"username": "ci", "password": word, "grant_type": "password"}
            )
            for word in ("secret", "other")
        )
    assert (right.status_code, wrong.status_code) == (200, 401)


def test_every_option_is_a_setting() -> None:
    from simulator.handle.ways import ServeOptions  # noqa: PLC0415 - what the import of simulator itself leaves out

    assert ServeOptions.__annotations__.keys() - {setting.attribute for setting in SETTINGS.values()} == {"config"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"prot": 1}, r'^prot: simulator\.serve\(\) has no such option; did you mean "port"\?$'),
        ({"prot": None}, r'did you mean "port"\?$'),
        ({"sites": 5}, r'^sites: .+; it is a bound: bounds={"sites": …}$'),
        ({"bound": "sites=0"}, r'did you mean "bounds"\?$'),
        ({"workers": 3}, "^workers: .+ iadvize-simulator serve --workers$"),
        ({"qqq": 3}, "^qqq: .+; known: .*port, "),
    ],
)
def test_an_option_that_there_is_not_is_named_with_what_was_meant(options: dict[str, Any], said: str) -> None:
    with pytest.raises(simulator.SimulatorError, match=said):
        simulator.serve(**options)


def test_without_a_socket_an_option_of_one_is_refused() -> None:
    options: dict[str, Any] = {"port": 5}
    with pytest.raises(
        simulator.SimulatorError, match=r"^port: simulator\.in_process\(\) .+; simulator\.serve\(\) has it$"
    ):
        simulator.in_process(**options)


@pytest.mark.parametrize("bounds", [{"sites": 2}, "sites=2"])
def test_bounds_may_be_a_mapping_or_a_text(bounds: dict[str, int] | str) -> None:
    with simulator.in_process(bounds=bounds) as server, pytest.raises(simulator.SimulatorError) as caught:
        [server.site() for _ in range(3)]
    assert caught.value.code == "too_many_sites"


def test_a_taken_port_and_a_wrong_setting_are_named() -> None:
    with simulator.serve() as server:
        port = httpx.URL(server.url).port
        with pytest.raises(simulator.SimulatorError, match=f"port: {port} is taken on 127.0.0.1"):
            simulator.serve(port=port).start()
    with pytest.raises(simulator.SimulatorError, match=r"^port: '99999' is not a whole number"):
        simulator.serve(port=99_999).start()


def test_where_nobody_listens_that_is_said() -> None:
    with simulator.connect("http://127.0.0.1:9") as server, pytest.raises(simulator.SimulatorError) as caught:
        server.site()
    assert str(caught.value).startswith("no simulator answers at http://127.0.0.1:9: Connection refused")


def test_a_control_token_opens_a_simulator_under_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, *more, **options: resolve("127.0.0.1", *more, **options))
    with simulator.serve(control_token="sixteen-letters!") as server:
        elsewhere = server.url.replace("127.0.0.1", "simulator.test")
        for given in (None, "not-the-right-one"):
            with simulator.connect(elsewhere, control_token=given) as handle, pytest.raises(simulator.SimulatorError):
                handle.site()
        with simulator.connect(elsewhere, control_token="sixteen-letters!") as handle:
            assert handle.site().site_id


@pytest.mark.parametrize("url", ["127.0.0.1:8787", "ftp://127.0.0.1", "http://[", "http://127.0.0.1:port", ""])
def test_what_is_no_address_is_named(url: str) -> None:
    with pytest.raises(simulator.SimulatorError, match="no address of a simulator"):
        simulator.connect(url).start()


@pytest.mark.parametrize(
    "url",
    [
        "http://jane:secret@127.0.0.1:9",
        "http://jane:secret@",
        "jane:secret@x",
        "http://jane:sec/ret@x",
        "HTTP://secret@x",
    ],
)
def test_no_password_of_an_address_is_repeated(url: str) -> None:
    with pytest.raises(simulator.SimulatorError, match="…@") as caught:
        simulator.connect(url).start()
    assert "sec" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_another_program_at_the_address_is_recognised() -> None:
    with (
        simulator.serve() as server,
        simulator.connect(f"{server.url}/elsewhere") as lost,
        pytest.raises(simulator.SimulatorError, match="Nothing lives at /elsewhere/_simulator/sites"),
    ):
        lost.site()


def test_connections_that_the_server_closed_meanwhile_are_not_used_again() -> None:
    with simulator.serve() as first:
        port = httpx.URL(first.url).port
        handle = simulator.connect(first.url).start()
        handle.site()
    with simulator.serve(port=port):
        assert handle.site().site_id
    handle.close()


def test_no_proxy_of_the_environment_is_asked(served: simulator.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with simulator.connect(served.url) as server:
        assert "BEGIN PUBLIC KEY" in server.public_key()


def test_one_that_listens_has_no_application_to_call(served: simulator.Server) -> None:
    with pytest.raises(simulator.SimulatorError, match=r"simulator.in_process\(\) has an app"):
        _ = served.app


def test_the_application_answers_in_whatever_loop_it_is_called(in_process: simulator.Server) -> None:
    async def ask() -> str:
        transport = httpx.ASGITransport(in_process.app)
        async with httpx.AsyncClient(transport=transport, base_url=in_process.url) as client:
            return str((await client.get("/_simulator/health")).json()["status"])

    assert [asyncio.run(ask()) for _ in range(2)] == ["ok", "ok"]


def test_without_a_socket_a_reset_connection_is_an_error_of_the_clients(
    in_process: simulator.Server, loop: asyncio.Runner
) -> None:
    async def sign_in(site: simulator.IAdvizeSite) -> None:
        transport = httpx.ASGITransport(in_process.app)
        option = {"type": "SECURED_AUTHENTICATION", "token": site.mint()}
        body = {"siteId": site.site_id, "activationId": "a-1", "authenticationOption": option}
        async with httpx.AsyncClient(transport=transport, base_url=in_process.url) as client:
            await client.post("/tag/activations", json=body)

    with in_process.site() as site:
        site.fail_next("connection-reset")
        with pytest.raises(ConnectionResetError, match=BROKEN):
            loop.run(sign_in(site))


def test_a_caller_without_a_socket_can_give_up(in_process: simulator.Server, loop: asyncio.Runner) -> None:
    async def listen() -> None:
        transport = httpx.ASGITransport(in_process.app)
        async with httpx.AsyncClient(transport=transport, base_url=in_process.url) as client, asyncio.timeout(0.1):
            await client.get("/_simulator/events")

    with pytest.raises(TimeoutError):
        loop.run(listen())


def test_a_closed_one_without_a_socket_says_so() -> None:
    with simulator.in_process() as server:
        site = server.site()
    with pytest.raises(simulator.SimulatorError, match="this simulator has ended"):
        site.mint()


def test_importing_the_package_imports_nothing_of_it() -> None:
    done = python("import sys, simulator; print(sorted(name for name in sys.modules if name.startswith('simulator')))")
    assert done.stdout == "['simulator']\n"


def test_what_the_package_offers_can_be_listed_and_nothing_else_is_there() -> None:
    assert {"serve", "in_process", "connect", "IAdvizeSite"} <= set(dir(simulator))
    with pytest.raises(AttributeError, match="no attribute 'sevre'"):
        _ = simulator.sevre  # type: ignore[attr-defined]  # the mistake, which a type checker sees too


def test_warnings_are_none(served: simulator.Server) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with simulator.connect(served.url) as server:
            server.site().remove()
        del server
        gc.collect()
    assert caught == []
