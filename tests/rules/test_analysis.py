"""Analysis: exact on what rules can say, held against trying every value."""

import datetime as dt
from decimal import Decimal, localcontext
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tnt_core.errors import InputError, UnknownNameError
from tnt_core.rules import Truth, Vocabulary, all_of, any_of, parse
from tnt_core.rules import search as search_module
from tnt_core.rules.analysis import (
    Threshold,
    along,
    equivalent,
    example,
    implies,
    thresholds,
    what_would_change,
)
from tnt_core.rules.cells import cells_of
from tnt_core.rules.lints import lint, lint_waves
from tnt_core.rules.nodes import leaves
from tnt_core.strategies import facts, rules, vocabularies

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN

NUMBERS = Vocabulary.from_table(
    {
        "n": {"type": "int", "minimum": 0, "maximum": 9, "label": "n"},
        "m": {"type": "int", "label": "m"},
        "b": {"type": "bool", "label": "b"},
        "k": {"type": "choice", "choices": {"x": "x", "y": "y", "z": "z"}, "label": "k"},
        "q": {"type": "money", "label": "q"},
        "d": {"type": "date", "label": "d"},
        "s": {"type": "set", "choices": {"x": "x", "y": "y"}, "label": "s"},
    }
)
SMALL = Vocabulary.from_table(
    {
        "n": {"type": "int", "minimum": 0, "maximum": 5, "label": "n"},
        "b": {"type": "bool", "label": "b"},
        "k": {"type": "choice", "choices": {"x": "x", "y": "y", "z": "z"}, "label": "k"},
        "s": {"type": "set", "choices": {"x": "x", "y": "y"}, "label": "s"},
    }
)
EVERYTHING = [
    SMALL.check({"n": n, "b": b, "k": k, "s": s})
    for n, b, k, s in product(range(6), (True, False), "xyz", ([], ["x"], ["y"], ["x", "y"]))
]


def rule(text, vocabulary=NUMBERS):
    return parse(text, vocabulary)


def small_rules():
    texts = st.sampled_from(
        [
            *("n > 2", "n >= 2", "n < 4", "n <= 0", "n == 3", "n not in (1, 5)", "b", "not b"),
            *("k == x", "k != y", "k in (x, y)", "x in s", "y not in s", "always", "never"),
        ]
    )
    leaf = texts.map(lambda text: rule(text, SMALL))
    return st.recursive(
        leaf,
        lambda inner: (
            st.tuples(inner, inner).map(lambda pair: pair[0] & pair[1])
            | st.tuples(inner, inner).map(lambda pair: pair[0] | pair[1])
            | inner.map(lambda one: ~one)
        ),
        max_leaves=5,
    )


@settings(max_examples=60)
@given(small_rules(), small_rules())
def test_implication_is_exact(one, other):
    assert implies(one, other) == all(
        other.truth(known) is YES for known in EVERYTHING if one.truth(known) is YES
    )


@settings(max_examples=60)
@given(small_rules())
def test_an_example_is_found_if_and_only_if_there_is_one(one):
    found = example(one)
    assert (found is not None) == any(one.truth(known) is YES for known in EVERYTHING)
    if found is not None:
        assert one.truth(found) is YES


@settings(max_examples=60)
@given(small_rules())
def test_thresholds_are_where_the_answer_changes_and_nowhere_else(one):
    changes = {
        n
        for n in range(1, 6)
        for known in EVERYTHING
        if known["n"] == n and one.truth(known) is not one.truth(known.learn({"n": n - 1}))
    }
    assert {t.value for t in thresholds(one)} == changes
    assert all(t.included and t.fact == "n" for t in thresholds(one))


@settings(max_examples=60)
@given(small_rules())
def test_what_lint_takes_out_changes_nothing_and_the_rest_is_needed(one):
    kinds = {finding.kind for finding in lint(one)}
    answers = {one.truth(known) for known in EVERYTHING}
    if one.node not in (rule("always", SMALL).node, rule("never", SMALL).node):
        assert ("contradiction" in kinds) == (answers == {NO})
        assert ("tautology" in kinds) == (answers == {YES})


@settings(max_examples=60)
@given(st.lists(small_rules(), min_size=1, max_size=3))
def test_gaps_are_the_values_between_waves_that_belong_to_none(waves):
    found = [f for f in lint_waves(waves) if f.kind in {"gap", "contradiction"}]
    if any(finding.kind == "contradiction" for finding in found):
        assert any(all(wave.truth(known) is NO for known in EVERYTHING) for wave in waves)
        return
    union = any_of(waves)

    def answers(known):
        return [union.truth(known.learn({"n": n})) is YES for n in range(6)]

    gaps = {
        n
        for known in EVERYTHING
        for n in range(6)
        if not answers(known)[n] and True in answers(known)[:n] and True in answers(known)[n:]
    }
    covered = {n for n in range(6) for f in found if rule(f.part, SMALL).truth({"n": n}) is YES}
    assert covered == gaps


