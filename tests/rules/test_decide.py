"""Decisions: answers, reasons, what is missing; and the probes that the peers fail."""

import copy
import datetime as dt
import json
import pickle
from decimal import Decimal
from itertools import permutations

import attrs
import pytest

from tnt_core.errors import InputError, UndecidedError, UnknownNameError
from tnt_core.rules import (
    DayReason,
    FactReason,
    PlaceReason,
    Rule,
    Truth,
    Vocabulary,
    all_of,
    always,
    any_decision,
    any_of,
    decide,
    never,
    parse,
)
from tnt_core.rules import missing as missing_module
from tnt_core.texts import Text

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("text", "facts", "truth", "missing"),
    [
        ("kind == commune and population > 3500", {}, UNKNOWN, ("kind", "population")),
        ("kind == commune and population > 3500", {"kind": "region"}, NO, ()),
        ("kind == commune and population > 3500", {"population": 3500}, NO, ()),
        ("kind == commune and population > 3500", {"kind": "commune"}, UNKNOWN, ("population",)),
        ("kind == commune and population > 3500", {"kind": "commune", "population": 3501}, YES, ()),
        ("kind == commune or kind == epci_fp and website", {"kind": "epci_fp"}, UNKNOWN, ("website",)),
        ("kind == commune or kind == epci_fp and website", {}, UNKNOWN, ("kind", "website")),
        ("kind == commune or kind == epci_fp and website", {"website": False}, UNKNOWN, ("kind",)),
        ("website or website and committee", {}, UNKNOWN, ("website",)),
        ("(website or committee) and (website or not committee)", {}, UNKNOWN, ("website", "committee")),
        ("website or not website", {}, UNKNOWN, ("website",)),
        ("website and not website and committee", {}, UNKNOWN, ("website", "committee")),
        ("population >= 0 and website", {}, UNKNOWN, ("website", "population")),
        ("crpa and website", {"kind": "region"}, NO, ()),
        ("crpa and website", {"website": True}, UNKNOWN, ("kind",)),
        ("eau in powers and not (website and population > 3)", {"powers": []}, NO, ()),
        ("eau in powers and 'déchets' in powers", {}, UNKNOWN, ("powers",)),
        ("not (website or committee)", {}, UNKNOWN, ("website", "committee")),
        ("always", {}, YES, ()),
        ("never", {}, NO, ()),
        ("always and website", {}, UNKNOWN, ("website",)),
        ("never or website", {}, UNKNOWN, ("website",)),
        ("never and website", {}, NO, ()),
        ("always or website", {}, YES, ()),
        ("website and committee and population > 3 and agents > 3 and kind == region", {"kind": "commune"}, NO, ()),
        ("website or committee or population > 3 or agents > 3", {"agents": 2}, UNKNOWN, ("website", "committee", "population")),
    ],
)  # fmt: skip
def test_a_rule_answers_and_names_what_is_missing(vocabulary, text, facts, truth, missing):
    rule = parse(text, vocabulary)
    decision = decide(rule, facts)
    assert decision.truth is rule.truth(facts) is truth
    assert decision.missing == missing
    assert rule.decide(facts) == decision


def test_the_most_telling_fact_comes_first(vocabulary):
    # Nine of ten kinds settle the answer alone; no population does.
    rule = parse(
        "population > 3 and kind == commune or population > 5 and kind == region", vocabulary
    )
    assert rule.decide({}).missing == ("kind", "population")


def test_a_set_is_known_whole(vocabulary):
    # "déchets" alone settles nothing: whoever learns it learns "eau" too.
    rule = parse('eau in powers or "déchets" in powers and website', vocabulary)
    assert rule.decide({}).missing == ("powers", "website")
    assert rule.decide({"website": False}).missing == ("powers",)
    assert rule.decide({"powers": ["déchets"]}).missing == ("website",)
    assert rule.decide({"powers": []}).missing == ()


def test_a_choice_may_end_in_any_sign():
    odd = Vocabulary.from_table(
        {
            "e": {"type": "bool", "label": "e"},
            "s": {"type": "set", "label": "s", "choices": {"a !": "a", "a ∋ b": "b"}},
        }
    )
    for choice in odd.facts["s"].choices:
        rule = parse(f'e or "{choice}" not in s or "{choice}" in s', odd)
        assert rule.decide({}).missing == ("s", "e")


