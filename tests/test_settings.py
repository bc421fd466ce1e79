from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from simulator.settings import SETTINGS, Misconfigured, Settings, load_settings
from simulator.settings.bounds import BOUNDS, Bounds, default_of


def load(
    directory: Path,
    toml: str | None = None,
    environ: Mapping[str, str] | None = None,
    **flags: Any,
) -> Settings:
    if toml is not None:
        (directory / "simulator.toml").write_text(toml, encoding="utf-8")
    return load_settings(flags, environ or {}, directory)


def complaint(directory: Path, toml: str | None = None, environ: Mapping[str, str] | None = None, **flags: Any) -> str:
    with pytest.raises(Misconfigured) as caught:
        load(directory, toml, environ, **flags)
    line = str(caught.value)
    assert "\n" not in line
    return line


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert (settings.host, settings.port, settings.state, settings.workers) == ("127.0.0.1", 8787, "memory", 1)
    assert settings.data_dir == tmp_path / ".iadvize-simulator"
    assert settings.config is None


def test_every_setting_of_the_table_is_a_field_with_a_default() -> None:
    assert {setting.attribute for setting in SETTINGS.values()} < set(Settings._fields)
    assert all(setting.help for setting in SETTINGS.values())


def test_a_file_beats_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path, "port = 1").port == 1


def test_the_environment_beats_the_file(tmp_path: Path) -> None:
    assert load(tmp_path, "port = 1", {"IADVIZE_SIMULATOR_PORT": "2"}).port == 2


def test_a_flag_beats_the_environment(tmp_path: Path) -> None:
    assert load(tmp_path, "port = 1", {"IADVIZE_SIMULATOR_PORT": "2"}, port="3").port == 3


def test_a_flag_switches_off_what_the_file_switched_on(tmp_path: Path) -> None:
    assert load(tmp_path, "trust-callers = true").trust_callers is True
    assert load(tmp_path, "trust-callers = true", trust_callers=False).trust_callers is False


def test_an_empty_variable_counts_as_absent(tmp_path: Path) -> None:
    assert load(tmp_path, "port = 1", {"IADVIZE_SIMULATOR_PORT": ""}).port == 1


def test_variables_of_others_are_none_of_our_business(tmp_path: Path) -> None:
    assert load(tmp_path, None, {"PORT": "x", "IADVIZE_PORT": "x"}).port == 8787


def test_neither_are_those_that_kubernetes_sets_beside_a_service_of_our_name(tmp_path: Path) -> None:
    given = {
        "SERVICE_HOST": "10.0.0.1",
        "SERVICE_PORT": "8787",
        "SERVICE_PORT_HTTP": "8787",
        "PORT": "tcp://10.0.0.1:8787",
        "PORT_8787_TCP": "tcp://10.0.0.1:8787",
        "PORT_8787_TCP_ADDR": "10.0.0.1",
        "PORT_8787_TCP_PORT": "8787",
        "PORT_8787_TCP_PROTO": "tcp",
    }
    settings = load(tmp_path, None, {f"IADVIZE_SIMULATOR_{name}": value for name, value in given.items()})
    assert settings.port == 8787


def test_everything_can_stand_in_a_file(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        """
        host = "0.0.0.0"
        port = 0
        data-dir = "keys"
        private-key = "/etc/iadvize.pem"
        state = "redis://cache:6379/0"
        workers = 2
        allowed-host = ["simulator", "Chat.Test"]
        trust-callers = true
        control-token = "correct-horse-battery"
        require-api-token = true
        [api-users]
        alice = "wonderland"
        """,
    )
    assert settings == Settings(
        host="0.0.0.0",  # noqa: S104 - what somebody writes
        port=0,
        data_dir=tmp_path / "keys",
        private_key=Path("/etc/iadvize.pem"),
        state="redis://cache:6379/0",
        workers=2,
        allowed_hosts=("simulator", "chat.test"),
        trust_callers=True,
        control_token="correct-horse-battery",
        require_api_token=True,
        api_users={"alice": "wonderland"},
        config=tmp_path / "simulator.toml",
    )


