"""The URL of what listens."""

import re

EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - looked for, not bound


def address(host: str, port: int, *, is_https: bool = False) -> str:
    """The URL that works on this machine."""
    host = "127.0.0.1" if host in EVERYWHERE else host
    scheme = "https" if is_https else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def without_user(url: str) -> str:
    """The URL as it may be shown: of what stands before an @, where a password may be, nothing but that it is there."""
    return re.sub(r"^([a-z+]*:?//|).*@", r"\1…@", url, flags=re.IGNORECASE | re.DOTALL)
