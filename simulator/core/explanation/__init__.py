"""Verdicts as text for people; pure, so that a terminal and an assertion can say the same."""

from simulator.core.explanation.anatomy import Anatomy, Line, Part, Span
from simulator.core.explanation.fix import Fix, Snippet
from simulator.core.explanation.style import Style
from simulator.core.explanation.verdict_text import Evidence, render_verdict

__all__ = ["Anatomy", "Evidence", "Fix", "Line", "Part", "Snippet", "Span", "Style", "render_verdict"]
