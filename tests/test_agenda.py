"""The agenda, on the small set of records."""

import datetime as dt
import json
import pickle
import tomllib
from pathlib import Path

import attrs
import pytest

from tnt_core.agendas import agenda
from tnt_core.errors import DateError, FactError, InputError, UnknownNameError
from tnt_core.facts import FactTable
from tnt_core.model.dataset import Dataset
from tnt_core.model.profiles import Profile
from tnt_core.model.requirements import State
from tnt_core.rules import Truth

FACTS = FactTable.from_table(
    tomllib.loads((Path(__file__).parent / "data/records/facts.toml").read_text(encoding="utf-8"))
)
LARGE = Profile(kind="commune", population_total=1001, facts={"has_lamps": True}, vocabulary=FACTS)
SMALL = Profile(kind="commune", population_total=1000, facts={"has_lamps": True}, vocabulary=FACTS)


@pytest.fixture
def of(sample_dataset):
    def make(profile, on, **given):
        return agenda(profile, on=on, dataset=sample_dataset, **given)

    return make


def states(found):
    return {item.key[1]: item.state for item in found}


def test_one_inhabitant_makes_the_difference(of):
    assert states(of(LARGE, "2018-01-01"))["large"] is State.IN_FORCE
    assert states(of(SMALL, "2018-01-01"))["large"] is State.NOT_CONCERNED


@pytest.mark.parametrize(
    ("on", "state"), [("2016-12-31", State.ANNOUNCED), ("2017-01-01", State.IN_FORCE)]
)
def test_one_day_makes_the_difference(of, on, state):
    assert states(of(LARGE, on))["large"] is state


@pytest.mark.parametrize(
    ("on", "state"), [("2019-12-31", State.IN_FORCE), ("2020-01-01", State.ENDED)]
)
def test_a_duty_ends_on_its_day(of, on, state):
    assert states(of(SMALL, on))["small"] is state
    assert states(of(LARGE, on))["small"] is State.NOT_CONCERNED


def test_an_end_that_was_not_yet_published_is_not_known(of):
    found = of(SMALL, "2020-06-01", known_on="2019-05-31")
    assert states(found)["small"] is State.IN_FORCE


@pytest.mark.parametrize(
    ("known_on", "due"),
    [("2010-01-02", dt.date(2012, 1, 1)), ("2015-05-31", dt.date(2012, 1, 1)), ("2015-06-01", dt.date(2017, 1, 1))],
)  # fmt: skip
def test_a_date_that_moved_is_the_one_published_by_then(of, known_on, due):
    found = of(LARGE, "2016-01-01", known_on=known_on)
    assert {item.key[1]: item.due for item in found}["large"] == due


def test_what_was_not_published_is_hidden(of):
    assert len(of(LARGE, "2009-01-01", known_on="2010-01-01")) == 0


def test_a_publication_that_is_not_known_before_the_duty_binds_is_unknown(of):
    found = of(LARGE, "2010-06-01", known_on="2010-06-01", minor=True)
    assert states(found)["failure"] is State.UNKNOWN
    [item] = [item for item in found if item.key[1] == "failure"]
    assert item.decision.truth is Truth.UNKNOWN
    assert item.decision.missing == ()
    assert item.decision.reasons[-1].asked == "known_on"


def test_minor_duties_and_drafts_are_shown_when_asked_for(of):
    assert {item.key[0] for item in of(LARGE, "2018-01-01")} == {"lamps"}
    assert {item.key[0] for item in of(LARGE, "2018-01-01", minor=True)} == {
        "lamps",
        "lamps-report",
    }
    assert {item.key[0] for item in of(LARGE, "2018-01-01", natures=["draft"])} == {"lamps-bill"}


def test_a_duty_that_comes_again_gives_its_next_day_and_those_of_the_window(of):
    found = of(LARGE, "2018-07-01", minor=True)
    [yearly] = [item for item in found if item.key[1] == "yearly"]
    assert (yearly.due, yearly.occurrences) == (dt.date(2019, 6, 30), (dt.date(2019, 6, 30),))
    found = of(LARGE, "2018-06-30", until="2020-06-29", minor=True)
    [yearly] = [item for item in found if item.key[1] == "yearly"]
    assert yearly.occurrences == (dt.date(2018, 6, 30), dt.date(2019, 6, 30))
    found = of(LARGE, "2018-07-01", until="2018-07-02", minor=True)
    [yearly] = [item for item in found if item.key[1] == "yearly"]
    assert (yearly.due, yearly.occurrences) == (None, ())


