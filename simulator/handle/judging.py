"""A site that judges tokens, whatever system's they are."""

from typing import TYPE_CHECKING

from simulator.core.verdict import VerdictJson
from simulator.handle.channel import Channel, ask
from simulator.handle.errors import SimulatorError, TokenRejected
from simulator.handle.rejection import rejection_text
from simulator.handle.site import AnySite

if TYPE_CHECKING:
    from collections.abc import Sequence

__tracebackhide__ = True  # pytest shows the test's own line, and not how its request was sent

_COLUMNS = 80


class JudgingSite(AnySite):
    """A site on a simulator that says of tokens whether they are right.

    ``fix_languages`` are those in which a failed assertion shows how to mend a token ("python", "node", "php", "java",
    "dotnet"); none for all of them.
    """

    _provider: str

    def __init__(self, url: str, channel: Channel, site_id: str) -> None:
        super().__init__(url, channel, site_id)
        self.fix_languages: Sequence[str] = ("python",)

    def verdict(self, token: str | None) -> VerdictJson:
        """The verdict on a token, as docs/verdict.md tells it; opens no session."""
        verdict: VerdictJson = self._ask("POST", "/verdicts", {"token": token}).json()
        return verdict

    def explain(self, token: str | None, *, columns: int = _COLUMNS) -> str:
        """The verdict as a person reads it, as the command's ``explain`` prints it."""
        wanted = f"format=text&width={columns}&language={','.join(self.fix_languages)}"
        return self._ask("POST", f"/explanations?{wanted}", {"token": token}).text.rstrip("\n")

    def assert_accepted(self, token: str | None, *, user_id: str | None = None) -> VerdictJson:
        """The verdict on a token that is right, and that user's where one is named; else an AssertionError says why."""
        __tracebackhide__ = True
        verdict = self.verdict(token)
        if not verdict["accepted"]:
            raise TokenRejected(rejection_text(verdict, self.explain(token)), verdict)
        if user_id is not None and verdict["userId"] != user_id:
            said = f'the token is accepted, but as the user "{verdict["userId"]}", not as "{user_id}"'
            raise TokenRejected(f"{said}\n\n{self.explain(token)}", verdict)
        return verdict

    def assert_rejected(self, token: str | None, code: str) -> VerdictJson:
        """The verdict on a token that is rejected with that code; else an AssertionError says what it is instead.

        A code that there is not is a SimulatorError.
        """
        __tracebackhide__ = True
        verdict = self.verdict(token)
        if verdict["code"] != code:
            self._require_that_there_is(code)
            what = "accepted" if verdict["accepted"] else f"rejected as {verdict['code']}"
            said = f"the token is {what}, where it should be rejected as {code}"
            raise TokenRejected(f"{said}\n\n{self.explain(token)}", verdict)
        return verdict

    def _require_that_there_is(self, code: str) -> None:
        __tracebackhide__ = True
        answer = ask(self._channel, "GET", f"/_simulator/mistakes?provider={self._provider}").json()
        known = [mistake["code"] for mistake in answer["mistakes"]]
        if code in known:
            return
        import difflib  # noqa: PLC0415 - only a wrong code needs it

        near = difflib.get_close_matches(code, known, n=1)
        advice = f'; did you mean "{near[0]}"?' if near else "; iadvize-simulator mistakes lists them."
        raise SimulatorError(f'There is no mistake "{code}"{advice}', "mistake_unknown")
