"""The cookies that a Cookie header names, as a browser's own."""

from http.cookiejar import Cookie, CookieJar
from urllib.parse import urlsplit


def seed(jar: CookieJar, header: str, url: str) -> None:
    """Put the header's cookies into the jar, unless the server has set them meanwhile.

    Sent as a header they would shut out those of a login, and an endpoint that rotates its session could not.
    """
    host = (urlsplit(url).hostname or "").lower()
    domain = host if "." in host or ":" in host else f"{host}.local"  # as http.cookiejar calls a host without a dot
    known = {(cookie.domain, cookie.name) for cookie in jar}
    for pair in header.split(";"):
        name, _, value = pair.strip().partition("=")
        if name and (domain, name) not in known:
            jar.set_cookie(_cookie(name, value, domain))


def _cookie(name: str, value: str, domain: str) -> Cookie:
    return Cookie(
        version=0,
        name=name,
        value=value,
        port=None,
        port_specified=False,
        domain=domain,
        domain_specified=False,
        domain_initial_dot=False,
        path="/",
        path_specified=True,
        secure=False,
        expires=None,
        discard=True,
        comment=None,
        comment_url=None,
        rest={},
    )
