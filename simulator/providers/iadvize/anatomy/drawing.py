"""The parts of a token that has the compact form, with what each holds and what is wrong there."""

from typing import Any

from simulator.core import base64url
from simulator.core.explanation import Line, Part, Span
from simulator.core.explanation.anatomy import worst
from simulator.core.verdict import FAILED, Verdict
from simulator.providers.iadvize.anatomy.members import object_lines
from simulator.providers.iadvize.anatomy.raw import repeated, size, unreadable
from simulator.providers.iadvize.anatomy.spots import ABSENT, WHOLE, Place, Spot, spots
from simulator.providers.iadvize.anatomy.times import dates
from simulator.providers.iadvize.compact_form import PARTS

_EXCERPT = 24
_CONTENT = 400
_OUTER = (Place.JWE_HEADER, Place.ENCRYPTED_KEY, Place.IV, Place.CIPHERTEXT, Place.TAG)


class Drawing:
    """One verdict, and how its marks fall on the parts. ``now`` is in epoch seconds."""

    def __init__(self, verdict: Verdict, now: float) -> None:
        self._verdict = verdict
        self._now = now
        self._spots = spots(verdict)
        self._codes = {check.code for check in verdict.checks} | {also.code for also in verdict.also_found}

    def jwe(self, raw: list[str], plaintext: bytes | None) -> list[Part]:
        """The five parts, and after the ciphertext what was found in it."""
        shown = [self._outer(place, text, plaintext) for place, text in zip(_OUTER, raw, strict=True)]
        inside: list[Part] = []
        if plaintext is not None:
            inside = [self._content(plaintext)] if "inner_not_jws" in self._codes else self.jws(plaintext, "4.")
        return [*shown[:4], *inside, *shown[4:]]

    def jws(self, text: bytes, prefix: str) -> list[Part]:
        """The three parts of a signed token."""
        header, payload, signature = text.decode("ascii").split(".")
        return [
            self._part(Place.JWS_HEADER, prefix + "1", "header", header, self._header(Place.JWS_HEADER, header)),
            self._part(Place.CLAIMS, prefix + "2", "payload", payload, self._claims(base64url.decode(payload))),
            self._part(Place.SIGNATURE, prefix + "3", "signature", signature, self._whole(Place.SIGNATURE, signature)),
        ]

    def _outer(self, place: Place, text: str, plaintext: bytes | None) -> Part:
        number, name = str(place.value + 1), PARTS[place.value]
        if place is Place.JWE_HEADER:
            return self._part(place, number, name, text, self._header(place, text))
        if place is Place.CIPHERTEXT and plaintext is not None:
            inside = "opened" if "inner_not_jws" in self._codes else "inside it, a JWS:"
            return Part(number, name, len(text), f"{size(text)}; {inside}")
        return self._part(place, number, name, text, self._whole(place, text))

    def _part(self, place: Place, number: str, name: str, text: str, lines: list[Line]) -> Part:
        return Part(number, name, len(text), size(text), tuple(lines), self._worst(place))

    def _header(self, place: Place, text: str) -> list[Line]:
        is_outer = place is Place.JWE_HEADER
        members = self._verdict.jwe_header if is_outer else self._verdict.jws_header
        if members:
            required = ("alg", "enc") if is_outer else ("alg",)
            gaps = [Spot(place, (name,), ABSENT, "", FAILED) for name in required if name not in members]
            return object_lines(members, [*self._at(place), *gaps])
        return [unreadable(base64url.decode(text))]

    def _content(self, plaintext: bytes) -> Part:
        """What was encrypted in place of a signed token."""
        text = plaintext.decode("utf-8", "replace")
        label = "three base64url parts are expected here: header.payload.signature"
        lines = [Line(text[:_CONTENT] or "(empty)", (Span(0, 1, label),))]
        if self._verdict.claims is not None:
            lines = [Line("(no header, no signature)", (Span(0, 25, "nobody signed these claims"),))]
            lines += self._claims(plaintext)
        return Part("4.1", "content", len(text), "", tuple(lines), FAILED)

    def _claims(self, payload: bytes) -> list[Line]:
        claims: dict[str, Any] | None = self._verdict.claims
        if claims is None:
            return [unreadable(payload)]
        lines = object_lines(claims, self._at(Place.CLAIMS), dates(claims, self._now))
        check = next(check for check in self._verdict.checks if check.name == "claims")
        if check.code == "claims_duplicate_member":
            lines.append(repeated(payload, check.found))
        return lines

    def _whole(self, place: Place, text: str) -> list[Line]:
        shown = text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
        marks = [spot for spot in self._at(place) if spot.on == WHOLE]
        return (
            [Line(shown, tuple(Span(0, max(len(shown), 1), mark.label, mark.outcome) for mark in marks))]
            if marks
            else []
        )

    def _at(self, place: Place) -> list[Spot]:
        return [spot for spot in self._spots if spot.place is place]

    def _worst(self, place: Place) -> str | None:
        outcomes = [spot.outcome for spot in self._at(place)]
        if place.name.lower() + "_unreadable" in self._codes:
            outcomes.append(FAILED)
        return worst(outcomes)
