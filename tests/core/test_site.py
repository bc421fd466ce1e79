import pytest

from simulator.core.site import Site, retry_delay_ms


@pytest.mark.parametrize(
    ("delays", "attempt", "delay"),
    [((), 1, 0), ((), 9, 0), ((250, 500), 1, 250), ((250, 500), 2, 500), ((250, 500), 3, 500), ((7,), 99, 7)],
)
def test_the_last_delay_repeats(delays: tuple[int, ...], attempt: int, delay: int) -> None:
    assert retry_delay_ms(delays, attempt) == delay


def test_a_sites_private_key_is_in_no_printed_text() -> None:
    assert "secret" not in repr(Site("s", minting_key="secret", retired_keys=("secret",)))
