"""iAdvize's authenticated messaging: its tokens, sessions and API, as far as anybody outside knows them."""

from typing import Final

PROVIDER: Final = "iadvize"
