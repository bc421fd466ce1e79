import time


def expiry() -> int:
    # Seconds. Not datetime.utcnow().timestamp(): it is hours off where the clock
    # isn't set to UTC. One minute is what iAdvize advises.
    return int(time.time()) + 60