def test_what_comes_after_the_window_is_left_out(of):
    assert "large" in states(of(LARGE, "2016-01-01", until="2017-01-01"))
    assert "large" not in states(of(LARGE, "2016-01-01", until="2016-12-31"))


def test_unknown_lines_are_apart_with_the_questions_to_ask(of):
    found = of(Profile(kind="commune"), "2018-01-01", minor=True)
    assert {item.key[1] for item in found.unknown} == {"large", "small", "yearly", "sometimes", "failure", "call", "always"}  # fmt: skip
    assert [(q.fact, q.lines) for q in found.questions] == [("has_lamps", 7), ("population_total", 2)]  # fmt: skip
    assert found.questions[0].text.en == "Do you have street lamps?"


def test_facts_of_the_moment_win_over_the_profile(of):
    assert states(of(LARGE, "2018-01-01", facts={"has_lamps": False}))["large"] is State.NOT_CONCERNED  # fmt: skip


def test_the_agenda_is_sorted_by_state_then_date(of):
    found = of(LARGE, "2016-01-01", minor=True)
    assert [(item.state, item.key[1]) for item in found] == [
        (State.IN_FORCE, "yearly"),
        (State.IN_FORCE, "always"),
        (State.IN_FORCE, "call"),
        (State.IN_FORCE, "failure"),
        (State.IN_FORCE, "sometimes"),
        (State.ANNOUNCED, "large"),
        (State.NOT_CONCERNED, "small"),
    ]


def test_an_agenda_is_a_sequence_that_can_be_filtered(of):
    found = of(LARGE, "2016-01-01")
    assert found[0] is found.items[0]
    assert [item.key[1] for item in found.concerned] == ["large"]
    assert found.announced == found.concerned.items
    assert found.in_force == ()
    assert len(found.where(lambda _: False)) == 0


def test_an_agenda_cannot_be_changed(of):
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        of(LARGE, "2016-01-01").on = None


def test_agendas_that_say_the_same_are_equal(of, sample_resources):
    found = of(LARGE, "2016-01-01", minor=True)
    again = of(LARGE, "2016-01-01", minor=True)
    elsewhere = agenda(LARGE, on="2016-01-01", minor=True, dataset=Dataset.from_resources(sample_resources))  # fmt: skip
    assert found == again == elsewhere == pickle.loads(pickle.dumps(found))
    assert hash(found) == hash(elsewhere)
    assert [hash(item) for item in found] == [hash(item) for item in elsewhere]
    assert len({*found, *elsewhere}) == len(found)


@pytest.mark.parametrize(
    ("profile", "on", "given"),
    [
        (SMALL, "2016-01-01", {}),
        (LARGE, "2016-01-02", {}),
        (LARGE, "2016-01-01", {"until": "2030-01-01"}),
        (LARGE, "2016-01-01", {"known_on": "2015-12-31"}),
        (LARGE, "2016-01-01", {"facts": {"has_lamps": False}}),
        (LARGE, "2016-01-01", {"natures": "draft"}),
    ],
)
def test_agendas_of_other_questions_differ(of, profile, on, given):
    assert of(LARGE, "2016-01-01") != of(profile, on, **given)


def test_agendas_of_data_that_say_something_else_differ(of, sample_resources):
    def other(edit):
        resources = json.loads(json.dumps(sample_resources))
        edit(resources)
        return agenda(LARGE, on="2016-01-01", dataset=Dataset.from_resources(resources))

    found = of(LARGE, "2016-01-01")
    assert found == other(lambda _: None)
    assert found != other(lambda r: r["dataset"].update(version="2000.01.0"))
    title = {"fr": "Autre", "en": "Other"}
    renamed = other(lambda r: r["obligations"]["lamps"]["requirements"][0].update(title=title))
    assert [item.key for item in renamed] == [item.key for item in found]
    assert renamed != found
    assert found[0] != "lamps/large"
    assert found != list(found)


