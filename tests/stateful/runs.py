"""How long machines run: the same few examples in each `make test`, as many as are asked for by `make stateful`."""

import os

from hypothesis import HealthCheck, Phase, settings

_EXAMPLES = "IADVIZE_SIMULATOR_TEST_EXAMPLES"


def run_of(examples: int, steps: int = 30, *, share: int = 1) -> settings:
    """So many examples, always the same; with the variable set, that many others, of a slow machine a ``share``th."""
    wanted = os.environ.get(_EXAMPLES)
    return settings(
        max_examples=max(int(wanted) // share, 1) if wanted else examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=wanted is None,
        database=None,
        print_blob=True,
        # To make a failure small takes minutes, which are spent where somebody looks for one.
        phases=(Phase.generate, Phase.shrink) if wanted else (Phase.generate,),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )
