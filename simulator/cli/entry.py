"""Running the command: every way to end, and what each says."""

import errno
import os
import sys
from collections.abc import Sequence

import click

from simulator.settings import Misconfigured

NAME = "iadvize-simulator"
MISUSE = 2
_COMPLETION = "_IADVIZE_SIMULATOR_COMPLETE"  # click's name for it
_INTERRUPTED = 130  # as shells count: 128 and the signal's number
_PIPE_CLOSED = 141
_UNWRITTEN = 1
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    from simulator.cli.commands import commands  # noqa: PLC0415 - it builds the flags, which only a run needs

    _open_what_is_closed()
    _write_what_the_terminal_cannot()
    try:
        # Not click's own main: it has its own mind about interrupts and closed pipes.
        if os.environ.get(_COMPLETION):
            from click.shell_completion import shell_complete  # noqa: PLC0415 - only a shell asks for it

            return shell_complete(commands, {}, NAME, _COMPLETION, os.environ[_COMPLETION])
        with commands.make_context(NAME, list(sys.argv[1:] if arguments is None else arguments)) as context:
            result = commands.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message, err=True)
        return MISUSE
    except click.ClickException as error:
        return _misuse(error)
    except Misconfigured as problem:
        return _complain(NAME, str(problem))
    except (click.Abort, KeyboardInterrupt):
        if sys.stderr.isatty():
            click.echo(err=True)  # the terminal shows ^C; what comes next starts its own line
        return _INTERRUPTED
    except OSError as error:
        return _unwritten(error)
    return result if isinstance(result, int) else 0


def _misuse(error: click.ClickException) -> int:
    from simulator.cli.misuse import said  # noqa: PLC0415 - only misuse needs its words

    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else NAME
    return _complain(path, said(error))


def _complain(who: str, line: str) -> int:
    click.echo(f"{who}: {line}", err=True)
    return MISUSE


def _open_what_is_closed() -> None:
    """Whoever starts us without them would have the next files that are opened be taken for them."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        for number in range(3):
            try:
                os.fstat(number)
            except OSError:
                os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
        sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115 - lasts as long as the process
        sys.stderr = sys.stderr or open(2, "w", closefd=False)  # noqa: SIM115 - likewise


def _unwritten(error: OSError) -> int:
    """Say that the output cannot be written, unless whoever read us has seen enough."""
    is_full = error.errno in _FULL and error.filename is None
    if not is_full and not isinstance(error, BrokenPipeError):
        raise error
    # Without this the interpreter complains while it flushes at its end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not is_full:
        return _PIPE_CLOSED
    click.echo(f"{NAME}: the output cannot be written: {error.strerror}. Free space where it goes to.", err=True)
    return _UNWRITTEN


def _write_what_the_terminal_cannot() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
