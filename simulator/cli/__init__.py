"""The command `iadvize-simulator`."""

# Nothing is imported before main's try: who interrupts the command while it loads must not see where it was.

TYPE_CHECKING = False  # typing's own takes its time
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run the command and return its exit code."""
    try:
        from simulator.cli.entry import run  # noqa: PLC0415 - within the try, as an interrupt may come while it is imported

        return run(arguments)
    except KeyboardInterrupt:
        return 130  # as shells count: 128 and the signal's number
