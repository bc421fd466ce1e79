from typing import Any

import pytest
from msgspec.structs import replace

from simulator.core.explanation import Anatomy, Evidence
from simulator.core.site import Site
from simulator.core.verdict import FAILED, Verdict
from simulator.providers.iadvize.catalogue import CATALOGUE
from simulator.providers.iadvize.explanation import evidence, fix_of
from simulator.providers.iadvize.keys import PrivateKey, generate_private_key, load_private_key
from simulator.providers.iadvize.mint import Order, mint
from simulator.providers.iadvize.mistakes import MAKERS, make
from simulator.providers.iadvize.recipes import BACKENDS, LANGUAGES
from simulator.providers.iadvize.verify import Basis, verify

NOW = 1_760_000_000.0
SITE = Site("demo", "Harbour Bank")
# No part of these can be pointed at: there is no token, or far too much of one.
WITHOUT_ANATOMY = {"token_missing", "token_too_large"}
# It is what is missing, or what happened before, that is wrong.
WITHOUT_MARK = {"token_not_encrypted", "token_part_count", "token_reused"}


@pytest.fixture(scope="module")
def keys() -> tuple[PrivateKey, PrivateKey, PrivateKey]:
    """The simulator's, the brand's and another brand's."""
    one, two, three = (load_private_key(generate_private_key()) for _ in range(3))
    return one, two, three


Keys = tuple[PrivateKey, PrivateKey, PrivateKey]


def order(keys: Keys) -> Order:
    ours, brand, other = keys
    profile = {"firstName": "Jane"}
    return Order(SITE, "u-1", brand, ours.public, NOW, visitor_data=profile, other_brand=other)


def shown(token: str, keys: Keys) -> tuple[Verdict, Evidence]:
    ours, brand, other = keys
    basis = Basis(SITE, (brand.public,), ours, NOW, other_sites=lambda: [("other", other.public)])
    verdict = verify(token, basis)
    return verdict, evidence(token, verdict, ours, NOW)


def anatomy_of(token: str, keys: Keys) -> Anatomy:
    anatomy = shown(token, keys)[1].anatomy
    assert anatomy is not None
    return anatomy


def marked(anatomy: Anatomy) -> list[tuple[str, str, str]]:
    """Number of the part, the marked text and its label, of each mark."""
    return [
        (part.number, line.text[span.start : span.end], span.label)
        for part in anatomy.parts
        for line in part.lines
        for span in line.spans
    ]


def test_a_good_token_is_taken_apart_without_a_mark(keys: Keys) -> None:
    anatomy = anatomy_of(mint(order(keys)), keys)
    assert [part.number for part in anatomy.parts] == ["1", "2", "3", "4", "4.1", "4.2", "4.3", "5"]
    assert marked(anatomy) == []
    assert all(part.outcome is None for part in anatomy.parts)


def test_times_have_their_dates_beside_them(keys: Keys) -> None:
    lines = [line for part in anatomy_of(mint(order(keys)), keys).parts for line in part.lines]
    remarks = {line.text.split('"')[1]: line.remark for line in lines if line.remark}
    assert remarks == {"iat": "2025-10-09T08:53:20Z, now", "exp": "2025-10-09T08:54:20Z, in 1 minute"}


@pytest.mark.parametrize("code", [code for code in MAKERS if code not in WITHOUT_ANATOMY])
def test_each_mistake_is_marked_where_it_is(code: str, keys: Keys) -> None:
    marks = marked(anatomy_of(make(code, order(keys)), keys))
    assert bool(marks) == (code not in WITHOUT_MARK)


