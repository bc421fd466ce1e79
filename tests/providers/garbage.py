"""What a piece of work leaves in memory that only the garbage collector can free."""

import gc
from collections.abc import Callable


def garbage_of(work: Callable[[], object]) -> int:
    """How many objects; the second time it is done, as the first may fill caches."""
    work()
    gc.collect()
    gc.freeze()  # all that was there before, which would be looked through each time
    gc.disable()
    try:
        work()
        return gc.collect()
    finally:
        gc.enable()
        gc.unfreeze()
