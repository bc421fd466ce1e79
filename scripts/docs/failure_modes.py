"""The failure modes, as a table."""

from scripts.docs.markdown import literal, prose, table
from simulator.core.fault import ACTIVATION, MISMATCH, MODES, OPEN_SESSION, RENEWAL, SCRIPT, WIRE, Mode


def failure_modes() -> list[str]:
    """Each mode with what the tag and the page see of it."""
    rows = (
        (literal(mode.name), prose(mode.tag_sees), prose(mode.page_gets), "yes" if mode.delays else "")
        for mode in MODES.values()
    )
    return table(("mode", "the tag sees", "the page gets", "`delayMs`"), rows)


def failure_mode_uses() -> list[str]:
    """How each mode is armed to be seen: the body of the request, the same from pytest, and what to do then."""
    rows = (
        (literal(mode.name), literal(_body(mode)), literal(_call(mode)), prose(_THEN[mode.point]))
        for mode in MODES.values()
    )
    return table(("mode", "the body for `POST …/faults`", "in pytest", "then"), rows)


_THEN = {
    WIRE: "activate",
    ACTIVATION: "activate with a good token",
    MISMATCH: "activate as another user, in a browser that knows the first",
    RENEWAL: "move the clock past the session's end",
    OPEN_SESSION: "nothing: the open sessions are struck at once",
    SCRIPT: "load a page whose script address names the site",
}


def _body(mode: Mode) -> str:
    delay = ', "delayMs": 3000' if mode.delays else ""
    return f'{{"name": "{mode.name}", "times": 1{delay}}}'


def _call(mode: Mode) -> str:
    delay = ", delay_ms=3000" if mode.delays else ""
    return f'fail_next("{mode.name}"{delay})'
