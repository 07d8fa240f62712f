"""A delay: one canonical text both ways, and no ambiguity let in."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnt_core.deadlines import Delay
from tnt_core.errors import InputError

WRITTEN = [
    ("P2M", "P2M"),
    ("2 mois", "P2M"),
    ("deux mois", "P2M"),
    ("2 months", "P2M"),
    ("un an", "P1Y"),
    ("1 an et 2 mois", "P1Y2M"),
    ("8 semaines", "P8W"),
    ("P15D", "P15D"),
    ("15 jours calendaires", "P15D"),
    ("2 jours non francs", "P2D"),
    ("15 jours ouvrés", "15 jours ouvrés"),
    ("quinze jours ouvres", "15 jours ouvrés"),
    ("15 working days", "15 jours ouvrés"),
    ("P5D ouvrés", "5 jours ouvrés"),
    ("P1 jour ouvré", "1 jour ouvré"),
    ("P10 jours ouvrés", "10 jours ouvrés"),
    ("P5D ouvrables", "5 jours ouvrables"),
    ("5 jours francs", "5 jours francs"),
    ("5 clear days before", "-5 jours francs"),
    ("-5 jours francs", "-5 jours francs"),
    ("\u22125 jours francs", "-5 jours francs"),
    ("5 jours francs avant", "-5 jours francs"),
    ("P2M franc", "P2M franc"),
    ("2 mois francs", "P2M franc"),
    ("72 h", "72 h"),
    ("PT72H", "72 h"),
    ("48 heures", "48 h"),
    ("-P6W", "-P6W"),
    ("P3M+P1M", "P4M"),
    # Beside months, days have but one meaning: code de procédure civile, article 641.
    ("2 mois et 10 jours", "P2M10D"),
    ("1 an, 2 mois et 10 jours avant", "-P1Y2M10D"),
    ("2 mois et 10 jours francs", "P2M10D franc"),
    ("1 mois franc et 15 jours francs", "P1M15D franc"),
    ("5 working days (Saturdays included)", "5 jours ouvrables"),
    ("2 months and 10 days", "P2M10D"),
    ("P16D (jour d\u2019envoi compris)", "P16D (jour d'envoi compris)"),
    ("16 jours calendaires, premier jour compris", "P16D (jour d'envoi compris)"),
]


@pytest.mark.parametrize(("text", "canonical"), WRITTEN)
def test_a_delay_is_read_and_written_in_one_canonical_text(text, canonical):
    delay = Delay.parse(text)
    assert str(delay) == canonical
    assert Delay.parse(canonical) == delay
    assert repr(delay) == f"Delay({canonical!r})"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("15 jours", "does not say which days.*P15D"),
        ("10 jours et 2 mois", "does not say which days"),
        ("-16 jours calendaires, premier jour compris", "which no text seen does"),
        ("", "is not a delay. Write for instance"),
        ("-", "is not a delay"),
        ("P", "has no length"),
        ("P0D", "has no length"),
        ("bientôt", "is not a delay"),
        ("dix lunes", "is not a delay"),
        ("mille mois", "is not a delay"),
        ("2 mois 3 mois", "is not a delay"),
        ("P2M banane", "is not a delay"),
        ("1 mois et", "is not a delay"),
        ("x" * 1000, "is not a delay"),
        ("P1DT3H", "mixes hours with another unit"),
        ("P1M2W", "mixes weeks with another unit"),
        ("2 mois et 5 jours ouvrés", "mixes working days with another unit"),
        ("PT3H franc", "gives a kind of day to hours"),
        ("P10000D", "whole numbers from 0 to 9999"),
    ],
)
def test_what_is_no_delay_is_refused_with_what_to_write(text, said):
    with pytest.raises(InputError, match=said) as refused:
        Delay.parse(text)
    assert refused.value.fr != refused.value.en


@pytest.mark.parametrize("number", [-1, 1.5, True, "2"])
def test_units_are_whole_numbers(number):
    with pytest.raises(InputError, match="whole numbers"):
        Delay(months=number)


@pytest.mark.parametrize(
    ("text", "fr", "en"),
    [
        ("P1M15D", "1 mois et 15 jours", "1 month and 15 days"),
        ("P1Y", "1 an", "1 year"),
        ("72 h", "72 heures", "72 hours"),
        ("1 jour ouvré", "1 jour ouvré", "1 working day"),
        ("10 jours ouvrables", "10 jours ouvrables", "10 working days (Saturdays included)"),
        ("-5 jours francs", "5 jours francs avant", "5 clear days before"),
        ("P2M franc", "2 mois francs", "2 clear months"),
        (
            "P16D (jour d'envoi compris)",
            "16 jours, premier jour compris",
            "16 days, first day included",
        ),
    ],
)
def test_a_delay_says_itself_in_both_languages(text, fr, en):
    assert (Delay.parse(text).sentence("fr"), Delay.parse(text).sentence("en")) == (fr, en)


def test_only_delays_counted_alike_are_added():
    assert Delay.parse("P3M") + Delay.parse("P1M") == Delay.parse("P4M")
    assert Delay.parse("P1M") + Delay.parse("P15D") == Delay.parse("P1M15D")
    # Fifteen days, then a month, is not a month, then fifteen days: from 15 January, 28 February, not 2 March.
    with pytest.raises(InputError, match="months are counted before days"):
        Delay.parse("P15D") + Delay.parse("P1M")
    for other in ("-P1M", "1 jour ouvré", "72 h", "P1M franc"):
        with pytest.raises(InputError, match="cannot be added"):
            Delay.parse("P3M") + Delay.parse(other)


def test_a_delay_is_not_added_to_a_date_without_a_regime():
    with pytest.raises(InputError, match=r"regime says how.*deadline\("):
        dt.date(2026, 1, 1) + Delay.parse("P1M")
    with pytest.raises(InputError, match=r"regime says how.*deadline\("):
        Delay.parse("P1M") + dt.date(2026, 1, 1)
    with pytest.raises(InputError, match=r"regime says how.*deadline\("):
        dt.date(2026, 1, 1) - Delay.parse("P1M")
    with pytest.raises(TypeError):
        Delay.parse("P1M") + 3


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "ouvré"}, "Nearest: ouvre"),
        ({"kind": None}, "unknown kind of day"),
        ({"backward": "yes"}, "backward of a delay is True or False; got 'yes'"),
        ({"first_day": 1}, "first_day of a delay is True or False"),
        ({"days": 1.5}, "in whole numbers"),
    ],
)
def test_the_parts_of_a_delay_are_checked(given, said):
    with pytest.raises(InputError, match=said):
        Delay(**{"days": 3, **given})


@pytest.mark.parametrize(
    "text",
    [
        "5 jours ouvrés et 2 mois",
        "15 jours francs et 1 an",
        "2 mois ouvrés et 5 jours francs",
        "2 mois francs et 15 jours calendaires",
        "2 mois francs et 15 jours",
    ],
)
def test_kinds_of_days_are_never_mixed_or_lost(text):
    with pytest.raises(InputError, match="mixes kinds of days"):
        Delay.parse(text)


small = st.integers(0, 99)
delays = st.one_of(
    st.builds(Delay, years=small, months=st.integers(1, 99), days=small, backward=st.booleans()),
    st.builds(Delay, weeks=st.integers(1, 99), backward=st.booleans()),
    st.builds(Delay, hours=st.integers(1, 999)),
    st.builds(
        Delay,
        days=st.integers(1, 999),
        kind=st.sampled_from(["calendaire", "franc", "ouvre", "ouvrable"]),
        backward=st.booleans(),
    ),
    st.builds(Delay, days=st.integers(1, 999), first_day=st.just(True)),
)


@given(delays)
def test_reading_what_was_written_gives_the_same_delay(delay):
    assert Delay.parse(str(delay)) == delay
    assert hash(Delay.parse(str(delay))) == hash(delay)


@given(
    st.text(max_size=30)
    | st.from_regex(r"-?P?[0-9]{1,3} ?(jours?|mois|D|M|h)( [a-z]{1,9})?", fullmatch=True)
)
def test_any_text_is_a_delay_or_refused_with_a_sentence(text):
    try:
        delay = Delay.parse(text)
    except InputError:
        return
    assert Delay.parse(str(delay)) == delay
