"""Thumbprints that stay: keys are made anew at each run, and no page may change with them."""

import re
from itertools import count

# Thumbprints of keys that nobody uses here; the first is the example of RFC 7638.
STAND_INS = (
    "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
    "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s",
    "8hmm7sfEPZ0f2y8GfrEzWlIgkQpKhGVA1A7LG9SJ0xo",
)
_THUMBPRINT = re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])")


def steady(text: str) -> str:
    """The text with a stand-in for each thumbprint in it, in their order."""
    numbers = count()
    known: dict[str, str] = {}
    for thumbprint in _THUMBPRINT.findall(text):
        if thumbprint not in known:
            known[thumbprint] = STAND_INS[next(numbers)]
    return _THUMBPRINT.sub(lambda found: known[found[0]], text)
