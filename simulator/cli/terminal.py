"""What standard output can show."""

import os
import shutil
import sys

from simulator.core.explanation import Style

_SIGNS = "✓✗·│…"


def terminal_style() -> Style:
    """How to write for standard output: colours where somebody sees them and has not declined them by NO_COLOR."""
    return Style(shutil.get_terminal_size().columns, _wants_colour(), _has_unicode())


def _wants_colour() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return forced != "0"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _has_unicode() -> bool:
    try:
        _SIGNS.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
