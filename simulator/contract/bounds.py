"""How much a contract test asks unless told, and at most. Plain numbers, since every pytest run reads them."""

DEFAULT_SAMPLES = 3
MAX_SAMPLES = 20
DEFAULT_INTERVAL_SECONDS = 1.1
MAX_INTERVAL_SECONDS = 60
MAX_WAIT_SECONDS = 300
DEFAULT_TIMEOUT_SECONDS = 10
MAX_TIMEOUT_SECONDS = 60
DEFAULT_SLOW_SECONDS = 2
