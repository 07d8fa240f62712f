"""The one check of plain data against a form."""

from typing import Literal, NotRequired, TypedDict

import pytest

from tnt_core.errors import DataError, InputError, SchemaVersionError, Text, UnknownNameError
from tnt_core.forms import (
    CHECKED_ELSEWHERE,
    DayJson,
    FactJson,
    Format,
    MomentJson,
    TextJson,
    TimeJson,
    check,
    placed,
)


class CatJson(TypedDict):
    type: Literal["cat"]
    lives: int


class DogJson(TypedDict):
    type: Literal["dog"]


class HouseJson(TypedDict):
    schema: Literal["test/house/2"]
    name: str
    built: NotRequired[DayJson]
    rent: float | None
    pets: list[CatJson | DogJson]
    facts: dict[str, FactJson]
    note: TextJson | str


HOUSE = {
    "schema": "test/house/2",
    "name": "n° 4",
    "built": "1904-02-29",
    "rent": 650.5,
    "pets": [{"type": "cat", "lives": 9}, {"type": "dog"}],
    "facts": {"has_garden": True, "rooms": 4, "keys": ["front", "back"]},
    "note": {"fr": "calme", "en": "quiet"},
}


@pytest.mark.parametrize(
    "more", [{}, {"rent": None}, {"rent": 650}, {"note": "calm"}, {"pets": []}]
)
def test_data_of_the_form_pass(more):
    assert check(HouseJson, {**HOUSE, **more}, "house") is None


def test_a_key_that_need_not_be_there_may_be_absent():
    assert check(HouseJson, {k: v for k, v in HOUSE.items() if k != "built"}, "house") is None


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"name": 4}, "house.name: expected a text, got 4."),
        ({"name": None}, "house.name: expected a text, got None."),
        ({"nme": "n° 4"}, "house: unknown key 'nme'. Nearest: name."),
        ({"qqq": 1}, "house: unknown key 'qqq'. Known: schema, name, built, rent, pets, facts, note."),
        ({4: "x"}, "house: unknown key 4. Known: schema"),
        ({"built": "1904"}, "house.built: expected a text written as 2026-11-20, got '1904'."),
        ({"built": "1903-02-29"}, "house.built: expected a text written as"),
        ({"rent": True}, "house.rent: expected a number, got True."),
        ({"rent": float("nan")}, "house.rent: expected a number, got nan."),
        ({"rent": float("inf")}, "house.rent: expected a number, got inf."),
        ({"pets": {}}, "house.pets: expected a list, got {}."),
        ({"pets": [{"type": "cow"}]}, r"house.pets\[0\].type: unknown value 'cow'. Known: cat, dog."),
        ({"pets": [{"type": ["cat"]}]}, r"house.pets\[0\].type: unknown value"),
        ({"pets": [{}]}, r"house.pets\[0\].type: unknown value None. Known: cat, dog."),
        ({"pets": ["cat"]}, r"house.pets\[0\]: expected an object, got 'cat'."),
        ({"pets": [{"type": "cat"}]}, r"house.pets\[0\]: the key 'lives' is missing."),
        ({"pets": [{"type": "cat", "lives": True}]}, r"house.pets\[0\].lives: expected a whole number"),
        ({"facts": {"rooms": {}}}, "house.facts.rooms: expected a plain value, got {}."),
        ({"facts": {4: 4}}, "house.facts: expected a text, got 4."),
        ({"note": {"fr": "calme"}}, "house.note: the key 'en' is missing."),
        ({"note": 4}, "house.note: expected a text, got 4."),
        ({"schema": "test/house/x"}, "house.schema: unknown value 'test/house/x'. Nearest: test/house/2."),
        ({"schema": "test/cat/3"}, "house.schema: unknown value"),
        ({"schema": 2}, "house.schema: unknown value 2"),
        ({"schema": "test/house/1"}, "house.schema: unknown value 'test/house/1'"),
    ],
)  # fmt: skip
def test_data_of_another_form_are_refused_with_their_place(more, sentence):
    with pytest.raises(DataError, match=sentence) as caught:
        check(HouseJson, {**HOUSE, **more}, "house")
    assert caught.value.fr.startswith("house")


def test_what_is_no_object_is_refused():
    with pytest.raises(DataError, match=r"house: expected an object, got \[\]."):
        check(HouseJson, [], "house")


def test_a_newer_form_is_refused_as_such():
    with pytest.raises(
        SchemaVersionError, match=r"have the form test/house/10.* reads test/house/2"
    ):
        check(HouseJson, {"schema": "test/house/10", "unheard": "of"}, "house")


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        (DayJson, "2026-11-20", "20261120"),
        (DayJson, "2026-11-20", "2026-11-20T00:00:00"),
        (MomentJson, "2026-11-20T16:30:00+01:00", "2026-11-20T16:30:00"),
        (MomentJson, "2026-11-20T16:30:00.123456Z", "2026-11-20T25:30:00Z"),
        (TimeJson, "00:00:00", "24:00:00"),
        (TimeJson, "16:30", "4 pm"),
    ],
)
def test_days_instants_and_times_are_written_in_one_way(form, good, bad):
    assert check(form, good, "it") is None
    with pytest.raises(DataError, match="expected a text written as"):
        check(form, bad, "it")


def test_what_a_reader_of_its_own_checks_is_left_to_it():
    from typing import Annotated

    assert check(Annotated[str, CHECKED_ELSEWHERE], 4, "it") is None


def test_a_format_adds_its_name_to_the_schema():
    written = Format("date").__get_pydantic_json_schema__("core", lambda core: {"type": core})
    assert written == {"type": "core", "format": "date"}


@pytest.mark.parametrize(
    "refused",
    [
        InputError(Text(fr="non", en="no")),
        UnknownNameError(Text(fr="chose", en="thing"), "x"),
        DataError(Text(fr="non", en="no")),
        ValueError("no"),
        TypeError("no"),
    ],
)
def test_what_a_class_refuses_is_a_fault_of_the_data(refused):
    with (
        pytest.raises(DataError, match=r"^there: (no|unknown thing 'x'\.)$") as caught,
        placed("there"),
    ):
        raise refused
    assert caught.value.__cause__ is refused
