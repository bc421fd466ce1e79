"""Running the command: every way to end, and what each says."""

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


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    from simulator.cli.commands import commands  # noqa: PLC0415 - it builds the flags, which only a run needs

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
    except BrokenPipeError:
        # Whoever read us has seen enough; without this the interpreter complains while it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    return result if isinstance(result, int) else 0


def _misuse(error: click.ClickException) -> int:
    from simulator.cli.misuse import said  # noqa: PLC0415 - only misuse needs its words

    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else NAME
    return _complain(path, said(error))


def _complain(who: str, line: str) -> int:
    click.echo(f"{who}: {line}", err=True)
    return MISUSE


def _write_what_the_terminal_cannot() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
