"""What happened on a test's sites, for the report of the test where it fails. Whatever provider a site is of."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from simulator import SimulatorError
from simulator.handle.site import AnySite
from simulator.pytest_plugin.options import STORIES


class Story:
    """Told at once where the test failed, and kept where the site is about to go."""

    def __init__(self, title: str, site: AnySite) -> None:
        self.title = title
        self.is_told = False
        self._site = site
        self._text: str | None = None

    def settle(self) -> None:
        """Keep it: other fixtures may still fail while they end."""
        self._text = self.text()

    def text(self) -> str:
        """The story, or why there is none."""
        if self._text is not None:
            return self._text
        try:
            return self._site.story()
        except SimulatorError as problem:
            return f"It could not be read: {problem}"


@contextmanager
def watched(node: pytest.Item, name: str, site: AnySite) -> Iterator[None]:
    """Let a failing test tell of the site, called ``name``; the site is removed at the end."""
    story = Story(f"{name}: what happened on {site.site_id}", site)
    node.stash.setdefault(STORIES, []).append(story)
    yield
    story.settle()
    try:
        site.remove()
    except SimulatorError as problem:
        if problem.code != "site_not_found":  # the test may have removed it
            raise


def add_stories(item: pytest.Item, report: pytest.TestReport) -> None:
    """Put those that have not been told into the report."""
    for story in item.stash.get(STORIES, []):
        if not story.is_told:
            report.sections.append((story.title, story.text()))
            story.is_told = True
