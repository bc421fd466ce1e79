"""What every part of the application stands on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from simulator.providers.iadvize.keys import PrivateKey
from simulator.providers.iadvize.refused_keys import RefusedKeys
from simulator.settings import Settings

if TYPE_CHECKING:
    from simulator.state.protocols import State
    from simulator.wire.later import Once


class Ground(msgspec.Struct, frozen=True):
    """Settings, the stand-in for iAdvize's key, the state, and the machine's clock in epoch seconds.

    ``refused`` are the keys that no brand may have here. ``loaded`` hears when another part of the simulator was
    imported, which then stays.
    """

    settings: Settings
    key: PrivateKey
    state: "Once[State]"
    real_now: Callable[[], float]
    refused: RefusedKeys
    loaded: Callable[[], None]