@settings(max_examples=60)
@given(small_rules(), st.sampled_from(EVERYTHING), st.sampled_from([YES, NO]))
def test_what_would_change_is_enough_and_smallest(one, known, wanted):
    found = what_would_change(one, known, wanted)
    if one.truth(known) is wanted:
        assert found == ()
        return
    sizes = [
        sum(known[name] != other[name] for name in known)
        for other in EVERYTHING
        if one.truth(other) is wanted
    ]
    assert bool(found) == (min(sizes, default=9) <= 3)
    for changes in found:
        assert len(changes) == min(sizes)
        assert one.truth(known.learn({c.fact: c.value for c in changes})) is wanted
        assert all(c.now == known[c.fact] for c in changes)


@st.composite
def a_fact_cut_by_rules(draw):
    vocabulary = draw(vocabularies(max_facts=1, scopes=False))
    # Sets have no cells: each of their choices stands for itself.
    assume(next(iter(vocabulary.facts.values())).type != "set")
    drawn = draw(rules(vocabulary))
    return drawn, next(iter(vocabulary.facts.values())), draw(facts(vocabulary, complete=True))


@given(a_fact_cut_by_rules())
def test_every_value_lies_in_a_cell_whose_sample_answers_alike(case):
    drawn, fact, known = case
    tests = list(leaves(drawn.node, drawn.vocabulary.nodes))
    answer = drawn.truth(known)
    cells = cells_of(fact, tests)
    assert answer in {drawn.truth({fact.id: cell.sample}) for cell in cells}
    value = known[fact.id]
    for cell in cells:
        above = cell.low is None or value > cell.low or (cell.with_low and value == cell.low)
        below = cell.high is None or value < cell.high or (cell.with_high and value == cell.high)
        if fact.type in {"int", "decimal", "money", "date"} and above and below:
            assert drawn.truth({fact.id: cell.sample}) is answer


def test_implication_knows_whole_numbers_from_amounts():
    assert implies(rule("n > 3"), rule("n >= 4"))
    assert not implies(rule("q > 3"), rule("q >= 4"))
    assert equivalent(rule("d > '2021-12-31'"), rule("d >= '2022-01-01'"))
    assert not equivalent(rule("n > 3"), rule("n >= 3"))
    assert implies(rule("n > 3"), rule("always"))
    assert equivalent(rule("k != x"), rule("k in (y, z)"))
    assert not implies(rule("x in s"), rule("y in s"))


def test_an_example_of_a_contradiction_is_none():
    assert example(rule("n > 3 and n < 2")) is None
    assert dict(example(rule("n > 3 and b"))) == {"n": 4, "b": True}
    assert dict(example(rule("always"))) == {}


def test_rules_of_different_vocabularies_are_not_compared():
    with pytest.raises(InputError, match="within one vocabulary"):
        implies(rule("b"), rule("b", SMALL))


def test_tangled_rules_are_refused_rather_than_searched_for_ever(monkeypatch):
    monkeypatch.setattr(search_module, "MOST_VISITS", 12)
    with pytest.raises(InputError, match="too tangled"):
        example(rule("n > 3 and n < 2 and b and k == x or n > 5 and n < 3 and k == y"))


def test_the_answer_along_a_number_is_cut_where_it_changes():
    pieces = along(rule("b and (2 <= n < 4 or n == 7)"), "n", {"b": True})
    assert [(p.low, p.high, p.truth) for p in pieces] == [
        (0, 1, NO),
        (2, 3, YES),
        (4, 6, NO),
        (7, 7, YES),
        (8, 9, NO),
    ]
    assert [p.truth for p in along(rule("b and n > 3"), "n", {})] == [NO, UNKNOWN]
    assert [(p.low, p.truth) for p in along(rule("n > 3 or n > 5"), "n", {})] == [(0, NO), (4, YES)]


def test_the_answer_along_an_amount_says_which_ends_belong():
    low, high = along(rule("q > 23_000"), "q", {})
    assert (low.low, low.high, low.with_high, low.truth) == (None, Decimal(23000), True, NO)
    assert (high.low, high.with_low, high.high, high.truth) == (Decimal(23000), False, None, YES)


def test_the_answer_along_days():
    _, after = along(rule("d > '2021-12-31'"), "d", {})
    assert (after.low, after.truth) == (dt.date(2022, 1, 1), YES)
    (whole,) = along(rule("b"), "d", {"b": True})
    assert (whole.low, whole.high, whole.truth) == (None, None, YES)