def test_everything_can_stand_in_the_environment(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        None,
        {
            "IADVIZE_SIMULATOR_HOST": "::1",
            "IADVIZE_SIMULATOR_DATA_DIR": "keys",
            "IADVIZE_SIMULATOR_ALLOWED_HOST": "one, two",
            "IADVIZE_SIMULATOR_TRUST_CALLERS": "yes",
            "IADVIZE_SIMULATOR_REQUIRE_API_TOKEN": "0",
            "IADVIZE_SIMULATOR_API_USERS": "alice:wonder:land,bob:",
            "IADVIZE_SIMULATOR_STATE": "sqlite:///state.db",
            "IADVIZE_SIMULATOR_WORKERS": "4",
        },
    )
    assert settings.host == "::1"
    assert settings.data_dir == tmp_path / "keys"
    assert settings.allowed_hosts == ("one", "two")
    assert settings.trust_callers is True
    assert settings.require_api_token is False
    assert settings.api_users == {"alice": "wonder:land", "bob": ""}
    assert (settings.state, settings.workers) == (f"sqlite:///{tmp_path / 'state.db'}", 4)


@pytest.mark.parametrize("key", ["data-dir", "data_dir"])
def test_a_key_may_be_written_with_dash_or_underscore(tmp_path: Path, key: str) -> None:
    assert load(tmp_path, f'{key} = "keys"').data_dir == tmp_path / "keys"


def test_one_host_needs_no_list(tmp_path: Path) -> None:
    assert load(tmp_path, 'allowed-hosts = "simulator"').allowed_hosts == ("simulator",)


def test_an_allowed_host_may_be_an_address(tmp_path: Path) -> None:
    assert load(tmp_path, 'allowed-hosts = ["10.0.0.1", "FD00::1"]').allowed_hosts == ("10.0.0.1", "fd00::1")


def test_paths_in_a_file_start_at_the_file(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "our.toml").write_text('data-dir = "keys"\nprivate-key = "a.pem"', encoding="utf-8")
    settings = load(tmp_path, config="etc/our.toml")
    assert settings.data_dir == tmp_path / "etc" / "keys"
    assert settings.private_key == tmp_path / "etc" / "a.pem"


def test_paths_elsewhere_start_where_the_command_runs(tmp_path: Path) -> None:
    assert load(tmp_path, private_key="a.pem").private_key == tmp_path / "a.pem"


def test_the_file_may_be_named_by_a_variable(tmp_path: Path) -> None:
    (tmp_path / "our.toml").write_text("port = 1", encoding="utf-8")
    assert load(tmp_path, None, {"IADVIZE_SIMULATOR_CONFIG": "our.toml"}).port == 1


@pytest.mark.parametrize(
    ("environ", "flags", "origin"),
    [({}, {"config": "nowhere.toml"}, "--config"), ({"IADVIZE_SIMULATOR_CONFIG": "nowhere.toml"}, {}, "_CONFIG")],
)
def test_a_file_that_is_named_must_exist(
    tmp_path: Path, environ: dict[str, str], flags: dict[str, str], origin: str
) -> None:
    line = complaint(tmp_path, None, environ, **flags)
    assert origin in line
    assert "nowhere.toml" in line


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("port = 99999", "port: 99999 is not a whole number from 0 to 65535"),
        ("port = -1", "port: -1"),
        ('port = "8787"', "port: '8787'"),
        ("port = true", "port: True"),
        ("port = 1.5", "port: 1.5"),
        ("workers = 0", "workers: 0"),
        ('host = ""', "host: ''"),
        ('host = "http://localhost"', "host: 'http://localhost'"),
        ("host = 1", "host: 1"),
        ('state = "mysql://x"', "state: 'mysql://x' is not memory, sqlite:///PATH or redis://HOST"),
        ('data-dir = ""', "data-dir: ''"),
        ("trust-callers = 1", "trust-callers: 1 is not true or false"),
        ('allowed-host = ["http://x"]', "allowed-host: ['http://x']"),
        ("allowed-host = [1]", "allowed-host: [1]"),
        ('api-users = "alice"', "api-users: the value, which is not shown here, is not"),
        ("[api-users]\nalice = 1", "api-users: the value, which is not shown here, is not"),
        ("sites = 1", "sites"),
        ("[[sites]]\nname = 'x'", "sites[1].siteId"),
        ("[[sites]]\nsiteId = 'a b'", "sites[1].siteId"),
        ("[[sites]]\nsiteId = 'a'\n[[sites]]\nsiteId = 'a'", "sites[2].siteId"),
        ("[[sites]]\nsiteId = 'a'\nbrandPublicKeyFiles = 'x.pem'", "sites[1].brandPublicKeyFiles"),
        ("[[sites]]\nsiteId = 'a'\nbrandPublicKeyFiles = ['x.pem']", "x.pem"),
        ("[[sites]]\nsiteId = 'a'\nbrandPrivateKeyFile = 1", "sites[1].brandPrivateKeyFile"),
        ("[[sites]]\nsiteId = 'a'\nbrandPrivateKeyFile = 'x.pem'", "x.pem cannot be read"),
        ("port = ", "is no TOML"),
        ("port = 1\nport = 2", "is no TOML"),
        ("port = " + "[" * 5000, "nests too deep"),
        (
            "data-dir = '~nobody-here/x'",
            "data-dir: there is no home directory behind ~nobody-here; write the path out.",
        ),
        ("state = 'sqlite:///~nobody-here/x'", "state: there is no home directory behind ~nobody-here"),
        (
            "[[sites]]\nsiteId = 'a'\nbrandPrivateKeyFile = '~nobody-here/x'",
            "sites[1].brandPrivateKeyFile: there is no home directory behind ~nobody-here",
        ),
        ("allowed-host = ['*.test']", "allowed-host: '*.test' would be a pattern; name each host"),
    ],
)
def test_a_bad_value_in_a_file_is_named_with_the_file(tmp_path: Path, toml: str, named: str) -> None:
    line = complaint(tmp_path, toml)
    assert named in line
    assert "simulator.toml" in line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "+1"),
        ("PORT", "1e3"),
        ("PORT", "٣"),
        ("WORKERS", "65"),
        ("TRUST_CALLERS", "maybe"),
        ("STATE", "redis"),
        ("ALLOWED_HOST", "one,,two"),
        ("ALLOWED_HOST", "myhost:80"),
        ("ALLOWED_HOST", "one,[::1]:80"),
    ],
)
def test_a_bad_value_in_a_variable_is_named_with_the_variable(tmp_path: Path, name: str, value: str) -> None:
    line = complaint(tmp_path, None, {f"IADVIZE_SIMULATOR_{name}": value})
    assert line.startswith(f"IADVIZE_SIMULATOR_{name}: {value!r} is not ")


