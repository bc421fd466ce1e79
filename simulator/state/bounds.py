"""How much any state keeps where nothing else is set, wherever it is kept; of each site unless it says otherwise."""

from simulator.settings.bounds import Bounds

_BOUNDS = Bounds()
MAX_SITES = _BOUNDS.sites  # of all
MAX_ENTRIES = _BOUNDS.sessions  # and visitors
MAX_ACTIVATIONS = _BOUNDS.activations
MAX_ATTEMPTS = _BOUNDS.attempts
MAX_CONVERSATIONS = _BOUNDS.conversations
MAX_FINGERPRINTS = _BOUNDS.used_tokens
MAX_FAULTS = _BOUNDS.faults
MAX_COUNTERS = _BOUNDS.logins  # of all
MAX_LISTENERS = _BOUNDS.streams  # of one process
MAX_REMEMBERED = _BOUNDS.remembered_events  # of all
MAX_WAITING = _BOUNDS.waiting_events  # of one listener