def test_only_what_has_an_order_has_an_along():
    with pytest.raises(InputError, match="'k' has no order"):
        along(rule("k == x"), "k", {})
    with pytest.raises(UnknownNameError):
        along(rule("k == x"), "nothing", {})


def test_thresholds_leave_out_idle_comparisons():
    found = thresholds(rule("q > 23_000 and (n > 3 or n <= 3) or m >= 10 and b"))
    assert found == (
        Threshold(fact="q", value=Decimal(23000), included=False),
        Threshold(fact="m", value=10, included=True),
    )


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("n > 3 and n < 2", [("contradiction", "3 < n < 2")]),
        ("n > 3 or n <= 3", [("tautology", "n > 3 or n <= 3")]),
        ("n >= 0", [("tautology", "n >= 0")]),
        ("b or b", [("dead", "b")]),
        ("n > 1 or n > 2", [("dead", "n > 2")]),
        ("n > 1 and n > 2", [("idle", "n > 1")]),
        ("k == x and k != y", [("idle", "k != y")]),
        ("b and (n > 3 or n > 4 and k == x)", [("dead", "n > 4 and k == x")]),
        ("not (b and (n > 3 or n > 4))", [("dead", "n > 4")]),
        ("b or k == x and (b or m > 3)", [("dead", "b")]),
        ("k == x or k == y and b", []),
        ("always", []),
        ("never", []),
    ],
)
def test_lint_finds_what_contradicts_or_adds_nothing(text, findings):
    found = lint(rule(text))
    assert [(f.kind, f.part) for f in found] == findings
    assert all(f.part in f.sentence.fr and f.part in f.sentence.en for f in found)


def test_lint_leaves_scopes_alone():
    vocabulary = Vocabulary.from_table(
        {"b": {"type": "bool", "label": "b"}},
        {"everybody": {"rule": "always", "label": "tous", "source": "art. 1"}},
    )
    assert lint(parse("everybody and b", vocabulary)) == ()
    assert lint(parse("everybody", vocabulary)) == ()


@pytest.mark.parametrize(
    ("waves", "findings"),
    [
        (["n > 6", "n < 3"], [("gap", "3 <= n <= 6")]),
        (["n > 6", "n < 6"], [("gap", "n == 6")]),
        (["n >= 6", "n < 6"], []),
        (["q > 10", "q < 5", "b"], [("gap", "5 <= q <= 10")]),
        (["q >= 10", "q <= 5"], [("gap", "5 < q < 10")]),
        (["n > 6", "n < 3", "n == 4"], [("gap", "n == 3"), ("gap", "5 <= n <= 6")]),
        (["n > 3", "n > 5"], [("swallowed", "n > 5")]),
        (["n > 5", "n > 3"], [("swallowed", "n > 5")]),
        (["n > 5", "n >= 6"], [("swallowed", "n >= 6")]),
        (["n > 3 and n < 2", "b"], [("contradiction", "3 < n < 2")]),
        (["k == x and n > 6", "k == y and n < 3"], []),
        (["d < '2022-01-01'", "d > '2022-01-01'"], [("gap", 'd == "2022-01-01"')]),
    ],
)
def test_waves_leave_no_gap_and_swallow_no_other(waves, findings):
    assert [(f.kind, f.part) for f in lint_waves([rule(text) for text in waves])] == findings


@pytest.mark.parametrize(
    ("text", "given", "found"),
    [
        ("n >= 5", {"n": 3}, [[("n", 3, 5)]]),
        ("n < 5", {"n": 7}, [[("n", 7, 4)]]),
        ("m == 5", {"m": 7}, [[("m", 7, 5)]]),
        ("q > 5", {"q": 3}, [[("q", 3, Decimal("5.01"))]]),
        ("q < 5", {"q": 7}, [[("q", 7, Decimal("4.99"))]]),
        ("5 < q < 5.005", {"q": 7}, [[("q", 7, Decimal("5.0025"))]]),
        ("5 < q < 5.005", {"q": 1}, [[("q", 1, Decimal("5.0025"))]]),
        ("q != 5", {"q": 5}, [[("q", 5, Decimal("4.99"))]]),
        ("d > '2022-01-01'", {"d": "2021-01-01"}, [[("d", dt.date(2021, 1, 1), dt.date(2022, 1, 2))]]),
        ("n >= 5 and b", {"n": 3}, [[("n", 3, 5), ("b", None, True)]]),
        ("n >= 5 or b", {"n": 3}, [[("n", 3, 5)], [("b", None, True)]]),
        ("k == x and b and n > 3 and m > 3", {}, []),
        ("x in s and y in s", {"s": []}, [[("s", frozenset(), frozenset("xy"))]]),
        ("n <= 5", {}, [[("n", None, 0)]]),
        ("m <= 5", {}, [[("m", None, 5)]]),
        ("q < 5", {}, [[("q", None, Decimal("4.99"))]]),
    ],
)  # fmt: skip
def test_what_would_have_to_change(text, given, found):
    said = what_would_change(rule(text), given)
    assert [[(c.fact, c.now, c.value) for c in changes] for changes in said] == found