@pytest.mark.parametrize("code", sorted(WITHOUT_ANATOMY))
def test_without_a_token_there_is_nothing_to_take_apart(code: str, keys: Keys) -> None:
    assert shown(make(code, order(keys)), keys)[1].anatomy is None


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ("token_decorated", ("", "Bearer ", "belongs in an Authorization header")),
        ("jwe_alg_unsupported", ("1", '"RSA-OAEP"', "expected RSA-OAEP-256")),
        ("jwe_enc_unsupported", ("1", '"A128GCM"', "expected A256GCM")),
        ("jwe_compressed", ("1", '"zip"', CATALOGUE["jwe_compressed"].line)),
        ("jwe_header_unreadable", ("1", "}", '"enc" is missing')),
        ("jws_unsigned", ("4.1", '"none"', "expected RS256")),
        ("jws_header_unreadable", ("4.1", "}", '"alg" is missing')),
        (
            "user_id_prefix_wrong",
            ("4.2", '"http://iadvize.com/userId"', "expected https://iadvize.com/userId"),
        ),
        ("user_id_missing", ("4.2", "}", '"https://iadvize.com/userId" is missing')),
        ("user_id_not_string", ("4.2", "42", CATALOGUE["user_id_not_string"].line)),
        ("claims_duplicate_member", ("4.2", '"https://iadvize.com/userId"', "a second time")),
        ("visitor_data_field_not_string", ("4.2", "75001", CATALOGUE["visitor_data_field_not_string"].line)),
        ("visitor_data_field_unknown", ("4.2", '"firstname"', CATALOGUE["visitor_data_field_unknown"].line)),
        ("exp_in_milliseconds", ("4.2", "1760000060000", "expected 1760000060")),
        ("exp_missing", ("4.2", "}", '"exp" is missing')),
    ],
)
def test_a_mark_covers_exactly_what_is_wrong(code: str, mark: tuple[str, str, str], keys: Keys) -> None:
    assert marked(anatomy_of(make(code, order(keys)), keys)) == [mark]


def test_a_wrong_character_is_marked_in_its_part(keys: Keys) -> None:
    parts = mint(order(keys)).split(".")
    parts[3] = f"{parts[3][:50]}+{parts[3][51:]}"
    assert marked(anatomy_of(".".join(parts), keys)) == [("4", "+", "no character of base64url")]


def test_a_cut_token_is_marked_behind_its_end(keys: Keys) -> None:
    anatomy = anatomy_of(mint(order(keys))[:-10], keys)
    assert marked(anatomy) == [("5", "", "ends here, before its 22nd character")]


def test_behind_a_decoration_the_token_is_taken_apart(keys: Keys) -> None:
    anatomy = anatomy_of(f' "{mint(order(keys))}"', keys)
    assert [part.number for part in anatomy.parts] == ["", "1", "2", "3", "4", "4.1", "4.2", "4.3", "5"]


def test_claims_that_nobody_signed_are_shown(keys: Keys) -> None:
    anatomy = anatomy_of(make("inner_not_jws", order(keys)), keys)
    content = next(part for part in anatomy.parts if part.number == "4.1")
    assert any('"https://iadvize.com/userId": "u-1"' in line.text for line in content.lines)


def test_what_else_is_wrong_is_marked_too(keys: Keys) -> None:
    token = make("exp_missing", replace(order(keys), claims={"https://iadvize.com/userId": 7}))
    assert {label for _, _, label in marked(anatomy_of(token, keys))} == {
        CATALOGUE["user_id_not_string"].line,
        '"exp" is missing',
    }


def test_so_is_a_name_that_is_wrong_beside_something_else(keys: Keys) -> None:
    misnamed: dict[str, Any] = {"https://iadvize.com/userId": None, "sub": "u-1", "visitorData": {}}
    token = make("jwe_critical_header", replace(order(keys), visitor_data=None, claims=misnamed))
    assert '"visitorData"' not in [text for _, text, _ in marked(anatomy_of(mint(order(keys)), keys))]
    assert '"visitorData"' in [text for _, text, _ in marked(anatomy_of(token, keys))]


@pytest.mark.parametrize("code", [code for code in CATALOGUE.mistakes if CATALOGUE[code].recipe])
def test_code_is_shown_in_all_five_languages_or_where_only_one_speaks(code: str) -> None:
    fix = fix_of(code)
    assert fix is not None
    labels = [snippet.label for snippet in fix.snippets]
    backends = [LANGUAGES[name].label for name in BACKENDS]
    assert labels[:5] == backends or labels == [LANGUAGES["shell"].label]


def test_the_line_on_which_all_depends_stands_out_in_every_language(keys: Keys) -> None:
    fix = shown(make("jwe_alg_unsupported", order(keys)), keys)[1].fix
    assert fix is not None
    for snippet in fix.snippets:
        assert snippet.crucial
        assert snippet.crucial[0] in snippet.code


def test_an_accepted_token_needs_no_fix(keys: Keys) -> None:
    assert shown(make("issuer_missing", order(keys)), keys)[1].fix is None


def test_an_opened_part_is_never_failed_for_what_is_fine(keys: Keys) -> None:
    anatomy = anatomy_of(make("exp_missing", order(keys)), keys)
    assert [part.number for part in anatomy.parts if part.outcome == FAILED] == ["4.2"]
