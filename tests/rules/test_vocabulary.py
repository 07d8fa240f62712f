"""Vocabularies: from tables, from classes, through JSON; facts checked, values read."""

import datetime as dt
import json
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal

import attrs
import pytest

from tnt_core.errors import DataError, FactError, InputError, RecordsError, UnknownNameError
from tnt_core.rules import Fact, Facts, Vocabulary, parse
from tnt_core.texts import Text

LABEL = {"fr": "fait", "en": "fact"}


def faults(facts, scopes=None):
    with pytest.raises(RecordsError) as caught:
        Vocabulary.from_table(facts, scopes)
    return {f"{fault.file}: {fault.place}": str(fault.cause) for fault in caught.value.faults}


@pytest.mark.parametrize(
    ("table", "place", "sentence"),
    [
        ({"type": "bool"}, "x", "the label is missing"),
        ({"type": "boolean", "label": "x"}, "x.type", "Nearest: bool"),
        ({"label": "x"}, "x.type", "unknown type"),
        ({"type": "bool", "label": "x", "unit": "€"}, "x.unit", "unknown key 'unit'"),
        ({"type": "bool", "label": "x", "labl": "y"}, "x.labl", "Nearest: label"),
        ({"type": "bool", "label": {"fr": "x"}}, "x.label", "words in both languages"),
        ({"type": "bool", "label": {"fr": "x", "en": " "}}, "x.label", "words in both languages"),
        ({"type": "bool", "label": 3}, "x.label", "words in both languages"),
        ({"type": "bool", "label": "x", "legal": ""}, "x.legal", "expected a citation"),
        ({"type": "bool", "label": "x", "about": "boat"}, "x.about", "unknown situation 'boat'"),
        ({"type": "choice", "label": "x"}, "x", "choices is missing"),
        ({"type": "choice", "label": "x", "choices": {}}, "x", "choices is missing"),
        ({"type": "choice", "label": "x", "choices": ["a"]}, "x", "choices is missing"),
        ({"type": "choice", "label": "x", "choices": {"a": {"fr": ["u"], "en": "v"}}}, "x.choices.a", "both languages"),
        ({"type": "choice", "label": "x", "choices": {"a": 3}}, "x.choices.a", "both languages"),
        ({"type": "choice", "label": "x", "choices": {"a'b": "c"}}, "x.choices.a'b", "cannot be a choice"),
        ({"type": "choice", "label": "x", "choices": {"a\u202e": "c"}}, "x.choices.a\u202e", "cannot be a choice"),
        ({"type": "choice", "label": "x", "choices": {"a": "b"}, "style": "nouns"}, "x.style", "Nearest: noun"),
        ({"type": "choice", "label": "x", "choices": {"a": "b"}, "refines": "x.b"}, "x.refines", "unknown choice"),
        ({"type": "int", "label": "x", "minimum": "a"}, "x", "expected a whole number"),
        ({"type": "int", "label": "x", "minimum": 3, "maximum": 2}, "x", "expected 3 or more, got 2"),
        ({"type": "date", "label": "x", "maximum": 3}, "x", "is not a day of the calendar"),
        ("bool", "x", "expected a table"),
    ],
)  # fmt: skip
def test_a_fault_of_a_fact_is_named_with_its_place(table, place, sentence):
    found = faults({"x": table})
    assert list(found) == [f"facts.toml: {place}"]
    assert sentence in found[f"facts.toml: {place}"]


@pytest.mark.parametrize(
    "name", ["Kind", "a-b", "é", "", "1a", "and", "always", "true", "unknown", "x" * 81]
)
def test_a_fact_cannot_bear_every_name(name):
    assert (
        "cannot be a name" in faults({name: {"type": "bool", "label": "x"}})[f"facts.toml: {name}"]
    )


def test_all_faults_come_at_once():
    found = faults(
        {
            "a": {"type": "bool"},
            "b": {"type": "int", "label": "b", "unti": "x"},
            "situations": {"boat": {"fr": "un bateau"}},
        }
    )
    assert set(found) == {"facts.toml: a", "facts.toml: b.unti", "facts.toml: situations.boat"}


