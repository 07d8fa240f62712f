"""Laws that hold for every vocabulary, rule and set of facts."""

from itertools import chain, combinations, product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tnt_core.rules import Rule, Truth, all_of, any_of, decide, parse
from tnt_core.rules.cells import cells_of
from tnt_core.rules.nodes import (
    All,
    AnyOf,
    Constant,
    Not,
    expanded,
    facts_of,
    leaves,
    named_scopes,
    rewritten,
)
from tnt_core.rules.printing import print_node
from tnt_core.rules.residual import folded, residual
from tnt_core.strategies import facts, rules, vocabularies

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


@st.composite
def a_rule(draw, count=1, **options):
    vocabulary = draw(vocabularies(**options))
    drawn = [draw(rules(vocabulary)) for _ in range(count)]
    return drawn[0] if count == 1 else drawn


@st.composite
def a_case(draw, count=1, **options):
    drawn = draw(a_rule(count, **options))
    first = drawn if count == 1 else drawn[0]
    return drawn, draw(facts(first.vocabulary))


def answered(node, row, scopes):
    """Decide by walking the tree: the plainest reading, against which the others are held."""
    rest = residual(node, row, scopes)
    return Truth.of(rest.value) if isinstance(rest, Constant) else UNKNOWN


@settings(max_examples=60)
@given(a_rule())
def test_a_printed_rule_parses_to_the_same_tree(rule):
    assert parse(rule.text, rule.vocabulary) == rule


@settings(max_examples=60)
@given(a_rule())
def test_printing_is_canonical(rule):
    assert parse(f"( {rule.text} )", rule.vocabulary).text == rule.text


@settings(max_examples=60)
@given(a_rule())
def test_json_gives_the_same_rule_back(rule):
    assert Rule.from_json(rule.to_json(), rule.vocabulary) == rule


@settings(max_examples=60)
@given(vocabularies())
def test_json_gives_the_same_vocabulary_back(vocabulary):
    data = vocabulary.to_json()
    again = type(vocabulary).from_json(data)
    assert again.to_json() == data
    assert dict(again.facts) == dict(vocabulary.facts)
    assert dict(again.scopes) == dict(vocabulary.scopes)


@settings(max_examples=60)
@given(a_case())
def test_compiled_rules_agree_with_the_tree_walk(case):
    rule, known = case
    assert rule.truth(known) is answered(rule.node, known.row, rule.vocabulary.nodes)


@settings(max_examples=60)
@given(a_case())
def test_taking_constants_in_changes_nothing_and_leaves_none_inside(case):
    rule, known = case
    node = folded(rule.node, rule.vocabulary.nodes)
    assert Rule(node, rule.vocabulary).truth(known) is rule.truth(known)
    assert isinstance(node, Constant) or not (
        {"always", "never"} & set(print_node(node).replace(")", " ").split())
    )


@settings(max_examples=60)
@given(a_case(2))
def test_and_or_not_follow_the_algebra_of_truth(case):
    (one, other), known = case
    assert (one & other).truth(known) is one.truth(known) & other.truth(known)
    assert (one | other).truth(known) is one.truth(known) | other.truth(known)
    assert (~one).truth(known) is ~one.truth(known)


@settings(max_examples=60)
@given(a_case(2))
def test_de_morgan(case):
    (one, other), known = case
    assert (~(one & other)).truth(known) is (~one | ~other).truth(known)
    assert (~(one | other)).truth(known) is (~one & ~other).truth(known)


@settings(max_examples=60)
@given(a_case(4), st.permutations(range(4)))
def test_the_order_of_conditions_never_matters(case, order):
    drawn, known = case
    shuffled = [drawn[i] for i in order]
    for join in (all_of, any_of):
        one, other = join(drawn).decide(known), join(shuffled).decide(known)
        assert one.truth is other.truth
        assert set(one.missing) == set(other.missing)


@settings(max_examples=60)
@given(a_case(), st.data())
def test_learning_a_fact_never_turns_an_answer_round(case, data):
    rule, known = case
    more = data.draw(facts(rule.vocabulary))
    learnt = known.learn({name: value for name, value in more.items() if name not in known})
    if rule.truth(known) is not UNKNOWN:
        assert rule.truth(learnt) is rule.truth(known)


@settings(max_examples=60)
@given(a_case())
def test_the_decision_answers_as_the_rule_does_and_gives_every_test(case):
    rule, known = case
    decision = decide(rule, known, ["CGCT L1"])
    assert decision.truth is rule.truth(known)
    assert [reason.fact for reason in decision.reasons] == [
        leaf.fact for leaf in leaves(rule.node, rule.vocabulary.nodes)
    ]
    assert all(reason.citation[-1] == "CGCT L1" for reason in decision.reasons)
    assert all(reason.value == known.get(reason.fact) for reason in decision.reasons)


