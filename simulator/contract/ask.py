"""Asking: the requests of a plan, one after the other, as people would make them."""

import time
from dataclasses import dataclass, field

from simulator.contract.client import Client, wait_until_it_listens
from simulator.contract.observed import Answer, NoAnswer, Observed, Sample, Who
from simulator.contract.plan import Person, Plan, Request
from simulator.contract.token_in import token_in

FOREIGN_ORIGINS = ("https://another-site.invalid", "null")  # null: a sandboxed frame's, which anybody can make
OTHERS_SAMPLES = 2


def observe(plan: Plan) -> Observed:
    """Everything that the plan asks for; ends early where there is no login or no answer."""
    wait_until_it_listens(plan.user.token.url, plan.wait_seconds)
    return _Inquiry(plan).run()


@dataclass(slots=True)
class _Inquiry:
    plan: Plan
    clients: dict[Who, Client] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)
    logins: list[tuple[Who, Answer | NoAnswer]] = field(default_factory=list)

    def run(self) -> Observed:
        started = time.monotonic()
        is_again = self.plan.user.login is not None and self.plan.samples > 1
        foreign: tuple[Sample, ...] = ()
        signed_out: Sample | None = None
        if self._signs_in("user", self.plan.user) and self._samples():
            foreign = tuple(self._foreign(name) for name in FOREIGN_ORIGINS)
            signed_out = self._sample("nobody", self.plan.signed_out, self._client())
        elapsed = time.monotonic() - started
        return Observed(tuple(self.samples), foreign, signed_out, tuple(self.logins), is_again, elapsed)

    def _samples(self) -> bool:
        """Both people in turn, so that what requests share shows; whether it makes sense to go on."""
        others = min(self.plan.samples, OTHERS_SAMPLES)
        other = self.plan.other
        if other and not self._signs_in("other", other):
            other = None
        for number in range(self.plan.samples):
            if number:
                time.sleep(self.plan.interval_seconds)
            if (
                0 < number == self.plan.samples - 1
                and self.plan.user.login
                and not self._signs_in("user", self.plan.user)
            ):
                return True
            self.samples.append(self._sample("user", self.plan.user.token, self.clients["user"]))
            if isinstance(self.samples[-1].answer, NoAnswer):
                return False
            if other and number < others:
                self.samples.append(self._sample("other", other.token, self.clients["other"]))
        return True

    def _signs_in(self, who: Who, person: Person) -> bool:
        """A new session; whether it came about."""
        self.clients[who] = self._client()
        if person.login is None:
            return True
        answer = self.clients[who].send(person.login)
        self.logins.append((who, answer))
        return isinstance(answer, Answer) and is_logged_in(answer)

    def _foreign(self, name: str) -> Sample:
        request = self.plan.user.token.with_headers(("Origin", name))
        return self._sample("user", request, self.clients["user"], name)

    def _sample(self, who: Who, request: Request, client: Client, name: str | None = None) -> Sample:
        answer = client.send(request)
        if isinstance(answer, NoAnswer):
            return Sample(who, answer, origin=name)
        found = token_in(answer, self.plan.token_path)
        return Sample(who, answer, found, name) if answer.is_ok else Sample(who, answer, origin=name)

    def _client(self) -> Client:
        return Client(self.plan.timeout_seconds, self.plan.ca_file)


def is_logged_in(answer: Answer) -> bool:
    """Whether a login was answered with success; many lead elsewhere afterwards, which says nothing."""
    return answer.status < 400  # noqa: PLR2004 - where HTTP's errors begin