@pytest.mark.parametrize(
    ("scopes", "place", "sentence"),
    [
        ({"s": "x"}, "s", "expected a table"),
        ({"S": {}}, "S", "cannot be a name"),
        ({"x": {"rule": "x", "label": "l", "source": "t"}}, "x", "a fact bears this name"),
        ({"s": {"rule": "x", "source": "t"}}, "s", "'label' is missing"),
        ({"s": {"rule": "x", "label": "l", "source": " "}}, "s.source", "expected a text"),
        ({"s": {"rule": "x", "label": {"fr": "l"}, "source": "t"}}, "s.label", "both languages"),
        (
            {"s": {"rule": "x", "label": "l", "source": "t", "style": "value"}},
            "s.style",
            "Known: noun",
        ),
        ({"s": {"rule": "x", "label": "l", "source": "t", "note": "n"}}, "s.note", "unknown key"),
        ({"s": {"rule": "y", "label": "l", "source": "t"}}, "s.rule", "unknown fact or scope 'y'"),
        (
            {"s": {"rule": "x and", "label": "l", "source": "t"}},
            "s.rule",
            "a condition was expected",
        ),
        ({"s": {"rule": "not s", "label": "l", "source": "t"}}, "s.rule", "names itself"),
    ],
)
def test_a_fault_of_a_scope_is_named_with_its_place(scopes, place, sentence):
    found = faults({"x": {"type": "bool", "label": "x"}}, scopes)
    assert list(found) == [f"scopes.toml: {place}"]
    assert sentence in found[f"scopes.toml: {place}"]


def test_scopes_that_double_at_each_layer_are_refused_once():
    words = {"label": "l", "source": "t"}
    scopes = {"s0": {"rule": "x or y", **words}} | {
        f"s{i}": {"rule": f"s{i - 1} and (s{i - 1} or y)", **words} for i in range(1, 15)
    }
    found = faults({name: {"type": "bool", "label": name} for name in "xy"}, scopes)
    assert list(found) == ["scopes.toml: s9.rule"]
    assert "more than 2000 conditions" in found["scopes.toml: s9.rule"]


def test_a_long_scope_that_names_each_scope_once_is_accepted():
    words = {"label": "l", "source": "t"}
    scopes = {"s0": {"rule": "x or not never", **words}} | {
        f"s{i}": {"rule": f"not s{i - 1} or y", **words} for i in range(1, 20)
    }
    facts = {name: {"type": "bool", "label": name} for name in "xy"}
    assert len(Vocabulary.from_table(facts, scopes).scopes) == len(scopes)


def test_scopes_that_name_each_other_in_a_circle_are_refused():
    scope = {"label": "l", "source": "t"}
    found = faults(
        {"x": {"type": "bool", "label": "x"}},
        {"a": {"rule": "b", **scope}, "b": {"rule": "x or c", **scope}, "c": {"rule": "not a", **scope}, "d": {"rule": "x", **scope}},
    )  # fmt: skip
    assert set(found) == {"scopes.toml: a.rule", "scopes.toml: b.rule", "scopes.toml: c.rule"}


def test_a_scope_may_name_a_later_one():
    scope = {"label": "l", "source": "t"}
    vocabulary = Vocabulary.from_table(
        {"x": {"type": "bool", "label": "x"}},
        {"a": {"rule": "not b", **scope}, "b": {"rule": "x", **scope}},
    )
    assert list(vocabulary.scopes) == ["a", "b"]
    assert parse("a", vocabulary).truth({"x": False}).name == "YES"
    assert parse("a", vocabulary).facts == {"x"}


