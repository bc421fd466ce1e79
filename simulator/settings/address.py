"""The URL of what listens."""

EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - looked for, not bound


def address(host: str, port: int) -> str:
    """The URL that works on this machine."""
    host = "127.0.0.1" if host in EVERYWHERE else host
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
