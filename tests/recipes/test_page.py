"""The two recipes for the page, against a stand-in for the tag that asks its provider twice."""

from pathlib import Path

import pytest

from simulator.providers.iadvize.recipes import RECIPES
from tests.recipes.runtimes import HERE, Seen, run


def tried(recipe: str, folder: Path) -> Seen:
    (folder / "page.mjs").write_text(RECIPES[recipe].code["page"], "utf-8")
    return run("node", HERE / "node" / "page.mjs", folder / "page.mjs", "loaded")


@pytest.mark.parametrize("recipe", ["hand-over", "fresh-token"])
def test_the_provider_returns_the_documented_option(recipe: str, tmp_path: Path) -> None:
    assert tried(recipe, tmp_path)["provided"][0] == {
        "authenticationOption": {"type": "SECURED_AUTHENTICATION", "token": "a.b.c.d.1"}
    }


@pytest.mark.parametrize("recipe", ["hand-over", "fresh-token"])
def test_the_provider_fetches_at_every_call(recipe: str, tmp_path: Path) -> None:
    tokens = [one["authenticationOption"]["token"] for one in tried(recipe, tmp_path)["provided"]]
    assert tokens == ["a.b.c.d.1", "a.b.c.d.2"]


def test_a_fresh_token_comes_from_no_cache(tmp_path: Path) -> None:
    assert tried("fresh-token", tmp_path)["fetched"] == [["/chat-token", "no-store"]] * 2


def test_a_page_may_push_before_the_tag_is_there(tmp_path: Path) -> None:
    (tmp_path / "page.mjs").write_text(RECIPES["hand-over"].code["page"], "utf-8")
    assert len(run("node", HERE / "node" / "page.mjs", tmp_path / "page.mjs")["provided"]) == 2