def test_a_vocabulary_goes_through_json(vocabulary):
    data = json.loads(json.dumps(vocabulary.to_json()))
    again = Vocabulary.from_json(data)
    assert again.to_json() == data
    assert dict(again.facts) == dict(vocabulary.facts)
    assert dict(again.scopes) == dict(vocabulary.scopes)
    assert again.situations == vocabulary.situations
    assert len(again.facts) == len(vocabulary.facts)
    assert again.facts["opened"].maximum == dt.date(2099, 12, 31)


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("population", 3500, 3500),
        ("agents", 49, Decimal(49)),
        ("agents", 49.6, Decimal("49.6")),
        ("receipts", Decimal("85000.01"), Decimal("85000.01")),
        ("website", True, True),
        ("kind", "commune", "commune"),
        ("created", "2022-01-01", dt.date(2022, 1, 1)),
        ("created", dt.date(2022, 1, 1), dt.date(2022, 1, 1)),
        ("powers", ["eau", "eau"], frozenset({"eau"})),
        ("powers", frozenset(), frozenset()),
    ],
)
def test_a_value_is_brought_to_its_one_form(vocabulary, name, given, kept):
    facts = vocabulary.check({name: given})
    assert dict(facts) == {name: kept}
    assert type(facts[name]) is type(kept)


def test_whole_numbers_of_other_libraries_are_whole_numbers(vocabulary):
    import numpy as np

    assert type(vocabulary.check({"population": np.int64(3)})["population"]) is int
    known = vocabulary.check(
        {
            "agents": np.int32(3),
            "debt": np.float32(0.5),
            "website": np.True_,
            "created": np.datetime64("2022-01-01"),
        }
    )
    assert dict(known) == {
        "agents": Decimal(3),
        "debt": Decimal("0.5"),
        "website": True,
        "created": dt.date(2022, 1, 1),
    }
    for name, value in (
        ("population", np.True_),
        ("population", np.float64(3)),
        ("website", np.int8(1)),
    ):
        with pytest.raises(FactError):
            vocabulary.check({name: value})


def test_an_instant_is_its_day_in_the_zone_of_the_case(vocabulary):
    late = dt.datetime(2022, 12, 31, 23, 30, tzinfo=dt.UTC)
    assert vocabulary.check({"created": late})["created"] == dt.date(2023, 1, 1)
    there = vocabulary.check({"created": late}, "America/Guadeloupe")
    assert there["created"] == dt.date(2022, 12, 31)


def test_days_are_typed_as_people_write_them(vocabulary):
    for written in ("1er janvier 2022", "01/01/2022", "1 January 2022", "2022-01-01"):
        assert vocabulary.parse_value("created", written) == dt.date(2022, 1, 1)


def test_days_of_other_libraries_are_days(vocabulary):
    import pendulum

    assert type(vocabulary.check({"created": pendulum.date(2022, 1, 1)})["created"]) is dt.date


def test_a_choice_may_be_a_member_of_an_enum(vocabulary):
    class Kind(Enum):
        COMMUNE = "commune"

    assert vocabulary.check({"kind": Kind.COMMUNE})["kind"] == "commune"


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("population", True, "expected a whole number, got True (bool)"),
        ("population", 3.0, "expected a whole number, got 3.0 (float)"),
        ("population", "3500", "expected a whole number, got '3500' (str)"),
        ("population", "49 agents", "expected a whole number"),
        ("population", -1, "expected 0 or more, got -1"),
        (
            "population",
            10**18,
            "expected a number of at most 18 digits, got 1000000000000000000 (int)",
        ),
        # By an id of its own: pytest cannot write the number either.
        pytest.param("population", 10**5000, "at most 18 digits, got <int> (int)", id="endless"),
        ("debt", Decimal("-1e999999"), "expected a number of at most 18 digits"),
        ("agents", float("nan"), "leave it out if it is not known"),
        ("agents", Decimal("NaN"), "leave it out if it is not known"),
        ("agents", float("inf"), "leave it out if it is not known"),
        ("agents", "49", "expected a number, got '49' (str)"),
        ("agents", True, "expected a number, got True (bool)"),
        ("receipts", "1 M€", "expected a number"),
        ("website", 1, "expected true or false, got 1 (int)"),
        ("website", "oui", "expected true or false"),
        ("kind", 3, "expected the name of a choice"),
        ("created", "2022-1-1", "is not a day of the calendar"),
        ("created", "2022-13-01", "is not a day of the calendar"),
        ("created", 20220101, "is not a day of the calendar"),
        ("opened", "1999-12-31", "expected 2000-01-01 or more"),
        ("opened", "2100-01-01", "expected 2099-12-31 or less"),
        ("powers", "eau", "expected a set or list of choices"),
        ("powers", [3], "expected the name of a choice"),
    ],
)
def test_a_value_that_others_would_drop_or_default_is_refused(vocabulary, name, given, sentence):
    with pytest.raises(FactError) as caught:
        vocabulary.check({name: given})
    assert caught.value.fact == name
    assert sentence in caught.value.en
    assert f"fait « {name} »" in caught.value.fr