@settings(max_examples=60)
@given(a_case())
def test_the_decisive_facts_alone_give_the_same_answer(case):
    rule, known = case
    decision = rule.decide(known)
    assume(decision.truth is not UNKNOWN)
    decisive = {reason.fact for reason in decision.reasons if reason.decisive}
    alone = {name: value for name, value in known.items() if name in decisive}
    assert rule.truth(rule.vocabulary.check(alone)) is decision.truth


def samples(fact, tests):
    """Give one value of each kind that the tests tell apart."""
    if fact.type != "set":
        return [cell.sample for cell in cells_of(fact, tests)]
    asked = sorted({leaf.choice for leaf in tests if leaf.fact == fact.id})
    subsets = (combinations(asked, count) for count in range(len(asked) + 1))
    return [frozenset(subset) for subset in chain.from_iterable(subsets)]


def brute_missing(rule, known):
    """Find the missing facts from their definition: some knowledge of the others makes this one decide."""
    tests = list(leaves(rule.node, rule.vocabulary.nodes))
    names = [name for name in facts_of(rule.node, rule.vocabulary.nodes) if name not in known]
    cells = {name: samples(rule.vocabulary.facts[name], tests) for name in names}
    missing = set()
    for name in names:
        others = [other for other in names if other != name]
        for values in product(*[[None, *cells[other]] for other in others]):
            row = known.row | dict(zip(others, values, strict=True)) | {name: None}
            if rule.compiled(row) is UNKNOWN and any(
                rule.compiled(row | {name: value}) is not UNKNOWN for value in cells[name]
            ):
                missing.add(name)
                break
    return missing


@settings(max_examples=150)
@given(a_case(max_facts=4))
def test_missing_is_minimal_each_fact_in_it_could_change_the_answer_and_no_other_could(case):
    rule, known = case
    decision = rule.decide(known)
    expected = brute_missing(rule, known) if decision.truth is UNKNOWN else set()
    assert set(decision.missing) == expected
    assert len(decision.missing) == len(expected)


@settings(max_examples=60)
@given(a_case(), st.data())
def test_knowing_every_missing_fact_settles_the_answer(case, data):
    rule, known = case
    decision = rule.decide(known)
    everything = data.draw(facts(rule.vocabulary, complete=True))
    learnt = known.learn({name: everything[name] for name in decision.missing})
    assert rule.truth(learnt) is not UNKNOWN


@settings(max_examples=60)
@given(a_rule())
def test_every_rule_has_a_sentence_in_both_languages(rule):
    for lang in ("fr", "en"):
        sentence = rule.sentence(lang)
        assert sentence.strip() == sentence != ""
        assert sentence.count("(") == sentence.count(")")
        assert "  " not in sentence
        assert ", ," not in sentence


@settings(max_examples=60)
@given(a_case())
def test_every_decision_has_a_sentence_in_both_languages(case):
    rule, known = case
    decision = rule.decide(known)
    starts = {
        YES: ("concernée", "concerned"),
        NO: ("non concernée", "not concerned"),
        UNKNOWN: ("impossible de conclure", "cannot be settled"),
    }[decision.truth]
    assert decision.sentence("fr").startswith(starts[0])
    assert decision.sentence("en").startswith(starts[1])


@settings(max_examples=60)
@given(a_rule())
def test_trees_are_flat(rule):
    def check(node):
        match node:
            case All(of) | AnyOf(of):
                assert len(of) > 1
                assert not any(isinstance(inner, type(node)) for inner in of)
                for inner in of:
                    check(inner)
            case Not(of):
                assert not isinstance(of, (Not, Constant))
                check(of)

    check(rule.node)


@settings(max_examples=60)
@given(a_case())
def test_what_people_look_at_in_a_console_is_short(case):
    rule, known = case
    vocabulary = rule.vocabulary
    shown = [rule, known, rule.decide(known), vocabulary]
    shown += [*vocabulary.facts.values(), *vocabulary.scopes.values()]
    assert all(len(repr(value)) <= 200 for value in shown)


@settings(max_examples=60)
@given(a_rule())
def test_writing_a_tree_anew_changes_nothing_that_the_writer_leaves(rule):
    assert rewritten(rule.node, lambda part: part) == rule.node


@settings(max_examples=60)
@given(a_case())
def test_a_tree_with_its_scopes_written_out_answers_alike_and_names_none(case):
    rule, known = case
    whole = expanded(rule.node, rule.vocabulary.nodes)
    assert named_scopes(whole) == frozenset()
    assert answered(whole, known.row, {}) is rule.truth(known)