def test_decisions_may_be_kept_in_a_set(vocabulary):
    rule = parse("website", vocabulary)
    assert len({rule.decide({"website": True}), rule.decide({"website": True})}) == 1


def test_facts_too_tangled_to_try_count_as_missing(vocabulary, monkeypatch):
    rule = parse("website or website and committee", vocabulary)
    assert rule.decide({}).missing == ("website",)
    monkeypatch.setattr(missing_module, "MOST_VISITS", 2)
    assert rule.decide({}).missing == ("website", "committee")


def test_each_reason_gives_the_fact_its_value_the_test_the_outcome_and_the_law(vocabulary):
    rule = parse("kind == commune and population > 3500 or not website", vocabulary)
    decision = rule.decide(
        {"kind": "commune", "population": 3500, "website": True}, ["CGCT L2121-10"]
    )
    assert decision.truth is NO
    assert [tuple(reason) for reason in decision.reasons] == [
        ("kind", "commune", "kind == commune", YES, ("CGCT L2121-10",), False, ()),
        ("population", 3500, "population > 3_500", NO, ("CGCT L2121-10",), True, ()),
        ("website", True, "website", YES, ("CGCT L2121-10",), True, ()),
    ]


def test_a_reason_inside_a_scope_names_the_source_of_the_scope_beside_the_citations(vocabulary):
    decision = parse("crpa and website", vocabulary).decide(
        {"kind": "commune"}, ["décret 2018-117"]
    )
    in_scope, outside = decision.reasons
    assert (in_scope.sources, in_scope.citation) == (("CRPA L300-2",), ("décret 2018-117",))
    plain = in_scope.to_json()
    assert (plain["sources"], plain["citations"]) == (["CRPA L300-2"], ["décret 2018-117"])
    assert (outside.sources, outside.citation) == ((), ("décret 2018-117",))
    assert outside.value is None
    assert (in_scope.decisive, outside.decisive) == (False, True)


def test_scopes_in_scopes_name_their_sources_from_the_inside_out():
    facts = {"website": {"type": "bool", "label": "website"}}
    inner = {"rule": "website", "label": "inner", "source": "décret 1"}
    outer = {"rule": "not inner", "label": "outer", "source": "loi 1"}
    nested = Vocabulary.from_table(facts, {"inner": inner, "outer": outer})
    [reason] = parse("outer", nested).decide({"website": True}).reasons
    assert (reason.sources, reason.outcome) == (("décret 1", "loi 1"), YES)


@pytest.mark.parametrize(
    ("fact", "value", "plain"),
    [
        ("website", True, True),
        ("population", 3_500, 3_500),
        ("agents", Decimal("49.6"), 49.6),
        ("created", dt.date(2020, 1, 31), "2020-01-31"),
        ("powers", frozenset({"eau", "déchets"}), ["déchets", "eau"]),
        ("website", None, None),
    ],
)
def test_a_reason_of_a_fact_is_plain_data_with_numbers_as_numbers(fact, value, plain):
    reason = FactReason(fact, value, "…", UNKNOWN, (Decimal(3),), decisive=True)
    assert json.loads(json.dumps(reason.to_json())) == {
        "kind": "fact",
        "fact": fact,
        "value": plain,
        "test": "…",
        "outcome": "unknown",
        "citations": ["3"],
        "sources": [],
        "decisive": True,
    }


def test_reasons_of_days_and_places_are_plain_data_and_sentences_too():
    over = DayReason(
        asked="on", day=dt.date(2021, 1, 1), words=Text(fr="terminé", en="over"), outcome=NO, citation=("loi 1",)
    )  # fmt: skip
    assert (over.sentence("fr"), over.sentence("en")) == ("terminé", "over")
    assert over.to_json() == {
        "kind": "day",
        "asked": "on",
        "day": "2021-01-01",
        "words": {"fr": "terminé", "en": "over"},
        "outcome": "no",
        "citations": ["loi 1"],
        "sources": [],
        "decisive": True,
    }
    assert attrs.evolve(over, day=None).to_json()["day"] is None
    there = PlaceReason(
        place="wallis", words=Text(fr="non examiné", en="not examined"), sources=("art. 74",)
    )
    assert (there.sentence("fr"), there.sentence("en")) == ("non examiné", "not examined")
    assert there.to_json() == {
        "kind": "place",
        "place": "wallis",
        "words": {"fr": "non examiné", "en": "not examined"},
        "outcome": "unknown",
        "citations": [],
        "sources": ["art. 74"],
        "decisive": True,
    }


