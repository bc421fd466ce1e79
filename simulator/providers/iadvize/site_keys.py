"""The keys of a site at one moment: which are taken, which were, and what a rotation makes of them."""

from functools import lru_cache

from msgspec.structs import replace

from simulator.core.site import RetiringKey, Site
from simulator.providers.iadvize.keys import PrivateKey, PublicKey, load_private_key, load_public_key
from simulator.providers.iadvize.opening import OwnKeys

KEPT_EARLIER_KEYS = 5


@lru_cache(maxsize=4096)
def public_keys(pems: tuple[str, ...]) -> tuple[PublicKey, ...]:
    """The keys behind canonical PEM texts, parsed once each."""
    return tuple(load_public_key(pem) for pem in pems)


def brand_keys(site: Site, now: float) -> tuple[PublicKey, ...]:
    """The brand's keys that are taken at a time on the site's clock, the newest first."""
    if not site.retiring_keys:
        return public_keys(site.verification_keys)
    return public_keys((*site.verification_keys, *(old.key for old in site.retiring_keys if now < old.retires_at)))


def retired_brand_keys(site: Site, now: float) -> tuple[PublicKey, ...]:
    """Those that were replaced, and are recognised in late tokens."""
    if not site.retiring_keys:
        return public_keys(site.retired_keys)
    return public_keys((*(old.key for old in site.retiring_keys if now >= old.retires_at), *site.retired_keys))


def own_keys(site: Site | None, server_key: PrivateKey, now: float) -> OwnKeys:
    """The keys of iAdvize on the site: the server's, until they are rotated there."""
    if site is None or not site.earlier_opening_keys:
        return OwnKeys(server_key)
    earlier = [(_private(old.key, server_key), now < old.retires_at) for old in site.earlier_opening_keys]
    return OwnKeys(
        _private(site.opening_key, server_key),
        tuple(key for key, is_taken in earlier if is_taken),
        tuple(key for key, is_taken in earlier if not is_taken),
    )


def with_keys(site: Site, pems: tuple[str, ...]) -> Site:
    """The site with these public keys; those that went are remembered, to be recognised in late tokens."""
    before = (*site.verification_keys, *(old.key for old in site.retiring_keys), *site.retired_keys)
    gone = tuple(dict.fromkeys(pem for pem in before if pem not in pems))
    return replace(
        site,
        verification_keys=pems,
        retiring_keys=(),
        retired_keys=gone[:KEPT_EARLIER_KEYS],
        minting_key=_minting(site.minting_key, pems),
    )


def with_key_pair(site: Site, private_pem: str) -> Site:
    """The site with one key pair, whose private half mints tokens."""
    return replace(site, verification_keys=(load_private_key(private_pem).public.pem,), minting_key=private_pem)


def rotated_brand(site: Site, public_pem: str, minting_key: str | None, retires_at: float) -> Site:
    """The site with another key of the brand; those that it had are taken until a time on the site's clock."""
    others = tuple(pem for pem in site.verification_keys if pem != public_pem)
    earlier = tuple(old for old in site.retiring_keys if old.key not in (public_pem, *others))
    return replace(
        site,
        verification_keys=(public_pem,),
        retiring_keys=(*(RetiringKey(pem, retires_at) for pem in others), *earlier)[:KEPT_EARLIER_KEYS],
        retired_keys=tuple(pem for pem in site.retired_keys if pem != public_pem),
        minting_key=minting_key or _minting(site.minting_key, (public_pem,)),
    )


def rotated_own(site: Site, private_pem: str, retires_at: float) -> Site:
    """The site with another key of iAdvize; the one before is taken until a time on the site's clock."""
    earlier = (RetiringKey(site.opening_key or "", retires_at), *site.earlier_opening_keys)
    return replace(site, opening_key=private_pem, earlier_opening_keys=earlier[:KEPT_EARLIER_KEYS])


def _minting(private_pem: str | None, pems: tuple[str, ...]) -> str | None:
    return private_pem if private_pem is not None and load_private_key(private_pem).public.pem in pems else None


def _private(pem: str | None, server_key: PrivateKey) -> PrivateKey:
    return load_private_key(pem) if pem else server_key
