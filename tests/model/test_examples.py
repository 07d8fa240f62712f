"""Worked examples: what they compare, and how they tell it."""

import datetime as dt

import pytest

from tnt_core.model.aid_examples import AidExample
from tnt_core.model.examples import Example
from tnt_core.model.obligation_examples import ObligationExample
from tnt_core.model.record import Record
from tnt_core.model.requirements import State

KNOWN = {"kind": "commune", "population_total": 1001, "has_lamps": True}


@pytest.mark.parametrize(
    ("given", "differences"),
    [
        ({"expected": "yes"}, ()),
        ({"expected": "no"}, (("expected", "no", "yes"),)),
        ({"expected": "yes", "requirement": "large", "state": State.IN_FORCE, "due": dt.date(2017, 1, 1)}, ()),
        ({"expected": "yes", "requirement": "large", "state": State.ENDED}, (("state", "ended", "in-force"),)),
        ({"expected": "yes", "requirement": "large", "due": dt.date(2012, 1, 1)}, (("due", "2012-01-01", "2017-01-01"),)),
        ({"expected": "yes", "missing": ("has_lamps",)}, (("missing", "has_lamps", "—"),)),
        ({"expected": "yes", "facts": {"kind": "commune"}, "missing": ("population_total", "has_lamps")}, (("expected", "yes", "unknown"),)),
    ],
)  # fmt: skip
def test_an_example_tells_what_differs_from_what_its_author_expects(
    sample_dataset, given, differences
):
    example = ObligationExample(**{"facts": KNOWN, "on": dt.date(2018, 1, 1), **given})
    assert example.differences(sample_dataset.obligations["lamps"]) == differences


def test_the_examples_of_every_kind_of_record_are_read_alike():
    for kind in (ObligationExample, AidExample):
        assert issubclass(kind, Example)
    with pytest.raises(TypeError, match="abstract"):
        Example(facts={}, on=dt.date(2018, 1, 1), expected="no")


def test_every_record_says_the_same_of_itself(sample_dataset):
    lamps = sample_dataset.obligations["lamps"]
    assert isinstance(lamps, Record)
    assert (lamps.id, lamps.confidence) == ("lamps", "high")