@pytest.mark.parametrize(
    ("given", "value", "nearest"),
    [({"popultion": 3}, "popultion", "population"), ({"kind": "comune"}, "comune", "commune"), ({"powers": ["eua"]}, "eua", "eau")],
)  # fmt: skip
def test_an_unknown_key_or_choice_is_refused_with_the_nearest(vocabulary, given, value, nearest):
    with pytest.raises(UnknownNameError) as caught:
        vocabulary.check(given)
    assert caught.value.value == value
    assert caught.value.suggestions == (nearest,)


@pytest.mark.parametrize("given", [None, 3, "population", [("population", 3)], int, Vocabulary])
def test_facts_are_given_by_name_or_as_an_object(vocabulary, given):
    with pytest.raises(InputError, match=r"facts are given by name, as \{'population': 3400\}"):
        vocabulary.check(given)


def test_none_means_not_known(vocabulary):
    facts = vocabulary.check({"population": None, "website": False})
    assert dict(facts) == {"website": False}
    assert len(facts) == 1
    assert "population" not in facts
    assert "nothing" not in facts
    assert repr(facts) == "Facts({'website': False})"


def test_checked_facts_are_not_checked_again(vocabulary):
    facts = vocabulary.check({"population": 3})
    assert vocabulary.check(facts) is facts


def test_facts_of_another_vocabulary_are_checked_again(vocabulary):
    other = Vocabulary.from_table({"population": {"type": "int", "label": "p"}})
    facts = other.check({"population": 3})
    again = vocabulary.check(facts)
    assert again == facts
    assert again.vocabulary is vocabulary
    assert parse("population > 2", vocabulary).truth(facts).name == "YES"


def test_learning_gives_other_facts(vocabulary):
    facts = vocabulary.check({"population": 3, "website": True})
    learnt = facts.learn({"population": 4, "website": None})
    assert dict(learnt) == {"population": 4}
    assert dict(facts) == {"population": 3, "website": True}
    assert isinstance(learnt, Facts)
    with pytest.raises(TypeError):
        facts["population"] = 5


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("population", "3500", 3500),
        ("population", " 3 500 ", 3500),
        ("population", "3\u202f500\u00a0habitants", 3500),
        ("population", "1 234 567 inhabitants", 1234567),
        ("population", "3_500", 3500),
        ("agents", "49,5", Decimal("49.5")),
        ("agents", "49.5 agents", Decimal("49.5")),
        ("receipts", "85 000 €", Decimal(85000)),
        ("receipts", "85 000,50 EUR", Decimal("85000.50")),
        ("receipts", "-3", Decimal(-3)),
        ("receipts", "€40000", Decimal(40000)),
        ("receipts", "€ 40 000.50", Decimal("40000.50")),
        ("receipts", "1 euro", Decimal(1)),
        ("website", "oui", True),
        ("website", "Vrai", True),
        ("website", "false", False),
        ("website", "NON", False),
        ("kind", "commune", "commune"),
        ("created", "2022-01-01", dt.date(2022, 1, 1)),
        ("powers", "eau, déchets", frozenset({"eau", "déchets"})),
        ("powers", "", frozenset()),
    ],
)
def test_a_typed_value_is_read(vocabulary, name, text, value):
    assert vocabulary.parse_value(name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("population", "3500 agents", "with the unit 'agents'"),
        ("population", "3 k", "with the unit 'k'"),
        ("population", "3,500", "thousands written without comma or point"),
        ("population", "3.5", "a whole number"),
        ("population", "9" * 5000, "a number of at most 18 digits"),
        ("receipts", "40,000 euros", "40,000 may be 40000 or 40.000"),
        ("population", "€3", "with the unit '€'"),
        ("agents", "5,000", "5,000 may be 5000 or 5.000: write it with a point, or without comma"),
        ("population", "many", "expected a number"),
        ("population", "", "expected a number"),
        ("population", "-1", "expected 0 or more"),
        ("receipts", "85 k€", "expected a number of euros"),
        ("debt", "12 %", "with the unit '%'"),
        ("website", "maybe", "true or false (yes, no)"),
        ("created", "janvier 2022", "is not a day of the calendar"),
    ],
)
def test_a_typed_value_that_is_none_is_refused(vocabulary, name, text, sentence):
    with pytest.raises(FactError) as caught:
        vocabulary.parse_value(name, text)
    assert sentence in caught.value.en