def test_the_short_forms_say_how_much_there_is(of):
    before, after = of(LARGE, "2016-12-31"), of(LARGE, "2017-01-01")
    assert repr(after.changes_since(before)) == "<AgendaChanges: 0 added, 0 removed, 1 changed>"
    for value in (before, *before, before.changes_since(after)):
        assert len(repr(value)) <= 200


def test_two_agendas_are_compared_item_by_item(of):
    before = of(LARGE, "2016-12-31")
    after = of(LARGE, "2017-01-01")
    changes = after.changes_since(before)
    assert [(a.state, b.state) for a, b in changes.changed] == [(State.ANNOUNCED, State.IN_FORCE)]
    assert (changes.added, changes.removed) == ((), ())
    none = before.where(lambda _: False)
    assert before.changes_since(none).added == before.items
    assert none.changes_since(before).removed == before.items


def test_the_day_asked_about_is_today_in_paris_unless_said(of, monkeypatch):
    class LateInLondon(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2026, 6, 30, 23, tzinfo=dt.UTC).astimezone(tz)

    monkeypatch.setattr(dt, "datetime", LateInLondon)
    assert of(LARGE, None).on == dt.date(2026, 7, 1)


@pytest.mark.parametrize("given", ["2026-02-30", "tomorrow", "", 3, "2026"])
@pytest.mark.parametrize("name", ["on", "until", "known_on"])
def test_a_day_that_is_none_is_refused_with_its_name(sample_dataset, name, given):
    with pytest.raises(DateError, match=name) as caught:
        agenda(LARGE, **{"on": "2026-01-01", name: given}, dataset=sample_dataset)
    assert caught.value.value == given


def test_a_datetime_is_taken_as_its_day(of):
    assert of(LARGE, dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)).on == dt.date(2026, 1, 1)


def test_a_window_that_ends_before_it_starts_is_refused(of):
    with pytest.raises(DateError, match="is before"):
        of(LARGE, "2026-01-02", until="2026-01-01")


def test_an_unknown_fact_or_a_wrong_value_is_refused(of):
    with pytest.raises(UnknownNameError, match="has_lamps"):
        of(LARGE, "2026-01-01", facts={"has_lamp": True})
    with pytest.raises(FactError):
        of(LARGE, "2026-01-01", facts={"has_lamps": 1})


def test_an_agenda_is_plain_data_too(of):
    found = of(Profile(kind="commune", facts={"has_lamps": True}, vocabulary=FACTS), "2016-01-01", until="2018-01-01", minor=True)  # fmt: skip
    data = json.loads(json.dumps(found.to_json()))
    assert [item["requirement"] for item in data["items"]] == [item.key[1] for item in found]
    large = next(item for item in data["items"] if item["requirement"] == "large")
    assert (large["state"], large["truth"]) == ("unknown", "unknown")  # fmt: skip
    assert [one["fact"] for one in large["missing"]] == ["population_total"]
    assert {"kind": "fact", "fact": "has_lamps", "value": True, "test": "has_lamps", "outcome": "yes", "citations": [{"text": "loi-1", "article": "art. 3"}], "sources": [], "decisive": False} in large["reasons"]  # fmt: skip
    assert data["questions"][0]["fact"] == "population_total"


def test_a_date_that_may_have_moved_by_then_is_said(sample_resources):
    resources = json.loads(json.dumps(sample_resources))
    # The newer version's day of publication is not known: only that it binds from 2017 on.
    del resources["obligations"]["lamps"]["requirements"][0]["schedule"]["published"]
    dataset = Dataset.from_resources(resources)

    def large(known_on):
        found = agenda(LARGE, on="2016-01-01", known_on=known_on, dataset=dataset)
        return next(item for item in found if item.key[1] == "large")

    assert (large("2014-01-01").due, large("2014-01-01").may_have_moved) == (dt.date(2012, 1, 1), True)  # fmt: skip
    assert large("2014-01-01").to_json()["may_have_moved"] is True
    assert (large(None).due, large(None).may_have_moved) == (dt.date(2017, 1, 1), False)


