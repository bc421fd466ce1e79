"""What the routes of one system stand on."""

import msgspec

from simulator.app.ground import Ground
from simulator.providers.iadvize import PROVIDER, identity
from simulator.providers.iadvize.activate import Activations
from simulator.providers.iadvize.conversations import Conversations
from simulator.providers.iadvize.judge import Judge
from simulator.providers.iadvize.renew import Sessions
from simulator.state.of_provider import of_provider


class IAdvizeSide(msgspec.Struct, frozen=True):
    """iAdvize's."""

    judge: Judge
    sessions: Sessions
    conversations: Conversations
    activations: Activations

    @classmethod
    def of(cls, ground: Ground) -> "IAdvizeSide":
        """It; of the state it sees its own sites."""
        judge = Judge(of_provider(ground.state(), PROVIDER), ground.key, ground.real_now)
        secret = identity.secret_of(ground.key)
        conversations = Conversations(judge)
        activations = Activations(judge, secret, conversations)
        return cls(judge, Sessions(judge, secret), conversations, activations)