@pytest.mark.parametrize(
    ("name", "value"),
    [("API_USERS", "alice"), ("CONTROL_TOKEN", "too-short"), ("CONTROL_TOKEN", "with a space between")],
)
def test_a_bad_value_that_is_secret_is_not_shown(tmp_path: Path, name: str, value: str) -> None:
    line = complaint(tmp_path, None, {f"IADVIZE_SIMULATOR_{name}": value})
    assert line.startswith(f"IADVIZE_SIMULATOR_{name}: the value, which is not shown here, is not ")
    assert value not in line


def test_a_configuration_at_the_home_of_nobody_is_named(tmp_path: Path) -> None:
    line = complaint(tmp_path, None, {"IADVIZE_SIMULATOR_CONFIG": "~nobody-here/x.toml"})
    assert line == "IADVIZE_SIMULATOR_CONFIG: there is no home directory behind ~nobody-here; write the path out."


def test_an_address_of_ipv6_may_have_the_brackets_that_it_has_in_a_url(tmp_path: Path) -> None:
    assert load_settings({"host": "[::1]"}, directory=tmp_path).host == "::1"
    assert "'[::1' is not a host name or an IP address" in complaint(tmp_path, host="[::1")


def test_a_bad_value_of_a_flag_is_named_with_the_flag(tmp_path: Path) -> None:
    assert complaint(tmp_path, port="abc") == "--port: 'abc' is not a whole number from 0 to 65535."


def test_an_unknown_key_is_named_with_the_nearest(tmp_path: Path) -> None:
    line = complaint(tmp_path, "prot = 1")
    assert line.endswith("simulator.toml: prot is no setting; did you mean port?")


def test_an_unknown_variable_is_named_with_the_nearest(tmp_path: Path) -> None:
    line = complaint(tmp_path, None, {"IADVIZE_SIMULATOR_DATADIR": "x"})
    assert line == "IADVIZE_SIMULATOR_DATADIR is no setting; did you mean IADVIZE_SIMULATOR_DATA_DIR?"


def test_an_unknown_key_like_no_other_gets_the_whole_list(tmp_path: Path) -> None:
    assert "known are host, port, data-dir" in complaint(tmp_path, "zzzzzz = 1")


def test_a_long_value_is_cut_in_the_complaint(tmp_path: Path) -> None:
    assert len(complaint(tmp_path, f'state = "{"x" * 5000}"')) < 400


def test_a_directory_in_place_of_the_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "simulator.toml").mkdir()
    assert "cannot be read" in complaint(tmp_path)


def test_a_file_that_is_no_utf8_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "simulator.toml").write_bytes(b'host = "\xff"')
    assert "it is not UTF-8" in complaint(tmp_path)


