"""The scenarios that come with the simulator, as a table."""

from scripts.docs.markdown import literal, prose, table
from simulator.wire.scenarios.catalogue import built_in


def scenarios() -> list[str]:
    """Each with what it shows."""
    rows = ((literal(name), prose(said["title"]), prose(said["about"])) for name, said in built_in().items())
    return table(("name", "", "shows"), rows)
