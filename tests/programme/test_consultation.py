"""Lead times: the latest day to send, and whether a delay held."""

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tnt_core as tnt
from tnt_core.errors import DateError, InputError
from tnt_core.rules import Truth

RULES = tnt.load().consultations
MEETING = "2026-12-15"


@pytest.mark.parametrize(
    ("id_", "latest", "safe"),
    [
        ("crpa-convocation-5-jours", "2026-12-10", "2026-12-09"),
        ("cnen-avis-delai-normal", "2026-11-02", "2026-11-02"),
        ("cnen-avis-urgence", "2026-11-30", "2026-11-30"),
        ("cnen-avis-extreme-urgence", "2026-12-12", "2026-12-11"),
        ("crpa-avis-repute-rendu", "2026-11-09", "2026-11-09"),
        ("crpa-avis-urgence", "2026-11-29", "2026-11-29"),
    ],
)
def test_a_meeting_gives_the_latest_day_to_send(id_, latest, safe):
    lead = RULES[id_].lead_time(MEETING)
    assert (str(lead.latest), str(lead.safe)) == (latest, safe)
    assert (lead.held, lead.margin, lead.sent) == (Truth.UNKNOWN, None, None)
    assert lead.reckoning.steps


@pytest.mark.parametrize(
    ("id_", "sent", "held", "margin"),
    [
        ("crpa-convocation-5-jours", "2026-12-09", Truth.YES, 0),
        ("crpa-convocation-5-jours", "2026-12-10", Truth.UNKNOWN, -1),
        ("crpa-convocation-5-jours", "2026-12-14", Truth.NO, -5),
        ("cnen-avis-delai-normal", "2026-11-02", Truth.YES, 0),
        ("cnen-avis-delai-normal", "2026-11-03", Truth.NO, -1),
        ("cnen-avis-extreme-urgence", "2026-12-11", Truth.YES, 0),
        ("cnen-avis-extreme-urgence", "2026-12-12", Truth.UNKNOWN, -1),
        ("cnen-avis-extreme-urgence", "2026-12-13", Truth.NO, -2),
    ],
)
def test_a_sending_tells_whether_the_delay_held(id_, sent, held, margin):
    lead = RULES[id_].lead_time(MEETING, sent=sent)
    assert (lead.held, lead.margin) == (held, margin)


def test_hours_are_elapsed_hours_across_the_change_of_clocks():
    lead = RULES["cnen-avis-extreme-urgence"].lead_time("2026-03-30")
    assert lead.latest_moment.isoformat() == "2026-03-26T23:00:00+01:00"
    assert lead.reckoning.instant == lead.latest_moment.add(hours=72)


def test_the_day_before_is_never_enough():
    for rule in RULES.values():
        lead = rule.lead_time("2021-12-10", sent="2021-12-09")
        assert lead is None or lead.held is Truth.NO


def test_a_rule_without_delay_sets_none():
    assert RULES["tnt-concertation-pratique"].lead_time(MEETING) is None


def test_a_day_that_is_none_is_refused():
    with pytest.raises(DateError):
        RULES["cnen-avis-urgence"].lead_time("soon")


def test_a_delay_goes_with_its_regime():
    with pytest.raises(InputError, match="needs the regime"):
        attrs.evolve(RULES["cnen-avis-urgence"], regime=None)


@given(st.dates(dt.date(2015, 1, 1), dt.date(2035, 1, 1)), st.integers(0, 60))
def test_an_earlier_sending_is_never_worse(meeting, days):
    order = {Truth.NO: 0, Truth.UNKNOWN: 1, Truth.YES: 2}
    sent = meeting - dt.timedelta(days=days)
    for id_ in ("crpa-convocation-5-jours", "cnen-avis-delai-normal"):
        later = RULES[id_].lead_time(meeting, sent=sent)
        earlier = RULES[id_].lead_time(meeting, sent=sent - dt.timedelta(days=1))
        assert order[earlier.held] >= order[later.held]
