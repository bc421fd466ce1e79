"""What standard output can show."""

import os
import select
import shutil
import sys

from simulator.core.explanation import Style

_SIGNS = "✓✗·│…"


def terminal_style() -> Style:
    """How to write for standard output: colours where somebody sees them and has not declined them by NO_COLOR."""
    return Style(shutil.get_terminal_size().columns, _wants_colour(), _has_unicode())


def nobody_reads() -> bool:
    """Whether standard output is a pipe whose reader has gone, which a write alone would tell otherwise."""
    if sys.platform == "win32":
        return False
    poll = select.poll()
    try:
        poll.register(sys.stdout, 0)
    except (OSError, ValueError):  # it is no file
        return False
    return any(what & select.POLLERR for _, what in poll.poll(0))


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
