"""The composition root: here what the providers say meets how the wire carries it.

``build_app`` makes what answers at once; ``tag``, ``control`` and ``chat`` are imported and put together when the first
request comes that needs them.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.types import ASGIApp

from simulator import __version__
from simulator.app.ground import Ground
from simulator.providers.iadvize.keys import PrivateKey
from simulator.providers.iadvize.refused_keys import refused_keys
from simulator.settings import Settings
from simulator.wire.front import Front
from simulator.wire.later import Later, Once

if TYPE_CHECKING:
    from simulator.state.protocols import State


def build_app(
    settings: Settings,
    key: PrivateKey,
    state: "Once[State]",
    real_now: Callable[[], float] = time.time,
) -> Front:
    """The whole simulator as one ASGI application.

    ``state`` is opened when somebody needs it; ``real_now`` is the machine's clock in epoch seconds.
    """

    def loaded() -> None:
        front.loaded()

    def tag() -> ASGIApp:
        from simulator.app.tag import whole  # noqa: PLC0415 - slow: the web framework, the verifier

        app = whole(ground)
        loaded()
        return app

    async def end() -> None:
        if state.made is not None:
            await state.made.close()

    ground = Ground(settings, key, state, real_now, refused_keys(settings.refused_key_files, key.public), loaded)
    front = Front(Later(tag), __version__, end)
    return front