def test_a_joined_answer_sets_aside_the_day_that_did_not_make_it(vocabulary):
    facts = vocabulary.check({"website": True})
    yes = parse("website", vocabulary).decide(facts)
    over = DayReason(asked="on", day=None, words=Text(fr="terminé", en="over"), outcome=NO)
    closed = attrs.evolve(parse("never", vocabulary).decide(facts), reasons=(over,))
    joined = any_decision([closed, yes])
    assert [(r.outcome, r.decisive) for r in joined.reasons] == [(NO, False), (YES, True)]


def test_one_citation_is_one_text(vocabulary):
    decision = decide(parse("website", vocabulary), {"website": True}, "CGCT L1")
    assert decision.reasons[0].citation == ("CGCT L1",)


def test_rules_join_rules_only(vocabulary):
    rule = parse("website", vocabulary)
    for stranger in ("website", True, None):
        with pytest.raises(TypeError):
            rule & stranger
        with pytest.raises(TypeError):
            rule | stranger
        with pytest.raises(TypeError):
            stranger | rule


def test_a_decision_is_never_taken_for_true_or_false(vocabulary):
    with pytest.raises(UndecidedError):
        bool(parse("website", vocabulary).decide({"website": True}))


def test_a_decision_is_frozen(vocabulary):
    decision = parse("website", vocabulary).decide({})
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        decision.truth = YES


def test_decisions_join_by_or_and_keep_their_citations(vocabulary):
    facts = vocabulary.check({"population": 3400})
    first = parse("population > 3500", vocabulary).decide(facts, ["a"])
    second = parse("website", vocabulary).decide(facts, ["b"])
    joined = any_decision(d for d in (first, second))
    assert joined.truth is UNKNOWN
    assert joined.missing == ("website",)
    assert [(r.citation, r.decisive) for r in joined.reasons] == [(("a",), False), (("b",), True)]
    assert joined.rule.text == "population > 3_500 or website"
    assert any_decision([first]).reasons == first.reasons


def test_decisions_on_different_facts_do_not_join(vocabulary):
    rule = parse("website", vocabulary)
    with pytest.raises(InputError, match="same checked facts"):
        any_decision([rule.decide({"website": True}), rule.decide({"website": False})])
    with pytest.raises(InputError, match="within one vocabulary"):
        any_decision([])


def test_rules_join_within_one_vocabulary(vocabulary):
    one, other = parse("website", vocabulary), parse("committee and website", vocabulary)
    assert (one & other).text == "website and committee and website"
    assert (one | other).text == "website or committee and website"
    assert (~one).text == "not website"
    assert all_of([one]) == any_of([one]) == one
    assert always(vocabulary).text == "always"
    assert never(vocabulary).text == "never"
    stranger = parse("x", Vocabulary.from_table({"x": {"type": "bool", "label": "x"}}))
    for rules in ([one, stranger], []):
        with pytest.raises(InputError, match="within one vocabulary"):
            all_of(rules)
        with pytest.raises(InputError, match="within one vocabulary"):
            any_of(rules)


def test_rules_are_equal_by_tree_and_vocabulary(vocabulary):
    rule = parse("website", vocabulary)
    assert rule == parse("(website)", vocabulary) == Rule.from_json({"fact": "website"}, vocabulary)
    assert hash(rule) == hash(parse("(website)", vocabulary))
    assert rule != parse("committee", vocabulary)
    assert rule == parse("website", Vocabulary.from_json(vocabulary.to_json()))
    fewer = attrs.evolve(vocabulary, facts={"website": vocabulary.facts["website"]}, scopes={})
    assert rule != parse("website", fewer)
    assert rule.facts == frozenset({"website"})
    assert repr(rule) == "<Rule 'website'>"
    assert repr(rule.decide({})) == "<Decision UNKNOWN of <Rule 'website'>>"


# The peers' own probe: `agents` unknown; A: population = 100, so that the rule is false whatever agents is; B: population = 4000,
# which settles nothing. The peers answer False, an error or nothing at all, by the order of the conditions.


