"""The data directory: keys made once and kept, for this user's eyes only."""

import contextlib
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

from simulator.settings.misconfigured import Misconfigured

_PRIVATE = 0o600
_OPEN = 0o077
_PATIENCE = 40  # times 50 ms: how long another process may take between making a file and filling it


class DataDirectory:
    """A folder of small secret files. Every problem is a Misconfigured that names the file and what to do."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keep(self, name: str, make: Callable[[], str]) -> tuple[str, bool]:
        """The text of a file and whether it was made just now; of processes that make it at once, one wins."""
        file = self.path / name
        text = self._read(file)
        if text is not None:
            return text, False
        self._make_folder()
        made = self._write(file, make())
        text = self._read(file)
        if text is None:
            raise Misconfigured(f"{file} was removed while it was being made; start again.")
        return text, made

    def _make_folder(self) -> None:
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                descriptor = os.open(self.path / ".gitignore", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
                with os.fdopen(descriptor, "w") as ignore:
                    ignore.write("# Private keys; never commit them.\n*\n")
        except FileExistsError:
            raise Misconfigured(f"{self.path} is no directory; remove it, or name another with --data-dir.") from None
        except OSError as error:
            raise self._unwritable(error) from None

    def _write(self, file: Path, text: str) -> bool:
        draft = self.path / f".{file.name}.{os.urandom(8).hex()}"
        try:
            _create(draft, text)
            try:
                os.link(draft, file)
            except FileExistsError:
                return False
            except OSError:
                # A file system without hard links; whoever comes second waits in _read until the file is filled.
                return _created(file, text)
            finally:
                draft.unlink(missing_ok=True)
        except OSError as error:
            raise self._unwritable(error) from None
        return True

    def _read(self, file: Path) -> str | None:
        try:
            for _ in range(_PATIENCE):
                text = file.read_text("utf-8")
                if text:
                    break
                time.sleep(0.05)
            else:
                raise Misconfigured(f"{file} is empty; remove it, and a new key is made at the next start.")
            self._refuse_open(file)
        except FileNotFoundError:
            return None
        except NotADirectoryError:
            raise Misconfigured(f"{self.path} is no directory; remove it, or name another with --data-dir.") from None
        except OSError as error:
            raise Misconfigured(
                f"{file} cannot be read: {error.strerror}. Run as its owner, or name another with --data-dir."
            ) from None
        except UnicodeDecodeError:
            raise Misconfigured(f"{file} is no PEM; remove it, and a new key is made at the next start.") from None
        return text

    def _refuse_open(self, file: Path) -> None:
        mode = stat.S_IMODE(file.stat().st_mode)
        if os.name == "posix" and mode & _OPEN and self._has_modes():
            raise Misconfigured(f"{file} is open to others (mode {mode:04o}): chmod 600 {file}")

    def _has_modes(self) -> bool:
        """Whether the file system keeps modes at all; a Windows drive in WSL, for one, shows every file as open."""
        probe = self.path / f".probe.{os.urandom(8).hex()}"
        try:
            _create(probe, "")
            return not stat.S_IMODE(probe.stat().st_mode) & _OPEN
        except OSError:
            return True
        finally:
            with contextlib.suppress(OSError):
                probe.unlink()

    def _unwritable(self, error: OSError) -> Misconfigured:
        return Misconfigured(
            f"{self.path} cannot be written: {error.strerror}. Make it writable, or name another with --data-dir."
        )


def _create(file: Path, text: str) -> None:
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE), "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _created(file: Path, text: str) -> bool:
    try:
        _create(file, text)
    except FileExistsError:
        return False
    return True