WIDE = Vocabulary.from_table(
    {f"b{i}": {"type": "bool", "label": f"b{i}"} for i in range(40)}
    | {
        "day": {"type": "date", "label": "day"},
        "powers": {
            "type": "set",
            "label": "powers",
            "choices": {f"c{i}": f"c{i}" for i in range(40)},
        },
    }
)


def test_a_rule_of_forty_facts_implies_itself():
    wide = parse(" and ".join(f"(b{2 * i} or b{2 * i + 1})" for i in range(20)), WIDE)
    assert implies(wide, wide)
    assert equivalent(wide, parse(wide.text, WIDE))
    assert not implies(any_of([wide, parse("b0", WIDE)]), wide)


def test_tests_of_one_set_are_independent_of_each_other():
    every = parse(" and ".join(f"c{i} in powers" for i in range(40)), WIDE)
    some = parse(" or ".join(f"c{i} in powers" for i in range(40)), WIDE)
    assert implies(every, some)
    assert not implies(some, every)
    assert example(every)["powers"] == frozenset(f"c{i}" for i in range(40))
    assert example(~some)["powers"] == frozenset()


@pytest.mark.parametrize(
    ("text", "now", "value"),
    [
        ("c1 in powers", {"c2", "c3"}, {"c1", "c2", "c3"}),
        ("c1 not in powers", {"c1", "c2"}, {"c2"}),
        ("c1 in powers and c2 not in powers", {"c2", "c3"}, {"c1", "c3"}),
        ("c1 in powers and c2 in powers", None, {"c1", "c2"}),
    ],
)
def test_a_set_changes_by_the_fewest_choices(text, now, value):
    changes = what_would_change(parse(text, WIDE), {"powers": now})
    assert [(c.fact, c.value) for [c] in changes] == [("powers", frozenset(value))]


@pytest.mark.parametrize("to", ["YES", "yes", True, None])
def test_a_change_to_no_answer_is_refused(to):
    with pytest.raises(InputError, match=r"expected Truth\.YES"):
        what_would_change(rule("n > 3"), {"n": 1}, to)


def test_a_search_without_end_is_refused():
    tangled = parse(
        " or ".join(f"b{i} and c{i} in powers and c{i + 1} not in powers" for i in range(30)), WIDE
    )
    with pytest.raises(InputError, match="too tangled"):
        what_would_change(tangled & ~tangled, {})


KNOTTED = any_of(
    [
        parse(f"b{i} and c{i} in powers and not b{(i * 7 + 3) % 40} or c{i} not in powers", WIDE)
        for i in range(40)
    ]
)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: lint(KNOTTED & ~parse("b0 and b1", WIDE)),
        lambda: lint_waves([KNOTTED & parse(f"b{i}", WIDE) for i in range(6)]),
        lambda: thresholds(KNOTTED & parse("day > '2022-01-01'", WIDE)),
        lambda: what_would_change(KNOTTED & ~KNOTTED, {}),
    ],
)
def test_every_question_has_one_budget(ask, monkeypatch):
    monkeypatch.setattr(search_module, "MOST_VISITS", 5_000)
    with pytest.raises(InputError, match="too tangled"):
        ask()


def test_a_rule_of_more_facts_than_python_nests_calls_is_searched():
    many = Vocabulary.from_table({f"b{i}": {"type": "bool", "label": "b"} for i in range(1_050)})
    texts = [" and ".join(f"b{i}" for i in range(n, n + 350)) for n in (0, 350, 700)]
    assert len(example(all_of([parse(text, many) for text in texts]))) == 1_050


def test_changes_are_exact_whatever_the_caller_s_decimal_context():
    amount = Decimal("123456789012.34")
    with localcontext(prec=3):
        [[change]] = what_would_change(rule("q > 123456789012.35 or q < -9"), {"q": amount})
        [[down]] = what_would_change(rule("q < 123456789012.34"), {"q": amount})
    assert change.value == Decimal("123456789012.36")
    assert down.value == Decimal("123456789012.33")


def test_the_ends_of_the_calendar_are_days_like_others():
    last, first = parse('day <= "9999-12-31"', WIDE), parse('day >= "0001-01-01"', WIDE)
    assert thresholds(last) == thresholds(first) == ()
    assert [piece.truth for piece in along(first, "day", {})] == [YES]
    assert [finding.kind for finding in lint(last)] == ["tautology"]
    assert [t.value for t in thresholds(parse('day < "9999-12-31"', WIDE))] == [dt.date.max]