def test_a_number_without_unit_takes_none():
    vocabulary = Vocabulary.from_table({"score": {"type": "int", "label": "score"}})
    assert vocabulary.parse_value("score", "3") == 3
    with pytest.raises(FactError, match="expected a bare number"):
        vocabulary.parse_value("score", "3 points")


def test_a_typed_value_of_no_fact_is_refused(vocabulary):
    with pytest.raises(UnknownNameError, match="Nearest: population"):
        vocabulary.parse_value("popultion", "3")


def test_choices_have_words_in_both_languages_singular_and_plural(vocabulary):
    kind = vocabulary.fact("kind")
    assert kind.named("commune", "fr") == "commune"
    assert kind.named("commune", "en", many=True) == "municipalities"
    assert kind.named("epci_fp", "fr", many=True) == "EPCI à fiscalité propre"
    assert vocabulary.fact("departement").named("35", "en") == "Ille-et-Vilaine"


class Level(Enum):
    PRIMARY = "primary"
    SECONDARY = "secondary"


@attrs.frozen
class School:
    pupils: int | None = attrs.field(default=None, metadata={"minimum": 0, "unit": "pupils"})
    level: Level | None = None
    sector: Literal["public", "private"] | None = None
    boarding: bool | None = None
    opened: dt.date | None = None
    area: float | None = None
    budget: Decimal | None = attrs.field(
        default=None, metadata={"type": "money", "owner": "finance"}
    )
    languages: frozenset[Literal["en", "es"]] | None = None


def test_a_vocabulary_is_derived_from_a_class_of_ones_own():
    vocabulary = Vocabulary.from_class(School, noun=Text(fr="écoles", en="schools"))
    assert {name: fact.type for name, fact in vocabulary.facts.items()} == {
        "pupils": "int",
        "level": "choice",
        "sector": "choice",
        "boarding": "bool",
        "opened": "date",
        "area": "decimal",
        "budget": "money",
        "languages": "set",
    }
    rule = parse("pupils > 100 and level == primary and en in languages", vocabulary)
    assert (
        rule.truth(School(pupils=101, level=Level.PRIMARY, languages=frozenset({"en"}))).name
        == "YES"
    )
    assert rule.decide(School(pupils=101)).missing == ("level", "languages")
    assert parse("pupils > 100", vocabulary).sentence("en") == "schools with more than 100 pupils"


def test_a_class_without_noun_speaks_of_entities():
    vocabulary = Vocabulary.from_class(School)
    assert parse("pupils > 100", vocabulary).sentence("fr") == "entités de plus de 100\u00a0pupils"


def test_hints_may_be_annotated():
    @attrs.frozen
    class Annotations:
        pupils: Annotated[int | None, "how many"] = None
        strange: Annotated[list[int], []] = None

    with pytest.raises(RecordsError) as caught:
        Vocabulary.from_class(Annotations)
    assert [fault.place for fault in caught.value.faults] == ["strange"]