def test_several_workers_need_a_state_that_they_share(tmp_path: Path) -> None:
    assert "--state" in complaint(tmp_path, workers="2")


def test_sites_keep_their_names_and_get_their_keys_from_files(tmp_path: Path) -> None:
    (tmp_path / "new.pem").write_text("new", encoding="utf-8")
    (tmp_path / "private.pem").write_text("private", encoding="utf-8")
    settings = load(
        tmp_path,
        """
        [[sites]]
        siteId = "shop"
        sessionLifetimeSeconds = 420
        brandPublicKeys = ["old"]
        brandPublicKeyFiles = ["new.pem"]
        brandPrivateKeyFile = "private.pem"
        [sites.rules]
        leewaySeconds = 5
        """,
    )
    assert settings.sites == (
        {
            "siteId": "shop",
            "sessionLifetimeSeconds": 420,
            "brandPublicKeys": ["old", "new"],
            "brandPublicKeyFiles": ["new.pem"],
            "brandPrivateKeyFile": "private.pem",
            "brandPrivateKey": "private",
            "rules": {"leewaySeconds": 5},
        },
    )


def test_a_key_file_that_is_no_text_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "key.der").write_bytes(b"\x30\x82\xff")
    line = complaint(tmp_path, "[[sites]]\nsiteId = 'a'\nbrandPublicKeyFiles = ['key.der']")
    assert "key.der is no text" in line


def test_passwords_and_keys_are_not_shown_by_repr(tmp_path: Path) -> None:
    settings = load(tmp_path, '[api-users]\nalice = "wonderland"\n[[sites]]\nsiteId = "a"\nname = "secret-name"')
    assert "wonderland" not in repr(settings)
    assert "battery" not in repr(load(tmp_path, None, {"IADVIZE_SIMULATOR_CONTROL_TOKEN": "correct-horse-battery"}))
    assert "secret-name" not in repr(settings)


def test_bounds_stand_in_a_table_a_variable_or_flags(tmp_path: Path) -> None:
    expected = Bounds(sites=5, graphql_depth=9)
    assert load(tmp_path, "[bounds]\nsites = 5\ngraphql-depth = 9").bounds == expected
    assert load(tmp_path, "bounds = {sites = 5, graphql_depth = 9}").bounds == expected
    for variable in ("IADVIZE_SIMULATOR_BOUND", "IADVIZE_SIMULATOR_BOUNDS"):
        assert load(tmp_path, None, {variable: "sites=5, graphql-depth=9"}).bounds == expected
    assert load(tmp_path, None, bounds=("sites=5", "graphql-depth=9")).bounds == expected
    assert load(tmp_path, None, bounds=("sites=5", "graphql_depth=9")).bounds == expected


@pytest.mark.parametrize(
    "given", ["sites", "sites=", "sites=0", "sites=-1", "sites=1e3", "stars=1", "sites=9999999", ""]
)
def test_a_bound_that_is_none_is_named_with_where_they_are_listed(tmp_path: Path, given: str) -> None:
    line = complaint(tmp_path, None, None, bounds=(given,))
    assert line.startswith("--bound: ")
    assert "docs/fidelity.md#bounds" in line


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("stream=1", '--bound: there is no bound "stream"; did you mean "streams"?'),
        ("qqq=1", '--bound: there is no bound "qqq"; docs/fidelity.md#bounds lists them.'),
        ("sites=0", "--bound: sites is not between 1 and 1,000,000: 0 ("),
        ("sites=-1", "--bound: sites is not between 1 and 1,000,000: -1 ("),
        ("headers=5,sites=5", "--bound: headers is not between 20 and 10,000: 5 ("),
    ],
)
def test_a_bound_that_is_wrong_is_told_what_is_wrong_with_it(tmp_path: Path, given: str, said: str) -> None:
    assert complaint(tmp_path, None, None, bounds=(given,)).startswith(said)


@pytest.mark.parametrize("given", ["1", "[1]", "{sites = '1'}", "{sites = true}", "{stars = 1}"])
def test_a_bound_in_a_file_is_a_number_under_a_name(tmp_path: Path, given: str) -> None:
    assert "docs/fidelity.md#bounds" in complaint(tmp_path, f"bounds = {given}")


def test_every_bound_is_described() -> None:
    assert {name.replace("_", "-") for name in Bounds._fields} == set(BOUNDS)
    assert all(bound.low <= default_of(name) <= bound.high for name, bound in BOUNDS.items())
