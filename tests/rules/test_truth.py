from itertools import product

import pytest

from tnt_core.errors import TntError, UndecidedError
from tnt_core.rules import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
RANK = {NO: 0, UNKNOWN: 1, YES: 2}


@pytest.mark.parametrize(("one", "other"), list(product(Truth, repeat=2)))
def test_and_is_the_lower_and_or_is_the_higher(one, other):
    assert one & other is min(one, other, key=RANK.get)
    assert one | other is max(one, other, key=RANK.get)


@pytest.mark.parametrize(("truth", "opposite"), [(YES, NO), (NO, YES), (UNKNOWN, UNKNOWN)])
def test_not_turns_yes_and_no_round_and_leaves_unknown(truth, opposite):
    assert ~truth is opposite


@pytest.mark.parametrize(("value", "truth"), [(True, YES), (False, NO), (None, UNKNOWN)])
def test_true_false_and_none_stand_for_the_three_answers(value, truth):
    assert Truth.of(value) is truth
    assert truth.as_bool is value


def test_an_answer_is_never_taken_for_true_or_false():
    for truth in Truth:
        with pytest.raises(UndecidedError, match=r"Truth\.YES") as caught:
            bool(truth)
        assert isinstance(caught.value, TypeError)
        assert isinstance(caught.value, TntError)
        assert "ni vraie ni fausse" in caught.value.fr


def test_an_answer_shows_its_name():
    assert [repr(truth) for truth in Truth] == ["Truth.NO", "Truth.UNKNOWN", "Truth.YES"]


@pytest.mark.parametrize("stranger", [True, False, None, 1, "yes"])
def test_a_truth_joins_truths_only(stranger):
    for truth in Truth:
        with pytest.raises(TypeError):
            truth & stranger
        with pytest.raises(TypeError):
            truth | stranger
        with pytest.raises(TypeError):
            stranger | truth
