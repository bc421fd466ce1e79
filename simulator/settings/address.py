"""The URL of what listens."""

EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - looked for, not bound


def address(host: str, port: int, *, is_https: bool = False) -> str:
    """The URL that works on this machine."""
    host = "127.0.0.1" if host in EVERYWHERE else host
    scheme = "https" if is_https else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
