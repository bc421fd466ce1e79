"""Values with parts that no log, no traceback and no failed test may show."""

from typing import ClassVar

import msgspec


class Discreet(msgspec.Struct, frozen=True):
    """A value whose ``repr`` leaves out the fields that ``unseen`` names."""

    unseen: ClassVar[tuple[str, ...]] = ()

    def __repr__(self) -> str:
        shown = (name for name in self.__struct_fields__ if name not in self.unseen)
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"
