from collections.abc import Callable


def fresh_token(make_token: Callable[[], str]) -> tuple[dict[str, str], dict[str, str]]:
    # Made here, once per request: no lru_cache, no session, no module variable.
    # The header keeps it out of browsers' and CDNs' caches. (Flask: body, headers.)
    return {"token": make_token()}, {"Cache-Control": "no-store"}