def test_an_annotation_that_names_nothing_is_refused():
    @attrs.frozen
    class Broken:
        pupils: "Missing"  # noqa: F821  # what the test is about

    with pytest.raises(InputError, match="means nothing when the program runs: name 'Missing'"):
        Vocabulary.from_class(Broken)

    @attrs.frozen
    class Unreadable:
        pupils: "int |"  # noqa: F722  # what the test is about

    with pytest.raises(InputError, match="means nothing when the program runs"):
        Vocabulary.from_class(Unreadable)


def test_situations_bear_names():
    tables = {"situations": {3: {"fr": "x", "en": "x"}}, "b": {"type": "bool", "label": "b"}}
    with pytest.raises(RecordsError, match="3 cannot be a name"):
        Vocabulary.from_table(tables)


def test_facts_refine_each_other_in_no_circle():
    def choice(refines):
        return {"type": "choice", "label": "x", "choices": {"a": "a"}, "refines": refines}

    tables = {"x": choice("y.a"), "y": choice("z.a"), "z": choice("y.a"), "w": choice("x.a")}
    with pytest.raises(RecordsError) as caught:
        Vocabulary.from_table(tables)
    assert [fault.place for fault in caught.value.faults] == ["y.refines", "z.refines"]
    with pytest.raises(RecordsError, match="refines itself"):
        Vocabulary.from_table({"x": choice("x.a")})


@attrs.frozen
class Odd:
    names: list[str]
    either: int | str
    level: Literal[1, 2]
    levels: frozenset[int]
    situations: bool
    fine: bool = attrs.field(metadata={"label": {"fr": "x"}})


def test_a_class_with_other_types_is_refused_at_once():
    with pytest.raises(RecordsError) as caught:
        Vocabulary.from_class(Odd)
    places = [fault.place for fault in caught.value.faults]
    assert places == ["names", "either", "level", "levels", "situations"]


def test_a_vocabulary_comes_from_an_attrs_class_only():
    for stranger in (dict, School(), None):
        with pytest.raises(InputError, match="not an attrs class"):
            Vocabulary.from_class(stranger)


@pytest.mark.parametrize(
    ("facts", "scopes", "fault"),
    [
        (None, None, "facts.toml: expected a table for each name, got None"),
        ({}, ["x"], "scopes.toml: expected a table for each name, got ['x']"),
        ({"situations": "x"}, None, "facts.toml: situations: expected a table"),
        ({3: {}}, None, "facts.toml: 3: 3 cannot be a name"),
        (
            {"a": {"type": "choice", "label": "x", "choices": {3: "x"}}},
            None,
            "facts.toml: a.choices.3: 3 cannot be a choice",
        ),
    ],
)
def test_what_is_no_table_of_facts_or_scopes_is_refused(facts, scopes, fault):
    with pytest.raises(RecordsError) as caught:
        Vocabulary.from_table(facts, scopes)
    assert fault in str(caught.value)


def test_broken_json_of_a_rule_is_refused(vocabulary):
    from tnt_core.rules import Rule

    deep = {"fact": "website"}
    for _ in range(5_000):
        deep = {"not": deep}
    for data in [
        {},
        {"fact": "nothing"},
        {"fact": "population"},
        {"fact": "population", "op": "~", "value": 3},
        {"fact": "population", "op": ">", "value": "3"},
        {"fact": "population", "op": ">", "value": 10**16},
        {"fact": "population", "op": ">", "value": 10**5000},
        {"fact": "agents", "op": ">", "value": 1e-300},
        {"fact": "agents", "in": [1, 0.1234567890123456]},
        {"fact": "agents", "op": ">", "value": 0.1 + 0.2},
        {"fact": "population", "in": [1, 1]},
        {"fact": "agents", "in": [1, 1.0]},
        {"fact": "kind", "not_in": ["commune", "commune"]},
        {"fact": "kind", "op": ">", "value": "commune"},
        {"fact": "kind", "in": ["comune"]},
        {"fact": "kind", "in": []},
        {"fact": "powers", "has": "x"},
        {"fact": "powers"},
        {"all": [{"fact": "website"}]},
        {"all": [{"fact": "website"}, {"fact": "website"}], "any": []},
        {"any": "website"},
        {"not": {"fact": "website"}, "all": []},
        {"scope": "nowhere"},
        {"scope": 3},
        {"constant": "yes"},
        deep,
        [],
        None,
        3,
    ]:
        with pytest.raises(DataError, match="not the JSON form"):
            Rule.from_json(data, vocabulary)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"not": {"fact": "population", "op": ">", "value": 3}}, "population <= 3"),
        ({"not": {"not": {"fact": "website"}}}, "website"),
        ({"not": {"constant": True}}, "never"),
        (
            {"all": [{"fact": "website"}, {"all": [{"fact": "committee"}, {"scope": "crpa"}]}]},
            "website and committee and crpa",
        ),
        (
            {"any": [{"any": [{"fact": "website"}, {"fact": "committee"}]}, {"scope": "crpa"}]},
            "website or committee or crpa",
        ),
        ({"fact": "agents", "op": ">", "value": -0.0}, "agents > 0"),
    ],
)
def test_a_tree_read_from_json_has_the_shape_that_parsing_gives(vocabulary, data, text):
    from tnt_core.rules import Rule

    rule = Rule.from_json(data, vocabulary)
    assert rule == parse(text, vocabulary)
    assert rule.text == text


