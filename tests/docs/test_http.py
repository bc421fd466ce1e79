"""docs/http.md leaves out no route, no field of a site and no failure mode's field, and invents none."""

import re
from typing import Any, get_args

import httpx
import msgspec
import pytest

from simulator.providers.iadvize.desk import MintFields
from simulator.providers.iadvize.rotation import RotationFields
from simulator.providers.iadvize.site_fields import RuleFields, SiteFields
from simulator.providers.jsm_chat.desk import ChatMintFields
from simulator.providers.jsm_chat.site_fields import ProjectFields, ProjectRuleFields
from simulator.wire.control.faults import FaultBody
from simulator.wire.scenarios.steps import AnyStep
from tests.docs.shop import ROOT, open_shop

CHAT = (ROOT / "docs" / "jsm-chat.md").read_text("utf-8")
HTTP = (ROOT / "docs" / "http.md").read_text("utf-8")
MODES = (ROOT / "docs" / "failure-modes.md").read_text("utf-8")
SCENARIOS = (ROOT / "docs" / "scenarios.md").read_text("utf-8")
_ROUTE = re.compile(r"`(?P<method>GET|POST|PUT|DELETE) (?P<path>/[^`?\s…]*)[^`]*`")
_ERROR = re.compile(r'WireError\(\s*\d{3},\s*"(?P<code>\w+)"')
_PAGES = {("GET", "/iadvize.js"), ("GET", "/chat-widget.js")}


def plain(path: str) -> str:
    """The path with every parameter called the same."""
    return re.sub(r"{\w+}", "{}", path)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with open_shop(tmp_path_factory.mktemp("shop")) as shop:
        return httpx.get(f"{shop.address}/_simulator/openapi.json").json()


def test_every_route_is_there(described: Any) -> None:
    text = plain(HTTP + MODES + CHAT)
    assert [path for path in described["paths"] if plain(path) not in text] == []


def test_no_route_is_invented(described: Any) -> None:
    known = {
        (method.upper(), plain(path)) for path, methods in described["paths"].items() for method in methods
    } | _PAGES
    named = {(match["method"], plain(match["path"])) for match in _ROUTE.finditer(HTTP + MODES + CHAT)}
    assert named - known == set()


@pytest.mark.parametrize(
    ("fields", "page"),
    [
        (SiteFields, HTTP),
        (MintFields, HTTP),
        (RotationFields, HTTP),
        (FaultBody, MODES),
        (ProjectFields, CHAT),
        (ChatMintFields, CHAT),
    ],
)
def test_every_field_of_a_body_is_there(fields: type[msgspec.Struct], page: str) -> None:
    names = [field.encode_name for field in msgspec.structs.fields(fields) if field.encode_name != "rules"]
    assert [name for name in names if f"| `{name}` |" not in page] == []


def test_every_rule_of_a_site_is_there() -> None:
    for fields, page in ((RuleFields, HTTP), (ProjectRuleFields, CHAT)):
        names = [field.encode_name for field in msgspec.structs.fields(fields)]
        assert [name for name in names if f"| `rules.{name}` |" not in page] == []


def test_every_step_of_a_scenario_is_there_with_its_fields() -> None:
    for kind in get_args(AnyStep):
        fields = [field.encode_name for field in msgspec.structs.fields(kind) if field.encode_name != "say"]
        line = next(
            (line for line in SCENARIOS.splitlines() if line.startswith(f"| `{kind.__struct_config__.tag}`")), ""
        )
        assert line, kind
        assert [name for name in fields if f"`{name}" not in line] == [], kind


def test_every_error_code_is_there() -> None:
    sources = (file.read_text("utf-8") for file in (ROOT / "simulator").rglob("*.py"))
    codes = {match["code"] for source in sources for match in _ERROR.finditer(source)}
    assert codes
    assert {code for code in codes if f"`{code}`" not in HTTP} == set()
