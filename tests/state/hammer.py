"""One of several processes that change the same things at once: python -m tests.state.hammer URL TIMES."""

import asyncio
import json
import sys

from msgspec.structs import replace

from simulator.core.session import Session
from simulator.state.opening import open_state
from tests.state.contract import conversation, visitor


def once_more(session: Session) -> Session:
    return replace(session, renewals=session.renewals + 1)


async def hammer(url: str, times: int) -> dict[str, object]:
    """What this process got."""
    state = open_state(url)
    name = f"{id(state)}"

    async def one(number: int) -> tuple[int | None, bool, str, str]:
        await state.sessions.change("site", "s", once_more)
        await state.clocks.change("site", lambda clock: clock.advanced(1))
        attempt = await state.activations.count("site", "a", times)
        struck = await state.faults.take("site", ("wire",), None)
        fresh = visitor(f"{name}-{number}", user_id="jane")
        who = await state.visitors.of_user("site", "jane", fresh)
        talk = await state.conversations.open(conversation(f"{name}-{number}"))
        return attempt, struck is not None, who.visitor_id, talk.conversation_id

    try:
        # A few at a time, as requests come.
        done = [
            result
            for begin in range(0, times, 10)
            for result in await asyncio.gather(*(one(number) for number in range(begin, begin + 10)))
        ]
    finally:
        await state.close()
    return {
        "attempts": [attempt for attempt, _, _, _ in done if attempt],
        "strikes": sum(struck for _, struck, _, _ in done),
        "visitors": sorted({who for _, _, who, _ in done}),
        "conversations": sorted({talk for _, _, _, talk in done}),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(hammer(sys.argv[1], int(sys.argv[2])))))  # noqa: T201 - for the test that started it
