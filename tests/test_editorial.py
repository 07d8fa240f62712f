"""The lints find what a record can get wrong although it is well formed."""

import datetime as dt

import attrs
import pytest

from tnt_core.editorial import duplicates, remarks
from tnt_core.model.schedules import Milestone
from tnt_core.rules import parse
from tnt_core.texts import Text

STATE = dt.date(2026, 1, 31)


@pytest.fixture
def lamps(sample_dataset):
    return sample_dataset.obligations["lamps"]


@pytest.fixture
def found(lamps):
    """Give a function that changes the first requirement and tells the remarks by place."""

    def change(record=None, **fields):
        first, *others = lamps.requirements
        first = attrs.evolve(first, **fields)
        changed = attrs.evolve(lamps, requirements=(first, *others), **(record or {}))
        return {place: error.en for place, error in remarks(changed, STATE)}

    return change


def test_a_good_record_has_no_finding(found):
    assert found() == {}


def test_a_title_that_is_too_long_is_found(found):
    long = Text(fr="x" * 81, en="short")
    assert "81" in found({"title": long})["title"]
    assert "requirements[0].title" in found(title=long)


def test_a_rule_without_an_article_is_found(found, lamps):
    assert "needs the article" in found(legal=())["requirements[0].legal"]
    assert found({"legal": lamps.requirements[0].legal}, legal=()) == {}


def test_a_day_of_publication_that_is_neither_given_nor_excused_is_found(found):
    bare = Milestone(due=dt.date(2012, 1, 1))
    assert "day of publication" in found(schedule=bare)["requirements[0].schedule.published"]
    excused = attrs.evolve(bare, publication_note=Text(fr="Non vue.", en="Not seen."))
    assert found(schedule=excused) == {}


def test_waves_out_of_order_are_found(lamps):
    early = attrs.evolve(lamps.requirements[0], id="early", schedule=Milestone(due=dt.date(2011, 1, 1), published=dt.date(2010, 1, 2)))  # fmt: skip
    places = dict(remarks(attrs.evolve(lamps, requirements=(*lamps.requirements, early)), STATE))
    assert "2017-01-01, 2011-01-01" in places["requirements"].en


def test_a_rule_that_contradicts_itself_is_found(found, lamps):
    rule = parse("population_total > 10 and population_total < 5", lamps.requirements[0].applies.vocabulary)  # fmt: skip
    assert "requirements[0].applies" in found(applies=rule)


def test_an_old_review_is_found(found):
    assert "more than a year" in found({"reviewed": dt.date(2025, 1, 1)})["reviewed"]


@pytest.mark.parametrize(
    ("fr", "en", "good"),
    [
        ("plus de 1 000 habitants", "more than 1,000 inhabitants", True),
        ("plus de 1\u202f000 habitants", "over 1,000 inhabitants", True),
        ("1 000 habitants et plus", "1,000 inhabitants or more", False),
        ("au moins 1 000 habitants", "at least 1,000 inhabitants", False),
        ("moins de 1 000 habitants", "fewer than 1,000 inhabitants", False),
        ("au plus 1 000 habitants", "at most 1,000 inhabitants", True),
        ("Plus de 1 000 habitants, ou plus de 3", "More than 1,000, or more than 3", True),
        ("plus de 2 000 habitants", "more than 2,000 inhabitants", True),
    ],
)
def test_words_and_comparators_must_agree(found, fr, en, good):
    # The rule says population_total > 1_000; what it does not speak of is not judged.
    assert ("requirements[0]" not in found(title=Text(fr=fr, en=en))) is good
    assert ("requirements[0]" not in found(note=Text(fr=fr, en=en))) is good


def test_one_duty_in_two_records_is_found(lamps, sample_dataset):
    twin = attrs.evolve(lamps, id="twin")
    assert {id_ for id_, _ in duplicates([lamps, twin])} == {"twin"}
    assert list(duplicates(sample_dataset.obligations.values())) == []
