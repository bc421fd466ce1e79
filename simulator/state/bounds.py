"""How much any state keeps, wherever it is kept; of each site unless it says otherwise. Chosen."""

MAX_SITES = 1000  # of all
MAX_ENTRIES = 1_000_000  # sessions, and visitors
MAX_ACTIVATIONS = 10_000
MAX_ATTEMPTS = 10_000
MAX_CONVERSATIONS = 10_000
MAX_FINGERPRINTS = 100_000
MAX_FAULTS = 100
MAX_COUNTERS = 10_000  # of logins, of all
MAX_LISTENERS = 1000  # of one process
MAX_REMEMBERED = 1000  # events, of all
MAX_WAITING = 2000  # events, of one listener
