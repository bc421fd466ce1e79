"""Which of iAdvize's keys a token was encrypted for, on a site where that key was rotated."""

from collections.abc import Iterable

import msgspec

from simulator.core.refusal import Finding
from simulator.core.report import Step
from simulator.providers.iadvize.compact_form import CompactJwe
from simulator.providers.iadvize.envelope import open_jwe, unwraps
from simulator.providers.iadvize.keys import PrivateKey, PublicKey


class OwnKeys(msgspec.Struct, frozen=True):
    """iAdvize's keys: the one that brands are to use, those before it that are still taken, those that are not."""

    current: PrivateKey
    earlier: tuple[PrivateKey, ...] = ()
    retired: tuple[PrivateKey, ...] = ()

    @property
    def were_rotated(self) -> bool:
        """Whether there is more than one to try."""
        return bool(self.earlier or self.retired)

    def named(self, thumbprint: str | None) -> PrivateKey:
        """The key of this thumbprint, or the current one."""
        every = (self.current, *self.earlier, *self.retired)
        return next((key for key in every if key.public.thumbprint == thumbprint), self.current)


class Opened(msgspec.Struct, frozen=True):
    """What was inside, and the key that opened it."""

    plaintext: bytes
    key: PublicKey


def examine(jwe: CompactJwe, keys: OwnKeys, kid: object, brand_keys: tuple[PublicKey, ...]) -> Step[Opened | None]:
    """What is inside. A key that is retired still reads, so that everything visible is reported."""
    key = keys.current
    if keys.were_rotated:
        key = _fitting(jwe, (key, *keys.earlier, *keys.retired)) or key
        if key in keys.retired:
            found, expected = key.public.thumbprint, keys.current.public.thumbprint
            yield Finding("key_unwrap_failed", found=found, expected=expected, variant="rotated")
    plaintext = yield from open_jwe(jwe, key, kid, brand_keys)
    return None if plaintext is None else Opened(plaintext, key.public)


def _fitting(jwe: CompactJwe, keys: Iterable[PrivateKey]) -> PrivateKey | None:
    return next((key for key in keys if unwraps(jwe, key)), None)
