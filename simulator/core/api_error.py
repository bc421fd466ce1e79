"""An error of the vendor's API: a message for people, and a stable name for programs."""

NO_RETRY = "NO_RETRY"

# Documented. The other names that occur are chosen in its manner.
PERMISSION_DENIED = "PERMISSION_DENIED"
SERVICE_UNAVAILABLE = "SERVICE_UNAVAILABLE"


class ApiError(Exception):
    """A request that gets an error for an answer, or a part of one; ``name`` is what programs go by."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name
        self.message = message


def api_error_json(name: str, message: str) -> dict[str, object]:
    """The documented shape. Only one retry policy is known; where it would be wrong there is none."""
    if name == SERVICE_UNAVAILABLE:
        return {"message": message, "extensions": {"name": name}}
    return {"message": message, "extensions": {"name": name, "retryPolicy": NO_RETRY}}
