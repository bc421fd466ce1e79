"""The JSON shape of tokens that were made to order."""

from typing import TypedDict


class MintedJson(TypedDict):
    """A token, and the code that its verdict names, or null where it is accepted without a remark."""

    token: str
    expects: str | None