def test_a_fact_is_a_frozen_value(vocabulary):
    fact = vocabulary.fact("population")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        fact.id = "other"
    assert fact == Fact(**attrs.asdict(fact, recurse=False))
    assert hash(fact) == hash(attrs.evolve(fact))


def test_a_choice_of_a_set_refines_nothing():
    tables = {
        "c": {"type": "choice", "label": "c", "choices": {"a": "a"}, "refines": "e.a"},
        "e": {"type": "set", "label": "e", "choices": {"a": "a"}},
    }
    with pytest.raises(RecordsError, match=r"unknown choice of a fact 'e\.a'"):
        Vocabulary.from_table(tables)


def test_neither_form_of_a_choice_is_blank():
    choices = {"a": {"fr": ["", "communes"], "en": ["m", "ms"]}}
    with pytest.raises(RecordsError, match="words in both languages"):
        Vocabulary.from_table({"c": {"type": "choice", "label": "c", "choices": choices}})


@pytest.mark.parametrize("value", [Decimal("1e-99999"), Decimal("0.1" + "0" * 500 + "1")])
def test_numbers_with_endless_decimals_are_refused(value):
    vocabulary = Vocabulary.from_table({"x": {"type": "decimal", "label": "x"}})
    with pytest.raises(FactError, match="at most 350 decimals"):
        vocabulary.check({"x": value})
    assert vocabulary.check({"x": 5e-324})["x"] > 0


def test_several_numbers_are_no_number():
    import numpy as np

    vocabulary = Vocabulary.from_table({"n": {"type": "int", "label": "n"}})
    with pytest.raises(FactError, match="expected a whole number"):
        vocabulary.check({"n": np.array([1, 2])})


def test_a_fact_is_asked_in_its_group_or_with_what_it_is_about():
    vocabulary = Vocabulary.from_table(
        {
            "groups": {"staff": {"fr": "les agents", "en": "staff"}},
            "situations": {"site": {"fr": "un site", "en": "a site"}},
            "agents": {"type": "int", "label": "agents", "group": "staff"},
            "public": {"type": "bool", "label": "public", "about": "site"},
            "open": {"type": "bool", "label": "open"},
        }
    )
    groups = [fact.group for fact in vocabulary.facts.values()]
    assert groups == ["staff", "site", "collectivity"]
    again = Vocabulary.from_json(vocabulary.to_json())
    assert [fact.group for fact in again.facts.values()] == groups
    assert again.groups == vocabulary.groups
    with pytest.raises(
        RecordsError, match=r"x\.group: unknown group of facts 'staf'\. Nearest: staff"
    ):
        Vocabulary.from_table(
            {
                "groups": {"staff": {"fr": "les agents", "en": "staff"}},
                "x": {"type": "int", "label": "x", "group": "staf"},
            }
        )