def test_a_draft_never_announces_and_never_binds(of):
    found = of(LARGE, "2018-01-01", natures=["draft"])
    assert [item.state for item in found] == [State.DRAFT]
    assert (found.in_force, found.announced, len(found.concerned)) == ((), (), 1)
    unknown = of(Profile(kind="commune"), "2018-01-01", natures=["draft"])
    assert [item.state for item in unknown] == [State.UNKNOWN]


def test_what_takes_effect_after_the_window_is_left_out_even_when_it_comes_again_or_is_unknown(of):
    found = of(LARGE, "2010-06-01", until="2010-12-31", minor=True)
    assert {"yearly", "failure", "large", "small"}.isdisjoint(states(found))
    found = of(Profile(), "2010-06-01", until="2010-12-31", minor=True)
    assert {"yearly", "failure"}.isdisjoint(states(found))


@pytest.mark.parametrize("natures", ["draft", ("draft",)])
def test_one_nature_or_several_may_be_asked_for(of, natures):
    assert {item.key[0] for item in of(LARGE, "2018-01-01", natures=natures)} == {"lamps-bill"}


@pytest.mark.parametrize("natures", ["drafts", ("obligation", "drafts")])
def test_an_unknown_nature_is_refused_with_the_nearest(of, natures):
    with pytest.raises(UnknownNameError, match="draft"):
        of(LARGE, "2018-01-01", natures=natures)


@pytest.mark.parametrize("profile", ["Rennes", None])
def test_what_is_no_profile_is_refused(of, profile):
    with pytest.raises(InputError, match="give a Profile"):
        of(profile, "2018-01-01")


def test_a_text_binds_nobody_before_it_is_published(sample_resources):
    resources = json.loads(json.dumps(sample_resources))
    for index, schedule in enumerate(
        r["schedule"] for r in resources["obligations"]["lamps-report"]["requirements"]
    ):
        schedule.update(({"published": "2015-06-01"}, {"not_before": "2015-06-01"})[index % 2])
        schedule.pop("since", None)
    dataset = Dataset.from_resources(resources)

    def found(on):
        items = agenda(LARGE, on=on, minor=True, dataset=dataset)
        return {item.state for item in items if item.key[0] == "lamps-report"}

    assert found("2015-05-31") == {State.ANNOUNCED}
    assert found("2015-06-01") == {State.IN_FORCE}


def test_the_last_day_of_the_calendar_has_an_agenda_too(of):
    assert states(of(LARGE, dt.date.max, minor=True))["yearly"] is State.IN_FORCE


def test_what_rests_on_a_text_that_was_not_signed_yet_is_hidden(sample_resources):
    resources = json.loads(json.dumps(sample_resources))
    failure = resources["obligations"]["lamps-report"]["requirements"][2]["schedule"]
    failure |= {"since": "2030-01-01", "not_before": "2015-06-01"}
    dataset = Dataset.from_resources(resources)

    def known(day):
        found = agenda(LARGE, on="2016-01-01", known_on=day, minor=True, dataset=dataset)
        return {item.key[1]: item.state for item in found}

    assert "failure" not in known("2015-05-31")
    assert known("2015-06-01")["failure"] is State.UNKNOWN


def test_an_agenda_travels_to_another_process():
    found = agenda(Profile(kind="commune", population_total=3400), on="2026-11-23")
    again = pickle.loads(pickle.dumps(found))
    assert len(again) == len(found)
    assert [(item.obligation.id, item.state, item.due) for item in again] == [
        (item.obligation.id, item.state, item.due) for item in found
    ]


def test_an_agenda_is_shown_in_a_line():
    found = agenda(Profile(kind="commune", population_total=3400), on="2026-11-23")
    assert repr(found).startswith("<Agenda of commune on 2026-11-23: ")
    assert f"{len(found.in_force)} in-force" in repr(found)
    assert repr(found[0]).startswith(f"<AgendaItem {'/'.join(found[0].key)}: in-force, due ")
    assert (
        repr(found.where(lambda item: item.due == "never"))
        == "<Agenda of commune on 2026-11-23: empty>"
    )


def test_an_agenda_is_compared_with_an_agenda():
    found = agenda(Profile(kind="commune", population_total=3400), on="2026-11-23")
    with pytest.raises(InputError, match="give another Agenda; got str"):
        found.changes_since("yesterday")
