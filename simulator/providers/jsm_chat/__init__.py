"""Chat for JSM's side of its auto-login: what a project's secret key signs, and who is logged in by it."""

from typing import Final

PROVIDER: Final = "jsm-chat"
