"""The results as a table, and that table in the README beside it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

README = Path(__file__).parent / "README.md"
HEAD = ("| ratio | median | middle half | target | |", "| --- | ---: | ---: | ---: | --- |")
_BEGIN, _END = "<!-- begin: results -->\n", "<!-- end -->"


def row(ratio: Mapping[str, Any]) -> str:
    """A line of the table."""
    half = "" if ratio["low"] == ratio["high"] else f"{ratio['low']:.2f} to {ratio['high']:.2f}"
    bound, remark = "", ""
    if ratio["target"] is not None:
        bound = f"{'at most' if ratio['less'] else 'at least'} {ratio['target']:.2f}"
        is_reached = ratio["median"] <= ratio["target"] if ratio["less"] else ratio["median"] >= ratio["target"]
        remark = "" if is_reached else "not reached"
    return f"| {ratio['name']} | {ratio['median']:.2f} | {half} | {bound} | {remark} |"


def write(results: Mapping[str, Mapping[str, Any]]) -> None:
    """All that was measured, into the README."""
    lines: list[str] = []
    for name, part in results.items():
        lines += [f"**{name}**, on {part['date']}: {part['machine']}", "", *HEAD, *map(row, part["ratios"]), ""]
    before, _, rest = README.read_text("utf-8").partition(_BEGIN)
    README.write_text(f"{before}{_BEGIN}\n" + "\n".join(lines) + f"\n{_END}" + rest.partition(_END)[2], "utf-8")
