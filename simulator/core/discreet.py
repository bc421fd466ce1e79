"""Values with parts that no log, no traceback and no failed test may show."""

from typing import Any, ClassVar

import msgspec


class Discreet(msgspec.Struct, frozen=True):
    """A value whose ``repr`` leaves out the fields that ``unseen`` names."""

    unseen: ClassVar[tuple[str, ...]] = ()

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({shown})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """The same for rich, which shows the local variables of a traceback by it."""
        return [(name, getattr(self, name)) for name in self.__struct_fields__ if name not in self.unseen]
