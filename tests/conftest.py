"""What holds for all tests."""

import signal


def pytest_configure() -> None:
    """Take Ctrl+C as ever where a shell in the background ignores it: servers that tests start would inherit that."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
