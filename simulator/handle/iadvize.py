"""A site of iAdvize's as Python code holds it."""

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Unpack
from urllib.parse import quote

from simulator.handle.activation import ANONYMOUS, SECURED, ActivationJson, RenewalJson, attempt
from simulator.handle.channel import Channel, ask
from simulator.handle.errors import SimulatorError
from simulator.handle.fields import SiteOptions, as_json
from simulator.handle.judging import JudgingSite

if TYPE_CHECKING:
    from simulator.providers.iadvize.rotation import RotationJson

__tracebackhide__ = True  # pytest shows the test's own line, and not how its request was sent

_USER = "customer-1042"


class IAdvizeSite(JudgingSite):
    """A site on a simulator: makes tokens, judges them, signs visitors in, and tells what happened."""

    _provider = "iadvize"

    def __init__(self, url: str, channel: Channel, site_id: str, brand_private_key: str | None) -> None:
        super().__init__(url, channel, site_id)
        self._brand_private_key = brand_private_key

    @property
    def tag_url(self) -> str:
        """The address of the tag, for the script element of a page."""
        return f"{self.url}/iadvize.js?sid={self.site_id}"

    @property
    def brand_private_key(self) -> str:
        """The brand's private key as PKCS#8 PEM, with which a backend signs tokens for this site."""
        if self._brand_private_key is None:
            raise SimulatorError(
                f'the private key of "{self.site_id}" is not at hand: a simulator hands one out when it makes a site'
            )
        return self._brand_private_key

    @property
    def iadvize_public_key(self) -> str:
        """The key for which the backend encrypts, in iAdvize's place, as PEM."""
        return ask(self._channel, "GET", f"/_simulator/key?site={quote(self.site_id, safe='')}").text

    def change(self, **options: Unpack[SiteOptions]) -> None:
        """Change fields of the site, as its ``brand_public_keys``; those left out stay."""
        self._ask("PUT", "", as_json(options))

    def rotate_key(
        self,
        key: Literal["brand", "iadvize"],
        *,
        overlap_seconds: float = 0,
        brand_public_key: str | Mapping[str, Any] | None = None,
    ) -> "RotationJson":
        """Replace the brand's key or iAdvize's; the one before is taken for so many seconds of the site's clock.

        ``brand_private_key`` is that of the fresh pair afterwards, unless the brand brings its new public key.
        """
        order: dict[str, Any] = {"key": key, "overlapSeconds": overlap_seconds}
        if brand_public_key is not None:
            order["brandPublicKey"] = brand_public_key
        told: RotationJson = self._ask("POST", "/rotations", order).json()
        if key == "brand":
            self._brand_private_key = told.get("brandPrivateKey")
        return told

    def mint(
        self,
        user_id: str = _USER,
        *,
        visitor_data: Mapping[str, Any] | None = None,
        lifetime_seconds: float | None = None,
        claims: Mapping[str, Any] | None = None,
        mistake: str | None = None,
    ) -> str:
        """A token as a right backend makes it, on the site's clock; or with a mistake out of docs/mistakes.md."""
        order = {
            "userId": user_id,
            "visitorData": visitor_data,
            "lifetimeSeconds": lifetime_seconds,
            "claims": claims,
            "mistake": mistake,
        }
        minted = self._ask("POST", "/tokens", {name: value for name, value in order.items() if value is not None})
        token: str = minted.json()["token"]
        return token

    def activate(
        self,
        token: str | None,
        *,
        identity: str | None = None,
        device_id: str | None = None,
        ext_id: str | None = None,
        conversation_id: str | None = None,
    ) -> ActivationJson:
        """The answer to one attempt of a new activation, as the tag would make it; a refusal is an answer, too."""
        return self._activate(
            {"type": SECURED, "token": token},
            {"identity": identity, "deviceId": device_id, "extId": ext_id, "conversationId": conversation_id},
        )

    def activate_anonymously(self, *, identity: str | None = None, device_id: str | None = None) -> ActivationJson:
        """The answer to an anonymous activation."""
        return self._activate({"type": ANONYMOUS, "token": None}, {"identity": identity, "deviceId": device_id})

    def renew(self, session_id: str, token: str | None) -> RenewalJson:
        """The answer to one attempt at renewing a session. A session that has ended is a SimulatorError."""
        body = {"siteId": self.site_id, "authenticationOption": {"type": SECURED, "token": token}}
        answer: RenewalJson = attempt(self._channel, "PUT", f"/tag/sessions/{session_id}", body)
        return answer

    def log_out(self, session_id: str) -> None:
        """What the tag's ``logout`` sends."""
        ask(self._channel, "DELETE", f"/tag/sessions/{session_id}?siteId={self.site_id}")

    def _activate(self, option: dict[str, Any], more: Mapping[str, str | None]) -> ActivationJson:
        body = {"siteId": self.site_id, "activationId": str(uuid.uuid4()), "authenticationOption": option, **more}
        answer: ActivationJson = attempt(self._channel, "POST", "/tag/activations", body)
        return answer
