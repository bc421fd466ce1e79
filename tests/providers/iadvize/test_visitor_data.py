"""The optional visitor data: an object, whose documented fields are texts."""

import json
from functools import partial
from typing import Any

import pytest

from tests import forge
from tests.providers.iadvize.judging import Case, check_of, expect, expect_faultless, judge

NO_OBJECTS: tuple[Any, ...] = (None, '{"firstName":"Jane"}', "", "Jane", 1, True, False, [], [{"firstName": "Jane"}])
FIELDS = ("firstName", "lastName", "email", "phoneNumber", "address", "zipCode", "city", "country")
UNKNOWN_FIELDS = ("firstname", "first_name", "nickname", "zip", "phone", "extId", "FirstName", "e-mail", "", "é")

MEANT = {
    "firstname": "firstName",
    "FIRST_NAME": "firstName",
    "first-name": "firstName",
    "first name": "firstName",
    "firstNam": "firstName",
    "given_name": "firstName",
    "given name": "firstName",
    "lastname": "lastName",
    "family_name": "lastName",
    "surname": "lastName",
    "name": "lastName",
    "e-mail": "email",
    "mail": "email",
    "phone": "phoneNumber",
    "mobile": "phoneNumber",
    "phone_number": "phoneNumber",
    "telephoneNumber": "phoneNumber",
    "zip": "zipCode",
    "ZIP": "zipCode",
    "post code": "zipCode",
    "postal-code": "zipCode",
    "street": "address",
    "addresse": "address",
    "town": "city",
    "contry": "country",
}


def token(**changes: Any) -> str:
    return forge.token(forge.claims(**changes))


def bare_visitor_data(value: object) -> str:
    return token(visitor_data=forge.OMIT, visitorData=value)


def misnamed_visitor_data(name: str) -> str:
    return forge.token(forge.claims(visitor_data=forge.OMIT) | {name: {"firstName": "Jane"}})


CASES = (
    Case("visitor_data_unprefixed", "an object", lambda: bare_visitor_data({"firstName": "Jane"})),
    Case("visitor_data_unprefixed", "an empty object", lambda: bare_visitor_data({})),
    Case("visitor_data_unprefixed", "a text", lambda: bare_visitor_data("Jane")),
    *(
        Case("visitor_data_unprefixed", name, partial(misnamed_visitor_data, name))
        for name in ("http://iadvize.com/visitorData", "https://www.iadvize.com/visitordata", "iadvize.visitorData")
    ),
    *(Case("visitor_data_not_object", f"{value!r}", partial(token, visitor_data=value)) for value in NO_OBJECTS),
    *(
        Case("visitor_data_field_not_string", f"{field}", partial(token, visitor_data={field: 44000}))
        for field in FIELDS
    ),
    *(
        Case("visitor_data_field_not_string", f"{value!r}", partial(token, visitor_data={"city": value}))
        for value in (None, True, 1.5, [], ["Nantes"], {}, {"name": "Nantes"})
    ),
    Case("visitor_data_field_not_string", "an unknown one", lambda: token(visitor_data={"age": 42})),
    Case(
        "visitor_data_field_not_string", "one of many", lambda: token(visitor_data={"city": "Nantes", "zipCode": 44000})
    ),
    *(
        Case("visitor_data_field_unknown", repr(field), partial(token, visitor_data={field: "text"}))
        for field in UNKNOWN_FIELDS
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_gets_its_code(case: Case) -> None:
    expect(case.judged(), case.code)


def test_visitor_data_may_be_left_out_or_empty() -> None:
    expect_faultless(judge(token(visitor_data=forge.OMIT)))
    expect_faultless(judge(token(visitor_data={})))


def test_every_documented_field_may_be_there_and_may_be_empty() -> None:
    expect_faultless(judge(token(visitor_data=dict.fromkeys(FIELDS, "text"))))
    expect_faultless(judge(token(visitor_data=dict.fromkeys(FIELDS, ""))))


def test_an_unknown_field_is_told_by_name() -> None:
    check = check_of(judge(token(visitor_data={"firstNam": "Jane"})), "visitor_data_field_unknown")
    assert "firstNam" in json.dumps(check.found)
    assert "firstName" in json.dumps([check.expected, check.hint, check.message])


@pytest.mark.parametrize(("written", "meant"), MEANT.items())
def test_a_field_under_another_name_is_told_the_documented_one(written: str, meant: str) -> None:
    check = check_of(judge(token(visitor_data={written: "text"})), "visitor_data_field_unknown")
    assert (check.found, check.expected) == (written, meant)


@pytest.mark.parametrize("written", ["extId", "age", "", "é", "company"])
def test_a_field_that_is_like_none_is_told_all_of_them(written: str) -> None:
    check = check_of(judge(token(visitor_data={written: "text"})), "visitor_data_field_unknown")
    assert (check.found, check.expected) == (written, list(FIELDS))
    assert ", ".join(FIELDS) in f"{check.message} {check.hint}"


@pytest.mark.parametrize("name", ["visitorData", "visitor_data", "visitordata", "http://iadvize.com/visitorData"])
def test_misnamed_visitor_data_is_told_with_the_right_name(name: str) -> None:
    check = check_of(judge(misnamed_visitor_data(name)), "visitor_data_unprefixed")
    assert (check.found, check.expected) == (name, forge.PREFIX + "visitorData")


@pytest.mark.parametrize("text", ['{"firstName":"Jane"}', ' \n{"firstName":"Jane"}\n'])
def test_an_object_that_was_made_a_text_is_told_apart_from_a_text(text: str) -> None:
    written, plain = (check_of(judge(token(visitor_data=each)), "visitor_data_not_object") for each in (text, "Jane"))
    assert written.hint == check_of(judge(token(visitor_data="{}")), "visitor_data_not_object").hint
    assert written.hint != plain.hint
