"""Which certificate a command takes for a simulator's."""

import ssl
from pathlib import Path

from simulator.settings import Settings
from simulator.settings.tls_names import AUTHORITY
from simulator.settings.tls_trust import add_authority


def trust_in(url: str, ca_file: Path | None, settings: Settings) -> ssl.SSLContext | None:
    """For an address that was given: what the machine trusts, and the file, or the data directory's authority.

    None where nothing is added to what the machine trusts. Raises Misconfigured for a file that holds no certificate.
    """
    kept = settings.data_dir / AUTHORITY
    file = ca_file or (kept if kept.exists() else None)
    if file is None or (ca_file is None and not url.lower().startswith("https:")):
        return None
    context = ssl.create_default_context()
    add_authority(context, file, "--ca-file: " if ca_file else "")
    return context
