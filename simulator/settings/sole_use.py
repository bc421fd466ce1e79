"""Whether a server has its data directory for itself."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":  # which locks no directories
    import fcntl


@contextmanager
def sole_use(folder: Path) -> Iterator[bool]:
    """Hold the folder; False where another process holds it, True also where that cannot be told.

    The folder itself is locked, and no file in it: nothing is left behind, it works where nothing can be written, and
    the lock goes with its process, however that ends.
    """
    descriptor = _opened(folder)
    try:
        yield descriptor is None or _locked(descriptor)
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _opened(folder: Path) -> int | None:
    if sys.platform == "win32":
        return None
    try:
        return os.open(folder, os.O_RDONLY)
    except OSError:
        return None


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True
