"""`python -m benchmarks.customers FOLDER COUNT`: activations of so many customers, a line each.

In a process of its own, as the brand's backend is, so that nothing of the making of tokens counts as the simulator's.
"""

import json
import sys
import time
from pathlib import Path

from simulator.core.site import Site
from simulator.providers.iadvize.keyring import Keyring, silently
from simulator.providers.iadvize.keys import load_private_key
from simulator.providers.iadvize.mint import Order, mint
from simulator.settings import Settings
from simulator.state.fresh_id import fresh_id

SITE = "demo"
_LIFETIME_SECONDS = 290  # as long as no verdict remarks on it


def main() -> None:
    """With the keys of the data directory."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    recipient = Keyring(Settings(data_dir=folder), silently).iadvize().public
    brand = load_private_key((folder / f"{SITE}-brand-private-key.pem").read_text(), made_here=True)
    for _ in range(count):
        order = Order(
            Site(SITE),
            fresh_id(),
            brand,
            recipient,
            time.time(),
            visitor_data={"city": "Nantes"},
            lifetime_seconds=_LIFETIME_SECONDS,
        )
        option = {"type": "SECURED_AUTHENTICATION", "token": mint(order)}
        print(json.dumps({"siteId": SITE, "activationId": fresh_id(), "authenticationOption": option}))


if __name__ == "__main__":
    main()
