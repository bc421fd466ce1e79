"""The failure modes, as a table."""

from scripts.docs.markdown import literal, prose, table
from simulator.core.fault import MODES


def failure_modes() -> list[str]:
    """Each mode with what the tag and the page see of it."""
    rows = (
        (literal(mode.name), prose(mode.tag_sees), prose(mode.page_gets), "yes" if mode.delays else "")
        for mode in MODES.values()
    )
    return table(("mode", "the tag sees", "the page gets", "`delayMs`"), rows)