@pytest.mark.parametrize("order", list(permutations(["population >= 3500", "agents >= 50"])))
@pytest.mark.parametrize("absent", [{}, {"agents": None}])
def test_the_peers_probe_is_answered_alike_in_both_orders(vocabulary, order, absent):
    rule = parse(" and ".join(order), vocabulary)
    settled = rule.decide({"population": 100, **absent})
    assert settled.truth is NO
    assert settled.missing == ()
    open_ = rule.decide({"population": 4000, **absent})
    assert open_.truth is UNKNOWN
    assert open_.missing == ("agents",)


def test_an_unknown_code_is_not_an_applicable_one(vocabulary):
    # publicodes#540: there, what is unknown counts as applicable.
    decision = parse('departement == "35"', vocabulary).decide({})
    assert decision.truth is UNKNOWN
    assert decision.missing == ("departement",)


@pytest.mark.parametrize(
    "facts", [{"populaton": 3}, {"agents": float("nan")}, {"agents": True}, {"agents": "50 ETP"}]
)
def test_what_the_peers_drop_or_default_is_refused(vocabulary, facts):
    with pytest.raises(InputError):
        parse("population >= 3500 and agents >= 50", vocabulary).decide(facts)


def test_a_plain_mapping_is_checked_at_each_decision(vocabulary):
    rule = parse("agents >= 49.6", vocabulary)
    assert rule.truth({"agents": 49.6}) is YES
    assert rule.truth({"agents": Decimal("49.59")}) is NO
    with pytest.raises(UnknownNameError):
        rule.truth({"agent": 50})


def test_rules_facts_and_decisions_travel_to_another_process(vocabulary):
    rule = parse("crpa and population > 3_500 and website", vocabulary)
    facts = vocabulary.check({"kind": "commune", "population": 4_000})
    decision = rule.decide(facts, citations=["CRPA L300-2"])
    again = pickle.loads(pickle.dumps(decision))
    assert (again.truth, again.missing, again.reasons) == (
        decision.truth,
        decision.missing,
        decision.reasons,
    )
    assert again.sentence("fr") == decision.sentence("fr")
    assert dict(again.given) == dict(facts)
    # Both still share one vocabulary, so that nothing is checked twice.
    assert again.given.vocabulary is again.rule.vocabulary
    assert again.rule.vocabulary.to_json() == vocabulary.to_json()
    assert again.rule.decide(again.given.learn({"website": True})).truth is YES


def test_a_copy_of_a_rule_is_the_same_rule(vocabulary):
    rule = parse("population > 3_500", vocabulary)
    for copied in (copy.copy(rule), copy.deepcopy(rule)):
        assert copied == rule
        assert copied.vocabulary is vocabulary
    assert copy.copy(vocabulary) is vocabulary


WIDE = Vocabulary.from_table(
    {f"b{i}": {"type": "bool", "label": f"b{i}"} for i in range(40)}
    | {
        "n": {"type": "int", "label": "n"},
        "day": {"type": "date", "label": "day"},
        "powers": {
            "type": "set",
            "label": "powers",
            "choices": {f"c{i}": f"c{i}" for i in range(60)},
        },
    }
)


def test_missing_stays_minimal_in_rules_of_forty_facts():
    body = " or ".join(f"b{i} and n > {i * 10}" for i in range(39))
    missing = parse(f"n < 100 and b39 or n < 100 or {body}", WIDE).decide({}).missing
    # b39 is swallowed by the test beside it, and can change nothing.
    assert set(missing) == {"n", *(f"b{i}" for i in range(39))}


def test_a_set_asked_for_fifty_choices_costs_no_more_than_fifty_facts():
    rule = parse("b0 and " + " and ".join(f"c{i} in powers" for i in range(50)), WIDE)
    assert rule.decide({}).missing == ("b0", "powers")
    assert rule.decide({"b0": False}).missing == ()
    either = parse("c0 in powers and b0 or c1 in powers and b1 or c1 in powers and not b1", WIDE)
    assert set(either.decide({"b0": False}).missing) == {"powers", "b1"}


def test_the_last_day_of_the_calendar_is_a_day_like_another():
    rule = parse('b0 and day <= "9999-12-31" and (b1 or b0)', WIDE)
    assert "b0" in rule.decide({}).missing
