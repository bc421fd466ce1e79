import uuid

from simulator.state.fresh_id import fresh_id


def test_an_id_is_a_random_uuid_as_the_standard_library_writes_it() -> None:
    for _ in range(200):
        given = fresh_id()
        read = uuid.UUID(given)
        assert (read.version, read.variant, str(read)) == (4, uuid.RFC_4122, given)


def test_ids_differ() -> None:
    assert len({fresh_id() for _ in range(1000)}) == 1000
