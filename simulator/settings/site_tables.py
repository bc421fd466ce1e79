"""``[[sites]]`` of the TOML file: a site's JSON as a table, with its keys in files beside it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulator.core.site import SITE_ID
from simulator.settings.home import NoHome, at_home
from simulator.settings.kinds import BEGINS_KEY
from simulator.settings.misconfigured import Misconfigured

PUBLIC_KEY_FILES = "brandPublicKeyFiles"
PRIVATE_KEY_FILE = "brandPrivateKeyFile"
PUBLIC_KEYS = "brandPublicKeys"
PRIVATE_KEY = "brandPrivateKey"
SECRET_KEY_FILE = "secretKeyFile"  # noqa: S105 - a field's name
SECRET_KEY = "secretKey"  # noqa: S105 - likewise
_ONE_KEY = {PRIVATE_KEY_FILE: PRIVATE_KEY, SECRET_KEY_FILE: SECRET_KEY}
MAX_KEY_BYTES = 65_536


def read_site_tables(tables: Any, path: Path) -> tuple[Mapping[str, Any], ...]:
    """The tables as they stand, with what their key files hold under ``brandPublicKeys`` and ``brandPrivateKey``.

    ``brandPublicKeyFiles`` and ``brandPrivateKeyFile`` stay, so that a key which cannot serve is named by the field
    that was written. The fields themselves are left to whoever parses a site.
    """
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise Misconfigured(f"{path}: sites: write each site as a table under [[sites]].")
    read: dict[str, Mapping[str, Any]] = {}
    for number, table in enumerate(tables, 1):
        site_id = table.get("siteId")
        place = f"{path}: sites[{number}]"
        if not isinstance(site_id, str) or not SITE_ID.fullmatch(site_id):
            raise Misconfigured(f"{place}.siteId: wanted is a text of 1 to 64 characters out of A-Z a-z 0-9 _ -.")
        if site_id in read:
            raise Misconfigured(f"{place}.siteId: there are two sites {site_id}.")
        read[site_id] = _with_keys(table, path, place)
    return tuple(read.values())


def _with_keys(table: Mapping[str, Any], path: Path, place: str) -> Mapping[str, Any]:
    site = {name: value for name, value in table.items() if name != SECRET_KEY_FILE}
    files = table.get(PUBLIC_KEY_FILES, [])
    if not isinstance(files, list) or not all(isinstance(file, str) for file in files):
        raise Misconfigured(f"{place}.{PUBLIC_KEY_FILES}: wanted is a list of paths.")
    if files:
        inline = site.get(PUBLIC_KEYS, [])
        texts = [_text(path, file, f"{place}.{PUBLIC_KEY_FILES}") for file in files]
        site[PUBLIC_KEYS] = [*inline, *texts] if isinstance(inline, list) else inline
    for name, key in _ONE_KEY.items():
        if name in table:
            file = table[name]
            if not isinstance(file, str):
                raise Misconfigured(f"{place}.{name}: wanted is a path.")
            text = _text(path, file, f"{place}.{name}")
            # A line feed at a file's end is the editor's; a secret's text counts to the last character.
            site[key] = text.rstrip("\r\n") if key == SECRET_KEY else text
    return site


def _text(config: Path, file: str, place: str) -> str:
    if BEGINS_KEY in file:
        raise Misconfigured(f"{place}: this is a key itself; wanted is the path of its file.")
    try:
        path = config.parent / at_home(file)
    except NoHome as error:
        raise Misconfigured(f"{place}: {error}.") from None
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_KEY_BYTES + 1)
        if len(data) > MAX_KEY_BYTES:
            raise Misconfigured(f"{place}: {path} is too large for a key.")
        return data.decode("utf-8")
    except OSError as error:
        raise Misconfigured(f"{place}: {path} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise Misconfigured(f"{place}: {path} is no text; give the key as PEM.") from None
